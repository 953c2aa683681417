/** `comfyui_selfstart`: a ComfyUI that is started and stopped here. */

import { basename, dirname, join } from 'node:path';
import { hasCode, SwitchyardError } from '../../../shared/errors.ts';
import { joinArguments } from '../../../shared/settings/arguments.ts';
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { loadStatusWords } from '../../../shared/words/en/backends/load-status.ts';
import { discoveryWords } from '../../../shared/words/en/discovery.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { joinSentences } from '../../../shared/words/sentences.ts';
import { settingText as t } from '../../../shared/words/setting-text.ts';
import {
  type Adapter,
  type AdapterIo,
  type BackendPages,
  defineBackendType,
  type FreeOptions,
  type FreeResult,
  type JobCount,
} from '../../core/backend/backend-type.ts';
import type { EngineFailure } from '../../core/diagnosis/known-failure.ts';
import type { Finding, WellKnownLocations } from '../../core/discovery/well-known-locations.ts';
import { isThere } from '../../core/files/is-there.ts';
import { gpuIds } from '../../core/gpu/gpu-placement.ts';
import { CardNotices } from '../common/card-notices.ts';
import { comfyAddressNames, placeEngine } from '../common/engine-address.ts';
import { HealthMonitor } from '../common/health/health-monitor.ts';
import { probePeriodically } from '../common/health/periodic-probe.ts';
import { argumentsFromSetting } from '../common/settings/arguments-setting.ts';
import { workerEnvironment } from '../common/settings/environment-setting.ts';
import { describeListening } from '../common/settings/listen-setting.ts';
import { startAndStopPolicy } from '../common/settings/start-and-stop-settings.ts';
import { type PythonChoice, pythonEnvironment } from '../python/python-program.ts';
import { readCredentials } from '../remote/credentials.ts';
import { EngineClient } from '../remote/engine-client.ts';
import { remoteLabels } from '../remote/remote-settings.ts';
import { reportFeatures } from './comfyui-api.ts';
import { defaultArguments } from './comfyui-arguments.ts';
import { type ComfyStart, explainComfyExit } from './comfyui-errors.ts';
import { findComfyFolders } from './comfyui-folders.ts';
import { freeComfyMemory, vramByComfy } from './comfyui-memory.ts';
import { ComfyApi, comfyFeatures } from './comfyui-protocol.ts';
import { choosePython, describeComfyPath } from './comfyui-python.ts';
import { type ComfySettings, comfySettings, comfyLabels as labels } from './comfyui-settings.ts';
import { updateComfyFolder } from './comfyui-update.ts';
import { findStartScript } from './start-script.ts';

const say = texts(loadStatusWords);

/** With many models and nodes the list of nodes is large. This ComfyUI is our own worker, so more is read than of a remote. */
const MAX_NODE_LIST_BYTES = 32 * 1024 * 1024;

/** How long a reply about its queue is waited for at a stop. */
const COUNT_TIMEOUT_MS = 2_500;

export const comfyuiSelfstart = defineBackendType({
  id: 'comfyui_selfstart',
  name: t('type_comfyui_selfstart').text,
  description: t('type_comfyui_selfstart_description').text,
  isStandard: true,
  keywords: ['ComfyUI', 'Stable Diffusion', 'Flux', 'images'],
  makesImages: true,
  settings: comfySettings,
  hasPage: true,
  features: comfyFeatures,
  maxUsages: ({ OverQueue }) => OverQueue + 1,
  gpus: ({ GPU_ID }) => gpuIds(GPU_ID),
  ...startAndStopPolicy,
  createAdapter: (values, io) => new ComfySelfstartAdapter(values, io),
  discover,
  describePath: describeComfyPath,
});

async function discover(locations: WellKnownLocations): Promise<Finding[]> {
  const folders = await findComfyFolders(locations);
  return folders.map((folder) => {
    const script = join(folder, 'main.py');
    return {
      title: basename(folder),
      settings: { StartScript: script },
      found: texts(discoveryWords)('engineIn', { name: 'ComfyUI', folder }),
      paths: [script, folder],
    };
  });
}

const countJobs = ({ running, waiting }: JobCount): number => running + waiting;

/** With these, ComfyUI sets CUDA_VISIBLE_DEVICES and HIP_VISIBLE_DEVICES by itself. Source: its main.py, July 2026. */
const GPU_ARGUMENT = /^--(?:cuda|default)-device(?==|$)/;

class ComfySelfstartAdapter implements Adapter {
  readonly #settings: ComfySettings;
  readonly #io: AdapterIo;
  readonly #health: HealthMonitor;
  readonly #notices: CardNotices;
  #script = '';
  /** Null before the spawn. */
  #launch: ComfyStart | null = null;
  #comfy: ComfyApi | null = null;
  #pages: BackendPages | null = null;
  #jobs = 0;
  /** Whether it answered the last question about its queue. */
  #hasAnswered = true;
  #vramBytes = 0;

  constructor(values: ComfySettings, io: AdapterIo) {
    this.#settings = values;
    this.#io = io;
    this.#health = new HealthMonitor(io);
    this.#notices = new CardNotices(io);
  }

  async start(): Promise<void> {
    const io = this.#io;
    this.#script = await findStartScript(this.#settings.StartScript, io);
    const folder = dirname(this.#script);
    const extraArgs = argumentsFromSetting(
      { text: this.#settings.ExtraArgs, label: labels.ExtraArgs },
      io.backend,
    );
    const python = await choosePython(this.#settings.Python, folder, io);
    await this.#runUpdates(folder);
    io.signal.throwIfAborted();

    const place = await placeEngine(
      io,
      {
        args: extraArgs,
        names: comfyAddressNames,
        label: labels.ExtraArgs,
      },
      this.#settings,
    );
    const { base: address, port, portAdvice } = place;
    const args = [
      // -s leaves out the packages in the user's home folder, which belong to another Python.
      '-s',
      this.#script,
      ...(place.isPortSet ? [] : ['--port', String(port)]),
      ...place.hostArguments,
      ...(this.#settings.DisableInternalArgs ? [] : defaultArguments(this.#settings)),
      ...extraArgs,
    ];
    const { AuthorizationHeader, OtherHeaders } = this.#settings;
    const { headers } = readCredentials({ AuthorizationHeader, OtherHeaders }, io.backend);
    const hasLogin = Object.keys(headers).length > 0;
    this.#notices.set('listening', describeListening(place.listening, hasLogin ? null : undefined));
    io.update({
      address,
      isOnNetwork: place.isOnNetwork,
      commandLine: joinArguments([python.command, ...args]),
      loadStatus: say('startingProgram', { program: 'ComfyUI' }),
    });
    this.#launch = {
      backend: io.backend,
      script: this.#script,
      python: python.command,
      args: args.slice(2),
      port,
      argumentsLabel: labels.ExtraArgs,
    };
    await this.#spawn(python, args, port);
    await io.waitUntilReady({
      url: `${address}/system_stats`,
      headers,
      portAdvice,
      settings: { key: remoteLabels.AuthorizationHeader },
    });

    const access = { Address: address, AuthorizationHeader, OtherHeaders };
    const engine = new EngineClient(access, io, 'ComfyUI', { isOwnWorker: true });
    const comfy = new ComfyApi(engine);
    this.#comfy = comfy;
    this.#pages = engine.openAiApi('');
    await this.#checkEngine(comfy);
    this.#health.watch(`${address}/system_stats`, headers);
    void reportFeatures(comfy, io, MAX_NODE_LIST_BYTES);
    this.#watchUsage();
  }

  pages(): BackendPages | null {
    return this.#pages;
  }

  /** Its jobs, those in its queue included: a job that is seconds old may not be reported yet. */
  async countInFlight(signal: AbortSignal): Promise<number> {
    if (!this.#comfy) return 0;
    const tooLong = new AbortController();
    const cancelTimer = this.#io.clock.setTimer(COUNT_TIMEOUT_MS, () => tooLong.abort());
    try {
      return countJobs(await this.#comfy.queue(AbortSignal.any([signal, tooLong.signal])));
    } catch (error) {
      // While a node computes without releasing Python's lock, nothing is answered. One that did not answer before either, and
      // had no jobs when it last did, may as well hang.
      const isAtWork = tooLong.signal.aborted && (this.#hasAnswered || this.#jobs > 0);
      if (isAtWork) return Math.max(1, this.#jobs);
      throw error;
    } finally {
      cancelTimer();
    }
  }

  async freeMemory(options: FreeOptions): Promise<FreeResult> {
    if (!this.#comfy) return { ok: false, message: texts(freeingWords)('notReady') };
    return await freeComfyMemory(this.#comfy, this.#io, options);
  }

  explainExit(lines: readonly string[]): EngineFailure | null {
    return this.#launch && explainComfyExit(lines, this.#launch);
  }

  /** @throws SwitchyardError `python_not_found` and those of {@link AdapterIo.spawn} */
  async #spawn(python: PythonChoice, args: string[], port: number): Promise<void> {
    const { files, platform } = this.#io;
    try {
      await this.#io.spawn({
        command: python.command,
        args,
        cwd: python.cwd,
        port,
        env: workerEnvironment(
          this.#io,
          this.#settings.Environment,
          await pythonEnvironment(python, process.env, platform, isThere(files)),
          args.map((arg) => GPU_ARGUMENT.exec(arg)?.[0]).find((name) => name !== undefined),
        ),
      });
    } catch (error) {
      if (!hasCode(error, 'command_not_found')) throw error;
      const { backend } = this.#io;
      throw new SwitchyardError('python_not_found', { backend, folder: dirname(this.#script) });
    }
  }

  /** @throws SwitchyardError `not_comfyui` */
  async #checkEngine(comfy: ComfyApi): Promise<void> {
    try {
      const { system } = await comfy.stats();
      if (system.comfyui_version !== undefined) this.#io.log(`This is ComfyUI ${system.comfyui_version}.`);
    } catch (error) {
      if (!hasCode(error, 'wrong_engine')) throw error;
      const { reason } = error.details;
      throw new SwitchyardError('not_comfyui', { backend: this.#io.backend, path: this.#script, reason });
    }
  }

  /** Reports its jobs, including those in its queue, as requests in flight, and its VRAM. */
  #watchUsage(): void {
    const { signal } = this.#io;
    const probe = async () => {
      const queue = await this.#comfy?.queue().catch(() => null);
      await this.#reportVram();
      if (signal.aborted) return;
      this.#noteAnswer(queue !== null);
      // At work it may not answer for a while; its jobs are not over for that. The health monitor finds out whether it hangs.
      if (!queue) return;
      const jobs = countJobs(queue);
      if (jobs > 0 || this.#jobs > 0) {
        this.#io.update({ jobs: queue });
        this.#io.reportUsage(jobs);
      }
      this.#jobs = jobs;
    };
    probePeriodically(this.#io, { probe, isBusy: () => this.#jobs > 0 });
  }

  /** ComfyUI-Manager restarts it in the same process, with other nodes afterwards. */
  #noteAnswer(hasAnswered: boolean): void {
    if (hasAnswered && !this.#hasAnswered && this.#comfy)
      void reportFeatures(this.#comfy, this.#io, MAX_NODE_LIST_BYTES);
    this.#hasAnswered = hasAnswered;
  }

  /** Reports the VRAM that it holds by its own word. It is shown where the driver does not report the VRAM of processes. */
  async #reportVram(): Promise<void> {
    const stats = await this.#comfy?.stats().catch(() => null);
    const vramBytes = stats ? vramByComfy(stats) : undefined;
    if (vramBytes === undefined || vramBytes === this.#vramBytes || this.#io.signal.aborted) return;
    this.#vramBytes = vramBytes;
    this.#io.update({ vramBytes });
  }

  async #runUpdates(folder: string): Promise<void> {
    const { AutoUpdate: comfyui, UpdateManagedNodes: nodes } = this.#settings;
    if (comfyui === 'false' && nodes === 'false') return;
    const io = this.#io;
    io.update({ loadStatus: say('lookingForUpdates') });
    const log = (message: string) => io.log(message);
    const notices = await updateComfyFolder({
      folder,
      comfyui,
      nodes,
      files: io.files,
      signal: io.signal,
      log,
    });
    this.#notices.set('updates', joinSentences(notices));
  }
}
