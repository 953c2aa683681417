/** The model itself, by node-llama-cpp: loads it, and generates text with it. Never downloads or compiles anything. */
import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type {
  ChatHistoryItem,
  ChatWrapper,
  Llama,
  LlamaChat,
  LlamaCompletion,
  LlamaContextSequence,
  LlamaModel,
  Token,
} from 'node-llama-cpp';
import { messageOf } from '../../../shared/errors.ts';
import type { Gpu, LoadFailureCode, WorkerConfiguration } from '../../backend-types/llama/llama-protocol.ts';
import { findModelFileProblem } from '../../backend-types/llama/model-file.ts';
import { answerBinaryTests } from './binary-tests.ts';
import type { Resident } from './residency.ts';

type Library = typeof import('node-llama-cpp');

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
  /** The prompt is accepted: from here on nothing but a fault can refuse the request. */
  onStart(): void;
  /** `reasoning` is what a model thinks aloud before it answers. */
  onText(text: string, part: 'content' | 'reasoning'): void;
}

export interface GenerationResult {
  finishReason: 'stop' | 'length';
  promptTokens: number;
  /** Tokens the model made, the one that ends the text included. */
  completionTokens: number;
}

/** The request cannot be served as it is, whatever the state of the worker. */
export class PromptRefusedError extends Error {
  override readonly name = 'PromptRefusedError';
  readonly code: 'context_length_exceeded' | 'invalid_prompt';

  constructor(code: PromptRefusedError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** The model cannot be loaded, in words that complete "cannot load the model: …". */
export class LoadError extends Error {
  override readonly name = 'LoadError';
  readonly code: LoadFailureCode;

  constructor(code: LoadFailureCode, reason: string) {
    super(reason);
    this.code = code;
  }
}

export interface LoadedModel extends Resident<LlamaSlot> {
  contextSize: number;
  gpuLayers: number;
}

/** Tokens that have to be free after the prompt: the one to generate, and one that llama.cpp keeps. */
const ROOM_TOKENS = 2;

export class LlamaEngine {
  readonly gpu: Gpu | null;
  readonly threads: number;
  readonly #library: Library;
  readonly #llama: Llama;
  readonly #configuration: WorkerConfiguration;
  /** What llama.cpp complained about during the present load: its exceptions do not say. */
  readonly #complaints: string[];

  /**
   * @param onTrying told what is set up next, and null for the processor; that waits until it resolves
   * @throws LoadError `model_failed` where llama.cpp itself cannot be loaded.
   */
  static async create(
    configuration: WorkerConfiguration,
    onTrying: (gpu: Gpu | null) => Promise<void>,
  ): Promise<LlamaEngine> {
    let trying: Gpu | null = null;
    answerBinaryTests({
      onLoading(gpu) {
        trying = gpu;
        return onTrying(gpu);
      },
      onFailed(reason) {
        trying = null;
        console.log(reason);
      },
    });
    // Imported here, not above: it takes a good part of the start, and the port is open meanwhile.
    const library = await import('node-llama-cpp');
    const complaints: string[] = [];
    const load = (exclude: Gpu[]) =>
      library.getLlama({
        gpu: configuration.gpuLayers === 0 ? false : { type: 'auto', exclude },
        build: 'never',
        skipDownload: true,
        progressLogs: false,
        maxThreads: Math.max(1, configuration.threads),
        logLevel: library.LlamaLogLevel.warn,
        logger(level, message) {
          const line = message.trim();
          if (line === '') return;
          if (level === library.LlamaLogLevel.error || level === library.LlamaLogLevel.fatal)
            complaints.push(line);
          console.error(`[llama.cpp ${level}] ${line}`);
        },
      });
    const excluded = [...(configuration.excludedGpus ?? [])];
    try {
      let llama = await load(excluded);
      // Loaded for a GPU, but without what reaches it: the library's own test would have gone on to the next kind.
      while (llama.gpu === false && trying !== null) {
        await llama.dispose();
        excluded.push(trying);
        llama = await load(excluded);
      }
      return new LlamaEngine(library, llama, configuration, complaints);
    } catch (error) {
      throw new LoadError(
        'model_failed',
        error instanceof library.NoBinaryFoundError
          ? 'llama.cpp is not available for this system'
          : `llama.cpp does not start on this system (${messageOf(error)})`,
      );
    }
  }

  private constructor(
    library: Library,
    llama: Llama,
    configuration: WorkerConfiguration,
    complaints: string[],
  ) {
    this.#library = library;
    this.#llama = llama;
    this.#configuration = configuration;
    this.#complaints = complaints;
    this.gpu = llama.gpu === false ? null : llama.gpu;
    this.threads = configuration.threads > 0 ? configuration.threads : automaticThreads(llama.cpuMathCores);
    llama.maxThreads = this.threads;
  }

  /** @throws LoadError */
  async load(onProgress: (fraction: number) => void): Promise<LoadedModel> {
    const { modelPath, gpuLayers, contextSize, maxUsages } = this.#configuration;
    const problem = await findModelFileProblem(modelPath);
    if (problem) throw new LoadError(problem.code, problem.reason);
    this.#complaints.length = 0;
    let model: LlamaModel | undefined;
    try {
      model = await this.#llama.loadModel({
        modelPath,
        gpuLayers:
          gpuLayers < 0 ? { fitContext: contextSize > 0 ? { contextSize } : {} } : Math.max(0, gpuLayers),
        onLoadProgress: onProgress,
      });
      const context = await model.createContext({
        sequences: maxUsages,
        contextSize: contextSize > 0 ? { max: contextSize } : 'auto',
        threads: this.threads,
      });
      const chatWrapper = this.#library.resolveChatWrapper(model);
      const slots = Array.from(
        { length: maxUsages },
        () => new LlamaSlot(this.#library, context.getSequence(), chatWrapper),
      );
      const loaded = model;
      return {
        slots,
        contextSize: context.contextSize,
        gpuLayers: model.gpuLayers,
        async dispose() {
          await context.dispose();
          await loaded.dispose();
        },
      };
    } catch (error) {
      await model?.dispose();
      throw await this.#loadError(error);
    }
  }

  async #loadError(error: unknown): Promise<LoadError> {
    if (error instanceof this.#library.InsufficientMemoryError)
      return new LoadError('model_failed', `there is not enough memory (${messageOf(error)})`);
    // The library's own errors say what is wrong; for llama.cpp's it has one sentence, and the cause is in the log.
    if (/failed to load model/i.test(messageOf(error))) await this.#complaintsAreIn();
    const complaint = this.#complaints.find((line) => !/failed to load model/.test(line));
    const said = complaint?.replace(/^\w+: (error loading model: )?/, '') ?? messageOf(error);
    const broken =
      /GGUF magic|not within the file bounds|corrupt|failed to read|invalid GGUF/i.test(said) ||
      // The metadata reader of node-llama-cpp on lengths that make no sense.
      (complaint === undefined && error instanceof RangeError);
    return broken ? new LoadError('not_a_model', said) : new LoadError('model_failed', said);
  }

  async #complaintsAreIn(): Promise<void> {
    for (let step = 0; step < LAST_LINE.steps; step++) {
      if (this.#complaints.some((line) => /failed to load model$/.test(line))) return;
      await new Promise((resolve) => setTimeout(resolve, LAST_LINE.step));
    }
  }
}

/** How long the last line of llama.cpp may come after the exception, in ms; it comes from another thread. */
const LAST_LINE = { step: 10, steps: 50 };

/** Serves one request at a time; what it has read stays in its part of the context, for the next request that begins alike. */
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

  /** @throws PromptRefusedError, before `onStart`; `signal.reason` when aborted. */
  async generate(
    prompt: Prompt,
    sampling: Sampling,
    signal: AbortSignal,
    events: GenerationEvents,
  ): Promise<GenerationResult> {
    const history = prompt.kind === 'chat' ? toHistory(prompt.messages) : [];
    const tokens = prompt.kind === 'chat' ? this.#renderChat(history) : this.#tokenize(prompt.text);
    const room = this.#sequence.contextSize - tokens.length;
    if (room < ROOM_TOKENS)
      throw new PromptRefusedError(
        'context_length_exceeded',
        `The model's context is ${this.#sequence.contextSize} tokens, and the prompt alone has ${tokens.length}. ` +
          'Shorten it, or raise the context size in the settings of the backend.',
      );
    events.onStart();
    await this.#read(tokens, signal);

    const before = this.#sequence.tokenMeter.getState();
    const options = {
      signal,
      maxTokens: Math.min(sampling.maxTokens ?? room, room),
      temperature: sampling.temperature,
      topP: sampling.topP,
      topK: sampling.topK,
      minP: sampling.minP,
      // llama.cpp takes 32 bits.
      seed: sampling.seed === null ? randomInt(2 ** 32) : sampling.seed >>> 0,
      customStopTriggers: sampling.stop,
      repeatPenalty: repeatPenalty(sampling),
    };
    const stopReason =
      prompt.kind === 'chat'
        ? await this.#generateChat(history, options, events)
        : await this.#generateText(tokens, options, events);
    const { usedOutputTokens } = this.#sequence.tokenMeter.diff(before);
    return {
      finishReason: stopReason === 'maxTokens' ? 'length' : 'stop',
      promptTokens: tokens.length,
      completionTokens: usedOutputTokens,
    };
  }

  async #generateChat(
    history: ChatHistoryItem[],
    options: GenerationOptions,
    events: GenerationEvents,
  ): Promise<string> {
    this.#chat ??= new this.#library.LlamaChat({
      contextSequence: this.#sequence,
      chatWrapper: this.#chatWrapper,
    });
    const { metadata } = await this.#chat.generateResponse(history, {
      ...options,
      contextShift: { size: 1 },
      onResponseChunk({ type, segmentType, text }) {
        if (text === '') return;
        if (type === undefined) events.onText(text, 'content');
        else if (segmentType === 'thought') events.onText(text, 'reasoning');
      },
    });
    return metadata.stopReason;
  }

  async #generateText(
    tokens: Token[],
    options: GenerationOptions,
    events: GenerationEvents,
  ): Promise<string> {
    this.#completion ??= new this.#library.LlamaCompletion({ contextSequence: this.#sequence });
    const begin = this.#beginToken();
    const { metadata } = await this.#completion.generateCompletionWithMeta(
      // It puts the token that begins a text there by itself.
      begin === null ? tokens : tokens.slice(1),
      {
        ...options,
        contextShiftSize: 1,
        disableContextShift: true,
        onTextChunk: (text) => events.onText(text, 'content'),
      },
    );
    return metadata.stopReason;
  }

  /** The tokens of the conversation up to where the reply begins. @throws PromptRefusedError `invalid_prompt` */
  #renderChat(history: ChatHistoryItem[]): Token[] {
    const withReply: ChatHistoryItem[] =
      history.at(-1)?.type === 'model' ? history : [...history, { type: 'model', response: [] }];
    try {
      return this.#chatWrapper
        .generateContextState({ chatHistory: withReply })
        .contextText.tokenize(this.#sequence.model.tokenizer);
    } catch (error) {
      throw new PromptRefusedError(
        'invalid_prompt',
        `The model's chat template refused these messages: ${messageOf(error)}`,
      );
    }
  }

  #tokenize(text: string): Token[] {
    const begin = this.#beginToken();
    const tokens = this.#sequence.model.tokenize(text);
    if (begin !== null) tokens.unshift(begin);
    if (tokens.length === 0) throw new PromptRefusedError('invalid_prompt', 'The prompt is empty.');
    return tokens;
  }

  #beginToken(): Token | null {
    const { tokens } = this.#sequence.model;
    return tokens.shouldPrependBosToken ? tokens.bos : null;
  }

  /**
   * Reads a long prompt in pieces, all but its last ones: the generation itself cannot be called off before it has
   * read everything, and finds here what is read already.
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
}

/** OpenAI's two penalties; without them none at all, where node-llama-cpp would apply its own. */
function repeatPenalty({ frequencyPenalty, presencePenalty }: Sampling) {
  if (frequencyPenalty === 0 && presencePenalty === 0) return false as const;
  return { penalty: 1, frequencyPenalty, presencePenalty, penalizeNewLine: true };
}

function toHistory(messages: readonly ChatMessage[]): ChatHistoryItem[] {
  return messages.map(({ role, text }): ChatHistoryItem => {
    if (role === 'assistant') return { type: 'model', response: [text] };
    return { type: role, text };
  });
}

/**
 * One thread for each physical core but one: llama.cpp's threads wait for each other by spinning, so as soon as one of
 * them shares its core with something else, all of them crawl (measured on two cores: 13 ms with one thread, 740 ms
 * with two, 8 s with four).
 */
function automaticThreads(physicalCores: number): number {
  return Math.max(1, Math.min(physicalCores, availableParallelism()) - 1);
}
