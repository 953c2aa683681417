/**
 * The lines of one open log. They never become React state one by one: they are gathered here and the view is told at
 * most once per animation frame. Only this file adds and drops lines.
 */

import type { LogLine } from '../../shared/events.ts';
import { MAX_LOG_LINES } from '../../shared/limits.ts';
import { plainText } from './log-text.ts';

export interface LogEntry {
  seq: number;
  at: string;
  /** `gap`: not a line but the remark that some were left out. */
  stream: LogLine['stream'] | 'gap';
  raw: string;
  /** Text without colours, made when it is first asked for. */
  readonly plain: string;
  /** The same in lower case, for searching. */
  readonly lower: string;
}

class Entry implements LogEntry {
  readonly seq: number;
  readonly at: string;
  readonly stream: LogEntry['stream'];
  readonly raw: string;
  #plain: string | null = null;
  #lower: string | null = null;

  constructor(seq: number, at: string, stream: LogEntry['stream'], raw: string) {
    this.seq = seq;
    this.at = at;
    this.stream = stream;
    this.raw = raw;
  }

  get plain(): string {
    this.#plain ??= plainText(this.raw);
    return this.#plain;
  }

  get lower(): string {
    this.#lower ??= this.plain.toLowerCase();
    return this.#lower;
  }
}

const gapText = (count: number) =>
  `${count.toLocaleString('en')} ${count === 1 ? 'line' : 'lines'} came faster than could be shown and ${count === 1 ? 'is' : 'are'} only in the log file`;

export interface LogBuffer {
  /** Newest lines, from the event stream. Lines that are there already are left out. */
  append(lines: readonly LogLine[], skipped: number): void;
  /** Older lines. What no longer fits is dropped at the newer end, and {@link detached} becomes true. */
  prepend(lines: readonly LogLine[]): void;
  /** Forgets everything, to begin anew. */
  clear(): void;
  /** The same array as long as nothing changed. */
  entries(): readonly LogEntry[];
  /** True once the newest lines were dropped to make room for older ones: what comes now is not shown. */
  detached(): boolean;
  subscribe(onChange: () => void): () => void;
  /** Shows what is waiting for the next frame at once. */
  flush(): void;
}

export interface FrameScheduler {
  request(callback: () => void): number;
  cancel(handle: number): void;
}

const browserFrames: FrameScheduler = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle),
};

export function createLogBuffer(frames: FrameScheduler = browserFrames): LogBuffer {
  const listeners = new Set<() => void>();
  let shown: readonly LogEntry[] = [];
  let waiting: LogEntry[] = [];
  let lastSeq = 0;
  let isDetached = false;
  let frame: number | null = null;

  const publish = (entries: readonly LogEntry[]) => {
    shown = entries;
    for (const listener of listeners) listener();
  };

  function flush() {
    if (frame !== null) frames.cancel(frame);
    frame = null;
    if (waiting.length === 0) return;
    const all = shown.concat(waiting);
    waiting = [];
    publish(all.length > MAX_LOG_LINES ? all.slice(all.length - MAX_LOG_LINES) : all);
  }

  return {
    append(lines, skipped) {
      if (isDetached) return;
      const fresh = lines.filter(({ seq }) => seq > lastSeq);
      const first = fresh[0];
      if (skipped > 0)
        // Between two numbers, so that it has a place and a key of its own.
        waiting.push(new Entry((first?.seq ?? lastSeq + 1) - 0.5, first?.at ?? '', 'gap', gapText(skipped)));
      for (const { seq, at, stream, text } of fresh) waiting.push(new Entry(seq, at, stream, text));
      lastSeq = fresh.at(-1)?.seq ?? lastSeq;
      // A flood between two frames: what would be dropped on arrival need not wait.
      if (waiting.length > MAX_LOG_LINES) waiting = waiting.slice(waiting.length - MAX_LOG_LINES);
      if (waiting.length > 0) frame ??= frames.request(flush);
    },

    prepend(lines) {
      flush();
      const firstShown = shown[0]?.seq ?? Number.POSITIVE_INFINITY;
      const older = lines
        .filter(({ seq }) => seq < firstShown)
        .map(({ seq, at, stream, text }) => new Entry(seq, at, stream, text));
      if (older.length === 0) return;
      const all = [...older, ...shown];
      if (all.length > MAX_LOG_LINES) isDetached = true;
      publish(all.slice(0, MAX_LOG_LINES));
    },

    clear() {
      if (frame !== null) frames.cancel(frame);
      frame = null;
      waiting = [];
      lastSeq = 0;
      isDetached = false;
      publish([]);
    },

    entries: () => shown,
    detached: () => isDetached,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => {
        listeners.delete(onChange);
      };
    },
    flush,
  };
}
