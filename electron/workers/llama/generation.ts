/** What a request to the model is made of, and what comes of it. Knows neither HTTP nor llama.cpp. */
import type { GbnfJsonSchema } from 'node-llama-cpp';

/** A call that a model has made before, and what it was told. */
export interface ToolCall {
  name: string;
  arguments: unknown;
  result: string;
}

export type ChatMessage =
  | { role: 'system' | 'user'; text: string }
  | { role: 'assistant'; text: string; toolCalls: ToolCall[] };

export interface Tool {
  name: string;
  description: string;
  parameters: GbnfJsonSchema;
}

export interface ToolUse {
  /** Those that may be called now. */
  tools: Tool[];
  /** The reply has to be a call of one of them. */
  isRequired: boolean;
  /** A reply may have several calls. */
  isParallel: boolean;
}

export type Prompt =
  | {
      kind: 'chat';
      messages: ChatMessage[];
      toolUse: ToolUse;
      /** The reply is JSON of that schema; null: it is any text. Never with tools. */
      json: GbnfJsonSchema | null;
    }
  | { kind: 'text'; text: string };

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
  /** What is added to the logits of tokens, by their number or by a text that consists of them. */
  logitBias: { token: number | string; bias: number | 'never' }[];
}

export interface GenerationEvents {
  /** The prompt is accepted: from here on, the request fails only by a fault of the worker. */
  onStart(): void;
  /** `reasoning` is what a model writes before its answer, to reason. */
  onText(text: string, part: 'content' | 'reasoning'): void;
}

export interface GenerationResult {
  finishReason: 'stop' | 'length' | 'tool_calls';
  /** The calls that the model makes, each with an id of its own and its arguments as JSON. */
  toolCalls: { id: string; name: string; json: string }[];
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
  readonly code: 'context_length_exceeded' | 'invalid_prompt' | 'unsupported_parameter';

  constructor(code: PromptRefusedError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
