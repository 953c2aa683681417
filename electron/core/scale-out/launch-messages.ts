/**
 * What the output of a launch says of its instance. SwarmUI's protocol is a line `[SwarmAutoScaleBackend]Key: value[/SwarmAutoScaleBackend]`
 * on stdout; every other line is ignored, unless a pattern finds an address in it.
 * Source: SwarmUI, docs/Features/AutoScalingBackend.md and src/Backends/AutoScalingBackend.cs (July 2026).
 */

export type LaunchMessage =
  /** The instance is, or will be, at this address. */
  | { kind: 'url'; url: string }
  /** OpenAI's API of the instance is at this address. SwarmUI does not have this key. */
  | { kind: 'models-url'; url: string }
  /** How often the first contact is tried again. */
  | { kind: 'retries'; count: number }
  /** It waits for a place, for this reason; null: it has one. SwarmUI does not have this key. */
  | { kind: 'waiting'; reason: string | null }
  /** No instance can be had now, for this reason; null where it names none. */
  | { kind: 'failed'; reason: string | null }
  /** A line of the protocol that cannot be used; the reason is for the log. */
  | { kind: 'unusable'; reason: string };

const START = '[SwarmAutoScaleBackend]';
const END = '[/SwarmAutoScaleBackend]';
/** Characters of a line that a pattern is tried on. */
const MAX_PATTERN_LINE = 2000;
/** Nobody waits for more attempts than this. */
const MAX_RETRIES = 1000;

/** @returns null for a line that is not of the protocol, and for keys that are not known */
export function parseLaunchLine(raw: string): LaunchMessage | null {
  const line = raw.trim();
  if (!line.startsWith(START) || !line.endsWith(END)) return null;
  const [, key = '', value = ''] =
    /^([A-Za-z]+):(.*)$/s.exec(line.slice(START.length, -END.length).trim()) ?? [];
  const text = value.trim();
  switch (key) {
    case 'NewURL':
      return text === '' ? { kind: 'unusable', reason: 'NewURL is empty' } : { kind: 'url', url: text };
    case 'ModelsURL':
      return text === ''
        ? { kind: 'unusable', reason: 'ModelsURL is empty' }
        : { kind: 'models-url', url: text };
    case 'DoRetries':
      return /^\d+$/.test(text)
        ? { kind: 'retries', count: Math.min(Number(text), MAX_RETRIES) }
        : { kind: 'unusable', reason: `DoRetries is '${text.slice(0, 40)}' and no whole number` };
    case 'Waiting':
      return { kind: 'waiting', reason: text === '' ? null : text.replace(/\.$/, '') };
    case 'DeclareFailed':
      return { kind: 'failed', reason: text === '' ? null : text };
    default:
      return null;
  }
}

/**
 * The address in a line that is not of the protocol: the first group of the pattern, or all that it matches.
 * @returns null where there is none
 */
export function findUrl(line: string, pattern: RegExp): string | null {
  const match = pattern.exec(line.slice(0, MAX_PATTERN_LINE));
  return match?.[1] ?? match?.[0] ?? null;
}
