/**
 * Parses SwarmUI's list of backends, `Data/Backends.fds`. Its format (FDS) is an indented text:
 *
 * - `key: value`; the value is everything after the first separator, without the blanks around it. `key= value` is base64.
 * - `key:` alone starts a section of deeper lines or a list of `- value` lines of the same or a deeper indentation; else it
 *   is an empty text.
 * - A tab counts as four blanks; `#` starts a comment line; line ends may be those of any system.
 * - Escapes: `\s` is a backslash; `\t`, `\n` and `\r` mean the usual; `\x` is nothing (it protects a blank at an end); in keys
 *   also `\d` `.`, `\c` `:` and `\e` `=`. A backslash before anything else stands for itself, because people write paths by
 *   hand.
 *
 * No error message quotes the text: it may be any file, and there are secrets in it.
 */

import { importReasonsWords } from '../../../shared/words/en/transfer/import-reasons.ts';
import { type Text, texts } from '../../../shared/words/phrase.ts';

const say = texts(importReasonsWords);

/** One backend as SwarmUI wrote it. Values are still texts: only the type of the backend knows what they are. */
export interface SwarmBackend {
  /** ID in SwarmUI; null where the file has something else in its place. */
  id: number | null;
  type: string;
  title: string;
  enabled: boolean;
  /** What the file has in the place of true or false; null where it has one of them, or says nothing. */
  enabledText: string | null;
  /** Names that occur more than once in it, those of its settings included. */
  repeated: readonly string[];
  settings: ReadonlyMap<string, string | string[]>;
  /** Settings of a form that cannot be taken over, such as lists of lists. */
  unreadable: readonly string[];
}

/** The text is not a list of SwarmUI's backends. */
export class SwarmFileError extends Error {
  /** Completes the sentence "Could not import the file: …". */
  readonly reason: Text;

  constructor(reason: Text) {
    super(reason.text);
    this.reason = reason;
  }
}

const TAB_WIDTH = 4;
const MAX_DEPTH = 16;
/** Of one backend. */
const MAX_SETTINGS = 300;
/** With the names of its groups: without a limit, a long name of a group would be there once for each setting in it. */
const MAX_SETTING_NAME_LENGTH = 500;

/** @throws SwarmFileError */
export function parseSwarmBackends(text: string): SwarmBackend[] {
  const root = parseSection(new Lines(text), 0, 1);
  return root.map(([key, node]) => {
    if (typeof node === 'string' || node.kind !== 'section' || textOf(node, 'type') === '')
      throw new SwarmFileError(say('noTypes'));
    const settings = new Map<string, string | string[]>();
    const unreadable: string[] = [];
    const found = flatten(entryOf(node, 'settings'));
    if (found.length > MAX_SETTINGS) throw new SwarmFileError(say('tooManySettings', { max: MAX_SETTINGS }));
    for (const [name, value] of found) {
      const plain = plainValue(value);
      if (plain === null) unreadable.push(name);
      else settings.set(name, plain);
    }
    const written = entryOf(node, 'enabled');
    const enabled = typeof written === 'string' ? written.toLowerCase() : written === undefined ? 'true' : '';
    return {
      id: /^\d{1,9}$/.test(key) ? Number(key) : null,
      type: textOf(node, 'type'),
      title: textOf(node, 'title'),
      // As in SwarmUI: enabled where the file says nothing of it, and off where it says anything else than true.
      enabled: enabled === 'true',
      enabledText: enabled === 'true' || enabled === 'false' ? null : enabled,
      repeated: findRepeated(node),
      settings,
      unreadable,
    };
  });
}

type Node =
  | string
  | { kind: 'section'; entries: Entry[] }
  | { kind: 'list'; items: string[] }
  | { kind: 'other' };
type Entry = [key: string, node: Node];

interface Line {
  number: number;
  indent: number;
  text: string;
}

/** Reads the lines one after another, without empty lines and comments. */
class Lines {
  readonly #lines: Line[];
  #next = 0;

  constructor(text: string) {
    this.#lines = text
      .replace(/^\uFEFF/, '')
      .split(/\r\n|\r|\n/)
      .map((raw, index) => {
        const line = raw.replaceAll('\t', ' '.repeat(TAB_WIDTH));
        const trimmed = line.replace(/^ +/, '');
        return { number: index + 1, indent: line.length - trimmed.length, text: trimEndBlanks(trimmed) };
      })
      .filter(({ text: line }) => line !== '' && !line.startsWith('#'));
  }

  get current(): Line | undefined {
    return this.#lines[this.#next];
  }

  skip(): void {
    this.#next++;
  }
}

/** Takes linear time in the number of blanks, which a regular expression does not. */
function trimEndBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === ' ') end--;
  return text.slice(0, end);
}

const isListLine = (line: Line): boolean => /^[-=>]/.test(line.text);

const lineError = ({ number }: Line, what: 'deeper' | 'noList' | 'tooDeep' | 'noValue') =>
  new SwarmFileError(say(`line_${what}`, { line: number }));

/** Parses all entries of exactly this indentation, up to the first line that is indented less. */
function parseSection(lines: Lines, indent: number, depth: number): Entry[] {
  const entries: Entry[] = [];
  for (let line = lines.current; line && line.indent >= indent; line = lines.current) {
    if (line.indent > indent) throw lineError(line, 'deeper');
    if (isListLine(line)) throw lineError(line, 'noList');
    if (depth > MAX_DEPTH) throw lineError(line, 'tooDeep');
    const separator = line.text.search(/[:=]/);
    if (separator < 1) throw lineError(line, 'noValue');
    const key = unescapeKey(line.text.slice(0, separator));
    const value = line.text.slice(separator + 1).replace(/^ +/, '');
    lines.skip();
    if (value === '') entries.push([key, parseNested(lines, indent, depth)]);
    else entries.push([key, line.text[separator] === '=' ? fromBase64(value) : unescapeValue(value)]);
  }
  return entries;
}

/** Parses what belongs to a name without a value. */
function parseNested(lines: Lines, indent: number, depth: number): Node {
  const line = lines.current;
  if (!line || line.indent < indent) return '';
  if (isListLine(line)) return parseList(lines, line.indent);
  if (line.indent === indent) return '';
  return { kind: 'section', entries: parseSection(lines, line.indent, depth + 1) };
}

function parseList(lines: Lines, indent: number): Node {
  const items: string[] = [];
  let isPlain = true;
  for (let line = lines.current; line && line.indent >= indent; line = lines.current) {
    if (line.indent === indent && !isListLine(line)) break;
    lines.skip();
    // A `>` item is a list or a section of its own, together with all deeper lines after it.
    if (line.indent > indent || line.text.startsWith('>')) isPlain = false;
    else {
      const value = line.text.slice(1).replace(/^ +/, '');
      items.push(line.text.startsWith('=') ? fromBase64(value) : unescapeValue(value));
    }
  }
  return isPlain ? { kind: 'list', items } : { kind: 'other' };
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['s', '\\'],
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
  ['x', ''],
]);
const KEY_ESCAPES: ReadonlyMap<string, string> = new Map([...ESCAPES, ['d', '.'], ['c', ':'], ['e', '=']]);

const unescapeWith = (escapes: ReadonlyMap<string, string>) => (text: string) =>
  text.replace(/\\(.)/g, (whole, letter: string) => escapes.get(letter) ?? whole);
const unescapeValue = unescapeWith(ESCAPES);
const unescapeKey = unescapeWith(KEY_ESCAPES);

const fromBase64 = (text: string): string => Buffer.from(text, 'base64').toString('utf8');

/** Where a name occurs twice, SwarmUI uses the last one. */
const entryOf = (node: { entries: Entry[] }, name: string): Node | undefined =>
  node.entries.findLast(([key]) => key === name)?.[1];

function textOf(node: { entries: Entry[] }, name: string): string {
  const value = entryOf(node, name);
  return typeof value === 'string' ? value : '';
}

/** The names that occur more than once in a section, or in a section in it. */
function findRepeated(node: { entries: Entry[] }): string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const [name, value] of node.entries) {
    if (seen.has(name)) repeated.add(name);
    seen.add(name);
    if (typeof value !== 'string' && value.kind === 'section')
      for (const inner of findRepeated(value)) repeated.add(inner);
  }
  return [...repeated];
}

/** All settings; those in groups are named `Group.Name`. @throws SwarmFileError */
function flatten(node: Node | undefined, groups = ''): Entry[] {
  if (node === undefined || typeof node === 'string' || node.kind !== 'section') return [];
  return node.entries.flatMap(([key, value]): Entry[] => {
    if (groups.length + key.length > MAX_SETTING_NAME_LENGTH)
      throw new SwarmFileError(say('longSettingName', { max: MAX_SETTING_NAME_LENGTH }));
    const name = `${groups}${key}`;
    return typeof value !== 'string' && value.kind === 'section'
      ? flatten(value, `${name}.`)
      : [[name, value]];
  });
}

function plainValue(node: Node): string | string[] | null {
  if (typeof node === 'string') return node;
  return node.kind === 'list' ? node.items : null;
}
