/** Pipes a worker's output into a log, no faster than the log is writable. */
import type { Readable } from 'node:stream';
import { messageOf } from '../../../shared/errors.ts';
import type { Clock } from '../clock.ts';
import { LineSplitter } from './line-splitter.ts';

export type OutputStream = 'out' | 'err';

/** Where a worker's output goes. */
export interface LogSink {
  /** Adds whole lines. */
  add(stream: OutputStream, lines: string[]): void;
  /** Adds a line of the program itself. */
  logMessage(text: string): void;
  /** Counts bytes that were read; resolves when more may be read, undefined where that is now. */
  whenWritable(bytes: number): Promise<void> | undefined;
}

export interface PipeOptions {
  clock: Clock;
  /** Lines that begin with the prefix are passed to `onMessage`, without it, and not into the log. */
  control?: { prefix: string; onMessage: (message: string) => void } | undefined;
}

/**
 * Pipes a worker's output into a log. A worker that floods is paused, because the pipe to it runs full. Resolves when
 * the stream has ended or was destroyed. Never rejects.
 */
export function pipeToLog(
  sink: LogSink,
  stream: OutputStream,
  source: Readable,
  { clock, control }: PipeOptions,
): Promise<void> {
  const splitter = new LineSplitter(clock);
  const addLines = (lines: string[]) => {
    let start = 0;
    for (const [index, line] of lines.entries()) {
      if (control === undefined || !line.startsWith(control.prefix)) continue;
      // Lines that were printed before the message are in the log when the message is handled.
      if (index > start) sink.add(stream, lines.slice(start, index));
      start = index + 1;
      handleMessage(line.slice(control.prefix.length), control.onMessage, sink);
    }
    if (start < lines.length) sink.add(stream, start === 0 ? lines : lines.slice(start));
  };
  return new Promise((resolve) => {
    source.on('data', (chunk: Buffer) => {
      addLines(splitter.push(chunk));
      const writable = sink.whenWritable(chunk.length);
      if (writable === undefined) return;
      source.pause();
      void writable.then(() => source.resume());
    });
    source.on('error', () => {
      // A pipe that fails has ended: 'close' follows.
    });
    source.on('close', () => {
      addLines(splitter.end());
      resolve();
    });
  });
}

function handleMessage(message: string, onMessage: (message: string) => void, sink: LogSink): void {
  try {
    onMessage(message);
  } catch (error) {
    const reason = messageOf(error);
    sink.logMessage(`A message of the worker could not be used: ${reason}`);
  }
}
