/**
 * Stands in for Chromium's own messages between its processes: remote calls over the IPC channel that Node opens between a
 * process and its child. It cannot show what happens when Electron's real channels are full.
 */

type Handler = (...args: never[]) => unknown;
/** What one side answers, by name. */
export type Handlers = Record<string, Handler>;
/** The same handlers as the other side calls them. */
export type Remote<H extends Handlers> = {
  [N in keyof H]: (...args: Parameters<H[N]>) => Promise<Awaited<ReturnType<H[N]>>>;
};

/** What `process` and a child process have in common. */
export interface Channel {
  send?: ((message: object, callback: (error: Error | null) => void) => boolean) | undefined;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
}

type Message =
  | { call: number; name: string; args: never[] }
  | { reply: number; value: unknown }
  | { failure: number; reason: string };

interface PendingCall {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * Answers the calls of the other side, and lets it be called. Messages arrive in the order in which they were sent. A call
 * fails when the handler throws, or when the other side ends.
 */
export function connectRpc<Theirs extends Handlers>(channel: Channel, ours: Handlers): Remote<Theirs> {
  const pending = new Map<number, PendingCall>();
  let count = 0;
  let isClosed = false;
  const send = (message: Message) => {
    // A failure to send needs no handling: the channel reports its disconnect as well.
    if (!isClosed) channel.send?.(message, () => undefined);
  };
  const take = (call: number) => {
    const found = pending.get(call);
    pending.delete(call);
    return found;
  };
  channel.on('message', (raw) => {
    const message = raw as Message;
    if ('call' in message) void answer(message, ours, send);
    else if ('reply' in message) take(message.reply)?.resolve(message.value);
    else take(message.failure)?.reject(new Error(message.reason));
  });
  channel.on('disconnect', () => {
    isClosed = true;
    for (const { reject } of pending.values()) reject(new Error(ENDED));
    pending.clear();
  });
  const call = (name: string, args: never[]) =>
    new Promise((resolve, reject) => {
      if (isClosed) {
        reject(new Error(ENDED));
        return;
      }
      const number = ++count;
      pending.set(number, { resolve, reject });
      send({ call: number, name, args });
    });
  return new Proxy(
    {},
    {
      get: (_, name) =>
        // An object with a `then` would count as a promise.
        name === 'then' ? undefined : (...args: never[]) => call(String(name), args),
    },
  ) as Remote<Theirs>;
}

const ENDED = 'The other process has ended.';

async function answer(
  { call, name, args }: Extract<Message, { call: number }>,
  handlers: Handlers,
  send: (message: Message) => void,
): Promise<void> {
  try {
    const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
    if (!handler) throw new Error(`The other side knows no '${name}'.`);
    const value = await handler(...args);
    // Within the try, for a value that cannot be cloned makes it throw.
    send({ reply: call, value });
  } catch (error) {
    send({ failure: call, reason: error instanceof Error ? error.message : String(error) });
  }
}
