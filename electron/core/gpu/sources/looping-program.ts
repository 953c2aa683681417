/**
 * A program that prints a round of figures at every interval until it is ended, kept alive: started again when it ends and
 * when it says nothing any more. Invariant: there is never a second process before the first is gone, not even when the
 * first hangs in the kernel, where no signal reaches it: a second would hang beside it, and then a third.
 */
import type { Clock } from '../../clock.ts';
import { GpuProgram, KILL_AFTER, type ProgramRequest } from './gpu-program.ts';

export interface LoopingProgramOptions {
  program: ProgramRequest;
  clock: Clock;
  /** Milliseconds without data after which it hangs ({@link silenceLimit}); null: it may be silent for ever. */
  silenceLimitMs: number | null;
  /** Milliseconds between an end and the next start: the shortest, doubled up to the longest while it does not work. */
  pauses: { shortestMs: number; longestMs: number };
  /** Takes a line; true where it was data. */
  take(line: string): boolean;
  /** It does not work at present. Told each time that it fails; "slowly" asks for the longest pause at once. */
  failed(trouble: ProgramFailure): 'soon' | 'slowly';
  /** It works again after having failed. */
  recovered(): void;
}

export interface ProgramFailure {
  /** In words that follow its name: "ended with exit code 9". */
  what: string;
  /** The last lines that were no data, the oldest first. Mostly they say why. */
  lines: readonly string[];
}

/** Milliseconds after which a program that prints at each interval counts as hanging. */
export const silenceLimit = (intervalMs: number): number => Math.max(3 * intervalMs, 3000);

/** Milliseconds that a run must have lasted to be none of a series of failures, whatever it printed. */
const STEADY_AFTER = 1000;
/** Without persistence mode the NVIDIA driver is loaded at each start, which takes seconds per card. */
const START_TIMEOUT = 60_000;
/** Milliseconds from the first signal until a process counts as held by the kernel. */
const STUCK_AFTER = KILL_AFTER + 2000;
const LINES_KEPT = 5;

export class LoopingProgram {
  readonly #options: LoopingProgramOptions;
  #run: GpuProgram | null = null;
  /** The one timer: of silence while it runs, of being stuck while it ends, of the pause in between. */
  #cancelTimer = () => {};
  #isPausing = false;
  #isEnding = false;
  #hasFailed = false;
  #closed = false;
  #startedAt = 0;
  /** Of the present run. */
  #hasData = false;
  #lines: string[] = [];
  #pauseMs: number;
  /** Milliseconds that a start may take; grows, for a machine on which it was too short once is slow each time. */
  #startLimitMs: number | null;

  constructor(options: LoopingProgramOptions) {
    this.#options = options;
    this.#pauseMs = options.pauses.shortestMs;
    this.#startLimitMs = options.silenceLimitMs;
    this.#start();
  }

  /** Has it begin anew, at once where it pauses. */
  restart(): void {
    if (this.#closed) return;
    if (this.#isPausing) this.#start();
    else this.#end();
  }

  /** Resolves when it is gone. Nothing is told any more from the call on. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelTimer();
    this.#run?.end();
    await this.#run?.ended;
  }

  #start(): void {
    this.#isPausing = false;
    this.#isEnding = false;
    this.#hasData = false;
    this.#lines = [];
    this.#startedAt = this.#options.clock.now();
    const run = new GpuProgram(this.#options.program, this.#options.clock, (line) => this.#read(line));
    this.#run = run;
    void run.ended.then((what) => this.#ended(what));
    this.#watch(this.#startLimitMs);
  }

  #read(line: string): void {
    // What a run still says while it is being ended comes from one that was found not to work.
    if (this.#closed || this.#isEnding) return;
    if (this.#options.take(line)) {
      this.#hasData = true;
      this.#lines = [];
      this.#watch(this.#options.silenceLimitMs);
      if (this.#hasFailed) {
        this.#hasFailed = false;
        this.#options.recovered();
      }
    } else if (line.trim() !== '') {
      this.#lines = [...this.#lines.slice(1 - LINES_KEPT), line.trim()];
    }
  }

  #watch(limitMs: number | null): void {
    if (limitMs === null) this.#cancelTimer();
    else this.#setTimer(limitMs, () => this.#silent(limitMs));
  }

  #silent(limitMs: number): void {
    if (!this.#hasData) this.#startLimitMs = Math.max(limitMs, Math.min(2 * limitMs, START_TIMEOUT));
    const forSeconds = `for ${Math.round(limitMs / 1000)} s`;
    this.#fail(
      this.#lines.length === 0 ? `has not answered ${forSeconds}` : `has told nothing ${forSeconds}`,
    );
    this.#end();
  }

  #end(): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#setTimer(STUCK_AFTER, () => this.#fail('hangs in the driver and cannot be ended'));
    this.#run?.end();
  }

  #ended(what: string): void {
    this.#run = null;
    this.#cancelTimer();
    if (this.#closed) return;
    const { clock, silenceLimitMs, pauses } = this.#options;
    const works = this.#hasData || silenceLimitMs === null;
    const isSteady = works && clock.now() - this.#startedAt >= STEADY_AFTER;
    if (isSteady) this.#pauseMs = pauses.shortestMs;
    // One that worked and then ended is told of when its successor does not work either: mostly it does.
    const isFailure = !this.#isEnding && !this.#hasData && !isSteady;
    if (isFailure && this.#fail(what) === 'slowly') this.#pauseMs = pauses.longestMs;
    this.#isPausing = true;
    this.#setTimer(this.#pauseMs, () => this.#start());
    this.#pauseMs = Math.min(2 * this.#pauseMs, pauses.longestMs);
  }

  #fail(what: string): 'soon' | 'slowly' {
    this.#hasFailed = true;
    return this.#options.failed({ what, lines: this.#lines });
  }

  #setTimer(delayMs: number, fire: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.setTimer(delayMs, fire);
  }
}
