/** Searches a log for plain text, without regard to case. There are no patterns, so that no search can block the page. */
import type { LogEntry } from './log-buffer.ts';
import type { LogSpan } from './log-text.ts';

export interface Match {
  seq: number;
  /** Its index in the plain text of the line. */
  start: number;
}

/** A limit, because an "e" in 5,000 long lines would take a noticeable time to find. */
export const MAX_MATCHES = 10_000;

export function findMatches(entries: readonly LogEntry[], query: string): Match[] {
  const text = query.toLowerCase();
  if (text === '') return [];
  const matches: Match[] = [];
  for (const { seq, lower } of entries) {
    let at = lower.indexOf(text);
    while (at !== -1) {
      if (matches.length >= MAX_MATCHES) return matches;
      matches.push({ seq, start: at });
      at = lower.indexOf(text, at + text.length);
    }
  }
  return matches;
}

/** The entries that contain the text. */
export function filterMatching(entries: readonly LogEntry[], query: string): readonly LogEntry[] {
  const text = query.toLowerCase();
  return text === '' ? entries : entries.filter(({ lower }) => lower.includes(text));
}

export interface Piece {
  span: LogSpan;
  text: string;
  /** Its index in the line. */
  start: number;
  /** The start of the match that it is part of, or null. */
  match: number | null;
}

/** Splits coloured spans at the ends of the matches, so that colours and matches can be shown together. */
export function highlight(spans: readonly LogSpan[], query: string): Piece[] {
  const text = query.toLowerCase();
  const pieces: Piece[] = [];
  const lower = spans
    .map((span) => span.text)
    .join('')
    .toLowerCase();
  let start = 0;
  let match = text === '' ? -1 : lower.indexOf(text);
  for (const span of spans) {
    let rest = span.text;
    while (rest !== '') {
      while (match !== -1 && start >= match + text.length) match = lower.indexOf(text, match + text.length);
      const inside = match !== -1 && start >= match;
      const end = match === -1 ? Number.POSITIVE_INFINITY : inside ? match + text.length : match;
      const piece = rest.slice(0, end - start);
      pieces.push({ span, text: piece, start, match: inside ? match : null });
      start += piece.length;
      rest = rest.slice(piece.length);
    }
  }
  return pieces;
}
