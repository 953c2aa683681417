/**
 * The contract over IPC: like the HTTP surface, a thin layer over dispatch and the event feed. There is one invoke channel
 * and one event channel for all operations. The sender and the shape of every message are checked.
 */
import type { IpcMain, IpcMainInvokeEvent, WebContents, WebFrameMain } from 'electron';
import { z } from 'zod';
import { SwitchyardError } from '../../../shared/errors.ts';
import type { Attention, NavigationEvent } from '../../../shared/events.ts';
import type { Envelope } from '../../../shared/transport.ts';
import { windowAccess } from '../../core/api/dispatch.ts';
import { EventFeed } from '../../core/api/event-feed.ts';
import type { Core } from '../../core/create-core.ts';
import { ModelReplies, type ModelRepliesOptions } from './model-replies.ts';

const CHANNEL = 'switchyard';
/** Unacknowledged events of a window above which changes are merged and log lines are skipped. */
const MAX_IN_FLIGHT = 16;

const callSchema = z.object({ call: z.string(), input: z.unknown() });
const ackSchema = z.object({ ack: z.literal(1) });

export interface IpcOptions {
  ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'>;
  core: Pick<
    Core,
    'bus' | 'registry' | 'subscribeToLog' | 'subscribeToResources' | 'subscribeToActivity' | 'dispatch'
  >;
  /** Only the panel's own main frame may call. */
  isPanelFrame(frame: WebFrameMain | null): boolean;
  subscribeToNavigation(listener: (event: NavigationEvent) => void): () => void;
  /** The models of the gateway, for the panel's own requests; made when they are first needed. */
  models: ModelRepliesOptions['models'];
  onFault(error: unknown, where: string): void;
}

export interface Ipc {
  /** Says how closely somebody looks at a window; without effect before its panel has subscribed. */
  setAttention(contents: WebContents, attention: Attention): void;
  close(): void;
}

/** What one window has subscribed to. */
class Connection {
  readonly feed: EventFeed;
  readonly modelReplies: ModelReplies;
  /** Ends the subscriptions, and what was registered with the window for them. */
  close: () => void = () => this.end();
  /** Events that were sent and are not acknowledged yet. */
  #inFlight = 0;
  #onWritable: (() => void)[] = [];

  constructor(contents: WebContents, { core, models, subscribeToNavigation }: IpcOptions) {
    const isWritable = () => this.#inFlight < MAX_IN_FLIGHT;
    const send = (message: object) => {
      if (contents.isDestroyed()) return;
      this.#inFlight++;
      contents.send(CHANNEL, message);
    };
    this.feed = new EventFeed({
      caller: windowAccess,
      sources: core,
      subscribeToNavigation,
      isWritable,
      send,
    });
    this.modelReplies = new ModelReplies({
      models,
      send,
      whenWritable: async () => {
        if (!isWritable()) await new Promise<void>((resolve) => this.#onWritable.push(resolve));
      },
    });
  }

  /** Ends all subscriptions and requests. */
  end(): void {
    this.feed.close();
    this.modelReplies.close();
    this.#release();
  }

  acknowledge(): void {
    this.#inFlight = Math.max(0, this.#inFlight - 1);
    if (this.#inFlight < MAX_IN_FLIGHT) this.#release();
  }

  /** Lets go on whoever waits until the window has read. */
  #release(): void {
    for (const resolve of this.#onWritable.splice(0)) resolve();
  }
}

export function serveIpc(options: IpcOptions): Ipc {
  const { ipcMain, core, isPanelFrame, onFault } = options;
  const connections = new Map<WebContents, Connection>();

  const connect = (contents: WebContents): Connection => {
    const connection = new Connection(contents, options);
    connections.set(contents, connection);
    const close = () => {
      contents.off('destroyed', close);
      contents.off('render-process-gone', close);
      contents.off('did-start-navigation', closeAtReload);
      connections.delete(contents);
      connection.end();
    };
    // At a reload the page that had subscribed is gone, and the next one counts its subscriptions from the beginning.
    const closeAtReload = ({
      isMainFrame,
      isSameDocument,
    }: {
      isMainFrame: boolean;
      isSameDocument: boolean;
    }) => {
      if (isMainFrame && !isSameDocument) close();
    };
    connection.close = close;
    contents.on('destroyed', close);
    contents.on('render-process-gone', close);
    contents.on('did-start-navigation', closeAtReload);
    return connection;
  };

  ipcMain.handle(
    CHANNEL,
    async (event: IpcMainInvokeEvent, message: unknown): Promise<Envelope | undefined> => {
      if (!isPanelFrame(event.senderFrame)) {
        onFault(
          new Error(`A frame at ${event.senderFrame?.url ?? 'an unknown address'} tried to call.`),
          'IPC',
        );
        throw new Error('Only the panel may call Switchyard.');
      }
      if (ackSchema.safeParse(message).success) {
        connections.get(event.sender)?.acknowledge();
        return undefined;
      }
      const call = callSchema.safeParse(message);
      if (call.success) return await core.dispatch(call.data.call, call.data.input, windowAccess);
      if (typeof message === 'object' && message !== null && ('listen' in message || 'stop' in message)) {
        const connection = connections.get(event.sender) ?? connect(event.sender);
        if (!connection.modelReplies.handle(message)) connection.feed.handle(message);
        return undefined;
      }
      return {
        ok: false,
        error: new SwitchyardError('bad_body', { reason: 'it is not a JSON object' }).toReply(),
      };
    },
  );

  return {
    setAttention: (contents, attention) => connections.get(contents)?.feed.setAttention(attention),
    close: () => {
      ipcMain.removeHandler(CHANNEL);
      for (const connection of [...connections.values()]) connection.close();
    },
  };
}
