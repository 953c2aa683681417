/** `localllama`: a GGUF model served by a worker of this program. The embedded default: it needs nothing installed. */
import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { joinArguments } from '../../../shared/arguments.ts';
import type { SettingValues } from '../../../shared/backend.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { boolean, integer, text, type ValuesOf } from '../../../shared/settings.ts';
import {
  type Adapter,
  type AdapterIo,
  defineBackendType,
  type FreeResult,
} from '../../core/backend/backend-type.ts';
import { unloadableCommonSettings } from '../../core/backend/common-settings.ts';
import { gpuIds } from '../../core/gpu/gpu-placement.ts';
import { gpuListSetting } from '../common/gpu-list-setting.ts';
import { HealthMonitor } from '../common/health-monitor.ts';
import { isSuccess, sendRequest } from '../common/http-request.ts';
import { assertFullPath, pathFromSetting } from '../common/path-setting.ts';
import {
  autoRestartSetting,
  startAndStopPolicy,
  startTimeoutSetting,
  stopTimeoutSetting,
} from '../common/start-and-stop-settings.ts';
import {
  CONFIGURATION_VARIABLE,
  CONTROL_PREFIX,
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
import { findModelFileProblem, modelFileError } from './model-file.ts';

const MODEL_PATH_LABEL = 'Model file';

const settings = {
  ModelPath: text({
    label: MODEL_PATH_LABEL,
    description:
      'The GGUF file of the model to serve. Left empty, a tiny built-in sample is served: it shows that everything works, but what it says is random.',
    placeholder: '/home/me/models/model.gguf',
    format: 'path-file',
    group: 'Model',
  }),
  GPULoadLayers: integer({
    label: 'Layers on the GPU',
    description:
      'How much of the model is put on the graphics card. -1 = as much as fits, 0 = none (the processor does everything).',
    default: -1,
    min: -1,
    max: 1000,
    unit: 'layers',
    group: 'Model',
  }),
  GPU_ID: gpuListSetting({ group: 'Model' }),
  ContextSize: integer({
    label: 'Context size',
    description:
      'How much text, prompt and answer together, the model keeps in view for each request. More needs more memory. 0 = as much as the model was made for and memory allows.',
    default: 4096,
    min: 0,
    max: 1_048_576,
    unit: 'tokens',
    group: 'Model',
  }),
  Threads: integer({
    label: 'Processor threads',
    description:
      'How many processor cores to compute with. 0 = chosen for this machine: one for each core, but one core is left free. More threads than cores make it very slow.',
    default: 0,
    min: 0,
    max: 256,
    group: 'Model',
    advanced: true,
  }),
  MaxUsages: integer({
    label: 'Requests at the same time',
    description:
      'How many requests are answered side by side; more wait for their turn. Each takes memory for a context of its own.',
    default: 1,
    min: 1,
    max: 64,
    group: 'Use',
  }),
  KeepLoadedMinutes: integer({
    label: 'Unload when unused for',
    description:
      'After so many minutes without a request the model leaves memory; the next request loads it again. 0 = it stays.',
    default: 0,
    min: 0,
    max: 10_080,
    unit: 'min',
    group: 'Memory',
    requiresRestart: false,
  }),
  AlwaysFreeMemory: boolean({
    label: 'Free memory after each request',
    description:
      'The model leaves memory as soon as no request is left. For sharing the graphics card with something else: every first request waits until it is loaded again.',
    default: false,
    group: 'Memory',
    requiresRestart: false,
  }),
  AutoRestart: autoRestartSetting({
    description: 'Starts the worker again when it ended by itself, first at once, then at growing intervals.',
    group: 'Start and stop',
  }),
  StartTimeout: startTimeoutSetting({
    description:
      'A start counts as failed when the model is not loaded after this time. Large models on slow disks need minutes.',
    default: 600,
    group: 'Start and stop',
    advanced: true,
  }),
  StopTimeout: stopTimeoutSetting({
    description: 'How long a stop waits for requests that are being answered before it ends them.',
    group: 'Start and stop',
    advanced: true,
  }),
  ...unloadableCommonSettings,
};

type Settings = ValuesOf<typeof settings>;

export const localllama = defineBackendType({
  id: 'localllama',
  name: 'Local LLaMA.cpp GGUF',
  description:
    'Runs a language model in GGUF format on this machine, with an OpenAI-compatible API. Nothing has to be installed.',
  isStandard: true,
  canLoadModels: true,
  reportsUsage: true,
  settings,
  features: [...llamaFeatures],
  maxUsages: ({ MaxUsages }) => MaxUsages,
  // The sample is served by the processor.
  gpus: ({ ModelPath, GPULoadLayers, GPU_ID }) =>
    GPULoadLayers === 0 || pathFromSetting(ModelPath) === '' ? null : gpuIds(GPU_ID),
  spreadsOverGpus: true,
  ...startAndStopPolicy,
  createAdapter: (values, io) => new LlamaAdapter(values, io),
});

/** For the calls to the worker's control addresses; longer than the worker waits for requests in flight. */
const CONTROL_TIMEOUT_MS = 10_000;

class LlamaAdapter implements Adapter {
  readonly #settings: Settings;
  readonly #io: AdapterIo;
  /** Known to this adapter and its worker alone. */
  readonly #token = randomBytes(24).toString('base64url');
  #port = 0;
  /** What the worker is just setting up; it may crash by it. */
  #trying: Gpu | null = null;

  readonly #health: HealthMonitor;

  constructor(values: Settings, io: AdapterIo) {
    this.#settings = values;
    this.#io = io;
    // Its worker tells of itself while it can; whether it still can is asked after a sleep, which graphics drivers may not survive.
    this.#health = new HealthMonitor(io, { onlyAfterSleep: true });
  }

  async start(): Promise<void> {
    const io = this.#io;
    const sample = pathFromSetting(this.#settings.ModelPath) === '';
    const modelPath = sample ? io.paths.sampleModel : await this.#checkedModelPath();
    this.#port = await io.choosePort();
    io.signal.throwIfAborted();

    const configuration: WorkerConfiguration = {
      port: this.#port,
      token: this.#token,
      modelPath,
      modelId: sample ? 'sample' : basename(modelPath).replace(/\.gguf$/i, ''),
      // Looking for a GPU takes longer than the sample takes to load.
      gpuLayers: sample ? 0 : this.#settings.GPULoadLayers,
      contextSize: this.#settings.ContextSize,
      threads: this.#settings.Threads,
      maxUsages: this.#settings.MaxUsages,
      ...liveSettings(this.#settings),
    };
    const module = io.paths.llamaWorker;
    io.update({
      address: this.#url(''),
      commandLine: joinArguments([module]),
      loadStatus: 'Starting',
      notice: sample ? sampleNotice : undefined,
    });

    const { promise: ready, onControl } = this.#listen(modelPath);
    const request = () => ({
      module,
      args: [],
      env: { ...io.gpuEnvironment, [CONFIGURATION_VARIABLE]: JSON.stringify(configuration) },
      port: this.#port,
      controlPrefix: CONTROL_PREFIX,
      onControl,
    });
    await io.spawn(request(), () => (this.#excludeCrashedGpu(configuration) ? request() : null));
    // Its exit and the time-out are noticed by the caller.
    const facts = await ready;
    io.update({ features: [...llamaFeatures] });
    io.log(describeReady(facts, this.#settings));
    this.#health.watch(this.#url('/health'));
  }

  async freeMemory({ systemRam, signal }: { systemRam: boolean; signal: AbortSignal }): Promise<FreeResult> {
    // The worker frees both memories in one go; the word is passed on for a worker that can tell them apart.
    const answer = await this.#control(FREE_PATH, { system_ram: systemRam }, signal);
    const { freed, message } = JSON.parse(answer) as FreeReply;
    return { ok: freed, message };
  }

  applySettings(values: SettingValues): void {
    // The registry hands over the complete settings of this type.
    this.#control(SETTINGS_PATH, liveSettings(values as Settings), this.#io.signal).catch(
      (error: unknown) => {
        this.#io.log(`The changed settings did not reach the worker: ${String(error)}`);
      },
    );
  }

  /** What the worker says: its first word that decides about the start settles `promise`. */
  #listen(modelPath: string): { promise: Promise<Ready>; onControl: (line: string) => void } {
    let settle: { resolve: (ready: Ready) => void; reject: (error: Error) => void };
    const promise = new Promise<Ready>((resolve, reject) => {
      settle = { resolve, reject };
    });
    // The start may have been called off before it fails: then nobody waits for it any more.
    promise.catch(() => undefined);
    const onControl = (line: string) => {
      const message = parseWorkerMessage(line);
      if (message === null) this.#io.log(`The worker said something unknown: ${line}`);
      else if (message.kind === 'ready') settle.resolve(message);
      else if (message.kind === 'failed') settle.reject(this.#startError(message, modelPath));
      else this.#onMessage(message);
    };
    return { promise, onControl };
  }

  /** @returns false where the worker did not end by its graphics card: without it, it would end no differently */
  #excludeCrashedGpu(configuration: WorkerConfiguration): boolean {
    const gpu = this.#trying;
    if (gpu === null) return false;
    this.#trying = null;
    configuration.excludedGpus = [...(configuration.excludedGpus ?? []), gpu];
    this.#io.log(`The worker ended while it set up the graphics card (${gpu}). Starting again without it.`);
    this.#io.update({ loadStatus: 'Starting again', notice: crashedGpuNotice(gpu) });
    return true;
  }

  #onMessage(message: Exclude<WorkerMessage, { kind: 'ready' | 'failed' }>): void {
    switch (message.kind) {
      case 'trying':
        this.#trying = message.gpu;
        if (message.gpu !== null)
          this.#io.update({ loadStatus: `Setting up the graphics card (${message.gpu})` });
        break;
      case 'loading':
        this.#io.update({ loadStatus: `Loading the model, ${message.percent} %` });
        break;
      case 'model':
        this.#io.update({ currentModel: message.model, loadStatus: undefined });
        break;
      case 'usage':
        this.#io.usage(message.inFlight);
        break;
    }
  }

  /** @throws SwitchyardError in words, before anything is spawned. */
  async #checkedModelPath(): Promise<string> {
    const path = pathFromSetting(this.#settings.ModelPath);
    assertFullPath(path, { backend: this.#io.backend, name: MODEL_PATH_LABEL });
    const problem = await findModelFileProblem(path);
    if (problem) throw this.#startError(problem, path);
    return path;
  }

  #startError({ code, reason }: { code: LoadFailureCode; reason: string }, path: string): SwitchyardError {
    const { backend } = this.#io;
    if (code === 'model_failed') return new SwitchyardError(code, { backend, reason });
    if (code === 'port_in_use') return new SwitchyardError(code, { backend, port: this.#port });
    return modelFileError({ code, reason }, { backend, name: MODEL_PATH_LABEL, path });
  }

  #url(path: string): string {
    return `http://127.0.0.1:${this.#port}${path}`;
  }

  /** @returns the body of the worker's answer. */
  async #control(path: string, body: object, signal: AbortSignal): Promise<string> {
    const answer = await sendRequest({
      url: this.#url(path),
      method: 'POST',
      headers: { [TOKEN_HEADER]: this.#token },
      json: JSON.stringify(body),
      signal,
      timeoutMs: CONTROL_TIMEOUT_MS,
    });
    if (!isSuccess(answer.status)) throw new Error(`the worker answered ${answer.status}`);
    return answer.body;
  }
}

type Ready = Extract<WorkerMessage, { kind: 'ready' }>;

const sampleNotice =
  'Serves the built-in sample, which answers with random words. Choose a GGUF file as Model file in the settings to get real answers.';

const crashedGpuNotice = (gpu: Gpu) =>
  `Runs without the graphics card (${gpu}): llama.cpp crashed while it set it up. An update of its driver may help; every start tries it again. With 0 layers on the GPU in the settings, no start does.`;

function liveSettings({ AlwaysFreeMemory, KeepLoadedMinutes }: Settings): LiveSettings {
  return { alwaysFree: AlwaysFreeMemory, keepLoadedMs: KeepLoadedMinutes * 60_000 };
}

function describeReady({ contextSize, gpu, gpuLayers, threads, loadMs }: Ready, wanted: Settings): string {
  const place =
    gpu === null || gpuLayers === 0
      ? `on the processor, ${threads} ${threads === 1 ? 'thread' : 'threads'}`
      : `${gpuLayers} layers on the GPU (${gpu})`;
  const less =
    contextSize < wanted.ContextSize ? `, less than the ${wanted.ContextSize} of the settings` : '';
  return `Ready after ${loadMs} ms: ${place}; context ${contextSize} tokens for each request${less}.`;
}
