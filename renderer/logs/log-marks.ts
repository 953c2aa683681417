/** Marks matches in a line. A text is found here; a regular expression is matched by the host, so that none can block the page. */
import type { LogSpan } from './log-text.ts';
import type { TextRange } from './model/log-entry.ts';

/** Where a line holds a text. @param plain the line without colours */
export function findText(plain: string, text: string, matchCase: boolean): TextRange[] {
  const wanted = matchCase ? text : text.toLowerCase();
  const line = matchCase ? plain : plain.toLowerCase();
  const ranges: TextRange[] = [];
  if (wanted === '') return ranges;
  for (let at = line.indexOf(wanted); at !== -1; at = line.indexOf(wanted, at + wanted.length))
    ranges.push([at, at + wanted.length]);
  return ranges;
}

export interface Piece {
  span: LogSpan;
  text: string;
  /** Its index in the line. */
  start: number;
  isMarked: boolean;
}

/** Splits coloured spans at the ends of the ranges, so that colours and marks can be shown together. */
export function markSpans(spans: readonly LogSpan[], ranges: readonly TextRange[]): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let next = 0;
  for (const span of spans) {
    let rest = span.text;
    while (rest !== '') {
      while ((ranges[next]?.[1] ?? Number.POSITIVE_INFINITY) <= start) next += 1;
      const [from, to] = ranges[next] ?? [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      const isMarked = start >= from;
      const text = rest.slice(0, (isMarked ? to : from) - start);
      pieces.push({ span, text, start, isMarked });
      start += text.length;
      rest = rest.slice(text.length);
    }
  }
  return pieces;
}
