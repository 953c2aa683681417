/** Generates text with a loaded model, by node-llama-cpp. */
import { randomInt, randomUUID } from 'node:crypto';
import type {
  ChatHistoryItem,
  ChatModelFunctions,
  ChatWrapper,
  GbnfJsonSchema,
  LlamaChat,
  LlamaCompletion,
  LlamaContextSequence,
  LlamaGrammar,
  Token,
  TokenBias,
} from 'node-llama-cpp';
import { messageOf } from '../../../shared/errors.ts';
import {
  type GenerationEvents,
  type GenerationResult,
  type Prompt,
  PromptRefusedError,
  type Sampling,
} from './generation.ts';
import { createJsonGrammar } from './replies/json-grammar.ts';
import {
  describeTools,
  parseRequiredCall,
  requiredCallSchema,
  toFunctions,
  toHistory,
} from './slot-tools.ts';
import { createTokenBias } from './token-bias.ts';

type Library = typeof import('node-llama-cpp');

/** Tokens that have to be free after the prompt: one to generate, and one that llama.cpp reserves. */
const MIN_FREE_TOKENS = 2;

/** Serves one request at a time. What it has read stays in its part of the context, for the next request that begins alike. */
export class LlamaSlot {
  readonly #library: Library;
  readonly #sequence: LlamaContextSequence;
  readonly #chatWrapper: ChatWrapper;
  #chat: LlamaChat | null = null;
  #completion: LlamaCompletion | null = null;

  constructor(library: Library, sequence: LlamaContextSequence, chatWrapper: ChatWrapper) {
    this.#library = library;
    this.#sequence = sequence;
    this.#chatWrapper = chatWrapper;
  }

  /** @throws PromptRefusedError before `onStart`; `signal.reason` when aborted */
  async generate(
    prompt: Prompt,
    sampling: Sampling,
    signal: AbortSignal,
    events: GenerationEvents,
  ): Promise<GenerationResult> {
    const request = prompt.kind === 'chat' ? prepareChat(prompt) : prompt;
    const tokens = request.kind === 'chat' ? this.#renderChat(request) : this.#tokenize(request.text);
    const tokenBias = createTokenBias(this.#library, this.#sequence.model, sampling.logitBias);
    const freeTokens = this.#sequence.contextSize - tokens.length;
    if (freeTokens < MIN_FREE_TOKENS)
      throw new PromptRefusedError(
        'context_length_exceeded',
        `The model's context is ${this.#sequence.contextSize} tokens, and the prompt alone has ${tokens.length}. ` +
          'Shorten it, or raise the context size in the settings of the backend.',
      );
    const grammar =
      request.kind === 'chat' && request.schema !== null ? await this.#grammar(request.schema) : null;
    events.onStart();
    await this.#read(tokens, signal);

    const before = this.#sequence.tokenMeter.getState();
    const options = {
      signal,
      maxTokens: Math.min(sampling.maxTokens ?? freeTokens, freeTokens),
      temperature: sampling.temperature,
      topP: sampling.topP,
      topK: sampling.topK,
      minP: sampling.minP,
      // llama.cpp takes 32 bits.
      seed: sampling.seed === null ? randomInt(2 ** 32) : sampling.seed >>> 0,
      customStopTriggers: sampling.stop,
      repeatPenalty: repeatPenalty(sampling),
      ...(tokenBias === null ? {} : { tokenBias }),
    };
    const { stopReason, toolCalls } =
      request.kind === 'chat'
        ? await this.#generateChat(request, grammar, options, events)
        : { stopReason: await this.#generateText(tokens, options, events), toolCalls: [] };
    const { usedOutputTokens } = this.#sequence.tokenMeter.diff(before);
    return {
      finishReason: toolCalls.length > 0 ? 'tool_calls' : stopReason === 'maxTokens' ? 'length' : 'stop',
      toolCalls: toolCalls.map((call) => ({ id: `call_${randomUUID()}`, ...call })),
      promptTokens: tokens.length,
      completionTokens: usedOutputTokens,
    };
  }

  async #generateChat(
    { history, functions, isParallel, isCallRequired }: PreparedChat,
    grammar: LlamaGrammar | null,
    options: GenerationOptions,
    events: GenerationEvents,
  ): Promise<{ stopReason: string; toolCalls: { name: string; json: string }[] }> {
    this.#chat ??= new this.#library.LlamaChat({
      contextSequence: this.#sequence,
      chatWrapper: this.#chatWrapper,
    });
    const { metadata, response, functionCalls } = await this.#chat.generateResponse<ChatModelFunctions>(
      history,
      {
        ...options,
        ...(grammar === null
          ? {
              ...(functions === undefined ? {} : { functions, documentFunctionParams: true }),
              ...(isParallel ? {} : { maxParallelFunctionCalls: 1 }),
            }
          : { grammar }),
        contextShift: { size: 1 },
        onResponseChunk({ type, segmentType, text }) {
          if (text === '') return;
          if (type === undefined) {
            // A call is sent when it is complete.
            if (!isCallRequired) events.onText(text, 'content');
          } else if (segmentType === 'thought') events.onText(text, 'reasoning');
        },
      },
    );
    const required = isCallRequired ? parseRequiredCall(response) : null;
    const called = (functionCalls ?? []).map(({ functionName, params }) => ({
      name: functionName,
      json: JSON.stringify(params ?? {}),
    }));
    return { stopReason: metadata.stopReason, toolCalls: required === null ? called : [required] };
  }

  /** @throws PromptRefusedError where llama.cpp does not take it */
  async #grammar(schema: GbnfJsonSchema): Promise<LlamaGrammar> {
    try {
      return await createJsonGrammar(this.#sequence.model.llama, schema);
    } catch (error) {
      throw new PromptRefusedError(
        'unsupported_parameter',
        `llama.cpp takes no grammar of the schema in this request (${messageOf(error)}). Make it smaller, and let no definition begin with itself.`,
      );
    }
  }

  async #generateText(
    tokens: Token[],
    options: GenerationOptions,
    events: GenerationEvents,
  ): Promise<string> {
    this.#completion ??= new this.#library.LlamaCompletion({ contextSequence: this.#sequence });
    const bos = this.#bosToken();
    const { metadata } = await this.#completion.generateCompletionWithMeta(
      // The completion adds the token that begins a text by itself.
      bos === null ? tokens : tokens.slice(1),
      {
        ...options,
        contextShiftSize: 1,
        disableContextShift: true,
        onTextChunk: (text) => events.onText(text, 'content'),
      },
    );
    return metadata.stopReason;
  }

  /** @returns the tokens of the conversation up to the beginning of the reply @throws PromptRefusedError `invalid_prompt` */
  #renderChat({ history, functions }: PreparedChat): Token[] {
    const withReply: ChatHistoryItem[] =
      history.at(-1)?.type === 'model' ? history : [...history, { type: 'model', response: [] }];
    try {
      return this.#chatWrapper
        .generateContextState({
          chatHistory: withReply,
          ...(functions === undefined ? {} : { availableFunctions: functions, documentFunctionParams: true }),
        })
        .contextText.tokenize(this.#sequence.model.tokenizer);
    } catch (error) {
      throw new PromptRefusedError(
        'invalid_prompt',
        `The model's chat template refused these messages: ${messageOf(error)}`,
      );
    }
  }

  #tokenize(text: string): Token[] {
    const bos = this.#bosToken();
    const tokens = this.#sequence.model.tokenize(text);
    if (bos !== null) tokens.unshift(bos);
    if (tokens.length === 0) throw new PromptRefusedError('invalid_prompt', 'The prompt is empty.');
    return tokens;
  }

  #bosToken(): Token | null {
    const { tokens } = this.#sequence.model;
    return tokens.shouldPrependBosToken ? tokens.bos : null;
  }

  /**
   * Reads a long prompt piece by piece, up to its last piece, which the generation reads. A generation cannot be aborted
   * before it has read the whole prompt; this can, after each piece.
   */
  async #read(tokens: Token[], signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const piece = this.#sequence.context.batchSize;
    if (tokens.length <= piece) return;
    await this.#sequence.adaptStateToTokens(tokens.slice(0, -1), false);
    for (;;) {
      signal.throwIfAborted();
      const next = this.#sequence.nextTokenIndex;
      if (tokens.length - next <= piece) return;
      await this.#sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(next, next + piece));
    }
  }
}

interface GenerationOptions {
  signal: AbortSignal;
  maxTokens: number;
  temperature: number;
  topP: number;
  topK: number;
  minP: number;
  seed: number;
  customStopTriggers: string[];
  repeatPenalty: ReturnType<typeof repeatPenalty>;
  tokenBias?: TokenBias;
}

/** OpenAI's two penalties. Without them there is none, although node-llama-cpp has one by default. */
function repeatPenalty({ frequencyPenalty, presencePenalty }: Sampling) {
  if (frequencyPenalty === 0 && presencePenalty === 0) return false as const;
  return { penalty: 1, frequencyPenalty, presencePenalty, penalizeNewLine: true };
}

interface PreparedChat {
  kind: 'chat';
  history: ChatHistoryItem[];
  functions: ChatModelFunctions | undefined;
  isParallel: boolean;
  /** The reply is read as a call. */
  isCallRequired: boolean;
  /** To which the reply is held. */
  schema: GbnfJsonSchema | null;
}

function prepareChat({ messages, toolUse, json }: Prompt & { kind: 'chat' }): PreparedChat {
  const { tools, isRequired, isParallel } = toolUse;
  return {
    kind: 'chat',
    history: toHistory(messages, isRequired ? describeTools(tools) : null),
    functions: isRequired ? undefined : toFunctions(tools),
    isParallel,
    isCallRequired: isRequired,
    schema: isRequired ? requiredCallSchema(tools) : json,
  };
}
