/** Searches parts of the files of a log. It runs in the search thread, and where there is none in the host. */
import { isAscii } from 'node:buffer';
import { readSync } from 'node:fs';
import { hasInvisible } from '../../../../shared/control-characters.ts';
import type { LogLine } from '../../../../shared/events.ts';
import { roughlyPlainText } from '../../../../shared/log-text.ts';
import { parseMarker, TIME_LENGTH } from '../line-format.ts';
import { LogMatcher, type LogQuery, type TextRange } from './log-matcher.ts';

/** A part of an open file, of whole lines with numbers without a gap. */
export interface SearchStretch {
  fd: number;
  /** Byte offsets. */
  from: number;
  to: number;
  firstSeq: number;
  count: number;
}

export interface SearchRequest {
  query: LogQuery;
  /** In the order in which they are searched. */
  stretches: SearchStretch[];
  /** Lines that are in no file; they are the newest ones. */
  memory: LogLine[];
  newestFirst: boolean;
  /** Numbers of the first and last line that count. */
  first: number;
  last: number;
  /** Matching lines, and milliseconds, after which no further stretch is searched. */
  maxLines: number;
  maxMs: number;
}

export interface SearchResult {
  /** The lines that match, as numbers of the first of some and how many they are; in ascending order. */
  matches: [first: number, count: number][];
  /** How many lines were looked at. */
  searched: number;
  /** Number of the line at which to go on, itself included; null where all is searched. */
  next: number | null;
}

export interface MarkRequest {
  query: LogQuery;
  texts: string[];
}

/** For each text, where the pattern matches in it. @throws SyntaxError */
export function markTexts({ query, texts }: MarkRequest): TextRange[][] {
  const matcher = new LogMatcher(query);
  return texts.map((text) => matcher.rangesIn(text));
}

/** @throws SyntaxError, and Error of the file system */
export function searchStretches(request: SearchRequest): SearchResult {
  const { first, last, maxLines, maxMs, newestFirst } = request;
  const matcher = new LogMatcher(request.query);
  const started = performance.now();
  const blocks: (() => { seqs: number[]; firstSeq: number; count: number })[] = request.stretches.map(
    (stretch) => () => ({ seqs: searchStretch(stretch, matcher), ...stretch }),
  );
  const { memory } = request;
  const [oldest] = memory;
  if (oldest) {
    const inMemory = () => ({
      seqs: memory.filter(({ stream, text }) => matcher.matches(stream, text)).map(({ seq }) => seq),
      firstSeq: oldest.seq,
      count: memory.length,
    });
    if (newestFirst) blocks.unshift(inMemory);
    else blocks.push(inMemory);
  }
  const found: number[][] = [];
  let lines = 0;
  let searched = 0;
  let next: number | null = null;
  for (const search of blocks) {
    if (lines >= maxLines || performance.now() - started > maxMs) break;
    const { count, firstSeq, seqs } = search();
    const wanted =
      firstSeq >= first && firstSeq + count - 1 <= last
        ? seqs
        : seqs.filter((seq) => seq >= first && seq <= last);
    found.push(wanted);
    lines += wanted.length;
    searched += Math.min(last, firstSeq + count - 1) - Math.max(first, firstSeq) + 1;
    next = newestFirst ? firstSeq - 1 : firstSeq + count;
  }
  const isComplete = found.length === blocks.length;
  const ordered = newestFirst ? found.reverse() : found;
  return { matches: toRanges(ordered), searched, next: isComplete ? null : next };
}

function toRanges(groups: readonly number[][]): [number, number][] {
  const ranges: [number, number][] = [];
  let open: [number, number] | undefined;
  for (const group of groups)
    for (const seq of group) {
      if (open && open[0] + open[1] === seq) open[1] += 1;
      else {
        open = [seq, 1];
        ranges.push(open);
      }
    }
  return ranges;
}

const LF = 10;
/** Where the text of a line of output begins. */
const TEXT_START = TIME_LENGTH + 'out '.length;
const [O, E, H] = [...Buffer.from('oeh')] as [number, number, number];

/** For one stretch after the other: to make one for each takes as long as to search it. */
let buffer = Buffer.alloc(0);

function searchStretch({ fd, firstSeq, from, to }: SearchStretch, matcher: LogMatcher): number[] {
  if (buffer.length < to - from) buffer = Buffer.allocUnsafe(to - from);
  const bytes = buffer.subarray(0, readSync(fd, buffer, 0, to - from, from));
  if (matcher.isTrivial) return findByStream(bytes, firstSeq, matcher);
  // Colours may stand within the text.
  if (matcher.bytes && !bytes.includes(matcher.bytes) && !bytes.includes(27) && !bytes.includes(9)) return [];
  const decoded = bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
  const text = roughlyPlainText(decoded);
  const isPlain = text === decoded && !hasInvisible(text);
  return matcher.rough
    ? findRoughly(text, firstSeq, matcher, matcher.rough, isPlain)
    : findInEach(text, firstSeq, matcher, isPlain);
}

/** Looks at the byte after the time of each line alone. */
function findByStream(bytes: Buffer, firstSeq: number, matcher: LogMatcher): number[] {
  const wanted = {
    out: matcher.matchesStream('out'),
    err: matcher.matchesStream('err'),
    host: matcher.matchesStream('host'),
  };
  const seqs: number[] = [];
  let seq = firstSeq;
  for (let start = 0; start < bytes.length; seq += 1) {
    const end = bytes.indexOf(LF, start);
    const letter = end < 0 || end - start > TIME_LENGTH ? bytes[start + TIME_LENGTH] : H;
    if (letter === O ? wanted.out : letter === E ? wanted.err : wanted.host) seqs.push(seq);
    if (end < 0) break;
    start = end + 1;
  }
  return seqs;
}

function findRoughly(
  text: string,
  firstSeq: number,
  matcher: LogMatcher,
  rough: RegExp,
  isPlain: boolean,
): number[] {
  const seqs: number[] = [];
  let counted = 0;
  let seq = firstSeq;
  rough.lastIndex = 0;
  for (let found = rough.exec(text); found !== null; found = rough.exec(text)) {
    const start = found.index === 0 ? 0 : text.lastIndexOf('\n', found.index - 1) + 1;
    // An empty match behind the last line.
    if (start === text.length) break;
    const lineFeed = text.indexOf('\n', found.index);
    const end = lineFeed < 0 ? text.length : lineFeed;
    for (let at = text.indexOf('\n', counted); at >= 0 && at < start; at = text.indexOf('\n', at + 1))
      seq += 1;
    counted = start;
    // What lies within the text of the line needs no second look.
    const isExact =
      isPlain &&
      matcher.isRoughExact &&
      found.index - start >= TEXT_START &&
      found.index + found[0].length <= end &&
      isOutput(text, start);
    const isMatch = isExact
      ? matcher.matchesStream(text[start + TIME_LENGTH] === 'o' ? 'out' : 'err')
      : matchesLine(text.slice(start, end), matcher, isPlain);
    if (isMatch) seqs.push(seq);
    // What began in this line may have hidden what begins in the next one.
    rough.lastIndex = end + 1;
    if (end === text.length) break;
  }
  return seqs;
}

function findInEach(text: string, firstSeq: number, matcher: LogMatcher, isPlain: boolean): number[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const seqs: number[] = [];
  for (const [index, line] of lines.entries())
    if (matchesLine(line, matcher, isPlain)) seqs.push(firstSeq + index);
  return seqs;
}

/** Whether a line that begins there is of the form in which output of workers is written. */
const isOutput = (text: string, start: number): boolean =>
  text[start + TIME_LENGTH - 1] === ' ' &&
  text[start + TIME_LENGTH - 2] === 'Z' &&
  (text.startsWith('out ', start + TIME_LENGTH) || text.startsWith('err ', start + TIME_LENGTH));

/** @param line as it is in the file @param isPlain see {@link LogMatcher.matches} */
function matchesLine(line: string, matcher: LogMatcher, isPlain: boolean): boolean {
  if (line[TIME_LENGTH - 1] !== ' ' || line[TIME_LENGTH - 2] !== 'Z')
    return matcher.matches('host', line, isPlain);
  if (line.startsWith('out ', TIME_LENGTH)) return matcher.matches('out', line.slice(TEXT_START), isPlain);
  if (line.startsWith('err ', TIME_LENGTH)) return matcher.matches('err', line.slice(TEXT_START), isPlain);
  if (line.startsWith('host ', TIME_LENGTH))
    return matcher.matches('host', line.slice(TEXT_START + 1), isPlain);
  return matcher.matches('host', parseMarker(line)?.marker.text ?? line);
}
