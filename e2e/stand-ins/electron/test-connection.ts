/** Stands in for Electron's own connection to its windows: connects the program to the test that shows them. */
import type { WindowHandlers } from './messages.ts';
import { connectRpc, type Handlers } from './rpc.ts';

if (!process.send)
  throw new Error(
    'The stand-in of Electron needs a test that shows its windows: see e2e/launch/desktop/start-program.ts.',
  );

const handlers: Handlers = {};

/** The windows, which the test shows. */
export const windows = connectRpc<WindowHandlers>(process, handlers);

/** Lets the test call these. */
export const registerHandlers = (more: Handlers): void => void Object.assign(handlers, more);

/** For a call whose end nobody waits for. It may fail where its window is gone by then. */
export const inBackground = (call: Promise<unknown>): void => void call.catch(() => undefined);

// The program must not outlive the test, however that ends; its quit events would ask the test, so it exits at once.
process.on('disconnect', () => process.exit(1));
