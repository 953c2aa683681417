/**
 * Answers node-llama-cpp's tests of its binaries. Before it loads one, it forks a process that loads it first, lest the
 * binary crash the program. This program is such a process already: supervised, and started again without a binary that
 * crashed it. In an installed app a fork would start the whole app once more. See
 * docs/decisions/005-the-worker-is-the-test-of-its-binaries.md.
 */
import childProcess from 'node:child_process';
import { EventEmitter } from 'node:events';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
import type { Gpu } from '../../backend-types/llama/llama-protocol.ts';

/** What the library forks; what anything else forks is none of our business. */
const TEST_PROGRAM = 'testBindingBinary.js';

/** What the library says to its test, as far as it matters. */
type Question = { type: 'start'; gpu: Gpu | false } | { type: 'test' } | { type: 'exit' };

/**
 * From now on, each binary passes its test.
 * @param announce told of each one that is about to be loaded, null for the processor's; it is loaded no earlier than this
 * resolves
 */
export function answerBinaryTests(announce: (gpu: Gpu | null) => Promise<void>): void {
  const { fork } = childProcess;
  const answer = (program: string, ...rest: unknown[]) =>
    basename(String(program)) === TEST_PROGRAM
      ? new PassedTest(announce)
      : Reflect.apply(fork, childProcess, [program, ...rest]);
  Object.assign(childProcess, { fork: answer });
  // What was imported by name, too.
  syncBuiltinESMExports();
}

/** The part of a ChildProcess that the library looks at. */
class PassedTest extends EventEmitter {
  exitCode: number | null = null;
  readonly #announce: (gpu: Gpu | null) => Promise<void>;

  constructor(announce: (gpu: Gpu | null) => Promise<void>) {
    super();
    this.#announce = announce;
    queueMicrotask(() => this.emit('message', { type: 'ready' }));
  }

  send(question: Question): void {
    switch (question.type) {
      case 'start':
        void this.#announce(question.gpu || null).then(() => this.emit('message', { type: 'loaded' }));
        break;
      case 'test':
        queueMicrotask(() => this.emit('message', { type: 'done' }));
        break;
      default:
        // After 'done' this is the end of a passed test; an unknown question fails it.
        this.exitCode = question.type === 'exit' ? 0 : 1;
        queueMicrotask(() => this.emit('exit', this.exitCode));
    }
  }

  kill(): boolean {
    return true;
  }
}
