/** One run of a program that is asked about graphics cards: its output line by line, and its end however that comes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { messageOf } from '../../../../shared/errors.ts';
import type { Clock } from '../../clock.ts';
import { LineSplitter } from '../../logging/line-splitter.ts';

export interface ProgramRequest {
  /** Absolute path; there is no shell between. */
  command: string;
  args: readonly string[];
  /** The whole environment; in it the mark by which the sweep finds what a crash left behind. */
  environment: Record<string, string>;
}

/** Milliseconds from the polite signal to the one that cannot be ignored: such a program has nothing to save. */
export const KILL_AFTER = 500;
/** Milliseconds for the output to end after the program; longer only if it left a child that holds the pipe. */
const DRAIN_LIMIT = 500;

export class GpuProgram {
  /**
   * Settles when the process is gone and its output read, with what it did in words that follow its name, such as "ended
   * with exit code 9". Never rejects; stays open as long as the kernel keeps a killed process.
   */
  readonly ended: Promise<string>;
  readonly #clock: Clock;
  readonly #child: ChildProcess | null;
  #isEnding = false;

  /** @param onLine takes the lines of stdout and stderr; not called before the constructor has returned */
  constructor(request: ProgramRequest, clock: Clock, onLine: (line: string) => void) {
    this.#clock = clock;
    let child: ChildProcess;
    try {
      child = spawn(request.command, request.args, {
        env: request.environment,
        stdio: ['ignore', 'pipe', 'pipe'],
        windowsHide: true,
      });
    } catch (error) {
      // Most failures come as an event; a few, such as too little memory, are thrown.
      this.#child = null;
      this.ended = Promise.resolve(notStarted(error));
      return;
    }
    this.#child = child;
    // Without file descriptors to spare there are no streams.
    for (const stream of [child.stdout, child.stderr]) {
      const splitter = new LineSplitter(clock);
      stream?.on('data', (chunk: Buffer) => splitter.push(chunk).forEach(onLine));
      stream?.on('end', () => splitter.end().forEach(onLine));
    }
    this.ended = new Promise((resolve) => {
      let stopDraining = () => {};
      child.on('error', (error) => child.pid === undefined && resolve(notStarted(error)));
      child.on('exit', () => {
        stopDraining = clock.setTimer(DRAIN_LIMIT, () => {
          child.stdout?.destroy();
          child.stderr?.destroy();
        });
      });
      child.on('close', (code, signal) => {
        stopDraining();
        resolve(signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`);
      });
    });
  }

  /** Begins to end it, by force after {@link KILL_AFTER}. */
  end(): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#child?.kill('SIGTERM');
    const cancel = this.#clock.setTimer(KILL_AFTER, () => this.#child?.kill('SIGKILL'));
    void this.ended.then(cancel);
  }
}

const notStarted = (error: unknown): string => `cannot be started (${messageOf(error)})`;
