/**
 * Stands in for Electron's BrowserWindow: position, size and state as data, and a page of the test's browser for its
 * contents. It cannot show what a window manager decides: whatever the program asks of a window happens at once.
 */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type * as Electron from 'electron';
import { app } from '../app.ts';
import { nativeTheme } from '../system/native-theme.ts';
import { screen } from '../system/screen.ts';
import { inBackground, windows } from '../test-connection.ts';
import { asElectron, type ClassLike, preventable } from '../typing.ts';
import { focusedWindow, openWindows } from './open-windows.ts';
import { WebContents } from './web-contents.ts';

const DEFAULT_SIZE = { width: 800, height: 600 };

let count = 0;
/** In the order in which they were opened. */
const all = new Map<number, BrowserWindow>();

export class BrowserWindow extends EventEmitter {
  readonly id: number;
  readonly contents: WebContents;
  /** The security settings that the program chose, for tests to read. */
  readonly webPreferences: Electron.WebPreferences;
  #bounds: Electron.Rectangle;
  #title: string;
  #isVisible = false;
  #isFocused = false;
  #isMinimized = false;
  #isMaximized = false;
  #isFullScreen = false;
  #isDestroyed = false;
  /** True while the page decides whether it stays. */
  #isClosing = false;
  #wasReadyToShow = false;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    this.id = ++count;
    const { workArea } = screen.getPrimaryDisplay();
    const { width = DEFAULT_SIZE.width, height = DEFAULT_SIZE.height } = options;
    this.#bounds = {
      x: options.x ?? workArea.x + Math.round((workArea.width - width) / 2),
      y: options.y ?? workArea.y + Math.round((workArea.height - height) / 2),
      width,
      height,
    };
    this.#title = options.title ?? app.getName();
    this.webPreferences = options.webPreferences ?? {};
    this.contents = new WebContents(this.id) satisfies Pick<
      Electron.WebContents,
      | 'id'
      | 'mainFrame'
      | 'session'
      | 'loadURL'
      | 'reload'
      | 'reloadIgnoringCache'
      | 'send'
      | 'setWindowOpenHandler'
      | 'getURL'
      | 'getTitle'
      | 'isDestroyed'
      | 'isCrashed'
    >;
    this.contents.on('did-finish-load', () => {
      if (!this.#wasReadyToShow) this.emit('ready-to-show');
      this.#wasReadyToShow = true;
    });
    this.contents.on('page-title-updated', (event: Electron.Event, title: string) => {
      this.emit('page-title-updated', event, title, true);
      if (!event.defaultPrevented) this.#title = title;
    });
    openWindows.set(this.id, this);
    all.set(this.id, this);
    const { preload } = this.webPreferences;
    inBackground(
      windows.openWindow(this.id, {
        preload: preload === undefined ? null : readFileSync(preload, 'utf8'),
        width,
        height,
        colorScheme: nativeTheme.scheme,
      }),
    );
    app.emit('browser-window-created', preventable({}), this);
    app.emit('web-contents-created', preventable({}), this.contents);
    if (options.show !== false) this.show();
  }

  static getAllWindows(): Electron.BrowserWindow[] {
    return [...all.values()].map((window) => asElectron(window));
  }

  static getFocusedWindow(): Electron.BrowserWindow | null {
    return asElectron(focusedWindow());
  }

  static fromWebContents(contents: Electron.WebContents): Electron.BrowserWindow | null {
    return asElectron([...all.values()].find((window) => window.webContents === contents) ?? null);
  }

  static fromId(id: number): Electron.BrowserWindow | null {
    return asElectron(all.get(id) ?? null);
  }

  get webContents(): Electron.WebContents {
    return asElectron(this.contents);
  }

  loadURL(url: string): Promise<void> {
    return this.contents.loadURL(url);
  }

  show(): void {
    this.showInactive();
    this.focus();
  }

  showInactive(): void {
    if (this.#isVisible) return;
    this.#isVisible = true;
    this.emit('show');
  }

  hide(): void {
    if (!this.#isVisible) return;
    this.blur();
    this.#isVisible = false;
    this.emit('hide');
  }

  focus(): void {
    if (this.#isDestroyed || !this.#isVisible || this.#isFocused) return;
    for (const other of all.values()) if (other !== this) other.blur();
    this.#isFocused = true;
    this.emit('focus');
    app.emit('browser-window-focus', preventable({}), this);
  }

  blur(): void {
    if (!this.#isFocused) return;
    this.#isFocused = false;
    this.emit('blur');
    app.emit('browser-window-blur', preventable({}), this);
  }

  minimize(): void {
    if (this.#isMinimized) return;
    this.blur();
    this.#isMinimized = true;
    this.emit('minimize');
  }

  restore(): void {
    if (this.#isMinimized) {
      this.#isMinimized = false;
      this.emit('restore');
      this.focus();
    } else if (this.#isMaximized) this.unmaximize();
  }

  maximize(): void {
    if (this.#isMaximized) return;
    this.#isMaximized = true;
    this.showInactive();
    this.emit('maximize');
    this.#handleResize();
  }

  unmaximize(): void {
    if (!this.#isMaximized) return;
    this.#isMaximized = false;
    this.emit('unmaximize');
    this.#handleResize();
  }

  setFullScreen(flag: boolean): void {
    if (this.#isFullScreen === flag) return;
    this.#isFullScreen = flag;
    this.emit(flag ? 'enter-full-screen' : 'leave-full-screen');
    this.#handleResize();
  }

  isFullScreen(): boolean {
    return this.#isFullScreen;
  }

  isMaximized(): boolean {
    return this.#isMaximized;
  }

  isMinimized(): boolean {
    return this.#isMinimized;
  }

  isVisible(): boolean {
    return this.#isVisible && !this.#isDestroyed;
  }

  isFocused(): boolean {
    return this.#isFocused;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  getNormalBounds(): Electron.Rectangle {
    return { ...this.#bounds };
  }

  getBounds(): Electron.Rectangle {
    const { bounds, workArea } = screen.getDisplayMatching(this.#bounds);
    if (this.#isFullScreen) return { ...bounds };
    return this.#isMaximized ? { ...workArea } : { ...this.#bounds };
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    const before = this.#bounds;
    this.#bounds = { ...before, ...bounds };
    const { x, y, width, height } = this.#bounds;
    if (width !== before.width || height !== before.height) this.#handleResize();
    if (x !== before.x || y !== before.y) this.emit('move');
  }

  getSize(): number[] {
    const { width, height } = this.getBounds();
    return [width, height];
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  setMenuBarVisibility(_visible: boolean): void {
    // No menu bar is shown; Menu keeps the menu itself.
  }

  setBackgroundColor(_color: string): void {
    // The page covers it.
  }

  /** Asks first the program and then the page, which may keep its window, as Electron does. */
  close(): void {
    if (this.#isDestroyed || this.#isClosing) return;
    const event = preventable({});
    this.emit('close', event);
    if (event.defaultPrevented) app.stopQuitting();
    else void this.#closePage();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    inBackground(windows.closePage(this.id, true));
    this.#handleGone();
  }

  async #closePage(): Promise<void> {
    this.#isClosing = true;
    const isLeaving = await windows.closePage(this.id, false).catch(() => true);
    this.#isClosing = false;
    if (this.#isDestroyed) return;
    if (isLeaving) this.#handleGone();
    else app.stopQuitting();
  }

  #handleGone(): void {
    this.#isDestroyed = true;
    this.#isFocused = false;
    openWindows.delete(this.id);
    all.delete(this.id);
    this.contents.handleDestroyed();
    this.emit('closed');
    app.handleWindowClosed();
  }

  #handleResize(): void {
    const { width, height } = this.getBounds();
    inBackground(windows.resizePage(this.id, width, height));
    this.emit('resize');
  }
}

BrowserWindow satisfies ClassLike<
  typeof Electron.BrowserWindow,
  | 'id'
  | 'webContents'
  | 'loadURL'
  | 'show'
  | 'showInactive'
  | 'hide'
  | 'focus'
  | 'blur'
  | 'minimize'
  | 'restore'
  | 'maximize'
  | 'unmaximize'
  | 'setFullScreen'
  | 'isFullScreen'
  | 'isMaximized'
  | 'isMinimized'
  | 'isVisible'
  | 'isFocused'
  | 'isDestroyed'
  | 'getNormalBounds'
  | 'getBounds'
  | 'setBounds'
  | 'getSize'
  | 'setTitle'
  | 'getTitle'
  | 'setMenuBarVisibility'
  | 'setBackgroundColor'
  | 'close'
  | 'destroy'
> &
  Pick<typeof Electron.BrowserWindow, 'getAllWindows' | 'getFocusedWindow' | 'fromWebContents' | 'fromId'>;
