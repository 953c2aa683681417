/**
 * `llamaserver`: llama.cpp's llama-server, started here with one model, or as a router that loads the models of a folder when
 * they are requested.
 */

import type { SettingValues } from '../../../shared/backend.ts';
import { hasCode } from '../../../shared/errors.ts';
import { joinArguments, splitArguments } from '../../../shared/settings/arguments.ts';
import { parseEnvironment } from '../../../shared/settings/environment.ts';
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { loadStatusWords } from '../../../shared/words/en/backends/load-status.ts';
import { noticeWords } from '../../../shared/words/en/backends/notices.ts';
import { discoveryWords } from '../../../shared/words/en/discovery.ts';
import { type HostText, texts } from '../../../shared/words/phrase.ts';
import { settingText as t } from '../../../shared/words/setting-text.ts';
import { fieldText } from '../../../shared/words/wire-phrases.ts';
import {
  type Adapter,
  type AdapterIo,
  defineBackendType,
  type FreeResult,
  type OpenAiApi,
} from '../../core/backend/backend-type.ts';
import type { EngineFailure } from '../../core/diagnosis/known-failure.ts';
import type { Finding, WellKnownLocations } from '../../core/discovery/well-known-locations.ts';
import { gpuIds } from '../../core/gpu/gpu-placement.ts';
import { foldNames } from '../../core/process/spawn/worker-environment.ts';
import { CardNotices } from '../common/card-notices.ts';
import { llamaServerAddressNames, placeEngine } from '../common/engine-address.ts';
import { HealthMonitor } from '../common/health/health-monitor.ts';
import { probePeriodically } from '../common/health/periodic-probe.ts';
import { findInstalledProgram } from '../common/installed-program.ts';
import { formatModelNames } from '../common/model-names.ts';
import { reportPage } from '../common/report-page.ts';
import { describeListening } from '../common/settings/listen-setting.ts';
import { pathFromSetting } from '../common/settings/path-setting.ts';
import { startAndStopPolicy } from '../common/settings/start-and-stop-settings.ts';
import { KEY_LABEL, keyHeaders } from '../common/settings/worker-key.ts';
import { EngineClient } from '../remote/engine-client.ts';
import { slotsOf } from './llama-server-arguments.ts';
import { explainLlamaServerExit } from './llama-server-errors.ts';
import { describeEngineWarnings, explainNoUnload, FailedModels } from './llama-server-notices.ts';
import { planStart, SLEEP_ARGUMENT, sleepSecondsOf } from './llama-server-plan.ts';
import {
  isInMemory,
  LlamaServerApi,
  NoMetricsError,
  type Properties,
  type RouterModel,
  type Work,
} from './llama-server-protocol.ts';
import { type LlamaServerSettings, llamaServerLabels, llamaServerSettings } from './llama-server-settings.ts';
import type { ModelFile } from './model-file/model-file.ts';
import { watchModelFiles, watchModelsFolder } from './model-file/model-file-watch.ts';
import type { ModelPurpose } from './model-file/model-kind.ts';
import { findUnservableFiles, formatUnservable } from './model-file/models-folder.ts';
import { RouterUnload } from './router-unload.ts';

const note = texts(noticeWords);
const say = texts(loadStatusWords);

export const llamaServer = defineBackendType({
  id: 'llamaserver',
  name: t('type_llamaserver').text,
  description: t('type_llamaserver_description').text,
  isStandard: true,
  keywords: ['llama.cpp', 'GGUF', 'router'],
  makesImages: false,
  settings: llamaServerSettings,
  features: ['llm', 'local_llm', 'openai_api', 'streaming'],
  maxUsages: ({ Environment, ExtraArgs, MaxUsages }) => {
    const extra = splitArguments(ExtraArgs);
    const variables = parseEnvironment(Environment);
    const env = foldNames(variables.ok ? variables.env : {}, process.platform);
    return slotsOf(extra.ok ? extra.args : [], env, MaxUsages);
  },
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
      title: t('type_llamaserver'),
      settings: { Command: program },
      found: texts(discoveryWords)('installedAt', { name: 'llama-server', path: program }),
      paths: [program, 'llama-server'],
    },
  ];
}

const { info: unloadInfo } = llamaServerSettings.UnloadWhenIdle;
const unloadLabel = fieldText(unloadInfo, 'label');

/** Milliseconds for the reply of a worker that is to stop; one that answers its health address later than this is not waited for. */
const COUNT_REPLY_TIMEOUT = 1_300;

class LlamaServerAdapter implements Adapter {
  readonly #io: AdapterIo;
  readonly #health: HealthMonitor;
  readonly #notices: CardNotices;
  /** What it serves, where a setting names one file. */
  #model: ModelFile | null = null;
  #settings: LlamaServerSettings;
  #client: EngineClient | null = null;
  #api: LlamaServerApi | null = null;
  #unload: RouterUnload | null = null;
  #port = 0;
  #isRouter = false;
  #properties: Properties | null = null;
  /** Seconds without a request after which it lets go of its model by itself; null for never. */
  #sleepSeconds: number | null = null;
  #hasMetrics = true;
  #isRefused = false;
  #work: Work = { inFlight: 0, tokens: null };
  readonly #failedModels: FailedModels;
  /** How many probes look for warnings: the lines that its start has printed may come after it is ready. */
  #warningLooks = 5;

  constructor(values: LlamaServerSettings, io: AdapterIo) {
    this.#settings = values;
    this.#io = io;
    this.#health = new HealthMonitor(io);
    this.#notices = new CardNotices(io);
    this.#failedModels = new FailedModels(io.backend);
  }

  async start(): Promise<void> {
    const io = this.#io;
    const plan = await planStart(this.#settings, io);
    this.#isRouter = plan.isRouter;
    this.#sleepSeconds = plan.sleepSeconds;
    this.#model = plan.model;
    this.#notices.set('age', describeAge(plan.model));
    const place = await placeEngine(
      io,
      {
        args: plan.extraArgs,
        env: plan.env,
        inherited: process.env,
        names: llamaServerAddressNames,
        label: llamaServerLabels.ExtraArgs,
      },
      this.#settings,
    );
    io.signal.throwIfAborted();
    const { base, isOnNetwork, listening, port, portAdvice } = place;
    this.#port = port;
    this.#notices.set('listening', describeListening(listening, plan.apiKey === '' ? undefined : null));
    const args = [...place.hostArguments, '--port', String(port), ...plan.args, ...plan.extraArgs];
    io.update({
      address: base,
      isOnNetwork,
      commandLine: joinArguments([plan.command, ...args]),
      loadStatus: say(this.#isRouter ? 'starting' : 'loadingModel'),
    });
    await io.spawn({ command: plan.command, args, port, env: plan.env });
    // It answers 503 while the model loads.
    const headers = keyHeaders(plan.apiKey);
    await io.waitUntilReady({ url: `${base}/health`, headers, portAdvice, settings: { key: KEY_LABEL } });
    await this.#connect(base, headers.authorization ?? '');
    this.#health.watch(`${base}/health`, headers);
    void reportPage(io, base, headers);
    this.#reportModelFiles();
  }

  async countInFlight(signal: AbortSignal): Promise<number> {
    const api = this.#api;
    if (!api) throw new Error('it is not ready yet');
    if (this.#isRefused) return await this.#countClients();
    const timeout = AbortSignal.timeout(COUNT_REPLY_TIMEOUT);
    const both = AbortSignal.any([signal, timeout]);
    try {
      if (this.#isRouter) return (await sumWork(await api.listModels(both), api, both)).inFlight;
      // It may have been woken since it was probed.
      this.#properties = await api.properties(both);
      return (await this.#readWork(api, { signal: both, isLast: true })).inFlight;
    } catch (error) {
      // While it works through a long prompt it answers nothing but this.
      if (timeout.aborted && (await api.isAlive(signal))) return Math.max(1, this.#work.inFlight);
      throw error;
    }
  }

  /** For a worker that wants a key which is not known here. */
  async #countClients(): Promise<number> {
    const clients = await this.#io.countClients(this.#port);
    if (clients === null) throw new Error('it cannot be asked');
    return clients;
  }

  openAiApi(): OpenAiApi | null {
    return this.#client?.openAiApi('/v1') ?? null;
  }

  async freeMemory({ signal }: { signal: AbortSignal }): Promise<FreeResult> {
    if (!this.#api || !this.#properties) return { ok: false, message: texts(freeingWords)('notReady') };
    if (this.#unload) return await this.#unload.unloadAll(signal);
    return {
      ok: false,
      message: explainNoUnload(this.#properties, {
        sleepSeconds: this.#sleepSeconds,
        unloadLabel,
      }),
    };
  }

  canFreeMemory(): boolean {
    return this.#isRouter;
  }

  applySettings(values: SettingValues): void {
    // The registry passes the complete settings of this type.
    this.#settings = values as LlamaServerSettings;
    this.#notices.set('settings', this.#describePendingSettings());
  }

  explainExit(lines: readonly string[]): EngineFailure | null {
    const modelPath = pathFromSetting(this.#settings.ModelPath);
    const ownArguments = new Map([[SLEEP_ARGUMENT, unloadLabel]]);
    return explainLlamaServerExit(lines, { backend: this.#io.backend, modelPath, ownArguments });
  }

  async #connect(base: string, AuthorizationHeader: string): Promise<void> {
    const io = this.#io;
    const clientAt = (address: string) =>
      new EngineClient({ Address: address, AuthorizationHeader }, io, 'llama-server', {
        isOwnWorker: true,
        credentialLabels: KEY_LABEL,
      });
    this.#client = clientAt(base);
    const api = new LlamaServerApi(this.#client, (port) => clientAt(`http://127.0.0.1:${port}`));
    this.#api = api;
    await this.#probe(api);
    probePeriodically(io, { probe: () => this.#probe(api), isBusy: () => this.#work.inFlight > 0 });
  }

  /** Reports what the files that it serves are, and goes on watching them. */
  #reportModelFiles(): void {
    const model = this.#model;
    if (model === null) {
      void this.#reportUnservable();
      return;
    }
    // It is loaded, whatever its age is.
    this.#notices.set('age', null);
    const purpose = purposeOf(model, this.#settings.ExtraArgs);
    if (purpose !== 'text') this.#io.update({ features: [...featuresByPurpose[purpose]] });
    watchModelFiles(model.parts, this.#io, (notice) => this.#notices.set('file', notice));
  }

  /** Never rejects: a folder that cannot be read is for the router to report. */
  async #reportUnservable(): Promise<void> {
    const folder = pathFromSetting(this.#settings.ModelsDir);
    if (folder === '') return;
    watchModelsFolder(folder, this.#io, (notice) => this.#notices.set('file', notice));
    const found = await findUnservableFiles(folder, this.#io.files).catch(() => []);
    for (const line of found) this.#io.log(`This model cannot be served: ${line}.`);
    this.#notices.set('folder', formatUnservable(found));
  }

  /** Reports its models, its requests, and what the card should say. Never rejects; the health monitor finds out whether it answers. */
  async #probe(api: LlamaServerApi): Promise<void> {
    if (this.#isRefused) return;
    try {
      // A router has the same properties for as long as it runs.
      if (!this.#properties || !this.#isRouter) this.#setProperties(await api.properties(), api);
      if (this.#isRouter) await this.#probeRouter(api);
      else this.#reportWork(await this.#readWork(api));
    } catch (error) {
      // An older version has other routes, and one at work may be late. The card keeps its last values.
      if (hasCode(error, 'access_refused')) this.#handleRefusal();
    }
  }

  #setProperties(properties: Properties, api: LlamaServerApi): void {
    if (this.#io.signal.aborted) return;
    this.#properties = properties;
    this.#isRouter = properties.isRouter;
    const warnings = this.#warningLooks-- > 0 ? describeEngineWarnings(this.#io.printedLines()) : null;
    if (warnings !== null) this.#notices.set('engine', warnings);
    if (properties.isRouter) {
      this.#unload ??= new RouterUnload({
        api,
        io: this.#io,
        onModels: (models) => this.#reportModels(models),
        onWait: (notice) => this.#notices.set('unloading', notice),
      });
      return;
    }
    const { isSleeping, model, slots } = properties;
    this.#io.update({
      currentModel: isSleeping ? null : model,
      models: model === null ? undefined : [model],
      maxUsages: slots,
    });
    this.#notices.set('sleep', isSleeping ? note('sleepsWithoutModel') : null);
  }

  async #probeRouter(api: LlamaServerApi): Promise<void> {
    const models = await api.listModels();
    if (this.#io.signal.aborted) return;
    this.#reportModels(models);
    this.#reportWork(await sumWork(models, api, this.#io.signal));
    await this.#unload?.unloadPending(models, this.#io.signal);
  }

  #reportModels(models: readonly RouterModel[]): void {
    if (this.#io.signal.aborted) return;
    const names = models
      .filter(isInMemory)
      .map(({ id, aliases }) => (aliases.length === 0 ? id : `${id} (${aliases.join(', ')})`));
    this.#io.update({
      currentModel: formatModelNames(names),
      models: models.flatMap(({ id, aliases }) => [id, ...aliases]),
    });
    this.#notices.set('failed', this.#failedModels.describe(models, this.#io.printedLines()));
  }

  /** @param isLast the worker is about to be stopped, so that it does not matter if it is woken */
  async #readWork(
    api: LlamaServerApi,
    { signal, isLast = false }: { signal?: AbortSignal; isLast?: boolean } = {},
  ): Promise<Work> {
    try {
      // A sleeper answers this without being woken.
      if (this.#hasMetrics) return await api.readWork(signal);
    } catch (error) {
      if (!(error instanceof NoMetricsError)) throw error;
      this.#hasMetrics = false;
    }
    if (this.#properties?.isSleeping) return { inFlight: 0, tokens: null };
    if (isLast || !this.#properties?.canSleep || this.#sleepSeconds === null)
      return await api.readSlots(signal);
    throw new NoMetricsError('it has no metrics');
  }

  /** Requests that came and went between two probes are use as well. */
  #reportWork(work: Work): void {
    if (this.#io.signal.aborted) return;
    const last = this.#work;
    this.#work = work;
    const hasServed = last.tokens !== null && work.tokens !== null && work.tokens > last.tokens;
    if (work.inFlight > 0 || last.inFlight > 0 || hasServed) this.#io.reportUsage(work.inFlight);
  }

  /** Each request without the key is a line in its log, so it is not asked again. */
  #handleRefusal(): void {
    this.#isRefused = true;
    this.#notices.set('access', note('wantsKey'));
  }

  #describePendingSettings(): HostText | null {
    const extra = splitArguments(this.#settings.ExtraArgs);
    const wanted = sleepSecondsOf(this.#settings, extra.ok ? extra.args : [], this.#isRouter);
    if (wanted === this.#sleepSeconds) return null;
    return note('nextStart', { setting: unloadLabel });
  }
}

/** What the models of a router have to do together. One that cannot tell counts for nothing. */
async function sumWork(
  models: readonly RouterModel[],
  api: LlamaServerApi,
  signal: AbortSignal,
): Promise<Work> {
  const works = await Promise.all(
    models.filter(isInMemory).map((model) =>
      api.readWorkOf(model, signal).catch((error: unknown) => {
        if (signal.aborted) throw error;
        return { inFlight: 0, tokens: null };
      }),
    ),
  );
  const tokens = works.map((work) => work.tokens ?? 0).reduce((sum, count) => sum + count, 0);
  return { inFlight: works.reduce((sum, { inFlight }) => sum + inFlight, 0), tokens };
}

const describeAge = (model: ModelFile | null): HostText | null =>
  model === null || model.tooNew === null ? null : note('modelTooNew', { reason: model.tooNew });

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
