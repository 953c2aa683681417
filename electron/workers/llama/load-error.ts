/** Why a model cannot be loaded. llama.cpp writes the cause into its log; its exceptions do not contain it. */
import { messageOf } from '../../../shared/errors.ts';
import type { LoadFailureCode } from '../../backend-types/llama/llama-protocol.ts';

/** The model cannot be loaded. The message completes "cannot load the model: …". */
export class LoadError extends Error {
  override readonly name = 'LoadError';
  readonly code: LoadFailureCode;

  constructor(code: LoadFailureCode, reason: string) {
    super(reason);
    this.code = code;
  }
}

/** The last line about a failed load comes from another thread, and may come after the exception. */
const LAST_LINE_WAIT = { checks: 50, intervalMs: 10 };

/** The errors that llama.cpp logged during the present load. */
export class LlamaErrorLog {
  readonly #lines: string[] = [];

  add(line: string): void {
    this.#lines.push(line);
  }

  clear(): void {
    this.#lines.length = 0;
  }

  /** @param error what the load threw */
  async explain(error: unknown): Promise<LoadError> {
    // The library's own errors have the cause in their message. For llama.cpp's, it is in the log.
    if (/failed to load model/i.test(messageOf(error))) await this.#waitForLastLine();
    const cause = this.#lines.find((line) => !/failed to load model/.test(line));
    const reason = cause?.replace(/^\w+: (error loading model: )?/, '') ?? messageOf(error);
    if (/GGUF magic/i.test(reason)) return new LoadError('not_a_model', reason);
    const isDamaged =
      /not within the file bounds|corrupt|failed to read|invalid GGUF/i.test(reason) ||
      // The metadata reader of node-llama-cpp throws it for lengths that make no sense.
      (cause === undefined && error instanceof RangeError);
    return isDamaged
      ? new LoadError('model_damaged', `is damaged: ${reason}`)
      : new LoadError('model_failed', reason);
  }

  async #waitForLastLine(): Promise<void> {
    for (let check = 0; check < LAST_LINE_WAIT.checks; check++) {
      if (this.#lines.some((line) => /failed to load model$/.test(line))) return;
      await new Promise((resolve) => setTimeout(resolve, LAST_LINE_WAIT.intervalMs));
    }
  }
}
