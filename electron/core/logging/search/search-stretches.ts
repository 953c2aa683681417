/** Searches parts of the files of a log. It runs in the search thread, and where there is none in the host. */
import { isAscii } from 'node:buffer';
import { readSync } from 'node:fs';
import type { LogLine } from '../../../../shared/events.ts';
import { roughlyPlainText } from '../../../../shared/log/log-text.ts';
import { hasInvisible, showControlCharacters } from '../../../../shared/text/control-characters.ts';
import { countLines } from '../files/line-index.ts';
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
  stretches: SearchStretch[];
  /** Lines that are in no file, in ascending order. */
  memory: LogLine[];
  newestFirst: boolean;
  /** Numbers of the first and last line that count. */
  first: number;
  last: number;
  /** Ranges of matching lines, and milliseconds, after which no further stretch is searched. */
  maxRanges: number;
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
  const { first, last, maxRanges, maxMs, newestFirst } = request;
  const matcher = new LogMatcher(request.query);
  const started = performance.now();
  const blocks = [
    ...request.stretches.map((stretch) => ({ ...stretch, search: () => searchStretch(stretch, matcher) })),
    ...groupLines(request.memory).map((lines) => ({
      firstSeq: lines[0]?.seq ?? 0,
      count: lines.length,
      search: () => searchLines(lines, matcher),
    })),
  ].sort((a, b) => (newestFirst ? b.firstSeq - a.firstSeq : a.firstSeq - b.firstSeq));
  const all: Ranges[] = [];
  let ranges = 0;
  let searched = 0;
  let next: number | null = null;
  for (const { count, firstSeq, search } of blocks) {
    if (ranges >= maxRanges || performance.now() - started > maxMs) break;
    const wanted = within(search(), first, last);
    all.push(wanted);
    ranges += wanted.length;
    searched += Math.min(last, firstSeq + count - 1) - Math.max(first, firstSeq) + 1;
    next = newestFirst ? firstSeq - 1 : firstSeq + count;
  }
  const isComplete = all.length === blocks.length;
  const ordered = newestFirst ? all.reverse() : all;
  return { matches: joined(ordered), searched, next: isComplete ? null : next };
}

/** Divides lines where numbers are missing between them. */
function groupLines(lines: readonly LogLine[]): LogLine[][] {
  const groups: LogLine[][] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    if (group?.at(-1)?.seq === line.seq - 1) group.push(line);
    else groups.push([line]);
  }
  return groups;
}

function searchLines(lines: readonly LogLine[], matcher: LogMatcher): Ranges {
  const found: Ranges = [];
  for (const { seq, stream, text } of lines) if (matcher.matches(stream, text)) addTo(found, seq);
  return found;
}

/** Lines that follow each other, as the number of the first and how many they are; in ascending order. */
type Ranges = [first: number, count: number][];

/** @param first above those that are there */
function addTo(ranges: Ranges, first: number, count = 1): void {
  const last = ranges[ranges.length - 1];
  if (last !== undefined && last[0] + last[1] === first) last[1] += count;
  else ranges.push([first, count]);
}

function within(ranges: Ranges, first: number, last: number): Ranges {
  return ranges.flatMap(([from, count]): Ranges => {
    const start = Math.max(from, first);
    const length = Math.min(from + count - 1, last) - start + 1;
    return length > 0 ? [[start, length]] : [];
  });
}

function joined(groups: readonly Ranges[]): Ranges {
  const ranges: Ranges = [];
  for (const [first, count] of groups.flat()) addTo(ranges, first, count);
  return ranges;
}

const LF = 10;
const CR = 13;
const TAB = 9;
const ESC = 27;
/** Where the text of a line of output begins. */
const TEXT_START = TIME_LENGTH + 'out '.length;
const [O, E, H] = [...Buffer.from('oeh')] as [number, number, number];

/** Bytes that are made a text at once. V8 gives a text of more than 128 KiB memory of its own: to get it takes five times as long. */
const MAX_PIECE_BYTES = 64 * 1024;

/** For one stretch after the other: to make one for each takes as long as to search it. */
let buffer = Buffer.alloc(0);

function searchStretch({ fd, firstSeq, from, to }: SearchStretch, matcher: LogMatcher): Ranges {
  if (buffer.length < to - from) buffer = Buffer.allocUnsafe(to - from);
  const bytes = buffer.subarray(0, readSync(fd, buffer, 0, to - from, from));
  if (matcher.isTrivial) return findByStream(bytes, firstSeq, matcher);
  const found: Ranges = [];
  let seq = firstSeq;
  let numberedTo = 0;
  for (const [start, end] of divide(bytes)) {
    const ranges = searchPiece(bytes.subarray(start, end), matcher);
    if (ranges.length === 0) continue;
    // Only where something is found, for to count takes a part of the time of a search.
    seq += countLines(bytes.subarray(numberedTo, start));
    numberedTo = start;
    for (const [line, count] of ranges) addTo(found, seq + line, count);
  }
  return found;
}

/** Divides a stretch between lines into pieces of at most {@link MAX_PIECE_BYTES}; a line that is longer has one to itself. */
function divide(bytes: Buffer): [start: number, end: number][] {
  const pieces: [number, number][] = [];
  for (let start = 0, end: number; start < bytes.length; start = end) {
    end = Math.min(start + MAX_PIECE_BYTES, bytes.length);
    if (end < bytes.length) {
      const lastFitting = bytes.lastIndexOf(LF, end - 1);
      const lineFeed = lastFitting >= start ? lastFitting : bytes.indexOf(LF, end);
      end = lineFeed < 0 ? bytes.length : lineFeed + 1;
    }
    pieces.push([start, end]);
  }
  return pieces;
}

/** @returns the lines that match, counted from 0 */
function searchPiece(bytes: Buffer, matcher: LogMatcher): Ranges {
  if (matcher.literalBytes !== null) {
    const found = findLiteral(bytes, matcher, matcher.literalBytes);
    if (found !== null) return found;
  }
  const decoded = bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
  const withInvisible = roughlyPlainText(decoded);
  const text = hasInvisible(withInvisible) ? showControlCharacters(withInvisible, '\n') : withInvisible;
  const isPlain = text === decoded;
  if (matcher.rough === null) return findInEach(text, matcher, isPlain);
  return findPlaces(text, placesOf(matcher.rough, matcher.roughLength, text), {
    written: text,
    isOutputExact: isPlain && matcher.isRoughExact,
    matchesStream: (stream) => matcher.matchesStream(stream),
    matchesLine: (start, end) => matchesLine(text.slice(start, end), matcher, isPlain),
  });
}

/** Null where lines may be shown otherwise than they are written, or have letters whose other case is not easily known. */
function findLiteral(bytes: Buffer, matcher: LogMatcher, wanted: string): Ranges | null {
  if (bytes.includes(ESC) || bytes.includes(TAB) || bytes.includes(CR)) return null;
  if (matcher.ignoresCase && !isAscii(bytes)) return null;
  if (!matcher.ignoresCase && !bytes.includes(wanted, 0, 'latin1')) return [];
  const written = bytes.toString('latin1');
  const text = matcher.ignoresCase ? written.toLowerCase() : written;
  const places: Places = {
    end: 0,
    find(from) {
      const index = text.indexOf(wanted, from);
      this.end = index + wanted.length;
      return index;
    },
  };
  return findPlaces(text, places, {
    written,
    isOutputExact: matcher.isRoughExact,
    matchesStream: (stream) => matcher.matchesStream(stream),
    matchesLine: (start, end) => matchesLine(bytes.toString('utf8', start, end), matcher, false),
  });
}

/** Looks at the byte after the time of each line alone. */
function findByStream(bytes: Buffer, firstSeq: number, matcher: LogMatcher): Ranges {
  const wanted = {
    out: matcher.matchesStream('out'),
    err: matcher.matchesStream('err'),
    host: matcher.matchesStream('host'),
  };
  const found: Ranges = [];
  let seq = firstSeq;
  for (let start = 0; start < bytes.length; seq += 1) {
    const end = bytes.indexOf(LF, start);
    const letter = end < 0 || end - start > TIME_LENGTH ? bytes[start + TIME_LENGTH] : H;
    if (letter === O ? wanted.out : letter === E ? wanted.err : wanted.host) addTo(found, seq);
    if (end < 0) break;
    start = end + 1;
  }
  return found;
}

/** Where a line may match, one place after the other. */
interface Places {
  /** Index behind the place that was found last. */
  end: number;
  /** @returns the index of the first place that is not before `from`; -1 where there is none */
  find(from: number): number;
}

/** @param rough see {@link LogMatcher.rough} @param length of all that it finds, where that is known */
function placesOf(rough: RegExp, length: number | null, text: string): Places {
  return {
    end: 0,
    find(from) {
      rough.lastIndex = from;
      if (length !== null) {
        // Without the object that `exec` makes.
        if (!rough.test(text)) return -1;
        this.end = rough.lastIndex;
        return rough.lastIndex - length;
      }
      const found = rough.exec(text);
      if (found === null) return -1;
      this.end = found.index + found[0].length;
      return found.index;
    },
  };
}

interface PlaceChecks {
  /** The text with its letters as they are in the file. */
  written: string;
  /** Whether a place within the text of a line of output is a match, so that the line needs no second look. */
  isOutputExact: boolean;
  matchesStream: (stream: 'out' | 'err') => boolean;
  matchesLine: (start: number, end: number) => boolean;
}

function findPlaces(text: string, places: Places, checks: PlaceChecks): Ranges {
  const found: Ranges = [];
  const endFrom = (start: number) => {
    const lineFeed = text.indexOf('\n', start);
    return lineFeed < 0 ? text.length : lineFeed;
  };
  let line = 0;
  let start = 0;
  let end = endFrom(0);
  for (let index = places.find(0); index >= 0; index = places.find(start)) {
    while (end < index) {
      start = end + 1;
      end = endFrom(start);
      line += 1;
    }
    // An empty match behind the last line.
    if (start === text.length) break;
    const isExact =
      checks.isOutputExact &&
      index - start >= TEXT_START &&
      places.end <= end &&
      isOutput(checks.written, start);
    const isMatch = isExact
      ? checks.matchesStream(checks.written[start + TIME_LENGTH] === 'o' ? 'out' : 'err')
      : checks.matchesLine(start, end);
    if (isMatch) addTo(found, line);
    if (end === text.length) break;
    // What began in this line may have hidden what begins in the next one.
    start = end + 1;
    end = endFrom(start);
    line += 1;
  }
  return found;
}

function findInEach(text: string, matcher: LogMatcher, isPlain: boolean): Ranges {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const found: Ranges = [];
  for (const [index, line] of lines.entries()) if (matchesLine(line, matcher, isPlain)) addTo(found, index);
  return found;
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
