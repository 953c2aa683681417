/**
 * Fuzz tests of the parsers that read text from outside: each is a property over generated and mutated inputs. The long form
 * (`npm run test:faults`) has a hundred times the runs.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';

const IS_LONG = process.env.SWITCHYARD_FAULTS === 'long';
const LONG_FACTOR = 100;
/** Milliseconds of one test, which are not what it may take: a loaded machine is slow. */
const TIMEOUT = IS_LONG ? 3_600_000 : 60_000;

/** How often a property is tried. @param runs in the short form */
export const fuzzRuns = (runs: number): number => (IS_LONG ? runs * LONG_FACTOR : runs);

/** Registers a test: `check` throws for no value of the arbitrary. @param runs in the short form */
export function property<T>(
  name: string,
  arbitrary: fc.Arbitrary<T>,
  check: (value: T) => void | Promise<void>,
  runs = 200,
): void {
  test(name, { timeout: TIMEOUT }, async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary, async (value) => await check(value)),
      { numRuns: fuzzRuns(runs) },
    );
  });
}

/** What parsers stumble over: quotes, separators, escapes for terminals, changes of the direction, halves of characters. */
const NASTY = [
  '',
  ' ',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '\0',
  '"',
  "'",
  '\\',
  '\\\\',
  ',',
  ':',
  ';',
  '=',
  '-',
  '#',
  '%',
  '()',
  ')',
  '[',
  ']',
  '{',
  '}',
  '\u001b[31m',
  '\u001b]8;;http://x\u0007',
  '\u001b]52;c;',
  '\u202e',
  '\u2066',
  '\ufeff',
  '\ud800',
  '\udc00',
  '😀',
  'İ',
  '0',
  '-1',
  '1e999',
  '9007199254740993',
  '18446744073709551616',
  '9'.repeat(400),
  'NaN',
  'null',
  '__proto__',
  'constructor',
  '[N/A]',
] as const;

const piece = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

/** Text of any kind, with much of what parsers stumble over. */
export const foreignText: fc.Arbitrary<string> = fc.oneof(
  fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join('')),
  fc.string({ maxLength: 60 }),
);

type Change = { at: number; remove: number; insert: string; repeat: number };
const change: fc.Arbitrary<Change> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.oneof(fc.constant(0), fc.nat(4), fc.nat(200)),
  insert: piece,
  repeat: fc.oneof(
    { weight: 9, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.integer({ min: 2, max: 300 }) },
  ),
});

function applyChange(text: string, { at, remove, insert, repeat }: Change): string {
  const position = Math.floor(at * text.length);
  return text.slice(0, position) + insert.repeat(repeat) + text.slice(position + remove);
}

/** Correct texts with up to six changes each, so that much of them is still understood. */
export const mutated = (seeds: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...seeds), fc.array(change, { maxLength: 6 }))
    .map(([seed, changes]) => changes.reduce(applyChange, seed));

/** As {@link mutated}, for bytes. */
export const mutatedBytes = (seeds: readonly Buffer[]): fc.Arbitrary<Buffer> =>
  mutated(seeds.map((seed) => seed.toString('latin1'))).map((text) => Buffer.from(text, 'latin1'));

/** Any value that JSON can have, with numbers and names that are hard to handle. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  foreignText,
  fc.constantFrom<unknown>(null, true, -1, 0.5, 2 ** 53, 1e308, '', 'x'.repeat(100_000), [], {}),
  fc.constantFrom('__proto__', 'constructor', 'toString').map((name) => JSON.parse(`{"${name}": {"a": 1}}`)),
);

/** Where in a JSON value something is changed, as the index of its n-th part. */
type JsonChange = { part: number; kind: 'replace' | 'remove' | 'add'; value: unknown; name: string };
const jsonChange: fc.Arbitrary<JsonChange> = fc.record({
  part: fc.nat(1000),
  kind: fc.constantFrom('replace', 'remove', 'add'),
  value: anyJson,
  name: fc.oneof(foreignText, fc.constantFrom('error', 'error_id', 'id', 'name')),
});

function applyJsonChange(root: unknown, { part, kind, value, name }: JsonChange): unknown {
  const holder: Record<string, unknown> = { root: structuredClone(root) };
  const places: [holder: Record<string, unknown>, key: string][] = [];
  const visit = (container: Record<string, unknown>) => {
    for (const key of Object.keys(container)) {
      places.push([container, key]);
      const inner = container[key];
      if (typeof inner === 'object' && inner !== null) visit(inner as Record<string, unknown>);
    }
  };
  visit(holder);
  const [container, key] = places[part % places.length] ?? [holder, 'root'];
  const found = container[key];
  if (kind === 'replace') container[key] = value;
  else if (kind === 'add' && typeof found === 'object' && found !== null)
    Object.defineProperty(found, Array.isArray(found) ? found.length : name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  else if (Array.isArray(container)) container.splice(Number(key), 1);
  else delete container[key];
  return holder.root;
}

/** Correct JSON values with up to four parts replaced, removed or added. */
export const mutatedJson = (seeds: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.constantFrom(...seeds), fc.array(jsonChange, { maxLength: 4 }))
    .map(([seed, changes]) => changes.reduce(applyJsonChange, seed));

export interface PumpedTexts {
  prefixes?: readonly string[];
  /** Repeated in the middle. */
  units?: readonly string[];
  suffixes?: readonly string[];
}

const UNITS = [
  ' ',
  '\t',
  '\n',
  '\r',
  '0',
  '9',
  'a',
  'A',
  '-',
  ',',
  ':',
  '=',
  '/',
  '\\',
  '"',
  "'",
  '(',
  ')',
  '[',
  '{',
  '\u001b[',
];
const SMALL = 4_000;
const FACTOR = 8;
/** Milliseconds below which the larger text is no burden, whatever the ratio. */
const NEGLIGIBLE = 100;
/** A linear parser takes eight times as long for eight times the text, a quadratic one 64 times. */
const MAX_RATIO = 32;
const ATTEMPTS = 5;

/** Registers a test: the time grows no faster than the text, whatever is repeated in it. A linear parser does not fail it by chance. */
export function takesLinearTime(
  name: string,
  parse: (text: string) => unknown,
  { prefixes = [''], units = UNITS, suffixes = ['', '!', '\0'] }: PumpedTexts = {},
): void {
  test(name, { timeout: TIMEOUT }, () => {
    for (const prefix of prefixes)
      for (const unit of new Set([...units, ...UNITS]))
        for (const suffix of suffixes) {
          const make = (count: number) => prefix + unit.repeat(count) + suffix;
          let ratio = 0;
          // What else the machine does can only make it slower: the best of a few attempts counts.
          for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
            const large = measureCpu(() => parse(make(SMALL * FACTOR)));
            if (large < NEGLIGIBLE) ratio = 0;
            else
              ratio =
                large /
                Math.max(
                  0.5,
                  measureCpu(() => parse(make(SMALL))),
                );
            if (ratio < MAX_RATIO) break;
          }
          expect(ratio, JSON.stringify([prefix, unit, suffix])).toBeLessThan(MAX_RATIO);
        }
  });
}

/** Milliseconds of processor time. Errors are the business of other properties. */
function measureCpu(act: () => unknown): number {
  const before = process.cpuUsage();
  try {
    act();
  } catch {
    // As above.
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
