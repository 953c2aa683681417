/** Loads a model by node-llama-cpp. Never downloads or compiles anything. */

import { availableParallelism } from 'node:os';
import type { ChatWrapper, Llama, LlamaEmbeddingContext, LlamaModel } from 'node-llama-cpp';
import { messageOf } from '../../../shared/errors.ts';
import { noticeWords } from '../../../shared/words/en/backends/notices.ts';
import { modelFileWords } from '../../../shared/words/en/errors/model-files.ts';
import { type HostText, texts } from '../../../shared/words/phrase.ts';
import { settingText } from '../../../shared/words/setting-text.ts';
import type { Gpu, WorkerConfiguration } from '../../backend-types/llama/llama-protocol.ts';
import { inspectForOwnEngine } from '../../backend-types/llama/model-file/model-file.ts';
import { localFileChecks } from '../../core/files/file-checks.ts';
import { answerBinaryTests } from './binary-tests.ts';
import { EmbeddingSlot } from './embedding-slot.ts';
import { LlamaErrorLog, LoadError } from './load-error.ts';
import type { Resident } from './residency.ts';
import { LlamaSlot } from './slot.ts';

const note = texts(noticeWords);

type Library = typeof import('node-llama-cpp');

/** Tokens of a text, where the settings name no number. All of them are computed at once, which takes memory. */
const MAX_EMBEDDING_CONTEXT = 8192;

export type ModelSlot = LlamaSlot | EmbeddingSlot;

export interface LoadedModel extends Resident<ModelSlot> {
  contextSize: number;
  gpuLayers: number;
  /** What has to be known of the model, in sentences; null where there is nothing. */
  notice: HostText | null;
}

export class LlamaEngine {
  readonly gpu: Gpu | null;
  readonly threads: number;
  readonly #library: Library;
  readonly #llama: Llama;
  readonly #configuration: WorkerConfiguration;
  readonly #errorLog: LlamaErrorLog;

  /**
   * @param onLoading called before llama.cpp is loaded for a GPU, or with null for the processor; it is loaded when the
   * promise resolves
   * @throws LoadError `model_failed` where llama.cpp itself cannot be loaded
   */
  static async create(
    configuration: WorkerConfiguration,
    onLoading: (gpu: Gpu | null) => Promise<void>,
  ): Promise<LlamaEngine> {
    let loading: Gpu | null = null;
    answerBinaryTests({
      onLoading(gpu) {
        loading = gpu;
        return onLoading(gpu);
      },
      onFailed(reason) {
        loading = null;
        console.log(reason);
      },
    });
    // The import takes a good part of the start. It is done here, so that the port is open meanwhile.
    const library = await import('node-llama-cpp');
    const errorLog = new LlamaErrorLog();
    const excluded = [...(configuration.excludedGpus ?? [])];
    try {
      let llama = await loadLlama(library, configuration, excluded, errorLog);
      // It was loaded for a GPU, but the GPU cannot be reached. The library's own test would have tried the next kind.
      while (llama.gpu === false && loading !== null) {
        await llama.dispose();
        excluded.push(loading);
        llama = await loadLlama(library, configuration, excluded, errorLog);
      }
      return new LlamaEngine(library, llama, configuration, errorLog);
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
    errorLog: LlamaErrorLog,
  ) {
    this.#library = library;
    this.#llama = llama;
    this.#configuration = configuration;
    this.#errorLog = errorLog;
    this.gpu = llama.gpu === false ? null : llama.gpu;
    this.threads = configuration.threads > 0 ? configuration.threads : chooseThreadCount(llama.cpuMathCores);
    llama.maxThreads = this.threads;
  }

  /** Of the devices that the library of {@link gpu} uses. */
  deviceNames(): Promise<string[]> {
    return this.#llama.getGpuDeviceNames();
  }

  /** @throws LoadError */
  async load(onProgress: (fraction: number) => void): Promise<LoadedModel> {
    const { modelPath, gpuLayers, contextSize, isEmbeddingModel } = this.#configuration;
    // It may have been replaced since the host has looked at it.
    const found = await inspectForOwnEngine(modelPath, localFileChecks);
    if ('problem' in found)
      throw new LoadError(found.problem.code, found.problem.reason, found.problem.advice);
    this.#errorLog.clear();
    let model: LlamaModel | undefined;
    try {
      model = await this.#llama.loadModel({
        modelPath,
        gpuLayers:
          gpuLayers < 0 ? { fitContext: contextSize > 0 ? { contextSize } : {} } : Math.max(0, gpuLayers),
        onLoadProgress: onProgress,
      });
      return await (isEmbeddingModel
        ? this.#createEmbeddingSlots(model, found.model.isPoolingKnown)
        : this.#createTextSlots(model));
    } catch (error) {
      await model?.dispose();
      if (error instanceof this.#library.InsufficientMemoryError)
        throw new LoadError(
          'not_enough_memory',
          texts(modelFileWords)('tooLittleMemory', { reason: messageOf(error) }),
        );
      throw await this.#errorLog.explain(error);
    }
  }

  async #createTextSlots(model: LlamaModel): Promise<LoadedModel> {
    const { contextSize, maxUsages } = this.#configuration;
    const context = await model.createContext({
      sequences: maxUsages,
      contextSize: contextSize > 0 ? { max: contextSize } : 'auto',
      threads: this.threads,
    });
    const { chatWrapper, notice } = chooseChatWrapper(this.#library, model);
    const slots = Array.from(
      { length: maxUsages },
      () => new LlamaSlot(this.#library, context.getSequence(), chatWrapper),
    );
    return {
      slots,
      contextSize: context.contextSize,
      gpuLayers: model.gpuLayers,
      notice,
      async dispose() {
        await context.dispose();
        await model.dispose();
      },
    };
  }

  /** Each slot has a context of its own, for a vector is computed from a whole context. */
  async #createEmbeddingSlots(model: LlamaModel, isPoolingKnown: boolean): Promise<LoadedModel> {
    const { contextSize, maxUsages } = this.#configuration;
    // Beyond what it was made for, a model has no positions: llama.cpp would read past their table.
    const maxTokens = Math.min(contextSize > 0 ? contextSize : MAX_EMBEDDING_CONTEXT, model.trainContextSize);
    const contexts: LlamaEmbeddingContext[] = [];
    for (let slot = 0; slot < maxUsages; slot++)
      contexts.push(
        await model.createEmbeddingContext({
          // The library keeps one token free, which only a generation needs.
          contextSize: maxTokens + 1,
          batchSize: maxTokens + 1,
          threads: this.threads,
        }),
      );
    return {
      slots: contexts.map((context) => new EmbeddingSlot(context, maxTokens)),
      contextSize: maxTokens,
      gpuLayers: model.gpuLayers,
      notice: isPoolingKnown ? null : noPoolingNotice,
      async dispose() {
        for (const context of contexts) await context.dispose();
        await model.dispose();
      },
    };
  }
}

/** The format in which the model reads a chat. Where its own template cannot be used, one that the library knows. */
function chooseChatWrapper(
  library: Library,
  model: LlamaModel,
): { chatWrapper: ChatWrapper; notice: HostText | null } {
  try {
    const chatWrapper = library.resolveChatWrapper(model, { fallbackToOtherWrappersOnJinjaError: false });
    return { chatWrapper, notice: null };
  } catch (error) {
    console.error(`The chat template of the model cannot be used: ${messageOf(error)}`);
    return {
      chatWrapper: library.resolveChatWrapper(model, { noJinja: true }),
      notice: note('noChatTemplate'),
    };
  }
}

const noPoolingNotice = note('noPooling', { type: settingText('type_llamaserver') });

function loadLlama(
  library: Library,
  { gpuLayers, threads }: WorkerConfiguration,
  excluded: Gpu[],
  errorLog: LlamaErrorLog,
): Promise<Llama> {
  return library.getLlama({
    gpu: gpuLayers === 0 ? false : { type: 'auto', exclude: excluded },
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    maxThreads: Math.max(1, threads),
    logLevel: library.LlamaLogLevel.warn,
    logger(level, message) {
      const line = message.trim();
      if (line === '') return;
      if (level === library.LlamaLogLevel.error || level === library.LlamaLogLevel.fatal) errorLog.add(line);
      console.error(`[llama.cpp ${level}] ${line}`);
    },
  });
}

/**
 * One thread for each physical core but one. llama.cpp's threads spin while they wait for each other, so all of them become
 * slow when one shares its core with something else (measured on two cores: 13 ms with one thread, 740 ms with two, 8 s with
 * four).
 */
function chooseThreadCount(physicalCores: number): number {
  return Math.max(1, Math.min(physicalCores, availableParallelism()) - 1);
}
