/**
 * Stands in for Electron's `ipcMain`: handlers by channel, and calls with the frame that made them. Replies are cloned as by
 * Electron, and arguments before they get here. It cannot show transferred ports.
 */
import type * as Electron from 'electron';
import type { InvokeReply } from './messages.ts';
import { asElectron } from './typing.ts';

type Handler = Parameters<Electron.IpcMain['handle']>[1];

export class IpcMain {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** A call of a page. @param sender a stand-in of WebContents @param senderFrame null where the frame is gone by now */
  async handleInvoke(
    sender: object,
    senderFrame: Electron.WebFrameMain | null,
    channel: string,
    args: unknown[],
  ): Promise<InvokeReply> {
    const handler = this.#handlers.get(channel);
    if (!handler) return { error: `Error: No handler registered for '${channel}'` };
    const event = {
      type: 'frame',
      frameId: senderFrame?.routingId ?? 0,
      processId: senderFrame?.processId ?? 0,
      sender: asElectron<Electron.WebContents>(sender),
      senderFrame,
    } satisfies Omit<Electron.IpcMainInvokeEvent, 'preventDefault' | 'defaultPrevented'>;
    try {
      return { value: structuredClone(await handler(event as Electron.IpcMainInvokeEvent, ...args)) };
    } catch (error) {
      return { error: `${error}` };
    }
  }
}

export const ipcMain = new IpcMain() satisfies Pick<Electron.IpcMain, 'handle' | 'removeHandler'>;
