/** `localllama`: a GGUF model served by a worker of this program, so that nothing has to be installed. */

import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import type { SettingValues } from '../../../shared/backend.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { joinArguments } from '../../../shared/settings/arguments.ts';
import { loadStatusWords } from '../../../shared/words/en/backends/load-status.ts';
import { noticeWords } from '../../../shared/words/en/backends/notices.ts';
import { modelFileWords } from '../../../shared/words/en/errors/model-files.ts';
import { englishOf, type HostText, texts } from '../../../shared/words/phrase.ts';
import { settingText as t } from '../../../shared/words/setting-text.ts';
import { fieldText } from '../../../shared/words/wire-phrases.ts';
import {
  type Adapter,
  type AdapterIo,
  defineBackendType,
  type FreeResult,
  type OpenAiApi,
} from '../../core/backend/backend-type.ts';
import { gpuIds } from '../../core/gpu/gpu-placement.ts';
import type { KnownGpu } from '../../core/gpu/known-gpu.ts';
import { foldNames } from '../../core/process/spawn/worker-environment.ts';
import { CardNotices } from '../common/card-notices.ts';
import { HealthMonitor } from '../common/health/health-monitor.ts';
import { isSuccess, sendRequest } from '../common/http-request.ts';
import { workerEnvironment } from '../common/settings/environment-setting.ts';
import { describeListening } from '../common/settings/listen-setting.ts';
import { assertFullPath, pathFromSetting } from '../common/settings/path-setting.ts';
import { startAndStopPolicy } from '../common/settings/start-and-stop-settings.ts';
import { findModels } from './found-models/find-models.ts';
import {
  CONFIGURATION_VARIABLE,
  CONTROL_PREFIX,
  embeddingFeatures,
  FREE_PATH,
  type FreeReply,
  type Gpu,
  type LiveSettings,
  type LoadFailureCode,
  llamaFeatures,
  parseWorkerMessage,
  SETTINGS_PATH,
  TOKEN_HEADER,
  type WorkerConfiguration,
  type WorkerMessage,
} from './llama-protocol.ts';
import { type LocalllamaSettings, localllamaSettings, MODEL_PATH_LABEL } from './localllama-settings.ts';
import {
  inspectForOwnEngine,
  type ModelFile,
  type ModelFileProblem,
  modelFileError,
} from './model-file/model-file.ts';
import { watchModelFiles } from './model-file/model-file-watch.ts';

const of = texts(modelFileWords);

const note = texts(noticeWords);
const say = texts(loadStatusWords);

export const localllama = defineBackendType({
  id: 'localllama',
  name: t('type_localllama').text,
  description: t('type_localllama_description').text,
  isStandard: true,
  keywords: ['GGUF', 'llama.cpp', 'chat', 'language model', 'LLM'],
  makesImages: false,
  reportsUsage: true,
  settings: localllamaSettings,
  features: [...llamaFeatures],
  maxUsages: ({ MaxUsages }) => MaxUsages,
  // The sample model runs on the processor.
  gpus: ({ ModelPath, GPULoadLayers, GPU_ID }) =>
    GPULoadLayers === 0 || pathFromSetting(ModelPath) === '' ? null : gpuIds(GPU_ID),
  spreadsOverGpus: true,
  ...startAndStopPolicy,
  createAdapter: (values, io) => new LlamaAdapter(values, io),
  discoverModels: findModels,
});

/** By it, Vulkan builds of llama.cpp are limited to the devices with these numbers. */
const VULKAN_VARIABLE = 'GGML_VK_VISIBLE_DEVICES';
/** For requests to the control addresses of the worker. It is longer than the worker waits for requests in flight. */
const CONTROL_TIMEOUT_MS = 10_000;

class LlamaAdapter implements Adapter {
  readonly #settings: LocalllamaSettings;
  readonly #io: AdapterIo;
  /** Only this adapter and its worker know it. */
  readonly #token = randomBytes(24).toString('base64url');
  #port = 0;
  /** The GPU that the worker is setting up, which may crash it. */
  #startingGpu: Gpu | null = null;
  readonly #health: HealthMonitor;
  readonly #notices: CardNotices;

  constructor(values: LocalllamaSettings, io: AdapterIo) {
    this.#settings = values;
    this.#io = io;
    this.#notices = new CardNotices(io);
    // The worker reports by itself. Only after a sleep it is probed, because a graphics driver may not survive one.
    this.#health = new HealthMonitor(io, { onlyAfterSleep: true });
  }

  async start(): Promise<void> {
    const io = this.#io;
    const isSample = pathFromSetting(this.#settings.ModelPath) === '';
    const model = isSample ? null : await this.#inspectModel();
    const modelPath = model?.parts[0]?.path ?? io.paths.sampleModel;
    const isEmbeddingModel = model?.purpose === 'embeddings';
    this.#port = await io.choosePort(this.#settings.Port);
    io.signal.throwIfAborted();
    const configuration = this.#configureWorker({ modelPath, isSample, isEmbeddingModel });
    const module = io.paths.llamaWorker;
    const base = this.#url('');
    const { isOnNetwork } = configuration;
    this.#notices.set('listening', describeListening({ wanted: this.#settings.ListenOn, own: null, base }));
    io.update({
      address: base,
      isOnNetwork,
      commandLine: joinArguments([module]),
      loadStatus: say('starting'),
    });
    this.#notices.set('model', isSample ? sampleNotice : null);

    const environment = workerEnvironment(io, this.#settings.Environment);
    const { ready, onControl } = this.#receiveMessages(modelPath);
    const request = () => ({
      module,
      args: [],
      env: { ...environment, [CONFIGURATION_VARIABLE]: JSON.stringify(configuration) },
      port: this.#port,
      controlPrefix: CONTROL_PREFIX,
      onControl,
    });
    await io.spawn(request(), () => (this.#excludeCrashedGpu(configuration) ? request() : null));
    // The caller notices an exit and a time-out.
    const facts = await ready;
    io.update({
      features: [...(isEmbeddingModel ? embeddingFeatures : llamaFeatures)],
      models: [configuration.modelId],
    });
    io.log(describeReady(facts, this.#settings));
    const isChosen = foldNames(environment, this.#io.platform)[VULKAN_VARIABLE] !== undefined;
    if (this.#ignoresChoice(facts) && !isChosen) this.#notices.set('vulkan', vulkanNotice(facts.devices));
    this.#health.watch(this.#url('/health'));
    if (model) watchModelFiles(model.parts, io, (notice) => this.#notices.set('file', notice));
  }

  openAiApi(): OpenAiApi {
    return { baseUrl: this.#url('/v1'), query: '', headers: {} };
  }

  async freeMemory({ systemRam, signal }: { systemRam: boolean; signal: AbortSignal }): Promise<FreeResult> {
    // The worker always frees RAM and VRAM together, and does not read `system_ram` yet.
    const reply = await this.#control(FREE_PATH, { system_ram: systemRam }, signal);
    const { freed, message } = JSON.parse(reply) as FreeReply;
    return { ok: freed, message };
  }

  applySettings(values: SettingValues): void {
    // The registry passes the complete settings of this type.
    this.#control(SETTINGS_PATH, liveSettings(values as LocalllamaSettings), this.#io.signal).catch(
      (error: unknown) => {
        this.#io.log(`The changed settings did not reach the worker: ${String(error)}`);
      },
    );
  }

  #configureWorker({
    modelPath,
    isSample,
    isEmbeddingModel,
  }: {
    modelPath: string;
    isSample: boolean;
    isEmbeddingModel: boolean;
  }): WorkerConfiguration {
    return {
      port: this.#port,
      isOnNetwork: this.#settings.ListenOn === 'the network',
      token: this.#token,
      modelPath,
      modelId: isSample ? 'sample' : basename(modelPath).replace(/\.gguf$/i, ''),
      isEmbeddingModel,
      // Setting up a GPU would take longer than the sample takes to load.
      gpuLayers: isSample ? 0 : this.#settings.GPULoadLayers,
      contextSize: this.#settings.ContextSize,
      threads: this.#settings.Threads,
      maxUsages: this.#settings.MaxUsages,
      // On a machine with GPUs of both makers, CUDA cannot be hidden by its variable, see gpu-visibility.ts.
      ...(this.#isHeldToGpus() && !this.#sees('nvidia') ? { excludedGpus: ['cuda'] } : {}),
      ...liveSettings(this.#settings),
    };
  }

  /** Whether it may not see all GPUs. */
  #isHeldToGpus(): boolean {
    return this.#io.visibleGpus.length > 0 && Object.keys(this.#io.gpuEnvironment).length > 0;
  }

  #sees(vendor: KnownGpu['vendor']): boolean {
    return this.#io.visibleGpus.some((gpu) => gpu.vendor === vendor);
  }

  /** Vulkan numbers the GPUs in an order of its own, and knows no UUIDs of drivers: a choice cannot be handed on to it. */
  #ignoresChoice({ gpu, gpuLayers, devices }: Ready): boolean {
    return (
      gpu === 'vulkan' &&
      gpuLayers > 0 &&
      this.#isHeldToGpus() &&
      devices.length > this.#io.visibleGpus.length
    );
  }

  /** Handles the messages of the worker. `ready` settles when the start has succeeded or failed. */
  #receiveMessages(modelPath: string): { ready: Promise<Ready>; onControl: (line: string) => void } {
    let settle: { resolve: (ready: Ready) => void; reject: (error: Error) => void };
    const ready = new Promise<Ready>((resolve, reject) => {
      settle = { resolve, reject };
    });
    // If the start was cancelled before it fails, nobody waits for it any more.
    ready.catch(() => undefined);
    const onControl = (line: string) => {
      const message = parseWorkerMessage(line);
      if (message === null) this.#io.log(`The worker said something unknown: ${line}`);
      else if (message.kind === 'ready') settle.resolve(message);
      else if (message.kind === 'failed') settle.reject(this.#startError(message, modelPath));
      else this.#onMessage(message);
    };
    return { ready, onControl };
  }

  /** @returns false where the worker was not setting up a GPU when it ended, so that excluding one would not help */
  #excludeCrashedGpu(configuration: WorkerConfiguration): boolean {
    const gpu = this.#startingGpu;
    if (gpu === null) return false;
    this.#startingGpu = null;
    configuration.excludedGpus = [...(configuration.excludedGpus ?? []), gpu];
    this.#io.log(`The worker ended while it set up the graphics card (${gpu}). Starting again without it.`);
    this.#io.update({ loadStatus: say('startingAgain') });
    this.#notices.set('gpu', crashedGpuNotice(gpu));
    return true;
  }

  #onMessage(message: Exclude<WorkerMessage, { kind: 'ready' | 'failed' }>): void {
    switch (message.kind) {
      case 'trying':
        this.#startingGpu = message.gpu;
        if (message.gpu !== null) this.#io.update({ loadStatus: say('settingUpGpu', { gpu: message.gpu }) });
        break;
      case 'loading':
        this.#io.update({ loadStatus: say('loadingModelPercent', { percent: message.percent }) });
        break;
      case 'model':
        this.#io.update({ currentModel: message.model, loadStatus: undefined });
        break;
      case 'usage':
        this.#io.reportUsage(message.inFlight);
        break;
      case 'notice':
        this.#notices.set('worker', message.message);
        break;
    }
  }

  /** @throws SwitchyardError before anything is spawned */
  async #inspectModel(): Promise<ModelFile> {
    const path = pathFromSetting(this.#settings.ModelPath);
    assertFullPath(path, { backend: this.#io.backend, name: MODEL_PATH_LABEL });
    const found = await inspectForOwnEngine(path, this.#io.files);
    if ('problem' in found) throw this.#startError(found.problem, path);
    if (found.model.purpose === 'ranking') throw this.#startError(rankingProblem, path);
    return found.model;
  }

  #startError(
    { code, reason, advice }: { code: LoadFailureCode; reason: HostText; advice?: HostText | undefined },
    path: string,
  ): SwitchyardError {
    const { backend } = this.#io;
    if (code === 'model_failed') return new SwitchyardError(code, { backend, reason });
    if (code === 'not_enough_memory')
      return new SwitchyardError(code, {
        backend,
        part: /context/i.test(englishOf(reason)) ? 'context' : 'model',
      });
    if (code === 'port_in_use') return new SwitchyardError(code, { backend, port: this.#port });
    return modelFileError({ code, reason, advice }, { backend, name: MODEL_PATH_LABEL, path });
  }

  #url(path: string): string {
    return `http://127.0.0.1:${this.#port}${path}`;
  }

  /** @returns the body of the worker's reply */
  async #control(path: string, body: object, signal: AbortSignal): Promise<string> {
    const reply = await sendRequest({
      url: this.#url(path),
      method: 'POST',
      headers: { [TOKEN_HEADER]: this.#token },
      json: JSON.stringify(body),
      signal,
      timeoutMs: CONTROL_TIMEOUT_MS,
    });
    if (!isSuccess(reply.status)) throw new Error(`the worker answered ${reply.status}`);
    return reply.body;
  }
}

type Ready = Extract<WorkerMessage, { kind: 'ready' }>;

const rankingProblem: ModelFileProblem = {
  code: 'model_unsupported',
  reason: of('ranking'),
  advice: of('ranking_advice', { type: t('type_llamaserver') }),
};

const sampleNotice = note('sampleModel', { setting: MODEL_PATH_LABEL });

const crashedGpuNotice = (gpu: Gpu) =>
  note('withoutCrashingGpu', {
    library: gpu,
    setting: fieldText(localllamaSettings.GPULoadLayers.info, 'label'),
  });

const vulkanNotice = (devices: readonly string[]) =>
  note('vulkanNumbers', { devices, variable: VULKAN_VARIABLE });

function liveSettings({ AlwaysFreeMemory, KeepLoadedMinutes }: LocalllamaSettings): LiveSettings {
  return { alwaysFree: AlwaysFreeMemory, keepLoadedMs: KeepLoadedMinutes * 60_000 };
}

function describeReady(
  { contextSize, devices, gpu, gpuLayers, threads, loadMs }: Ready,
  settings: LocalllamaSettings,
): string {
  const location =
    gpu === null || gpuLayers === 0
      ? `on the processor, ${threads} ${threads === 1 ? 'thread' : 'threads'}`
      : `${gpuLayers} layers on the GPU (${[gpu, ...devices].join(', ')})`;
  const shortfall =
    contextSize < settings.ContextSize ? `, less than the ${settings.ContextSize} of the settings` : '';
  return `Ready after ${loadMs} ms: ${location}; context ${contextSize} tokens for each request${shortfall}.`;
}
