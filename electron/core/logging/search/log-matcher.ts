/** Decides which lines of a log match a query. It runs in the search thread, and where there is none in the host. */
import { isAscii } from 'node:buffer';
import type { LogLine } from '../../../../shared/events.ts';
import { type LogLevel, levelOf, levelPattern, plainText } from '../../../../shared/log/log-text.ts';
import { hasInvisible } from '../../../../shared/text/control-characters.ts';
import { escapeRegex } from '../../../../shared/text/escape-regex.ts';

export interface LogQuery {
  /** Empty: every line. */
  pattern: string;
  /** Whether `pattern` is a regular expression. */
  isRegex: boolean;
  matchCase: boolean;
  stream?: LogLine['stream'] | undefined;
  level?: LogLevel | undefined;
  /** Only lines that begin with this text. */
  prefix?: string | undefined;
}

/** Start and end of a match in the plain text of a line. */
export type TextRange = [start: number, end: number];

/** Matches of one line that are shown. */
const MAX_RANGES = 100;
/** What reads differently when several lines are searched at once: beginnings, and what looks around. */
const NEEDS_SINGLE_LINES = /\^|\(\?(?!:)|\\B/;

/**
 * The longest text that each match of an expression holds; null where that is not easily known. To find it is much faster than
 * to try the expression at each place.
 */
function findLiteral(pattern: string): string | null {
  if (/[|()[\]{}\\]/.test(pattern)) return null;
  // A character before one of these may be missing.
  const parts = pattern.replace(/.[*?]/gu, '.').split(/[.*+?^$]/);
  const longest = parts.reduce((best, part) => (part.length >= best.length ? part : best), '');
  return longest.length >= 3 ? longest : null;
}

/** @throws SyntaxError */
export function compilePattern({ pattern, isRegex, matchCase }: LogQuery, flags = ''): RegExp {
  return new RegExp(isRegex ? pattern : escapeRegex(pattern), `${flags}${matchCase ? '' : 'i'}`);
}

/** A text that may be found in `⟨U+200B⟩`, which is how an invisible character is shown. */
const MAY_BE_NUMBER_OF_CHARACTER = /[⟨⟩]|^(?:U?\+)?[0-9A-F]{0,4}$|^U$/i;

function findLiteralBytes(text: string, matchCase: boolean): string | null {
  if (text === '' || hasInvisible(text) || MAY_BE_NUMBER_OF_CHARACTER.test(text)) return null;
  const bytes = Buffer.from(text);
  if (matchCase) return bytes.toString('latin1');
  return isAscii(bytes) ? text.toLowerCase() : null;
}

export class LogMatcher {
  readonly #query: LogQuery;
  readonly #pattern: RegExp;
  /**
   * Finds in several lines at once where a line may match: every line that matches is found, and others too.
   * Null where each line has to be looked at.
   */
  readonly rough: RegExp | null;
  /** Whether what {@link rough} finds within the text of a line is a match of that line. */
  readonly isRoughExact: boolean;
  /** UTF-16 units of whatever {@link rough} finds; null where that differs. */
  readonly roughLength: number | null;
  /**
   * For a search for a text: its bytes read as Latin-1, so that what they are found in need not be decoded. Where the case of
   * letters is ignored, in small letters, and only of an ASCII text. Null for all other searches, and where the text has
   * characters that are shown otherwise than they are written.
   */
  readonly literalBytes: string | null;
  readonly ignoresCase: boolean;

  /** @throws SyntaxError */
  constructor(query: LogQuery) {
    const { isRegex, level, matchCase, pattern, prefix } = query;
    this.#query = query;
    this.#pattern = compilePattern(query);
    const literal = isRegex ? findLiteral(pattern) : null;
    this.isRoughExact = pattern !== '' && literal === null && level === undefined && prefix === undefined;
    if (pattern === '')
      this.rough =
        level !== undefined
          ? levelPattern(level, 'gi')
          : prefix !== undefined
            ? new RegExp(escapeRegex(prefix), 'g')
            : null;
    else if (literal !== null)
      this.rough = compilePattern({ ...query, pattern: literal, isRegex: false }, 'g');
    else this.rough = isRegex && NEEDS_SINGLE_LINES.test(pattern) ? null : compilePattern(query, 'gm');
    this.roughLength = isRegex || pattern === '' ? null : pattern.length;
    this.ignoresCase = !matchCase;
    this.literalBytes = isRegex ? null : findLiteralBytes(pattern, matchCase);
  }

  /** Whether the stream alone decides. */
  get isTrivial(): boolean {
    const { level, pattern, prefix } = this.#query;
    return pattern === '' && level === undefined && prefix === undefined;
  }

  matchesStream(stream: LogLine['stream']): boolean {
    return this.#query.stream === undefined || this.#query.stream === stream;
  }

  /** @param isPlain whether the text is known to hold nothing that is shown otherwise */
  matches(stream: LogLine['stream'], raw: string, isPlain = false): boolean {
    if (!this.matchesStream(stream)) return false;
    if (this.isTrivial) return true;
    const text = isPlain ? raw : plainText(raw);
    const { level, prefix } = this.#query;
    if (prefix !== undefined && !text.startsWith(prefix)) return false;
    return this.#pattern.test(text) && (level === undefined || levelOf(text) === level);
  }

  /** Where the pattern matches in a line. */
  rangesIn(raw: string): TextRange[] {
    const ranges: TextRange[] = [];
    if (this.#query.pattern === '') return ranges;
    const all = compilePattern(this.#query, 'g');
    for (const { 0: found, index } of plainText(raw).matchAll(all)) {
      if (found !== '') ranges.push([index, index + found.length]);
      if (ranges.length === MAX_RANGES) break;
    }
    return ranges;
  }
}
