/** One run of a program that reports about GPUs: its output line by line, and how it ended. */
import { type ChildProcess, spawn } from 'node:child_process';
import { gpuProblemWords } from '../../../../shared/words/en/gpus/problems.ts';
import { type Text, texts } from '../../../../shared/words/phrase.ts';
import { type Clock, nextTurn } from '../../clock.ts';
import { LineSplitter } from '../../logging/line-splitter.ts';
import { describeSystemError } from '../../system-errors.ts';

const say = texts(gpuProblemWords);

export interface ProgramRequest {
  /** What messages call it, such as `nvidia-smi`. */
  name: string;
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
   * Settles when the process is gone and its output is read, with a description such as
   * “nvidia-smi ended with exit code 9”. Never rejects. Does not settle while the kernel keeps a killed process.
   */
  readonly ended: Promise<Text>;
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
      this.ended = Promise.resolve(notStarted(request, error));
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
      child.on('error', (error) => child.pid === undefined && resolve(notStarted(request, error)));
      child.on('exit', () => {
        stopDraining = clock.setTimer(DRAIN_TIMEOUT, () => {
          // Where this program was held up for longer than that, what came meanwhile is read first.
          void nextTurn().then(() => {
            child.stdout?.destroy();
            child.stderr?.destroy();
          });
        });
      });
      child.on('close', (code, signal) => {
        stopDraining();
        const { name: program } = request;
        resolve(
          signal === null
            ? say('program_exitCode', { program, code: String(code) })
            : say('program_signal', { program, signal }),
        );
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

const notStarted = ({ name }: ProgramRequest, error: unknown): Text =>
  say('program_notStarted', { program: name, reason: describeSystemError(error) });

/** A failure with the last line of what the program has printed, which usually says why. */
export function withLastLine(failure: Text, lines: readonly string[]): Text {
  const last = lines.at(-1);
  return last === undefined ? failure : say('program_said', { failure, words: last.slice(0, 200) });
}
