/** Turns texts into vectors with a loaded embedding model, by node-llama-cpp. */
import type { LlamaEmbeddingContext } from 'node-llama-cpp';
import { type EmbeddingResult, PromptRefusedError } from './generation.ts';

/** Serves one request at a time, whose texts follow each other. */
export class EmbeddingSlot {
  readonly #context: LlamaEmbeddingContext;
  /** Tokens of one text, with those that the model puts around it. */
  readonly #maxTokens: number;

  constructor(context: LlamaEmbeddingContext, maxTokens: number) {
    this.#context = context;
    this.#maxTokens = maxTokens;
  }

  /** @throws PromptRefusedError before anything is computed; `signal.reason` when aborted */
  async embed(texts: readonly string[], signal: AbortSignal): Promise<EmbeddingResult> {
    let tokens = 0;
    for (const [index, text] of texts.entries()) {
      const length = this.#context.calculateInputLength(text);
      if (length > this.#maxTokens)
        throw new PromptRefusedError(
          'context_length_exceeded',
          `The model reads ${this.#maxTokens} tokens at a time, and text ${index + 1} of ${texts.length} has ${length}. Split it into shorter ones.`,
        );
      tokens += length;
    }
    const vectors: number[][] = [];
    for (const text of texts) {
      signal.throwIfAborted();
      const { vector } = await this.#context.getEmbeddingFor(text);
      vectors.push(normalize([...vector]));
    }
    return { vectors, tokens };
  }
}

/** To the length 1, as llama-server and OpenAI give it. */
function normalize(vector: number[]): number[] {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
