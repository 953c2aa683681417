/** What a request to the model is made of, and what comes of it. Knows neither HTTP nor llama.cpp. */

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  text: string;
}

export type Prompt = { kind: 'chat'; messages: ChatMessage[] } | { kind: 'text'; text: string };

export interface Sampling {
  /** null = until the model ends or the context is full. */
  maxTokens: number | null;
  /** 0 = always the most likely token. */
  temperature: number;
  topP: number;
  /** 0 = any token. */
  topK: number;
  minP: number;
  /** null = a random one. */
  seed: number | null;
  /** The text ends before any of these. */
  stop: string[];
  frequencyPenalty: number;
  presencePenalty: number;
}

export interface GenerationEvents {
  /** The prompt is accepted: from here on, the request fails only by a fault of the worker. */
  onStart(): void;
  /** `reasoning` is what a model writes before its answer, to reason. */
  onText(text: string, part: 'content' | 'reasoning'): void;
}

export interface GenerationResult {
  finishReason: 'stop' | 'length';
  promptTokens: number;
  /** Tokens the model made, including the one that ends the text. */
  completionTokens: number;
}

export interface EmbeddingResult {
  /** One for each text, each of the length 1. */
  vectors: number[][];
  /** Of all texts together. */
  tokens: number;
}

/** The request cannot be served, whatever the state of the worker. */
export class PromptRefusedError extends Error {
  override readonly name = 'PromptRefusedError';
  readonly code: 'context_length_exceeded' | 'invalid_prompt';

  constructor(code: PromptRefusedError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
