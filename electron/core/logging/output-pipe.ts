/** Pipes a worker's output into a log, no faster than the log is writable. */
import type { Readable } from 'node:stream';
import { messageOf } from '../../../shared/errors.ts';
import { type Clock, nextTurn } from '../clock.ts';
import type { LineChunk } from '../line-chunk.ts';
import { LineSplitter } from './line-splitter.ts';

export type OutputStream = 'out' | 'err';

/** Where a worker's output goes. */
export interface LogSink {
  /** Adds whole lines. */
  add(stream: OutputStream, lines: readonly string[]): void;
  /** As {@link add}, for many lines that nobody may want to read. Left out where the sink needs all texts. */
  addChunk?(stream: OutputStream, chunk: LineChunk): void;
  /** Whether somebody wants to know of lines before they have an end. */
  readonly isUnfinishedWatched?: boolean;
  /** @param text the end of a line that has no end yet */
  noteUnfinished?(text: string): void;
  /** Adds a line of the program itself. */
  logMessage(text: string): void;
  /**
   * Counts what was read: bytes, and line ends in them. Resolves when more may be read, undefined where that is now.
   */
  whenWritable(bytes: number, lineEnds: number): Promise<void> | undefined;
}

/**
 * Line ends up to which a chunk is handled in one turn of the event loop. A chunk of 64 kB may be as many empty lines, each
 * of which costs as much as a long one.
 */
export const MAX_LINE_ENDS_PER_TURN = 2000;
/** Bytes below which lines are handed on as texts: a chunk would keep alive the larger buffer that it is a part of. */
const MIN_CHUNK_BYTES = 8 * 1024;

export interface PipeOptions {
  clock: Clock;
  /** Lines that begin with the prefix are passed to `onMessage`, without it, and not into the log. */
  control?: { prefix: string; onMessage: (message: string) => void } | undefined;
  /** The text of a line; UTF-8 when left out. */
  decode?: ((line: Buffer) => string) | undefined;
}

/**
 * Pipes a worker's output into a log. A worker that floods is paused, because the pipe to it runs full. Resolves when
 * the stream has ended or was destroyed. Never rejects.
 */
export function pipeToLog(
  sink: LogSink,
  stream: OutputStream,
  source: Readable,
  { clock, control, decode }: PipeOptions,
): Promise<void> {
  const splitter = new LineSplitter(clock, decode);
  const addLines = (lines: readonly string[]) => {
    if (control === undefined) {
      if (lines.length > 0) sink.add(stream, lines);
      return;
    }
    let start = 0;
    for (const [index, line] of lines.entries()) {
      if (!line.startsWith(control.prefix)) continue;
      // Lines that were printed before the message are in the log when the message is handled.
      if (index > start) sink.add(stream, lines.slice(start, index));
      start = index + 1;
      handleMessage(line.slice(control.prefix.length), control.onMessage, sink);
    }
    if (start < lines.length) sink.add(stream, start === 0 ? lines : lines.slice(start));
  };
  const addBytes = (part: Buffer, lineEnds: number) => {
    const isLarge = sink.addChunk !== undefined && part.length >= MIN_CHUNK_BYTES;
    const chunks = isLarge ? splitter.takeWholeLines(part, lineEnds) : null;
    if (chunks === null) return addLines(splitter.push(part));
    for (const chunk of chunks)
      if (control !== undefined && chunk.bytes.includes(control.prefix)) addLines(chunk.texts);
      else sink.addChunk?.(stream, chunk);
  };
  /** Handles the part of a chunk from `start` on. @returns what is to be waited for; undefined where all is handled */
  const handle = (chunk: Buffer, start: number): Promise<void> | undefined => {
    const { end, lineEnds } = findTurn(chunk, start);
    const part = chunk.subarray(start, end);
    addBytes(part, lineEnds);
    if (sink.isUnfinishedWatched) sink.noteUnfinished?.(splitter.unfinished());
    const writable = sink.whenWritable(part.length, lineEnds);
    if (end === chunk.length) return writable;
    return (writable ?? nextTurn()).then(() => handle(chunk, end));
  };
  let handling: Promise<void> | undefined;
  return new Promise((resolve) => {
    source.on('data', (chunk: Buffer) => {
      // A stream that is destroyed may have given out a chunk that still waits.
      const pending = handling === undefined ? handle(chunk, 0) : handling.then(() => handle(chunk, 0));
      if (pending === undefined) return;
      source.pause();
      handling = pending.then(() => {
        handling = undefined;
        source.resume();
      });
    });
    source.on('error', () => {
      // A pipe that fails has ended: 'close' follows.
    });
    source.on('close', () => {
      void Promise.resolve(handling).then(() => {
        addLines(splitter.end());
        resolve();
      });
    });
  });
}

const LF = 10;
const CR = 13;

/** How much of a chunk is handled in one turn: up to {@link MAX_LINE_ENDS_PER_TURN}, counting LF and CR alike. */
function findTurn(chunk: Buffer, start: number): { end: number; lineEnds: number } {
  let lineEnds = 0;
  let lf = chunk.indexOf(LF, start);
  let cr = chunk.indexOf(CR, start);
  while (lf >= 0 || cr >= 0) {
    const isLf = cr < 0 || (lf >= 0 && lf < cr);
    const at = isLf ? lf : cr;
    lineEnds += 1;
    if (lineEnds === MAX_LINE_ENDS_PER_TURN) return { end: at + 1, lineEnds };
    if (isLf) lf = chunk.indexOf(LF, at + 1);
    else cr = chunk.indexOf(CR, at + 1);
  }
  return { end: chunk.length, lineEnds };
}

function handleMessage(message: string, onMessage: (message: string) => void, sink: LogSink): void {
  try {
    onMessage(message);
  } catch (error) {
    const reason = messageOf(error);
    sink.logMessage(`A message of the worker could not be used: ${reason}`);
  }
}
