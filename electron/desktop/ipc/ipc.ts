/**
 * The contract over IPC: a thin shell around dispatch and the event feed, as the HTTP surface is. One invoke channel and
 * one event channel, whatever operations there are. Every message is checked for who sent it and what it says.
 */
import type { IpcMain, IpcMainInvokeEvent, WebContents, WebFrameMain } from 'electron';
import { z } from 'zod';
import { SwitchyardError } from '../../../shared/errors.ts';
import type { Attention, NavigationEvent } from '../../../shared/events.ts';
import { permissions } from '../../../shared/operations.ts';
import type { Envelope } from '../../../shared/transport.ts';
import { EventFeed } from '../../core/api/event-feed.ts';
import type { Core } from '../../core/create-core.ts';

const CHANNEL = 'switchyard';
/** Events on their way to a window above which changes are merged and log lines skipped. */
const MAX_IN_FLIGHT = 16;

const callSchema = z.object({ call: z.string(), input: z.unknown() });
const ackSchema = z.object({ ack: z.literal(1) });

export interface IpcOptions {
  ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'>;
  core: Pick<Core, 'bus' | 'registry' | 'subscribeToLog' | 'subscribeToResources' | 'dispatch'>;
  /** Whether a frame may call: only the panel's own main frame may. */
  isPanelFrame(frame: WebFrameMain | null): boolean;
  followNavigation(listener: (event: NavigationEvent) => void): () => void;
  onFault(error: unknown, where: string): void;
}

export interface Ipc {
  /** How closely a window is looked at. */
  attend(contents: WebContents, attention: Attention): void;
  close(): void;
}

interface Line {
  feed: EventFeed;
  /** Events that were sent and not yet taken. */
  inFlight: number;
}

export function serveIpc(options: IpcOptions): Ipc {
  const { ipcMain, core, isPanelFrame, followNavigation, onFault } = options;
  const caller = { permissions: new Set(permissions) };
  const lines = new Map<WebContents, Line>();

  const lineOf = (contents: WebContents): Line => {
    const known = lines.get(contents);
    if (known) return known;
    const feed = new EventFeed({
      core,
      followNavigation,
      isWritable: () => line.inFlight < MAX_IN_FLIGHT,
      send: (message) => {
        if (contents.isDestroyed()) return;
        line.inFlight++;
        contents.send(CHANNEL, message);
      },
    });
    const line: Line = { feed, inFlight: 0 };
    lines.set(contents, line);
    const drop = () => {
      if (lines.get(contents) !== line) return;
      lines.delete(contents);
      feed.close();
    };
    contents.once('destroyed', drop);
    contents.once('render-process-gone', drop);
    // Loaded anew: the page that had subscribed is gone, and the next one counts from the beginning.
    contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) drop();
    });
    return line;
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
        const line = lines.get(event.sender);
        if (line) line.inFlight = Math.max(0, line.inFlight - 1);
        return undefined;
      }
      const call = callSchema.safeParse(message);
      if (call.success) return await core.dispatch(call.data.call, call.data.input, caller);
      if (typeof message === 'object' && message !== null && ('listen' in message || 'stop' in message)) {
        lineOf(event.sender).feed.take(message);
        return undefined;
      }
      return {
        ok: false,
        error: new SwitchyardError('bad_body', { reason: 'it is not a JSON object' }).toReply(),
      };
    },
  );

  return {
    attend: (contents, attention) => lines.get(contents)?.feed.attend(attention),
    close: () => {
      ipcMain.removeHandler(CHANNEL);
      for (const { feed } of lines.values()) feed.close();
      lines.clear();
    },
  };
}
