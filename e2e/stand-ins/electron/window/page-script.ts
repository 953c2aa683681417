/**
 * Stands in for what Electron puts into a page before its own scripts: the preload with a `require` that knows only
 * `electron`, and of it `ipcRenderer` and `contextBridge`. It cannot show the isolation of worlds: the preload runs in the
 * world of the page.
 */
import type { InvokeReply } from '../messages.ts';

/** Name of the function by which a page calls the program; in the main frame only the preload can see it. */
export const BINDING = '__electronStandIn';
/** Description of the registered symbol of the function that receives the program's messages in a page. */
export const RECEIVER = 'electron stand-in';

/** The script to be run in a page before its own, in every frame. */
export function pageScript(preload: string): string {
  const names = [BINDING, RECEIVER].map((name) => JSON.stringify(name));
  const functions = [createIpcRenderer, createContextBridge].map(String);
  const preloadFunction = `(require, module, exports) => {\n${preload}\n}`;
  return `(${runPreload})(${[...names, ...functions, preloadFunction].join(', ')});`;
}

// The functions below run in the page. Each one is sent as text, and so refers to nothing outside itself.

type Page = Record<string | symbol, unknown> & { top?: unknown; self?: unknown };
type Invoke = (message: { channel: string; args: unknown[] }) => Promise<InvokeReply>;
type Listener = (event: object, ...args: unknown[]) => void;

function runPreload(
  binding: string,
  receiver: string,
  makeIpcRenderer: typeof createIpcRenderer,
  makeContextBridge: typeof createContextBridge,
  preload: (require: (id: string) => unknown, module: object, exports: object) => void,
): void {
  const page = globalThis as unknown as Page;
  // A preload runs only in the main frame. Other frames keep the bare function, as a page under attack would have it.
  if (page.top !== page.self) return;
  const invoke = page[binding] as Invoke;
  delete page[binding];
  const { ipcRenderer, receive } = makeIpcRenderer(invoke);
  Object.defineProperty(page, Symbol.for(receiver), { value: receive });
  const contextBridge = makeContextBridge(page);
  const require = (id: string) => {
    if (id !== 'electron') throw new Error(`module not found: ${id}`);
    return { ipcRenderer, contextBridge };
  };
  const module = { exports: {} };
  preload(require, module, module.exports);
}

function createIpcRenderer(invoke: Invoke) {
  const listeners = new Map<string, Set<Listener>>();
  const ipcRenderer = {
    invoke: async (channel: string, ...args: unknown[]) => {
      let cloned: unknown[];
      try {
        cloned = structuredClone(args);
      } catch {
        throw new Error('An object could not be cloned.');
      }
      const reply = await invoke({ channel, args: cloned });
      if ('error' in reply) throw new Error(`Error invoking remote method '${channel}': ${reply.error}`);
      return reply.value;
    },
    on: (channel: string, listener: Listener) => {
      const known = listeners.get(channel) ?? new Set();
      listeners.set(channel, known.add(listener));
      return ipcRenderer;
    },
    off: (channel: string, listener: Listener) => {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
  };
  const receive = (channel: string, args: unknown[]) => {
    for (const listener of [...(listeners.get(channel) ?? [])]) listener({ sender: ipcRenderer }, ...args);
  };
  return { ipcRenderer, receive };
}

function createContextBridge(page: Page) {
  /** Copies what crosses the bridge; functions and promises are wrapped, so that arguments and results are copied too. */
  const copy = (value: unknown, depth: number): unknown => {
    if (depth > 1000) throw new Error('Electron contextBridge recursion depth exceeded.');
    if (typeof value === 'function') return wrap(value as (...args: unknown[]) => unknown);
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Promise)
      return value.then(
        (result) => copy(result, 0),
        (error) => Promise.reject(copyError(error)),
      );
    if (value instanceof Error) return copyError(value);
    if (Array.isArray(value)) return value.map((entry) => copy(entry, depth + 1));
    const tag = Object.prototype.toString.call(value);
    if (tag !== '[object Object]') return structuredClone(value);
    const copied: Record<string, unknown> = {};
    for (const [name, entry] of Object.entries(value))
      Object.defineProperty(copied, name, {
        value: copy(entry, depth + 1),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    return copied;
  };
  const copyError = (error: unknown) => new Error(error instanceof Error ? error.message : String(error));
  const wrap =
    (real: (...args: unknown[]) => unknown) =>
    (...args: unknown[]) => {
      const copied = args.map((argument) => copy(argument, 0));
      try {
        return copy(real(...copied), 0);
      } catch (error) {
        throw copyError(error);
      }
    };
  return {
    exposeInMainWorld: (key: string, api: unknown) => {
      if (Object.hasOwn(page, key))
        throw new Error('Cannot bind an API on top of an existing property on the window object');
      const value = copy(api, 0);
      Object.defineProperty(page, key, { value: Object.freeze(value), enumerable: true });
    },
  };
}
