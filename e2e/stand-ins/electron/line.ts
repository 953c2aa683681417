/**
 * Stands in for Chromium's own messages between its processes: questions, answers and news over the IPC channel that Node
 * opens between a process and its child. It cannot show what happens when Electron's real channels are full.
 */

type Answer = (...args: never[]) => unknown;
/** What one side can be asked, by name. */
export type Answers = Record<string, Answer>;
/** The same as the other side sees it. */
export type Remote<A extends Answers> = {
  [N in keyof A]: (...args: Parameters<A[N]>) => Promise<Awaited<ReturnType<A[N]>>>;
};

/** What `process` and a child process have in common. */
export interface Channel {
  send?: ((message: object, callback: (error: Error | null) => void) => boolean) | undefined;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
}

type Message =
  | { question: number; name: string; args: never[] }
  | { answered: number; value: unknown }
  | { failed: number; reason: string };

/**
 * Answers what is asked over the channel, and lets the other side be asked. Messages arrive in the order in which they
 * were sent; a question fails when the other side fails at it or goes away.
 */
export function connectLine<Theirs extends Answers>(
  channel: Channel,
  ours: Answers,
): { ask: Remote<Theirs>; close(): void } {
  const open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let count = 0;
  let isClosed = false;
  const send = (message: Message) => {
    // One that goes away in this very moment says so by its disconnect.
    if (!isClosed) channel.send?.(message, () => undefined);
  };
  const close = () => {
    isClosed = true;
    for (const { reject } of open.values()) reject(new Error('The other process has ended.'));
    open.clear();
  };
  const answer = async (number: number, name: string, args: never[]): Promise<void> => {
    try {
      const asked = Object.hasOwn(ours, name) ? ours[name] : undefined;
      if (!asked) throw new Error(`The other side knows no '${name}'.`);
      const value = await asked(...args);
      send({ answered: number, value });
    } catch (error) {
      send({ failed: number, reason: error instanceof Error ? error.message : String(error) });
    }
  };
  channel.on('message', (raw) => {
    const message = raw as Message;
    if ('question' in message) void answer(message.question, message.name, message.args);
    else if ('answered' in message) settle(message.answered)?.resolve(message.value);
    else settle(message.failed)?.reject(new Error(message.reason));
  });
  channel.on('disconnect', close);
  function settle(number: number) {
    const question = open.get(number);
    open.delete(number);
    return question;
  }
  const ask = new Proxy(
    {},
    {
      get: (_, name) =>
        // An object with a `then` would be taken for a promise.
        name === 'then'
          ? undefined
          : (...args: never[]) =>
              new Promise((resolve, reject) => {
                if (isClosed) {
                  reject(new Error('The other process has ended.'));
                  return;
                }
                const question = ++count;
                open.set(question, { resolve, reject });
                send({ question, name: String(name), args });
              }),
    },
  );
  return { ask: ask as Remote<Theirs>, close };
}
