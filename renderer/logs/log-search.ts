/** Finds plain text in a log, letter case apart. No patterns, so nothing a person types can stall the page. */
import type { LogEntry } from './log-buffer.ts';
import type { LogSpan } from './log-text.ts';

export interface Match {
  seq: number;
  /** Where it begins in the line's plain text. */
  start: number;
}

/** More would tell nobody anything, and an "e" in 5,000 long lines would cost a noticeable pause. */
export const MAX_MATCHES = 10_000;

/** All places where the text stands, in order. */
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

/** The entries that hold the text. */
export function onlyMatching(entries: readonly LogEntry[], query: string): readonly LogEntry[] {
  const text = query.toLowerCase();
  return text === '' ? entries : entries.filter(({ lower }) => lower.includes(text));
}

export interface Piece {
  span: LogSpan;
  text: string;
  /** Where it begins in the line. */
  start: number;
  /** The start of the match it is part of, or null. */
  match: number | null;
}

/** Cuts coloured spans at the borders of the matches, so that both can be shown. */
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
