/**
 * Keeps a program running that prints metrics at every interval: it is started again when it ends and when it no longer
 * prints anything. Invariant: a second process is never started before the first is gone, even if the first hangs in the
 * kernel, where no signal reaches it. Otherwise a second process would hang there as well, and then a third.
 */
import { gpuProblemWords } from '../../../../shared/words/en/gpus/problems.ts';
import { type Text, texts } from '../../../../shared/words/phrase.ts';
import type { Clock } from '../../clock.ts';
import { GpuProgram, KILL_AFTER, type ProgramRequest } from './gpu-program.ts';

const say = texts(gpuProblemWords);

export interface LoopingProgramOptions {
  program: ProgramRequest;
  clock: Clock;
  /** Milliseconds without data after which it counts as hanging ({@link silenceTimeout}); null: never. */
  silenceTimeoutMs: number | null;
  /** Milliseconds between an end and the next start: the minimum, doubled up to the maximum while it does not work. */
  pauses: { minMs: number; maxMs: number };
  /** @returns whether the line was data */
  onLine(line: string): boolean;
  /** Called each time that it fails. @returns `slowly` for the maximum pause at once */
  onFailure(failure: ProgramFailure): 'soon' | 'slowly';
  /** Called when it works again after a failure. */
  onRecovery(): void;
}

export interface ProgramFailure {
  /** Such as “nvidia-smi ended with exit code 9”. */
  description: Text;
  /** The last lines that were no data, the oldest first. They usually say why it failed. */
  lines: readonly string[];
}

/** Milliseconds after which a program that prints at each interval counts as hanging. */
export const silenceTimeout = (intervalMs: number): number => Math.max(3 * intervalMs, 3000);

/** Milliseconds after which a run is not counted as one of a series of failures. */
const STEADY_AFTER = 1000;
/** Milliseconds. Without persistence mode, the NVIDIA driver is loaded at each start, which takes seconds per GPU. */
const MAX_START_TIMEOUT = 60_000;
/** Milliseconds from the first signal until a process counts as held by the kernel. */
const STUCK_AFTER = KILL_AFTER + 2000;
const MAX_ERROR_LINES = 5;

export class LoopingProgram {
  readonly #options: LoopingProgramOptions;
  #run: GpuProgram | null = null;
  /** The only timer: for silence while it runs, for being stuck while it is stopped, and for the pause in between. */
  #cancelTimer = () => {};
  #isPausing = false;
  #isStopping = false;
  #hasFailed = false;
  #closed = false;
  #startedAt = 0;
  /** Of the current run, as are the lines. */
  #hasData = false;
  #lines: string[] = [];
  #pauseMs: number;
  /** Milliseconds until the first data. Grows, since a machine that needed longer once needs longer each time. */
  #startTimeoutMs: number | null;

  constructor(options: LoopingProgramOptions) {
    this.#options = options;
    this.#pauseMs = options.pauses.minMs;
    this.#startTimeoutMs = options.silenceTimeoutMs;
    this.#start();
  }

  /** Starts it anew, without the rest of a pause. */
  restart(): void {
    if (this.#closed) return;
    if (this.#isPausing) this.#start();
    else this.#stop();
  }

  /** Resolves when the program is gone. No callback is called any more after the call. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelTimer();
    this.#run?.stop();
    await this.#run?.ended;
  }

  #start(): void {
    this.#isPausing = false;
    this.#isStopping = false;
    this.#hasData = false;
    this.#lines = [];
    this.#startedAt = this.#options.clock.now();
    const run = new GpuProgram(this.#options.program, this.#options.clock, (line) => this.#read(line));
    this.#run = run;
    void run.ended.then((description) => this.#onEnded(description));
    this.#limitSilence(this.#startTimeoutMs);
  }

  #read(line: string): void {
    // What a run still prints while it is stopped is of no use: it was found not to work.
    if (this.#closed || this.#isStopping) return;
    if (this.#options.onLine(line)) {
      this.#hasData = true;
      this.#lines = [];
      this.#limitSilence(this.#options.silenceTimeoutMs);
      if (this.#hasFailed) {
        this.#hasFailed = false;
        this.#options.onRecovery();
      }
    } else if (line.trim() !== '') {
      this.#lines = [...this.#lines.slice(1 - MAX_ERROR_LINES), line.trim()];
    }
  }

  #limitSilence(limitMs: number | null): void {
    if (limitMs === null) this.#cancelTimer();
    else this.#setTimer(limitMs, () => this.#onSilence(limitMs));
  }

  #onSilence(limitMs: number): void {
    if (!this.#hasData) this.#startTimeoutMs = Math.max(limitMs, Math.min(2 * limitMs, MAX_START_TIMEOUT));
    const values = { program: this.#options.program.name, seconds: String(Math.round(limitMs / 1000)) };
    this.#fail(say(this.#lines.length === 0 ? 'program_silent' : 'program_withoutFigures', values));
    this.#stop();
  }

  #stop(): void {
    if (this.#isStopping) return;
    this.#isStopping = true;
    const { name: program } = this.#options.program;
    this.#setTimer(STUCK_AFTER, () => this.#fail(say('program_hangs', { program })));
    this.#run?.stop();
  }

  #onEnded(description: Text): void {
    this.#run = null;
    this.#cancelTimer();
    if (this.#closed) return;
    const { clock, silenceTimeoutMs: silenceLimitMs, pauses } = this.#options;
    const works = this.#hasData || silenceLimitMs === null;
    const isSteady = works && clock.now() - this.#startedAt >= STEADY_AFTER;
    if (isSteady) this.#pauseMs = pauses.minMs;
    // When a program ends that worked before, only a failure of the next run is reported: usually there is none.
    const isFailure = !this.#isStopping && !this.#hasData && !isSteady;
    if (isFailure && this.#fail(description) === 'slowly') this.#pauseMs = pauses.maxMs;
    this.#isPausing = true;
    this.#setTimer(this.#pauseMs, () => this.#start());
    this.#pauseMs = Math.min(2 * this.#pauseMs, pauses.maxMs);
  }

  #fail(description: Text): 'soon' | 'slowly' {
    this.#hasFailed = true;
    return this.#options.onFailure({ description, lines: this.#lines });
  }

  #setTimer(delayMs: number, fire: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.setTimer(delayMs, fire);
  }
}
