/**
 * Answers node-llama-cpp's tests of its binaries. Before the library loads one, it forks a process that loads it first, lest
 * the binary crash the program. This program is such a process already: it is supervised, and started again without a binary
 * that crashed it. In an installed app a fork would start the whole app once more. See
 * docs/decisions/005-the-worker-is-the-test-of-its-binaries.md.
 */
import childProcess from 'node:child_process';
import { EventEmitter } from 'node:events';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
import type { Gpu } from '../../backend-types/llama/llama-protocol.ts';
import { explainMissingVulkanDevice } from './vulkan-device.ts';

/** The program that the library forks for a test. All other forks are left alone. */
const TEST_PROGRAM = 'testBindingBinary.js';

/** The messages of the library to its test process, with the fields that are used here. */
type TestRequest =
  | { type: 'start'; gpu: Gpu | false; bindingBinaryPath: string }
  | { type: 'test' }
  | { type: 'exit' };

export interface BinaryTestEvents {
  /** A binary is about to be loaded, for the processor where `gpu` is null. It is loaded when the promise resolves. */
  onLoading(gpu: Gpu | null): Promise<void>;
  /** The binary cannot be used, which `reason` explains in a sentence. The library goes on to the next one. */
  onFailed(reason: string): void;
}

/**
 * From now on, every binary passes its test, except the Vulkan binary on a machine without a Vulkan device. Loading that
 * one would do no harm, but the library would print the exception with its stack trace.
 */
export function answerBinaryTests(events: BinaryTestEvents): void {
  const { fork } = childProcess;
  const answer = (program: string, ...rest: unknown[]) =>
    basename(String(program)) === TEST_PROGRAM
      ? new BinaryTest(events)
      : Reflect.apply(fork, childProcess, [program, ...rest]);
  Object.assign(childProcess, { fork: answer });
  // For modules that import `fork` by name.
  syncBuiltinESMExports();
}

/** Takes the place of the test process: the part of a ChildProcess that the library uses. */
class BinaryTest extends EventEmitter {
  exitCode: number | null = null;
  readonly #events: BinaryTestEvents;

  constructor(events: BinaryTestEvents) {
    super();
    this.#events = events;
    queueMicrotask(() => this.emit('message', { type: 'ready' }));
  }

  send(request: TestRequest): void {
    switch (request.type) {
      case 'start':
        void this.#start(request.gpu || null, request.bindingBinaryPath);
        break;
      case 'test':
        queueMicrotask(() => this.emit('message', { type: 'done' }));
        break;
      default:
        // The library sends 'exit' after 'done': the test has passed. An unknown message fails it.
        queueMicrotask(() => this.#exit(request.type === 'exit' ? 0 : 1));
    }
  }

  kill(): boolean {
    return true;
  }

  async #start(gpu: Gpu | null, bindingBinaryPath: string): Promise<void> {
    await this.#events.onLoading(gpu);
    const reason = gpu === 'vulkan' ? await explainMissingVulkanDevice(bindingBinaryPath) : null;
    if (reason === null) {
      this.emit('message', { type: 'loaded' });
      return;
    }
    this.#events.onFailed(reason);
    this.#exit(1);
  }

  #exit(code: number): void {
    this.exitCode = code;
    this.emit('exit', code);
  }
}
