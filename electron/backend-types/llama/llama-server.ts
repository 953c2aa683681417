/**
 * `llamaserver`: llama.cpp's llama-server, started here with one model, or as a router that loads the models of a folder when
 * they are requested.
 */

import { SwitchyardError } from '../../../shared/errors.ts';
import { joinArguments } from '../../../shared/settings/arguments.ts';
import {
  type Adapter,
  type AdapterIo,
  defineBackendType,
  type FreeResult,
} from '../../core/backend/backend-type.ts';
import type { Finding, WellKnownLocations } from '../../core/discovery/well-known-locations.ts';
import { gpuIds } from '../../core/gpu/gpu-placement.ts';
import { argumentsFromSetting } from '../common/arguments-setting.ts';
import { CardNotices } from '../common/card-notices.ts';
import { llamaServerAddressNames, placeEngine } from '../common/engine-address.ts';
import { workerEnvironment } from '../common/environment-setting.ts';
import { HealthMonitor } from '../common/health-monitor.ts';
import { findInstalledProgram } from '../common/installed-program.ts';
import { formatModelNames } from '../common/model-names.ts';
import { assertFullPath, checkPathKind, pathFromSetting } from '../common/path-setting.ts';
import { probePeriodically } from '../common/periodic-probe.ts';
import { startAndStopPolicy } from '../common/start-and-stop-settings.ts';
import { EngineClient } from '../remote/engine-client.ts';
import { explainLlamaServerExit } from './llama-server-errors.ts';
import { LlamaServerApi } from './llama-server-protocol.ts';
import {
  type LlamaServerSettings,
  llamaServerLabels as labels,
  llamaServerSettings,
} from './llama-server-settings.ts';
import { inspectModelFile, type ModelFile, modelFileError } from './model-file/model-file.ts';
import { watchModelFiles } from './model-file/model-file-watch.ts';
import type { ModelPurpose } from './model-file/model-kind.ts';
import { findUnservableFiles, formatUnservable } from './model-file/models-folder.ts';

export const llamaServer = defineBackendType({
  id: 'llamaserver',
  name: 'llama.cpp server',
  description:
    'llama-server of llama.cpp, started by Switchyard: with one model, or as a router with a folder of them.',
  isStandard: true,
  makesImages: false,
  settings: llamaServerSettings,
  features: ['llm', 'local_llm', 'openai_api', 'streaming'],
  maxUsages: ({ MaxUsages }) => MaxUsages,
  gpus: ({ GPU_ID, GPULayers }) => (GPULayers === 0 ? null : gpuIds(GPU_ID)),
  spreadsOverGpus: true,
  ...startAndStopPolicy,
  createAdapter: (values, io) => new LlamaServerAdapter(values, io),
  discover,
});

async function discover(locations: WellKnownLocations): Promise<Finding[]> {
  const program = await findInstalledProgram('llama-server', locations);
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
  readonly #settings: LlamaServerSettings;
  readonly #io: AdapterIo;
  readonly #health: HealthMonitor;
  readonly #notices: CardNotices;
  /** What it serves; null for a router. */
  #model: ModelFile | null = null;
  #api: LlamaServerApi | null = null;
  #isRouter = false;
  #inFlight = 0;

  constructor(values: LlamaServerSettings, io: AdapterIo) {
    this.#settings = values;
    this.#io = io;
    this.#health = new HealthMonitor(io);
    this.#notices = new CardNotices(io);
  }

  async start(): Promise<void> {
    const io = this.#io;
    const command = pathFromSetting(this.#settings.Command);
    if (command === '')
      throw new SwitchyardError('setting_required', { backend: io.backend, name: labels.Command });
    const models = await this.#modelArguments();
    const extraArgs = argumentsFromSetting(
      { text: this.#settings.ExtraArgs, label: labels.ExtraArgs },
      io.backend,
    );
    const env = workerEnvironment(io, this.#settings.Environment);
    const { base, isHostSet, port, portAdvice } = await placeEngine(io, {
      args: extraArgs,
      env,
      inherited: process.env,
      names: llamaServerAddressNames,
      label: labels.ExtraArgs,
    });
    io.signal.throwIfAborted();
    const args = [
      ...(isHostSet ? [] : ['--host', '127.0.0.1']),
      ...['--port', String(port)],
      ...models,
      ...sizeArguments(this.#settings),
      ...extraArgs,
    ];
    io.update({
      address: base,
      commandLine: joinArguments([command, ...args]),
      loadStatus: this.#isRouter ? 'Starting' : 'Loading the model',
    });
    await io.spawn({ command, args, port, env });
    // It answers 503 while the model loads.
    await io.waitUntilReady({ url: `${base}/health`, portAdvice });
    const client = new EngineClient({ Address: base }, io, 'llama-server', { isOwnWorker: true });
    const api = new LlamaServerApi(client, io);
    this.#api = api;
    await this.#probe(api);
    probePeriodically(io, { probe: () => this.#probe(api), isBusy: () => this.#inFlight > 0 });
    this.#health.watch(`${base}/health`);
    this.#reportModel();
  }

  async freeMemory({ signal }: { signal: AbortSignal }): Promise<FreeResult> {
    if (!this.#api) return { ok: false, message: 'It is not ready yet.' };
    if (!this.#isRouter)
      return {
        ok: false,
        message:
          'With one model, llama-server cannot unload it while it runs. Serve a folder of models instead, or add --sleep-idle-seconds 900 to its arguments; stopping it frees everything.',
      };
    return await this.#api.unloadAll(signal, (models) => this.#reportLoaded(models));
  }

  explainExit(lastLines: readonly string[]): SwitchyardError | null {
    const modelPath = pathFromSetting(this.#settings.ModelPath);
    return explainLlamaServerExit(lastLines, { backend: this.#io.backend, modelPath });
  }

  /** The arguments that name what it serves. @throws SwitchyardError before anything is spawned */
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
      const found = await inspectModelFile(file, this.#io.files);
      if ('problem' in found) throw modelFileError(found.problem, { backend, name, path });
      this.#model = found.model;
      if (found.model.tooNew !== null)
        this.#notices.set(
          'age',
          `The model file ${found.model.tooNew}: a llama-server of that age cannot load it either.`,
        );
      return ['--model', file, ...purposeArguments(found.model)];
    }
    this.#isRouter = true;
    const kind = await checkPathKind(folder, this.#io.files);
    const expected = 'folder';
    if (kind === 'missing') throw new SwitchyardError('path_not_found', { backend, name, path, expected });
    if (kind === 'file') throw new SwitchyardError('wrong_kind_of_path', { backend, name, path, expected });
    return ['--models-dir', folder];
  }

  /** Reports what the files that it serves are, and goes on watching them. */
  #reportModel(): void {
    const model = this.#model;
    if (model === null) {
      void this.#reportUnservable();
      return;
    }
    // It is loaded, whatever its age is.
    this.#notices.set('age', null);
    const purpose = purposeOf(model, this.#settings.ExtraArgs);
    if (purpose !== 'text') this.#io.update({ features: [...featuresByPurpose[purpose]] });
    watchModelFiles(model.paths, this.#io, (notice) => this.#notices.set('file', notice));
  }

  /** Never rejects: a folder that cannot be read is for the router to report. */
  async #reportUnservable(): Promise<void> {
    const folder = pathFromSetting(this.#settings.ModelsDir);
    if (folder === '') return;
    const found = await findUnservableFiles(folder, this.#io.files).catch(() => []);
    for (const line of found) this.#io.log(`This model cannot be served: ${line}.`);
    this.#notices.set('folder', formatUnservable(found));
  }

  /** Reports the loaded models and the requests in flight. Never rejects; the health monitor finds out whether it answers. */
  async #probe(api: LlamaServerApi): Promise<void> {
    try {
      if (this.#isRouter) this.#reportLoaded(await api.listLoaded());
      else await this.#probeSingleModel(api);
    } catch {
      // It is an older version without the route, or busy. The card keeps its last values.
    }
  }

  async #probeSingleModel(api: LlamaServerApi): Promise<void> {
    const currentModel = await api.currentModel();
    if (this.#io.signal.aborted) return;
    this.#io.update({ currentModel });
    const inFlight = await api.countInFlight();
    if (this.#io.signal.aborted) return;
    if (inFlight > 0 || this.#inFlight > 0) this.#io.reportUsage(inFlight);
    this.#inFlight = inFlight;
  }

  #reportLoaded(models: readonly string[]): void {
    if (!this.#io.signal.aborted) this.#io.update({ currentModel: formatModelNames(models) });
  }
}

/** The mode in which it serves a model that generates no text. It serves nothing else then. */
function purposeArguments({ purpose, isPoolingKnown }: ModelFile): string[] {
  switch (purpose) {
    case 'text':
      return [];
    case 'ranking':
      return ['--reranking'];
    case 'embeddings':
      // Without a way of pooling it answers every request of OpenAI's API with an error.
      return ['--embedding', ...(isPoolingKnown ? [] : ['--pooling', 'mean'])];
  }
}

/** What it is started for: the user's arguments may say another mode than follows from the file. */
function purposeOf({ purpose }: ModelFile, extraArgs: string): ModelPurpose {
  if (/(^|\s)--rerank(ing)?(\s|$)/.test(extraArgs)) return 'ranking';
  return /(^|\s)--embeddings?(\s|$)/.test(extraArgs) ? 'embeddings' : purpose;
}

/** The features in a mode without text. */
const featuresByPurpose = {
  embeddings: ['embeddings', 'openai_api'],
  ranking: ['reranking'],
} as const;

function sizeArguments({ ContextSize, GPULayers, MaxUsages }: LlamaServerSettings): string[] {
  return [
    ...(ContextSize > 0 ? ['--ctx-size', String(ContextSize)] : []),
    ...(GPULayers >= 0 ? ['--n-gpu-layers', String(GPULayers)] : []),
    ...['--parallel', String(MaxUsages)],
  ];
}
