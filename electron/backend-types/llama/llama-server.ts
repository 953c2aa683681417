/**
 * `llamaserver`: llama.cpp's llama-server, started here: with one model, or as a router that loads the models of a folder
 * when they are asked for. Source: llama.cpp's tools/server, mid 2026.
 */
import { basename } from 'node:path';
import { z } from 'zod';
import { joinArguments } from '../../../shared/arguments.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { integer, text, type ValuesOf } from '../../../shared/settings.ts';
import {
  type Adapter,
  type AdapterIo,
  defineBackendType,
  type FreeResult,
} from '../../core/backend/backend-type.ts';
import { workerCommonSettings } from '../../core/backend/common-settings.ts';
import type { Finding, WellKnownLocations } from '../../core/discovery/well-known-locations.ts';
import { gpuIds } from '../../core/gpu/gpu-placement.ts';
import { argumentsFromSetting } from '../common/arguments-setting.ts';
import { gpuListSetting } from '../common/gpu-list-setting.ts';
import { HealthMonitor } from '../common/health-monitor.ts';
import { isSuccess } from '../common/http-request.ts';
import { findInstalledProgram } from '../common/installed-program.ts';
import { formatModelNames } from '../common/model-names.ts';
import { assertFullPath, checkPathKind, pathFromSetting } from '../common/path-setting.ts';
import { probePeriodically } from '../common/periodic-probe.ts';
import {
  autoRestartSetting,
  startAndStopPolicy,
  startTimeoutSetting,
  stopTimeoutSetting,
} from '../common/start-and-stop-settings.ts';
import { waitForMemoryDrop } from '../common/wait-for-memory-drop.ts';
import { RemoteEngine } from '../remote/remote-engine.ts';
import { findModelFileProblem, modelFileError } from './model-file.ts';

const labels = {
  Command: 'Program',
  ModelPath: 'Model file',
  ModelsDir: 'Folder of models',
  ExtraArgs: 'More arguments',
};

const settings = {
  Command: text({
    label: labels.Command,
    description: 'llama-server: its full path, or its name where it is installed for all programs.',
    placeholder: '/usr/local/bin/llama-server',
    default: 'llama-server',
    required: true,
    format: 'path-file',
  }),
  ModelPath: text({
    label: labels.ModelPath,
    description: 'Full path of the GGUF file that it serves. Empty: it serves a folder of models.',
    placeholder: '/data/models/model.gguf',
    format: 'path-file',
  }),
  ModelsDir: text({
    label: labels.ModelsDir,
    description:
      'Full path of a folder of GGUF files: it loads them when they are asked for, and they can be unloaded one by one. Only without a model file.',
    placeholder: '/data/models',
    format: 'path-dir',
  }),
  ContextSize: integer({
    label: 'Context size',
    description:
      'Tokens for all requests together that are answered side by side. 0: what the model was made for.',
    default: 0,
    min: 0,
    max: 10_000_000,
    unit: 'tokens',
  }),
  GPULayers: integer({
    label: 'Layers on the GPU',
    description:
      'How much of the model is put on the graphics card. -1: as llama-server decides. 0: nothing.',
    default: -1,
    min: -1,
    max: 10_000,
  }),
  GPU_ID: gpuListSetting(),
  MaxUsages: integer({
    label: 'Requests at the same time',
    description: 'How many requests it answers side by side.',
    default: 1,
    min: 1,
    max: 256,
  }),
  ExtraArgs: text({
    label: labels.ExtraArgs,
    description: 'Arguments beyond those that follow from the other settings. They come last, so they win.',
    placeholder: '--flash-attn on --sleep-idle-seconds 900',
    format: 'args',
  }),
  AutoRestart: autoRestartSetting(),
  StartTimeout: startTimeoutSetting({
    description: 'A start counts as failed when the model is not loaded after this time.',
    default: 600,
    advanced: true,
  }),
  StopTimeout: stopTimeoutSetting({
    description: 'How long requests being answered and its end may take before it is ended by force.',
    advanced: true,
  }),
  ...workerCommonSettings,
};

type Settings = ValuesOf<typeof settings>;

const propsSchema = z.object({ model_path: z.string(), is_sleeping: z.boolean().default(false) });
const slotsSchema = z.array(z.object({ is_processing: z.boolean() }));
const modelsSchema = z.object({
  data: z.array(z.object({ id: z.string(), status: z.object({ value: z.string() }) })),
});

export const llamaServer = defineBackendType({
  id: 'llamaserver',
  name: 'llama.cpp server',
  description:
    'llama-server of llama.cpp, started by Switchyard: with one model, or as a router with a folder of them.',
  isStandard: true,
  canLoadModels: true,
  settings,
  features: ['llm', 'openai_api', 'streaming'],
  maxUsages: ({ MaxUsages }) => MaxUsages,
  gpus: ({ GPU_ID, GPULayers }) => (GPULayers === 0 ? null : gpuIds(GPU_ID)),
  spreadsOverGpus: true,
  ...startAndStopPolicy,
  createAdapter: (values, io) => new LlamaServerAdapter(values, io),
  discover,
});

async function discover(places: WellKnownLocations): Promise<Finding[]> {
  const program = await findInstalledProgram('llama-server', places);
  if (program === null) return [];
  return [
    {
      title: 'llama.cpp server',
      settings: { Command: program },
      found: `llama-server is installed as ${program}`,
      paths: [program, 'llama-server'],
    },
  ];
}

class LlamaServerAdapter implements Adapter {
  readonly #settings: Settings;
  readonly #io: AdapterIo;
  readonly #health: HealthMonitor;
  #engine: RemoteEngine | null = null;
  #isRouter = false;
  #inFlight = 0;

  constructor(values: Settings, io: AdapterIo) {
    this.#settings = values;
    this.#io = io;
    this.#health = new HealthMonitor(io);
  }

  async start(): Promise<void> {
    const io = this.#io;
    const command = pathFromSetting(this.#settings.Command);
    if (command === '')
      throw new SwitchyardError('setting_required', { backend: io.backend, name: labels.Command });
    const models = await this.#modelArguments();
    const port = await io.choosePort();
    io.signal.throwIfAborted();
    const base = `http://127.0.0.1:${port}`;
    const args = [
      ...['--host', '127.0.0.1', '--port', String(port)],
      ...models,
      ...sizeArguments(this.#settings),
      ...argumentsFromSetting({ text: this.#settings.ExtraArgs, label: labels.ExtraArgs }, io.backend),
    ];
    io.update({
      address: base,
      commandLine: joinArguments([command, ...args]),
      loadStatus: this.#isRouter ? 'Starting' : 'Loading the model',
    });
    await io.spawn({ command, args, port, env: { ...io.gpuEnvironment } });
    // 503 while the model loads.
    await io.waitUntilReady({ url: `${base}/health` });
    this.#engine = new RemoteEngine({ Address: base }, io, 'llama-server');
    await this.#probe();
    probePeriodically(io, { probe: () => this.#probe(), isBusy: () => this.#inFlight > 0 });
    this.#health.watch(`${base}/health`);
  }

  async freeMemory({ signal }: { signal: AbortSignal }): Promise<FreeResult> {
    const engine = this.#engine;
    if (!engine) return { ok: false, message: 'It is not ready yet.' };
    if (!this.#isRouter)
      return {
        ok: false,
        message:
          'With one model, llama-server cannot unload it while it runs. Serve a folder of models instead, or add --sleep-idle-seconds 900 to its arguments; stopping it frees everything.',
      };
    const before = await this.#loadedModels(engine, signal);
    if (before.length === 0) return { ok: false, message: 'There was nothing to free: no model is loaded.' };
    for (const model of before) {
      const { status } = await engine.request('/models/unload', { method: 'POST', body: { model }, signal });
      if (!isSuccess(status)) this.#io.log(`It refused to unload ${model} (${status}).`);
    }
    let after = before;
    // In models: how many bytes each has, it does not tell. What its processes gave back is measured by the caller.
    const gone = await waitForMemoryDrop({
      clock: this.#io.clock,
      signal,
      minDrop: 1,
      measure: async () => {
        after = await this.#tellLoaded(engine, signal);
        return before.length - after.length;
      },
    });
    const left = formatModelNames(after);
    if (gone === 0)
      return {
        ok: false,
        message: `It took the request, but unloaded nothing: ${left ?? 'a model'} is still loaded.`,
      };
    return {
      ok: true,
      message: `${gone === 1 ? 'A model was' : `${gone} models were`} unloaded.${left === null ? '' : ` Still loaded: ${left}.`}`,
    };
  }

  /** What it serves, as arguments. @throws SwitchyardError in words, before anything is spawned */
  async #modelArguments(): Promise<string[]> {
    const file = pathFromSetting(this.#settings.ModelPath);
    const folder = pathFromSetting(this.#settings.ModelsDir);
    const { backend } = this.#io;
    if (file === '' && folder === '')
      throw new SwitchyardError('setting_required', {
        backend,
        name: `${labels.ModelPath} or ${labels.ModelsDir}`,
      });
    if (file !== '' && folder !== '')
      throw new SwitchyardError('invalid_setting_at_start', {
        backend,
        name: labels.ModelsDir,
        reason: `must be empty while ${labels.ModelPath} is set: it serves one or the other`,
      });
    const [name, path] = file === '' ? [labels.ModelsDir, folder] : [labels.ModelPath, file];
    assertFullPath(path, { backend, name });
    if (file !== '') {
      const problem = await findModelFileProblem(file);
      if (problem) throw modelFileError(problem, { backend, name, path });
      return ['--model', file];
    }
    this.#isRouter = true;
    const kind = await checkPathKind(folder);
    const expected = 'folder';
    if (kind === 'missing') throw new SwitchyardError('path_not_found', { backend, name, path, expected });
    if (kind === 'file') throw new SwitchyardError('wrong_kind_of_path', { backend, name, path, expected });
    return ['--models-dir', folder];
  }

  /** Which models are loaded, and how many requests it answers. Never rejects: whether it answers is the health monitor's to find out. */
  async #probe(): Promise<void> {
    const engine = this.#engine;
    if (!engine) return;
    try {
      if (this.#isRouter) await this.#tellLoaded(engine);
      else await this.#lookAtOne(engine);
    } catch {
      // An older version without the route, or one that is busy: the card keeps what it knew.
    }
  }

  async #lookAtOne(engine: RemoteEngine): Promise<void> {
    const props = propsSchema.parse(await engine.requestJson('/props'));
    const name = basename(props.model_path).replace(/\.gguf$/i, '');
    if (this.#io.signal.aborted) return;
    this.#io.update({ currentModel: props.is_sleeping ? null : name });
    const slots = slotsSchema.parse(await engine.requestJson('/slots'));
    if (this.#io.signal.aborted) return;
    const busy = slots.filter((slot) => slot.is_processing).length;
    if (busy > 0 || this.#inFlight > 0) this.#io.usage(busy);
    this.#inFlight = busy;
  }

  async #tellLoaded(engine: RemoteEngine, signal?: AbortSignal): Promise<string[]> {
    const loaded = await this.#loadedModels(engine, signal);
    if (!this.#io.signal.aborted) this.#io.update({ currentModel: formatModelNames(loaded) });
    return loaded;
  }

  /** @throws Error in words */
  async #loadedModels(engine: RemoteEngine, signal?: AbortSignal): Promise<string[]> {
    // Without the word, the question itself would load a model.
    const parsed = modelsSchema.safeParse(await engine.requestJson('/models?autoload=false', { signal }));
    if (!parsed.success) throw new Error('its list of models cannot be read');
    return parsed.data.data
      .filter(({ status }) => status.value === 'loaded' || status.value === 'loading')
      .map(({ id }) => id);
  }
}

function sizeArguments({ ContextSize, GPULayers, MaxUsages }: Settings): string[] {
  return [
    ...(ContextSize > 0 ? ['--ctx-size', String(ContextSize)] : []),
    ...(GPULayers >= 0 ? ['--n-gpu-layers', String(GPULayers)] : []),
    ...['--parallel', String(MaxUsages)],
  ];
}
