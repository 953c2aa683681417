import type { CompiledMessage } from 'icu-minify/format';

/** FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE of Unicode. */
const START = '\u2068';
const END = '\u2069';

/**
 * Sets names, paths and other values off from the text of a message. In a language that runs from right to left, the first slash
 * of a path or the last bracket of a name would otherwise get to its other end. A number stays with the word before it: `GPU 0`.
 *
 * The nodes are those of icu-minify: a text, `[argument]`, `[argument, kind, branches]`, `[tag, ...content]`, or 0 for `#`.
 */
export function isolateValues(message: CompiledMessage, values: object): CompiledMessage {
  const named = values as Readonly<Record<string, unknown>>;
  const isolateAll = (nodes: readonly unknown[]): unknown[] => nodes.flatMap(isolate);
  function isolate(node: unknown): unknown[] {
    if (!Array.isArray(node)) return [node];
    const [name, kind, ...rest] = node as [string, ...unknown[]];
    if (node.length === 1) return /\p{L}/u.test(String(named[name])) ? [START, node, END] : [node];
    if (typeof kind === 'number' && kind > 0) return [[name, kind, ...rest.map(isolateBranches)]];
    return [[name, ...isolateAll(node.slice(1))]];
  }
  const isolateBranches = (branches: unknown): unknown =>
    typeof branches === 'object' && branches !== null && !Array.isArray(branches)
      ? Object.fromEntries(
          Object.entries(branches).map(([name, branch]) => [
            name,
            Array.isArray(branch) ? isolateAll(branch) : branch,
          ]),
        )
      : branches;
  return (typeof message === 'string' ? message : isolateAll(message as unknown[])) as CompiledMessage;
}
