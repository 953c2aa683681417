/**
 * Stands in for Electron's WebContents and WebFrameMain: the page of a window as the program sees it. The page itself is in
 * a browser that a test controls. It cannot show processes, developer tools or zoom.
 */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { app } from '../app.ts';
import { ipcMain } from '../ipc-main.ts';
import type { FrameFacts, InvokeReply } from '../messages.ts';
import { inBackground, windows } from '../test-connection.ts';
import { asElectron, preventable } from '../typing.ts';
import { originOf } from './address-mapping.ts';
import { type Session, session } from './session.ts';

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

class MainFrame {
  readonly parent = null;
  readonly name = '';
  readonly routingId = 1;
  readonly processId: number;
  url = 'about:blank';

  constructor(id: number) {
    this.processId = id;
  }

  get origin(): string {
    return originOf(this.url);
  }

  get top(): Electron.WebFrameMain {
    return asElectron(this);
  }
}

export class WebContents extends EventEmitter {
  readonly id: number;
  readonly mainFrame: Electron.WebFrameMain;
  readonly session: Electron.Session;
  readonly #frame: MainFrame;
  readonly #session: Session = session.defaultSession;
  #title = '';
  #isDestroyed = false;
  #isCrashed = false;
  #onOpen: OpenHandler | null = null;

  constructor(id: number) {
    super();
    this.id = id;
    this.#frame = new MainFrame(id);
    this.mainFrame = asElectron(this.#frame);
    this.session = asElectron(this.#session);
  }

  async loadURL(url: string): Promise<void> {
    this.#emitStartNavigation(url, false);
    await windows.loadPage(this.id, url);
  }

  reload(): void {
    this.#emitStartNavigation(this.getURL(), false);
    inBackground(windows.reloadPage(this.id));
  }

  reloadIgnoringCache(): void {
    this.reload();
  }

  send(channel: string, ...args: unknown[]): void {
    let cloned: unknown[];
    try {
      cloned = structuredClone(args);
    } catch {
      throw new Error('Failed to serialize arguments');
    }
    if (!this.#isDestroyed && !this.#isCrashed) inBackground(windows.sendToPage(this.id, channel, cloned));
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#onOpen = handler;
  }

  getURL(): string {
    return this.#frame.url;
  }

  getTitle(): string {
    return this.#title;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  isCrashed(): boolean {
    return this.#isCrashed;
  }

  /** Called by the window when it is gone. */
  handleDestroyed(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.emit('destroyed');
  }

  /** Asks the program about a navigation of a page. @returns whether no listener prevented it */
  allowsNavigation(url: string, isMainFrame: boolean): boolean {
    const params = {
      url,
      isSameDocument: false,
      isMainFrame,
      frame: isMainFrame ? this.mainFrame : null,
      initiator: this.mainFrame,
    };
    const frameEvent = preventable(params satisfies Electron.WebContentsWillFrameNavigateEventParams);
    this.emit('will-frame-navigate', frameEvent);
    const event = preventable(params satisfies Electron.WebContentsWillNavigateEventParams);
    if (isMainFrame) this.emit('will-navigate', event, url, false, true, 0, 0);
    const isAllowed = !frameEvent.defaultPrevented && !event.defaultPrevented;
    if (isAllowed) this.#emitStartNavigation(url, false, isMainFrame);
    return isAllowed;
  }

  /** The page has navigated. */
  handleNavigated(url: string, isSameDocument: boolean): void {
    if (isSameDocument) this.#emitStartNavigation(url, true);
    this.#frame.url = url;
    this.#isCrashed = false;
    if (isSameDocument) this.emit('did-navigate-in-page', preventable({}), url, true, this.id, 1);
    else this.emit('did-navigate', preventable({}), url, 200, 'OK');
  }

  handleLoaded(): void {
    this.emit('dom-ready', preventable({}));
    this.emit('did-finish-load');
  }

  handleTitle(title: string): void {
    this.#title = title;
    this.emit('page-title-updated', preventable({}), title, true);
  }

  handleCrash(): void {
    this.#isCrashed = true;
    const details: Electron.RenderProcessGoneDetails = { reason: 'crashed', exitCode: 139 };
    this.emit('render-process-gone', preventable({}), details);
    app.emit('render-process-gone', preventable({}), asElectron<Electron.WebContents>(this), details);
  }

  /** A page opened another one, which the browser closes: the program is asked, but must not allow it. */
  handlePopup(url: string, frameName: string): void {
    const answer = this.#onOpen?.({
      url,
      frameName,
      features: '',
      disposition: 'foreground-tab',
      referrer: { url: this.getURL(), policy: 'no-referrer' },
    });
    if (answer?.action !== 'deny')
      throw new Error(`A page was allowed to open a window at ${url}, which the stand-in does not support.`);
  }

  /** Asks the program about a page that wants to stay. @returns true where the program does not let it */
  forcesUnload(): boolean {
    const event = preventable({});
    this.emit('will-prevent-unload', event);
    return event.defaultPrevented;
  }

  invoke(facts: FrameFacts, channel: string, args: unknown[]): Promise<InvokeReply> {
    return ipcMain.handleInvoke(this, this.#frameOf(facts), channel, args);
  }

  grantedPermissions(origin: string): Promise<string[]> {
    return this.#session.grantedPermissions(this, origin);
  }

  #frameOf(facts: FrameFacts): Electron.WebFrameMain {
    if (facts.isMainFrame) {
      this.#frame.url = facts.url;
      return this.mainFrame;
    }
    const { url, origin, name } = facts;
    const parent = facts.parent && this.#frameOf(facts.parent);
    return asElectron({ url, origin, name, parent, top: this.mainFrame, routingId: 2, processId: this.id });
  }

  #emitStartNavigation(url: string, isSameDocument: boolean, isMainFrame = true): void {
    const params = { url, isSameDocument, isMainFrame, frame: isMainFrame ? this.mainFrame : null };
    this.emit(
      'did-start-navigation',
      preventable(params satisfies Electron.WebContentsDidStartNavigationEventParams),
      url,
      isSameDocument,
      isMainFrame,
      this.id,
      1,
    );
  }
}
