/** How far the start of a worker has come, by what it prints: the fraction of its last bar, and its last line. */
import { stripVTControlCharacters } from 'node:util';
import type { Clock } from '../clock.ts';
import type { TextBatch } from '../text-batch.ts';
import { parseProgress } from './parse-progress.ts';

/** Milliseconds between two changes that are shown: a bar may be drawn a thousand times a second. */
const MIN_INTERVAL = 250;
/** States that are read for a change that is shown. Of a worker that floods, the older ones are left out. */
const MAX_STATES = 100;
/** Characters of the line that is shown. */
const MAX_LINE_LENGTH = 200;

/** Replaced, never changed. */
export interface ShownProgress {
  /** From 0 to 1; absent where nothing tells it. */
  fraction?: number;
  /** The last line, or the present state of one that is being rewritten. */
  line?: string;
  /** Seconds that its starts usually take; absent where none is known. */
  usual_seconds?: number;
}

/** Their texts are read only where they are shown. */
type States = Pick<TextBatch, 'count' | 'texts'>;

export interface StartProgressOptions {
  clock: Clock;
  usualSeconds: number | null;
  /** Makes a line fit to be shown: without control characters, and no longer than that. */
  clean: (line: string, maxLength: number) => string;
  onChange: () => void;
}

export class StartProgress {
  readonly #options: StartProgressOptions;
  #shown: ShownProgress;
  #fraction: number | null = null;
  #line = '';
  /** What came since the last change that is shown, the oldest first: no more batches than have {@link MAX_STATES} lines together. */
  #unread: States[] = [];
  #unreadCount = 0;
  #changedAt = Number.NEGATIVE_INFINITY;
  #cancelTimer: (() => void) | null = null;
  #hasEnded = false;

  constructor(options: StartProgressOptions) {
    this.#options = options;
    this.#shown = options.usualSeconds === null ? {} : { usual_seconds: options.usualSeconds };
  }

  get shown(): ShownProgress {
    return this.#shown;
  }

  /** Log messages of our own are left out. */
  readonly noteLines = (batch: States & Pick<TextBatch, 'stream'>): void => {
    if (this.#hasEnded || batch.stream === 'host') return;
    this.#unread.push(batch);
    this.#unreadCount += batch.count;
    for (;;) {
      const withoutOldest = this.#unreadCount - (this.#unread[0]?.count ?? 0);
      if (withoutOldest < MAX_STATES) break;
      this.#unread.shift();
      this.#unreadCount = withoutOldest;
    }
    this.#scheduleChange();
  };

  /** @param text the state of a line that has no end yet */
  readonly noteUnfinished = (text: string): void => {
    this.noteLines({ stream: 'out', count: 1, texts: [text] });
  };

  /** @param status what the worker says through its adapter, which is shown by itself */
  noteStatus(status: string): void {
    const fraction = parseProgress(status);
    if (this.#hasEnded || fraction === null) return;
    this.#readStates();
    this.#fraction = fraction;
    this.#scheduleChange();
  }

  /** The start is over: nothing is shown any more. */
  end(): void {
    this.#hasEnded = true;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  #readStates(): void {
    const states = this.#unread.flatMap(({ texts }) => texts.slice(-MAX_STATES)).slice(-MAX_STATES);
    this.#unread = [];
    this.#unreadCount = 0;
    for (const state of states) this.#readState(state);
  }

  #readState(raw: string): void {
    const text = stripVTControlCharacters(raw).trim();
    if (text === '') return;
    this.#line = text;
    const fraction = parseProgress(text);
    // Lines amid a bar leave it alone. After one that is full, they tell of something else.
    if (fraction !== null) this.#fraction = fraction;
    else if (this.#fraction === 1) this.#fraction = null;
  }

  #scheduleChange(): void {
    if (this.#cancelTimer) return;
    const { clock } = this.#options;
    const due = this.#changedAt + MIN_INTERVAL - clock.now();
    if (due <= 0) this.#change();
    else
      this.#cancelTimer = clock.setTimer(due, () => {
        this.#cancelTimer = null;
        this.#change();
      });
  }

  #change(): void {
    this.#readStates();
    const { clean, clock, onChange } = this.#options;
    const { usual_seconds: usual } = this.#shown;
    const next: ShownProgress = {
      // As it is drawn: a card is not sent anew for less than a percent.
      ...(this.#fraction === null ? {} : { fraction: Math.floor(this.#fraction * 100) / 100 }),
      ...(this.#line === '' ? {} : { line: clean(this.#line, MAX_LINE_LENGTH) }),
      ...(usual === undefined ? {} : { usual_seconds: usual }),
    };
    if (next.fraction === this.#shown.fraction && next.line === this.#shown.line) return;
    this.#changedAt = clock.now();
    this.#shown = next;
    onChange();
  }
}
