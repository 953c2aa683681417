/**
 * The lines of one open log. They are collected here, and the view renders at most once per animation frame, because a
 * React state of its own for each line would be too slow. Only this file adds and removes lines.
 */

import type { LogLine } from '../../shared/events.ts';
import { MAX_LOG_LINES } from '../../shared/limits.ts';
import { plainText } from '../../shared/log-text.ts';

export interface LogEntry {
  seq: number;
  at: string;
  /** `gap`: a message that says how many lines are missing here. */
  stream: LogLine['stream'] | 'gap';
  raw: string;
  /** The text without colours. It is made when it is first read. */
  readonly plain: string;
  /** The same in lower case, for the search. */
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
  /** Adds new lines. Lines that are there already are ignored. @param skipped how many lines before them are missing */
  append(lines: readonly LogLine[], skipped: number): void;
  /** Adds older lines. Newer lines that no longer fit are removed, and then {@link isDetached} is true. */
  prepend(lines: readonly LogLine[]): void;
  /** Removes all lines. */
  clear(): void;
  /** The same array until something changes. */
  entries(): readonly LogEntry[];
  /** Whether the newest lines were removed to make room for older ones. Then new lines are not added. */
  isDetached(): boolean;
  subscribe(onChange: () => void): () => void;
  /** Publishes at once what is waiting for the next frame. */
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
  let queued: LogEntry[] = [];
  let lastSeq = 0;
  let hasRemovedNewest = false;
  let frame: number | null = null;

  const publish = (entries: readonly LogEntry[]) => {
    shown = entries;
    for (const listener of listeners) listener();
  };

  function flush() {
    if (frame !== null) frames.cancel(frame);
    frame = null;
    if (queued.length === 0) return;
    const all = shown.concat(queued);
    queued = [];
    publish(all.length > MAX_LOG_LINES ? all.slice(all.length - MAX_LOG_LINES) : all);
  }

  return {
    append(lines, skipped) {
      if (hasRemovedNewest) return;
      const newLines = lines.filter(({ seq }) => seq > lastSeq);
      const first = newLines[0];
      if (skipped > 0)
        // A number between those of two lines, so that it is sorted between them and is a unique key.
        queued.push(new Entry((first?.seq ?? lastSeq + 1) - 0.5, first?.at ?? '', 'gap', gapText(skipped)));
      for (const { seq, at, stream, text } of newLines) queued.push(new Entry(seq, at, stream, text));
      lastSeq = newLines.at(-1)?.seq ?? lastSeq;
      // Lines that would be removed when they are published are removed at once.
      if (queued.length > MAX_LOG_LINES) queued = queued.slice(queued.length - MAX_LOG_LINES);
      if (queued.length > 0) frame ??= frames.request(flush);
    },

    prepend(lines) {
      flush();
      const firstShown = shown[0]?.seq ?? Number.POSITIVE_INFINITY;
      const older = lines
        .filter(({ seq }) => seq < firstShown)
        .map(({ seq, at, stream, text }) => new Entry(seq, at, stream, text));
      if (older.length === 0) return;
      const all = [...older, ...shown];
      if (all.length > MAX_LOG_LINES) hasRemovedNewest = true;
      publish(all.slice(0, MAX_LOG_LINES));
    },

    clear() {
      if (frame !== null) frames.cancel(frame);
      frame = null;
      queued = [];
      lastSeq = 0;
      hasRemovedNewest = false;
      publish([]);
    },

    entries: () => shown,
    isDetached: () => hasRemovedNewest,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => {
        listeners.delete(onChange);
      };
    },
    flush,
  };
}
