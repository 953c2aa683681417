/** Counts the lines of a file that an earlier run of the program has written, and finds the runs in it. */
import type { FileHandle } from 'node:fs/promises';
import { countLines, MAX_STRETCH_BYTES } from './files/line-index.ts';
import { LINE_FEED } from './files/log-files-on-disk.ts';
import { MARKER_START, parseMarker, type RunMarker, TIME_LENGTH } from './line-format.ts';

export interface CountedLines {
  /** Parts of at most {@link MAX_STRETCH_BYTES}, or of one line; each ends with its last line. */
  parts: { from: number; to: number; count: number }[];
  /** The marks of runs, with the number of lines before them. */
  markers: { line: number; at: string; marker: RunMarker }[];
}

/** @param from,to byte offsets between lines; the last line may have no line feed */
export async function countFileLines(file: FileHandle, from: number, to: number): Promise<CountedLines> {
  const counted: CountedLines = { parts: [], markers: [] };
  let buffer = Buffer.allocUnsafe(MAX_STRETCH_BYTES);
  let lines = 0;
  for (let start = from; start < to; ) {
    const wanted = Math.min(buffer.length, to - start);
    const { bytesRead } = await file.read(buffer, 0, wanted, start);
    // Somebody else has cut the file.
    if (bytesRead === 0) break;
    const isLast = start + bytesRead >= to;
    const lastEnd = buffer.lastIndexOf(LINE_FEED, bytesRead - 1) + 1;
    const length = isLast ? bytesRead : lastEnd;
    if (length === 0) {
      // A line that is longer than the buffer.
      buffer = Buffer.allocUnsafe(buffer.length * 2);
      continue;
    }
    const part = buffer.subarray(0, length);
    const count = countLines(part) + (part[length - 1] === LINE_FEED ? 0 : 1);
    findMarkers(part, lines, counted.markers);
    counted.parts.push({ from: start, to: start + length, count });
    lines += count;
    start += length;
  }
  return counted;
}

function findMarkers(bytes: Buffer, linesBefore: number, markers: CountedLines['markers']): void {
  let counted = 0;
  let lines = linesBefore;
  for (let at = bytes.indexOf(MARKER_START); at >= 0; at = bytes.indexOf(MARKER_START, at + 1)) {
    const start = bytes.lastIndexOf(LINE_FEED, at) + 1;
    // Workers print these letters too.
    if (at - start !== TIME_LENGTH) continue;
    const end = bytes.indexOf(LINE_FEED, at);
    const found = parseMarker(bytes.toString('utf8', start, end < 0 ? bytes.length : end));
    if (found === null) continue;
    lines += countLines(bytes.subarray(counted, start));
    counted = start;
    markers.push({ line: lines, ...found });
  }
}
