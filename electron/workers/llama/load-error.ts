/** Why a model cannot be loaded. llama.cpp writes the cause into its log; its exceptions do not contain it. */

import { messageOf } from '../../../shared/errors.ts';
import { modelFileWords } from '../../../shared/words/en/errors/model-files.ts';
import { englishOf, type HostText, texts } from '../../../shared/words/phrase.ts';
import type { LoadFailureCode } from '../../backend-types/llama/llama-protocol.ts';

const of = texts(modelFileWords);

/** The model cannot be loaded. The message completes "cannot load the model: …". */
export class LoadError extends Error {
  override readonly name = 'LoadError';
  readonly code: LoadFailureCode;
  /** What to do about it, where it is more than the hint of the code. */
  readonly advice: HostText | undefined;
  readonly reason: HostText;

  constructor(code: LoadFailureCode, reason: HostText, advice?: HostText | undefined) {
    super(englishOf(reason));
    this.reason = reason;
    this.code = code;
    this.advice = advice;
  }
}

/** What llama.cpp says of files whose content it cannot use. Source: src/llama-model*.cpp and llama-vocab.cpp of 0.4.0. */
const UNSUPPORTED =
  /unknown (model architecture|pre-tokenizer type|tokenizer)|missing tensor|has wrong shape|wrong number of tensors|key not found in model|error loading model (hyperparameters|vocabulary)|cannot find tokenizer/i;
/** How llama.cpp, its GPU libraries and node-llama-cpp say that there is not enough memory. */
const OUT_OF_MEMORY =
  /not enough memory|out of memory|failed to allocate|unable to allocate|insufficient memory|too large for the available|ErrorOutOfDeviceMemory|failed to create context/i;

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
    if (/GGUF magic/i.test(reason)) return new LoadError('not_a_model', of('notGguf'));
    const isDamaged =
      /not within the file bounds|corrupt|failed to read|invalid GGUF/i.test(reason) ||
      // The metadata reader of node-llama-cpp throws it for lengths that make no sense.
      (cause === undefined && error instanceof RangeError);
    if (isDamaged) return new LoadError('model_damaged', of('damagedBy', { reason }));
    if (UNSUPPORTED.test(reason)) return new LoadError('model_unsupported', of('notLoadable', { reason }));
    return new LoadError(OUT_OF_MEMORY.test(reason) ? 'not_enough_memory' : 'model_failed', reason);
  }

  async #waitForLastLine(): Promise<void> {
    for (let check = 0; check < LAST_LINE_WAIT.checks; check++) {
      if (this.#lines.some((line) => /failed to load model$/.test(line))) return;
      await new Promise((resolve) => setTimeout(resolve, LAST_LINE_WAIT.intervalMs));
    }
  }
}
