/**
 * The one window with the panel. Closing it really closes it, so that nothing of it runs on in the tray; showing makes a
 * new one. Invariant: at most one, and everything in it is the panel: nothing else is ever loaded, opened or allowed.
 */
import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Dialog,
  NativeTheme,
  Session,
  WebContents,
  WebFrameMain,
} from 'electron';
import type { Attention, Destination, NavigationEvent } from '../../../shared/events.ts';
import type { Clock } from '../../core/clock.ts';
import { isPanelUrl, PANEL_URL } from './panel-scheme.ts';
import { MIN_SIZE } from './window-bounds.ts';

/** The page may crash this often within this time before the user is asked; milliseconds. */
const CRASH_LIMIT = 3;
const CRASH_WINDOW = 60_000;

export interface WindowPosition {
  bounds: { x?: number; y?: number; width: number; height: number };
  maximized: boolean;
}

export interface PanelWindowOptions {
  app: Pick<App, 'on'>;
  createWindow(options: BrowserWindowConstructorOptions): BrowserWindow;
  session: Pick<
    Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >;
  nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors'>;
  dialog: Pick<Dialog, 'showMessageBoxSync' | 'showMessageBox'>;
  clock: Clock;
  /** Path of the built preload script. */
  preload: string;
  /** Path of the window's icon, where the system takes it from there. */
  icon: string | undefined;
  place: {
    read(): WindowPosition;
    follow(window: BrowserWindow): void;
  };
  openAddress(url: string): void;
  onAttention(contents: WebContents, attention: Attention): void;
  /** The user has closed it. */
  onClosed(): void;
  onFault(error: unknown, where: string): void;
}

export interface PanelWindow {
  /** Opens it or brings it to the front, and shows in it what is named. */
  show(to?: Destination): void;
  isFocused(): boolean;
  isOpen(): boolean;
  isPanelFrame(frame: WebFrameMain | null): boolean;
  /** Where the panel is asked to go; the latest wish is kept until a panel listens. */
  followNavigation(listener: (event: NavigationEvent) => void): () => void;
  /** Closes it without asking: the program ends. */
  destroy(): void;
}

export function createPanelWindow(options: PanelWindowOptions): PanelWindow {
  const { clock, onFault } = options;
  let window: BrowserWindow | null = null;
  let wish: Destination | null = null;
  let crashes: number[] = [];
  const navigators = new Set<(event: NavigationEvent) => void>();

  secureSession(options.session);
  options.app.on('web-contents-created', (_, contents) => secureContents(contents, options));

  const open = (): BrowserWindow => {
    const { bounds, maximized } = options.place.read();
    const opened = options.createWindow({
      ...bounds,
      minWidth: MIN_SIZE.width,
      minHeight: MIN_SIZE.height,
      title: 'Switchyard',
      show: false,
      backgroundColor: options.nativeTheme.shouldUseDarkColors ? '#16181d' : '#f6f7f9',
      ...(options.icon === undefined ? {} : { icon: options.icon }),
      webPreferences: {
        preload: options.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
        navigateOnDragDrop: false,
      },
    });
    const { webContents } = opened;
    const attend = () => {
      const attention =
        !opened.isVisible() || opened.isMinimized() ? 'hidden' : opened.isFocused() ? 'focused' : 'visible';
      options.onAttention(webContents, attention);
    };
    if (maximized) opened.maximize();
    options.place.follow(opened);
    opened.once('ready-to-show', () => opened.show());
    // One by one, for the overloads know no union of names.
    for (const event of ['focus', 'blur', 'show', 'hide', 'minimize', 'restore'] as const)
      opened.on(event as 'focus', attend);
    opened.on('closed', () => {
      window = null;
      options.onClosed();
    });
    webContents.on('will-prevent-unload', (event) => {
      const answer = options.dialog.showMessageBoxSync(opened, {
        type: 'question',
        message: 'Discard your changes?',
        detail: 'A form in the window has changes that are not saved.',
        buttons: ['Keep editing', 'Discard changes'],
        defaultId: 0,
        cancelId: 0,
      });
      // To prevent the default is to let the page go.
      if (answer === 1) event.preventDefault();
    });
    webContents.on('render-process-gone', (_, { reason, exitCode }) => {
      if (reason === 'clean-exit') return;
      onFault(new Error(`The window's page ended: ${reason} (exit code ${exitCode}).`), 'window');
      void comeBack(opened);
    });
    void opened.loadURL(PANEL_URL).catch((error: unknown) => onFault(error, 'loading the panel'));
    return opened;
  };

  /** Loads a crashed page anew; one that crashes again and again asks first. */
  const comeBack = async (crashed: BrowserWindow) => {
    const now = clock.now();
    crashes = [...crashes.filter((at) => now - at < CRASH_WINDOW), now];
    if (crashes.length > CRASH_LIMIT) {
      const { response } = await options.dialog.showMessageBox(crashed, {
        type: 'warning',
        message: 'The window stops working again and again.',
        detail: 'Your backends are not affected: they run on. The details are in the program log.',
        buttons: ['Try again', 'Close the window'],
        defaultId: 0,
        cancelId: 1,
      });
      crashes = [];
      if (crashed.isDestroyed()) return;
      if (response === 1) {
        crashed.destroy();
        return;
      }
    }
    if (!crashed.isDestroyed()) crashed.webContents.reload();
  };

  return {
    show(to) {
      if (to) {
        wish = to;
        if (navigators.size > 0) {
          for (const navigate of navigators) navigate({ kind: 'navigation', to });
          wish = null;
        }
      }
      if (!window) {
        window = open();
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    isFocused: () => window?.isFocused() ?? false,
    isOpen: () => window !== null,
    isPanelFrame: (frame) =>
      frame !== null &&
      window !== null &&
      frame.parent === null &&
      frame === window.webContents.mainFrame &&
      isPanelUrl(frame.url),
    followNavigation(listener) {
      navigators.add(listener);
      if (wish) listener({ kind: 'navigation', to: wish });
      wish = null;
      return () => navigators.delete(listener);
    },
    destroy: () => window?.destroy(),
  };
}

/** The panel needs no permission of the system, so none is ever given. */
function secureSession(session: PanelWindowOptions['session']): void {
  session.setPermissionRequestHandler((_, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

/** Holds for whatever contents there ever are, should the window get some that it was not meant to have. */
function secureContents(contents: WebContents, { openAddress, onFault }: PanelWindowOptions): void {
  const refuse = (event: { preventDefault(): void }, url: string) => {
    event.preventDefault();
    onFault(new Error(`A navigation to ${url.slice(0, 200)} was refused.`), 'window');
  };
  contents.on('will-frame-navigate', (event) => {
    // Loading the panel anew is no way out of it.
    if (event.isMainFrame && isPanelUrl(event.url)) return;
    refuse(event, event.url);
  });
  contents.on('will-redirect', (event) => refuse(event, event.url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openAddress(url);
    return { action: 'deny' };
  });
}
