/** One run of a program that reports about GPUs: its output line by line, and how it ended. */
import { type ChildProcess, spawn } from 'node:child_process';
import { messageOf } from '../../../../shared/errors.ts';
import type { Clock } from '../../clock.ts';
import { LineSplitter } from '../../logging/line-splitter.ts';

export interface ProgramRequest {
  /** Absolute path; run without a shell. */
  command: string;
  args: readonly string[];
  /** The whole environment, with the mark by which the sweep finds what a crash left behind. */
  environment: Record<string, string>;
}

/** Milliseconds between SIGTERM and SIGKILL. Short, since such a program has nothing to save. */
export const KILL_AFTER = 500;
/** Milliseconds for the output to end after the program. It only takes longer if a child keeps the pipe open. */
const DRAIN_TIMEOUT = 500;

export class GpuProgram {
  /**
   * Settles when the process is gone and its output is read, with a description that follows the program's name, such as
   * "ended with exit code 9". Never rejects. Does not settle while the kernel keeps a killed process.
   */
  readonly ended: Promise<string>;
  readonly #clock: Clock;
  readonly #child: ChildProcess | null;
  #isStopping = false;

  /** @param onLine gets the lines of stdout and stderr; not called before the constructor has returned */
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
      // Most failures are reported as an event; a few, such as too little memory, are thrown.
      this.#child = null;
      this.ended = Promise.resolve(notStarted(error));
      return;
    }
    this.#child = child;
    // When there are no free file descriptors, there are no streams.
    for (const stream of [child.stdout, child.stderr]) {
      const splitter = new LineSplitter(clock);
      stream?.on('data', (chunk: Buffer) => splitter.push(chunk).forEach(onLine));
      stream?.on('end', () => splitter.end().forEach(onLine));
    }
    this.ended = new Promise((resolve) => {
      let stopDraining = () => {};
      child.on('error', (error) => child.pid === undefined && resolve(notStarted(error)));
      child.on('exit', () => {
        stopDraining = clock.setTimer(DRAIN_TIMEOUT, () => {
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

  /** Starts to stop the program, and kills it after {@link KILL_AFTER}. */
  stop(): void {
    if (this.#isStopping) return;
    this.#isStopping = true;
    this.#child?.kill('SIGTERM');
    const cancel = this.#clock.setTimer(KILL_AFTER, () => this.#child?.kill('SIGKILL'));
    void this.ended.then(cancel);
  }
}

const notStarted = (error: unknown): string => `cannot be started (${messageOf(error)})`;
