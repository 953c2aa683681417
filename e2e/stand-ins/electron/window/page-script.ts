/**
 * Stands in for what Electron puts into a page before its own scripts: the preload with a `require` that knows `electron`
 * alone, `ipcRenderer` and `contextBridge`. It cannot show the isolation of worlds: the preload runs in the page's own.
 */
import type { InvokeReply } from '../messages.ts';

/** Name of the function through which a page asks the program; in the main frame only the preload gets to see it. */
export const BINDING = '__electronStandIn';
/** Description of the registered symbol under which a page keeps what takes messages of the program. */
export const DELIVERY = 'electron stand-in';

/** The script to be run in a page before its own, in every frame. */
export const pageScript = (preload: string): string =>
  `(${play.toString()})(${JSON.stringify(BINDING)}, ${JSON.stringify(DELIVERY)}, (require, module, exports) => {\n${preload}\n});`;

/** Runs in the page, and so refers to nothing outside itself. */
function play(
  binding: string,
  delivery: string,
  preload: (require: (id: string) => unknown, module: object, exports: object) => void,
): void {
  type Ask = (message: { channel: string; args: unknown[] }) => Promise<InvokeReply>;
  type Listener = (event: object, ...args: unknown[]) => void;
  const page = globalThis as unknown as Record<string | symbol, unknown> & { top?: unknown; self?: unknown };
  // A preload runs in the main frame alone; a frame in it keeps the bare function, as a page that was taken over would.
  if (page.top !== page.self) return;
  const ask = page[binding] as Ask;
  delete page[binding];

  const listeners = new Map<string, Set<Listener>>();
  const ipcRenderer = {
    invoke: async (channel: string, ...args: unknown[]) => {
      let cloned: unknown[];
      try {
        cloned = structuredClone(args);
      } catch {
        throw new Error('An object could not be cloned.');
      }
      const reply = await ask({ channel, args: cloned });
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
  Object.defineProperty(page, Symbol.for(delivery), {
    value: (channel: string, args: unknown[]) => {
      for (const listener of [...(listeners.get(channel) ?? [])]) listener({ sender: ipcRenderer }, ...args);
    },
  });

  /** What crosses the bridge is copied; functions and promises are played by ones of the other side. */
  const copy = (value: unknown, depth: number): unknown => {
    if (depth > 1000) throw new Error('Electron contextBridge recursion depth exceeded.');
    if (typeof value === 'function') return across(value as (...args: unknown[]) => unknown);
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
  const across =
    (real: (...args: unknown[]) => unknown) =>
    (...args: unknown[]) => {
      const copied = args.map((argument) => copy(argument, 0));
      try {
        return copy(real(...copied), 0);
      } catch (error) {
        throw copyError(error);
      }
    };
  const contextBridge = {
    exposeInMainWorld: (key: string, api: unknown) => {
      if (Object.hasOwn(page, key))
        throw new Error('Cannot bind an API on top of an existing property on the window object');
      const value = copy(api, 0);
      Object.defineProperty(page, key, { value: Object.freeze(value), enumerable: true });
    },
  };

  const require = (id: string) => {
    if (id !== 'electron') throw new Error(`module not found: ${id}`);
    return { ipcRenderer, contextBridge };
  };
  const module = { exports: {} };
  preload(require, module, module.exports);
}
