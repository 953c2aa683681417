/**
 * The one window with the panel. Closing it destroys it, so that nothing of it runs on in the tray; showing it again makes a
 * new one. Invariant: there is at most one, and it shows the panel alone: nothing else is ever loaded, opened or permitted.
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
import { desktopWords } from '../../../shared/words/en/desktop.ts';
import { words } from '../../../shared/words/words.ts';
import type { Clock } from '../../core/clock.ts';
import { isPanelUrl, PANEL_URL } from './panel-scheme.ts';
import { MIN_SIZE } from './window-bounds.ts';
import type { WindowStateStore } from './window-state.ts';

const t = words(desktopWords);

/** The page may crash this often within this time before the user is asked; milliseconds. */
const CRASH_LIMIT = 3;
const CRASH_WINDOW = 60_000;

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
  /** Path of the window's icon; undefined where the system uses that of the executable. */
  icon: string | undefined;
  windowState: WindowStateStore;
  openAddress(url: string): void;
  onFault(error: unknown, where: string): void;
}

type NavigationListener = (event: NavigationEvent) => void;
type AttentionListener = (contents: WebContents, attention: Attention) => void;

export class PanelWindow {
  readonly #options: PanelWindowOptions;
  readonly #navigationListeners = new Set<NavigationListener>();
  readonly #attentionListeners = new Set<AttentionListener>();
  readonly #closedListeners = new Set<() => void>();
  #window: BrowserWindow | null = null;
  /** Where the panel is to go as soon as it listens. */
  #pendingDestination: Destination | null = null;
  /** Times of the clock at which the page crashed. */
  #crashes: number[] = [];

  constructor(options: PanelWindowOptions) {
    this.#options = options;
    denyPermissions(options.session);
    options.app.on('web-contents-created', (_, contents) => restrictContents(contents, options));
  }

  /** Opens the window or brings it to the front, and shows the destination in it. */
  show(destination?: Destination): void {
    if (destination) this.#navigate(destination);
    const window = this.#window;
    if (!window) {
      this.#window = this.#open();
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  isFocused(): boolean {
    return this.#window?.isFocused() ?? false;
  }

  isPanelFrame(frame: WebFrameMain | null): boolean {
    return (
      frame !== null &&
      this.#window !== null &&
      frame.parent === null &&
      frame === this.#window.webContents.mainFrame &&
      isPanelUrl(frame.url)
    );
  }

  /** Where the panel is asked to go. The latest destination is kept until a panel subscribes. */
  subscribeToNavigation(listener: NavigationListener): () => void {
    this.#navigationListeners.add(listener);
    const to = this.#pendingDestination;
    if (to) listener({ kind: 'navigation', to });
    this.#pendingDestination = null;
    return () => this.#navigationListeners.delete(listener);
  }

  /** Called whenever the window is focused, shown, hidden and the like. */
  onAttention(listener: AttentionListener): void {
    this.#attentionListeners.add(listener);
  }

  /** Called when the window was closed, whether by the user or by {@link destroy}. */
  onClosed(listener: () => void): void {
    this.#closedListeners.add(listener);
  }

  /** Closes the window without asking the page: the program ends. */
  destroy(): void {
    this.#window?.destroy();
  }

  #navigate(to: Destination): void {
    if (this.#navigationListeners.size === 0) {
      this.#pendingDestination = to;
      return;
    }
    for (const listener of this.#navigationListeners) listener({ kind: 'navigation', to });
    this.#pendingDestination = null;
  }

  #open(): BrowserWindow {
    const { createWindow, windowState, onFault } = this.#options;
    const { bounds, maximized } = windowState.read();
    const window = createWindow({ ...bounds, ...windowOptions(this.#options) });
    if (maximized) window.maximize();
    windowState.track(window);
    window.once('ready-to-show', () => window.show());
    this.#reportAttention(window);
    window.on('closed', () => {
      this.#window = null;
      for (const listener of this.#closedListeners) listener();
    });
    this.#askBeforeUnload(window);
    window.webContents.on('render-process-gone', (_, { reason, exitCode }) => {
      if (reason === 'clean-exit') return;
      onFault(new Error(`The window's page ended: ${reason} (exit code ${exitCode}).`), 'window');
      void this.#reloadAfterCrash(window);
    });
    void window.loadURL(PANEL_URL).catch((error: unknown) => onFault(error, 'loading the panel'));
    return window;
  }

  #reportAttention(window: BrowserWindow): void {
    const { webContents } = window;
    const report = () => {
      const attention =
        !window.isVisible() || window.isMinimized() ? 'hidden' : window.isFocused() ? 'focused' : 'visible';
      for (const listener of this.#attentionListeners) listener(webContents, attention);
    };
    // The cast: the overloads of `on` accept each name, but no union of names.
    for (const event of ['focus', 'blur', 'show', 'hide', 'minimize', 'restore'] as const)
      window.on(event as 'focus', report);
  }

  #askBeforeUnload(window: BrowserWindow): void {
    window.webContents.on('will-prevent-unload', (event) => {
      const answer = this.#options.dialog.showMessageBoxSync(window, {
        type: 'question',
        message: t('discardChanges'),
        detail: t('discardChangesText'),
        buttons: [t('keepEditing'), t('discard')],
        defaultId: 0,
        cancelId: 0,
      });
      // Preventing the default lets the page unload in spite of its changes.
      if (answer === 1) event.preventDefault();
    });
  }

  /** Reloads a page that crashed. Asks the user first where it crashes again and again. */
  async #reloadAfterCrash(window: BrowserWindow): Promise<void> {
    const { clock, dialog } = this.#options;
    const now = clock.now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < CRASH_WINDOW), now];
    if (this.#crashes.length > CRASH_LIMIT) {
      const { response } = await dialog.showMessageBox(window, {
        type: 'warning',
        message: t('windowFails'),
        detail: t('windowFailsText'),
        buttons: [t('tryAgain'), t('closeTheWindow')],
        defaultId: 0,
        cancelId: 1,
      });
      this.#crashes = [];
      if (window.isDestroyed()) return;
      if (response === 1) {
        window.destroy();
        return;
      }
    }
    if (!window.isDestroyed()) window.webContents.reload();
  }
}

function windowOptions({
  nativeTheme,
  icon,
  preload,
}: PanelWindowOptions): Omit<BrowserWindowConstructorOptions, 'x' | 'y' | 'width' | 'height'> {
  return {
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    title: 'Switchyard',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#f6f7f9',
    ...(icon === undefined ? {} : { icon }),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  };
}

/** The panel needs no permission of the system, so none is ever given. */
function denyPermissions(session: PanelWindowOptions['session']): void {
  session.setPermissionRequestHandler((_, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

/** Applies to all contents that are ever created, also to those that the window was not meant to have. */
function restrictContents(contents: WebContents, { openAddress, onFault }: PanelWindowOptions): void {
  const refuse = (event: { preventDefault(): void }, url: string) => {
    event.preventDefault();
    onFault(new Error(`A navigation to ${url.slice(0, 200)} was refused.`), 'window');
  };
  contents.on('will-frame-navigate', (event) => {
    // Reloading the panel does not lead away from it.
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
