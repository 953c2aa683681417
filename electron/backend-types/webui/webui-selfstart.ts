/** `auto_webui_selfstart`: an AUTOMATIC1111, Forge or reForge that is started and stopped here. */

import { basename, join } from 'node:path';
import { SwitchyardError } from '../../../shared/errors.ts';
import { joinArguments, splitArguments } from '../../../shared/settings/arguments.ts';
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { loadStatusWords } from '../../../shared/words/en/backends/load-status.ts';
import { noticeWords } from '../../../shared/words/en/backends/notices.ts';
import { discoveryWords } from '../../../shared/words/en/discovery.ts';
import { startReasonWords } from '../../../shared/words/en/errors/start-reasons.ts';
import { type HostText, texts } from '../../../shared/words/phrase.ts';
import { settingText as t } from '../../../shared/words/setting-text.ts';
import {
  type Adapter,
  type AdapterIo,
  type BackendPages,
  defineBackendType,
  type FreeOptions,
  type FreeResult,
} from '../../core/backend/backend-type.ts';
import type { EngineFailure } from '../../core/diagnosis/known-failure.ts';
import type { Finding, WellKnownLocations } from '../../core/discovery/well-known-locations.ts';
import { isThere } from '../../core/files/is-there.ts';
import { gpuIds } from '../../core/gpu/gpu-placement.ts';
import { foldNames } from '../../core/process/spawn/worker-environment.ts';
import { CardNotices } from '../common/card-notices.ts';
import { placeEngine } from '../common/engine-address.ts';
import { probePeriodically } from '../common/health/periodic-probe.ts';
import { argumentsFromSetting } from '../common/settings/arguments-setting.ts';
import { workerEnvironment } from '../common/settings/environment-setting.ts';
import { describeListening } from '../common/settings/listen-setting.ts';
import { startAndStopPolicy } from '../common/settings/start-and-stop-settings.ts';
import { pythonEnvironment } from '../python/python-program.ts';
import { EngineClient } from '../remote/engine-client.ts';
import { RemoteContact } from '../remote/remote-contact.ts';
import { describeLogins, launchArguments, webuiAddressNames } from './webui-arguments.ts';
import { explainDeadServer, explainWebuiExit, type WebuiStart } from './webui-errors.ts';
import { findWebuiFolders } from './webui-folders.ts';
import { authorizationOf, loginAmong, maskArguments } from './webui-login.ts';
import { WebuiMonitor } from './webui-monitor.ts';
import { MEMORY_PATH, WEBUI, WebuiApi, webuiFeatures } from './webui-protocol.ts';
import { webuiLabels as labels, type WebuiSettings, webuiSettings } from './webui-settings.ts';
import {
  describeWebuiPath,
  findWebuiProgram,
  readUserFile,
  type WebuiProgram,
} from './webui-start-script.ts';

const note = texts(noticeWords);
const why = texts(startReasonWords);
const say = texts(loadStatusWords);

/** Seconds for one reply. While it loads a checkpoint it answers late. */
const REPLY_TIMEOUT_SECONDS = 15;
/** How long a reply about its jobs is waited for at a stop. */
const COUNT_TIMEOUT_MS = 2_500;
/** Milliseconds between two looks at what a web UI prints that is not ready yet. */
const OUTPUT_INTERVAL_MS = 1_000;

const LOGIN_IS_READABLE = note('loginReadable', { setting: labels.ExtraArgs, instead: labels.ApiAuth });

export const webuiSelfstart = defineBackendType({
  id: 'auto_webui_selfstart',
  name: t('type_auto_webui_selfstart').text,
  description: t('type_auto_webui_selfstart_description').text,
  isStandard: false,
  keywords: ['AUTOMATIC1111', 'A1111', 'Forge', 'reForge', 'Stable Diffusion web UI'],
  makesImages: true,
  settings: webuiSettings,
  hasPage: true,
  features: webuiFeatures,
  maxUsages: () => 1,
  gpus: ({ GPU_ID }) => gpuIds(GPU_ID),
  ...startAndStopPolicy,
  createAdapter: (values, io) => new WebuiSelfstartAdapter(values, io),
  discover,
  describePath: describeWebuiPath,
});

async function discover(locations: WellKnownLocations): Promise<Finding[]> {
  const folders = await findWebuiFolders(locations);
  const scriptName = locations.platform === 'win32' ? 'webui.bat' : 'webui.sh';
  return folders.map((folder) => {
    const script = join(folder, scriptName);
    return {
      title: basename(folder),
      settings: { StartScript: script },
      found: texts(discoveryWords)('webuiIn', { folder }),
      paths: [script, folder],
    };
  });
}

class WebuiSelfstartAdapter implements Adapter {
  readonly #settings: WebuiSettings;
  readonly #io: AdapterIo;
  readonly #notices: CardNotices;
  #where: WebuiStart;
  #monitor: WebuiMonitor | null = null;
  #pages: BackendPages | null = null;

  constructor(values: WebuiSettings, io: AdapterIo) {
    this.#settings = values;
    this.#io = io;
    this.#notices = new CardNotices(io);
    this.#where = { backend: io.backend, folder: '' };
  }

  async start(): Promise<void> {
    const io = this.#io;
    const program = await findWebuiProgram(this.#settings, io);
    this.#where = { backend: io.backend, folder: program.folder };
    const env = workerEnvironment(
      io,
      this.#settings.Environment,
      await pythonEnvironment(program.python, process.env, io.platform, isThere(io.files)),
    );
    const plan = await this.#plan(program, foldNames({ ...process.env, ...env }, io.platform));
    io.signal.throwIfAborted();
    const place = await placeEngine(
      io,
      {
        args: plan.all,
        env: { ...process.env, ...env },
        names: webuiAddressNames(plan.all),
        label: labels.ExtraArgs,
      },
      this.#settings,
    );
    const { base: address, port, portAdvice } = place;
    this.#where = { ...this.#where, portAdvice };
    const args = [...program.args, ...launchArguments(plan.args, plan.all, place)];
    this.#notices.set('listening', describeListening(place.listening, describeLogins(plan.all, plan.login)));
    io.update({
      address,
      isOnNetwork: place.isOnNetwork,
      commandLine: joinArguments([program.command, ...maskArguments(args)]),
      loadStatus: say('startingWebUi'),
    });
    this.#notices.set('login', loginAmong(plan.args) === '' ? null : LOGIN_IS_READABLE);
    await io.spawn({
      command: program.command,
      args,
      cwd: program.folder,
      port,
      env: { ...env, ...(plan.handedOver === null ? {} : { COMMANDLINE_ARGS: plan.handedOver }) },
    });
    await this.#waitUntilReady(address, portAdvice);
    await this.#watch(address, authorizationOf(plan.login, io.backend));
  }

  /** Its jobs, those that wait included: a job that is seconds old may not be reported yet. */
  async countInFlight(signal: AbortSignal): Promise<number> {
    if (!this.#monitor) return 0;
    const tooLong = AbortSignal.timeout(COUNT_TIMEOUT_MS);
    try {
      const { running, waiting } = await this.#monitor.readJobs(AbortSignal.any([signal, tooLong]));
      return running + waiting;
    } catch (error) {
      // While it loads a checkpoint without releasing Python's lock, nothing is answered.
      if (tooLong.aborted) return 1;
      throw error;
    }
  }

  async freeMemory(options: FreeOptions): Promise<FreeResult> {
    if (!this.#monitor) return { ok: false, message: texts(freeingWords)('notReady') };
    return await this.#monitor.freeMemory(options);
  }

  explainExit(lines: readonly string[]): EngineFailure | null {
    return explainWebuiExit(lines, this.#where);
  }

  /**
   * What its arguments and its login come to.
   * @param env that of the worker
   * @returns `all` with what COMMANDLINE_ARGS adds; `handedOver` is what COMMANDLINE_ARGS is to be, null where it stays
   * @throws SwitchyardError `invalid_setting_at_start`
   */
  async #plan(program: WebuiProgram, env: Readonly<Record<string, string | undefined>>) {
    const { backend } = this.#io;
    const { ApiAuth, ExtraArgs, StartScript } = this.#settings;
    const args = argumentsFromSetting({ text: ExtraArgs, label: labels.ExtraArgs }, backend);
    const file = await readUserFile(program, StartScript, this.#io);
    if (file.isPartial)
      this.#io.log(
        `${file.name} sets COMMANDLINE_ARGS with something that only a shell can read. A port or an address in that part is not known here.`,
      );
    const fromEnvironment = splitArguments(env.COMMANDLINE_ARGS ?? '');
    const more = file.isSet ? file.args : fromEnvironment.ok ? fromEnvironment.args : [];
    const all = [...args, ...more];
    authorizationOf(ApiAuth, backend);
    const isSetByShell = program.command === 'bash' && file.isSet;
    if (ApiAuth !== '' && isSetByShell)
      throw new SwitchyardError('invalid_setting_at_start', {
        backend,
        name: labels.ApiAuth,
        reason: why('loginSetByFile', { file: file.name }),
      });
    const isUnchanged = isSetByShell || (ApiAuth === '' && !file.isSet);
    const login = ApiAuth === '' ? [] : ['--api-auth', ApiAuth];
    return {
      args,
      all,
      login: ApiAuth === '' ? loginAmong(all) : ApiAuth,
      handedOver: isUnchanged ? null : joinArguments([...more, ...login]),
    };
  }

  /** @throws SwitchyardError as {@link AdapterIo.waitUntilReady}, `webui_server_failed`, `port_in_use` */
  async #waitUntilReady(address: string, portAdvice: HostText): Promise<void> {
    const watching = new AbortController();
    const failed = new Promise<never>((_, reject) => this.#watchOutput(watching.signal, reject));
    try {
      // Until its routes are there it answers 404. A login that it wants is sent afterwards.
      const okStatus = (status: number) => (status >= 200 && status < 300) || status === 401;
      await Promise.race([
        failed,
        this.#io.waitUntilReady({ url: `${address}${MEMORY_PATH}`, okStatus, portAdvice }),
      ]);
    } finally {
      watching.abort();
    }
  }

  /** The web server of a web UI is a thread: where it fails, the process lives on and would be waited for in vain. */
  #watchOutput(signal: AbortSignal, onFailure: (error: SwitchyardError) => void): void {
    const { clock, printedLines } = this.#io;
    if (signal.aborted) return;
    const cancel = clock.setTimer(OUTPUT_INTERVAL_MS, () => {
      signal.removeEventListener('abort', cancel);
      const failure = explainDeadServer(printedLines(), this.#where);
      if (failure) onFailure(failure.error);
      else this.#watchOutput(signal, onFailure);
    });
    signal.addEventListener('abort', cancel, { once: true });
  }

  pages(): BackendPages | null {
    return this.#pages;
  }

  async #watch(address: string, authorization: string): Promise<void> {
    const io = this.#io;
    const access = {
      Address: address,
      AuthorizationHeader: authorization,
      ConnectionAttemptTimeoutSeconds: REPLY_TIMEOUT_SECONDS,
    };
    const engine = new EngineClient(access, io, WEBUI, { isOwnWorker: true });
    this.#pages = { ...engine.openAiApi(''), prefixIsInHost: true };
    const monitor = new WebuiMonitor(new WebuiApi(engine), io, this.#notices);
    this.#monitor = monitor;
    // Whether it is really a web UI, and takes the login.
    await monitor.probe({ reportVram: true });
    const contact = new RemoteContact(io, {
      // A worker that does not answer is alive, because its exit would be noticed. It is waited for.
      allowIdle: true,
      address: () => engine.askedUrl,
      probe: () => monitor.probe({ reportVram: true }),
    });
    await contact.start();
    let wasBusy = false;
    const probe = async () => {
      const jobs = await monitor.readJobs().catch(() => null);
      if (jobs === null || io.signal.aborted) return;
      const inFlight = jobs.running + jobs.waiting;
      if (inFlight > 0 || wasBusy || jobs.hasBegun) io.reportUsage(inFlight);
      wasBusy = inFlight > 0;
    };
    probePeriodically(io, { probe, isBusy: () => monitor.isBusy });
  }
}
