/**
 * A window without a browser, for what passes between it and the main process: the built preload, run as in a page, and what
 * the main process has of it. Arguments, replies and events are cloned on their way, as by Electron.
 */
import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createContext, runInContext } from 'node:vm';
import type { WebContents, WebFrameMain } from 'electron';
import type { Bridge, EventOrError } from '../../../shared/transport.ts';
import type { IpcMain } from '../../stand-ins/electron/ipc-main.ts';
import type { InvokeReply } from '../../stand-ins/electron/messages.ts';
import { asElectron } from '../../stand-ins/electron/typing.ts';
import { BINDING, pageScript, RECEIVER } from '../../stand-ins/electron/window/page-script.ts';
import { inRepository } from '../../testkit/repository.ts';

const PRELOAD = inRepository('dist-test/preload/preload.cjs');

/** The preload as it is built. */
export const builtPreload = (): Promise<string> => readFile(PRELOAD, 'utf8');

type Deliver = (channel: string, args: unknown[]) => void;

export class IpcWindow extends EventEmitter {
  /** What the preload has put into the page, by name. */
  readonly exposed: Record<string, unknown> = {};
  readonly mainFrame = asElectron<WebFrameMain>({
    url: 'app://panel/',
    parent: null,
    routingId: 1,
    processId: 1,
  });
  /** Events that the main process has sent, in order. */
  readonly sent: ({ for: number } & EventOrError)[] = [];
  readonly #ipcMain: IpcMain;
  readonly #deliver: Deliver;
  #isDestroyed = false;
  #heldBack: (() => void)[] | null = null;

  private constructor(ipcMain: IpcMain, preload: string) {
    super();
    this.#ipcMain = ipcMain;
    const page = createContext({
      [BINDING]: ({ channel, args }: { channel: string; args: unknown[] }) => this.invoke(channel, args),
      structuredClone,
    });
    const before = new Set(Object.keys(page));
    runInContext(pageScript(preload), page);
    for (const name of Object.getOwnPropertyNames(page))
      if (!before.has(name)) this.exposed[name] = page[name];
    this.#deliver = page[Symbol.for(RECEIVER) as unknown as string];
  }

  static async open(ipcMain: IpcMain): Promise<IpcWindow> {
    return new IpcWindow(ipcMain, await builtPreload());
  }

  get bridge(): Bridge {
    return this.exposed.switchyard as Bridge;
  }

  /** As main process code knows it. */
  get contents(): WebContents {
    return asElectron(this);
  }

  /** What a page that was taken over can send: anything, from any frame. */
  async invoke(
    channel: string,
    args: unknown[],
    frame: WebFrameMain | null = this.mainFrame,
  ): Promise<InvokeReply> {
    const cloned = structuredClone(args);
    await toOtherProcess();
    return await this.#ipcMain.handleInvoke(this, frame, channel, cloned);
  }

  send(channel: string, ...args: unknown[]): void {
    const cloned = structuredClone(args);
    this.sent.push(cloned[0] as { for: number } & EventOrError);
    const deliver = () => {
      if (!this.#isDestroyed) this.#deliver(channel, cloned);
    };
    if (this.#heldBack) this.#heldBack.push(deliver);
    else void toOtherProcess().then(deliver);
  }

  /** How many events wait until it is no longer busy. */
  get heldBack(): number {
    return this.#heldBack?.length ?? 0;
  }

  /** Its main frame goes elsewhere, or to another place within its page. */
  navigate({ isSameDocument }: { isSameDocument: boolean }): void {
    this.emit('did-start-navigation', { isMainFrame: true, isSameDocument, url: this.mainFrame.url });
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  /** The page is busy: what is sent to it arrives when it is done. @returns the function that ends it */
  beBusy(): () => void {
    const held: (() => void)[] = [];
    this.#heldBack = held;
    return () => {
      this.#heldBack = null;
      for (const deliver of held) deliver();
    };
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.emit('destroyed');
  }
}

/** What goes there is never dealt with at once, however quick both sides are. */
const toOtherProcess = () => new Promise((resolve) => setImmediate(resolve));
