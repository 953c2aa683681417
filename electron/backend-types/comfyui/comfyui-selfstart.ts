/** `comfyui_selfstart`: ComfyUI, started and ended here. */
import { basename, dirname, join } from 'node:path';
import { joinArguments } from '../../../shared/arguments.ts';
import { hasCode, SwitchyardError } from '../../../shared/errors.ts';
import { boolean, dropdown, text, type ValuesOf } from '../../../shared/settings.ts';
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
import { assertFullPath, checkPathKind, pathFromSetting } from '../common/path-setting.ts';
import { probePeriodically } from '../common/periodic-probe.ts';
import {
  autoRestartSetting,
  startAndStopPolicy,
  startTimeoutSetting,
  stopTimeoutSetting,
} from '../common/start-and-stop-settings.ts';
import { RemoteEngine } from '../remote/remote-engine.ts';
import { overQueueSetting, reportFeatures } from './comfyui-api.ts';
import { explainComfyExit } from './comfyui-errors.ts';
import { findComfyFolders } from './comfyui-folders.ts';
import { ComfyApi, comfyFeatures } from './comfyui-protocol.ts';
import { updateComfyFolder } from './comfyui-update.ts';
import { findPython, type PythonChoice, pythonEnvironment } from './python-program.ts';

const labels = { StartScript: 'Start script', ExtraArgs: 'More arguments' };

/** Bytes of its list of nodes at most: with many models and nodes it is large, and it is our own. */
const MAX_NODE_LIST_BYTES = 32 * 1024 * 1024;

const updateModes = {
  default: 'false' as const,
  values: ['true', 'aggressive', 'false'] as const,
  names: ['Yes', 'Yes, and back to the main branch', 'No'],
  group: 'Updates',
};

const settings = {
  StartScript: text({
    label: labels.StartScript,
    description:
      "The full path of ComfyUI's main.py. Its virtual environment or embedded Python is found by itself.",
    placeholder: '/home/me/ComfyUI/main.py',
    required: true,
    format: 'path-file',
  }),
  ExtraArgs: text({
    label: labels.ExtraArgs,
    description: 'Arguments for ComfyUI beyond those that Switchyard gives. They come last, so they win.',
    placeholder: '--reserve-vram 1 --listen',
    format: 'args',
  }),
  GPU_ID: gpuListSetting({ default: '0' }),
  OverQueue: overQueueSetting,
  AutoRestart: autoRestartSetting(),
  EnablePreviews: dropdown({
    label: 'Previews',
    description:
      'Pictures while they are made. TAESD looks better and needs its models in models/vae_approx.',
    default: 'true',
    values: ['false', 'true', 'taesd'],
    names: ['None', 'Fast', 'TAESD'],
  }),
  FrontendVersion: dropdown({
    label: 'Web page of ComfyUI',
    description:
      'Which version of its own web page ComfyUI serves. Latest and Legacy are downloaded by ComfyUI at its start. Switchyard validates no version itself: the validated one is the one that ComfyUI names.',
    default: 'LatestSwarmValidated',
    values: ['Latest', 'None', 'LatestSwarmValidated', 'Legacy'],
    names: ['Latest', 'As installed', 'Validated with this ComfyUI', 'Legacy'],
    advanced: true,
  }),
  AutoUpdate: dropdown({
    ...updateModes,
    label: 'Update ComfyUI',
    description:
      'Before each start, by git. Never where files were changed by hand; the card says so. Packages are not installed.',
  }),
  UpdateManagedNodes: dropdown({
    ...updateModes,
    label: 'Update custom nodes',
    description: 'The same for the folders in custom_nodes that are git checkouts.',
  }),
  DisableInternalArgs: boolean({
    label: 'Only my arguments',
    description: 'Gives ComfyUI no arguments of its own accord but the port.',
    default: false,
    advanced: true,
  }),
  StartTimeout: startTimeoutSetting({
    description:
      'A start counts as failed when ComfyUI is not ready after this time, updates included. Custom nodes may install packages at their first start.',
    default: 900,
    advanced: true,
  }),
  StopTimeout: stopTimeoutSetting({
    description: 'How long jobs under way and its end may take before it is ended by force.',
    advanced: true,
  }),
  ...workerCommonSettings,
};

type Settings = ValuesOf<typeof settings>;

export const comfyuiSelfstart = defineBackendType({
  id: 'comfyui_selfstart',
  name: 'ComfyUI Self-Starting',
  description:
    'A ComfyUI that is installed on this machine: started, watched, restarted and ended by Switchyard.',
  isStandard: true,
  canLoadModels: true,
  settings,
  features: comfyFeatures,
  maxUsages: ({ OverQueue }) => OverQueue + 1,
  gpus: ({ GPU_ID }) => gpuIds(GPU_ID),
  ...startAndStopPolicy,
  createAdapter: (values, io) => new ComfyAdapter(values, io),
  discover,
});

async function discover(places: WellKnownLocations): Promise<Finding[]> {
  const folders = await findComfyFolders(places);
  return folders.map((folder) => {
    const script = join(folder, 'main.py');
    return {
      title: basename(folder),
      settings: { StartScript: script },
      found: `ComfyUI in ${folder}`,
      paths: [script, folder],
    };
  });
}

class ComfyAdapter implements Adapter {
  readonly #settings: Settings;
  readonly #io: AdapterIo;
  readonly #health: HealthMonitor;
  #script = '';
  #comfy: ComfyApi | null = null;
  #jobs = 0;
  #vramBytes = 0;

  constructor(values: Settings, io: AdapterIo) {
    this.#settings = values;
    this.#io = io;
    this.#health = new HealthMonitor(io);
  }

  async start(): Promise<void> {
    const io = this.#io;
    this.#script = await this.#checkedScript();
    const folder = dirname(this.#script);
    const extra = argumentsFromSetting(
      { text: this.#settings.ExtraArgs, label: labels.ExtraArgs },
      io.backend,
    );
    const python = await findPython(folder, io.platform);
    await this.#update(folder);
    io.signal.throwIfAborted();

    const named = Number(argumentValue(extra, '--port'));
    const isNamed = Number.isInteger(named) && named > 0;
    if (isNamed) await io.assertPortFree(named);
    const port = isNamed ? named : await io.choosePort();
    const base = `http://${hostOf(extra)}:${port}`;
    const args = [
      // Without the packages of the user's own folder, which belong to another Python.
      '-s',
      this.#script,
      ...(isNamed ? [] : ['--port', String(port)]),
      ...(this.#settings.DisableInternalArgs ? [] : internalArguments(this.#settings)),
      ...extra,
    ];
    io.update({
      address: base,
      commandLine: joinArguments([python.command, ...args]),
      loadStatus: 'Starting ComfyUI',
    });
    await this.#spawn(python, args, port);
    await io.waitUntilReady({ url: `${base}/system_stats` });

    const comfy = new ComfyApi(new RemoteEngine({ Address: base }, io, 'ComfyUI'), io);
    this.#comfy = comfy;
    await this.#greet(comfy);
    this.#health.watch(`${base}/system_stats`);
    void reportFeatures(comfy, io, MAX_NODE_LIST_BYTES);
    this.#watchQueue();
  }

  async freeMemory(options: { systemRam: boolean; signal: AbortSignal }): Promise<FreeResult> {
    if (!this.#comfy) return { ok: false, message: 'It is not ready yet.' };
    return await this.#comfy.free(options);
  }

  explainExit(lastLines: readonly string[]): SwitchyardError | null {
    return explainComfyExit(lastLines, { backend: this.#io.backend, path: this.#script });
  }

  async #spawn(python: PythonChoice, args: string[], port: number): Promise<void> {
    const { platform } = this.#io;
    try {
      await this.#io.spawn({
        command: python.command,
        args,
        cwd: python.cwd,
        port,
        env: {
          ...(await pythonEnvironment(python, process.env, platform)),
          ...this.#io.gpuEnvironment,
        },
      });
    } catch (error) {
      if (!hasCode(error, 'command_not_found')) throw error;
      const { backend } = this.#io;
      throw new SwitchyardError('python_not_found', { backend, folder: dirname(this.#script) });
    }
  }

  /** @throws SwitchyardError `not_comfyui` */
  async #greet(comfy: ComfyApi): Promise<void> {
    try {
      const { system } = await comfy.stats();
      if (system.comfyui_version !== undefined) this.#io.log(`This is ComfyUI ${system.comfyui_version}.`);
    } catch (error) {
      if (!hasCode(error, 'wrong_engine')) throw error;
      const { reason } = error.details;
      throw new SwitchyardError('not_comfyui', { backend: this.#io.backend, path: this.#script, reason });
    }
  }

  /** The jobs it works on and that wait count as use: a stop waits for them. */
  #watchQueue(): void {
    const { signal } = this.#io;
    const probe = async () => {
      // A queue that cannot be read says nothing; whether it answers at all is the health monitor's to find out.
      const queue = await this.#comfy?.queue().catch(() => null);
      await this.#tellMemory();
      if (signal.aborted) return;
      const jobs = queue ? queue.running + queue.pending : 0;
      if (jobs > 0 || this.#jobs > 0) this.#io.usage(jobs);
      this.#jobs = jobs;
    };
    probePeriodically(this.#io, { probe, isBusy: () => this.#jobs > 0 });
  }

  /** What torch holds, for where the driver does not tell of processes. */
  async #tellMemory(): Promise<void> {
    const stats = await this.#comfy?.stats().catch(() => null);
    const cards = (stats?.devices ?? []).filter(({ type }) => type !== 'cpu');
    const vramBytes = cards.reduce((sum, { torch_vram_total = 0 }) => sum + torch_vram_total, 0);
    if (cards.length === 0 || vramBytes === this.#vramBytes || this.#io.signal.aborted) return;
    this.#vramBytes = vramBytes;
    this.#io.update({ vramBytes });
  }

  async #update(folder: string): Promise<void> {
    const { AutoUpdate: comfyui, UpdateManagedNodes: nodes } = this.#settings;
    if (comfyui === 'false' && nodes === 'false') return;
    const io = this.#io;
    io.update({ loadStatus: 'Looking for updates' });
    const log = (message: string) => io.log(message);
    const notices = await updateComfyFolder({ folder, comfyui, nodes, signal: io.signal, log });
    if (notices.length > 0) io.update({ notice: notices.join(' ') });
  }

  /** @throws SwitchyardError in words, before anything is spawned */
  async #checkedScript(): Promise<string> {
    const written = pathFromSetting(this.#settings.StartScript);
    const setting = { backend: this.#io.backend, name: labels.StartScript };
    if (written === '') throw new SwitchyardError('setting_required', setting);
    assertFullPath(written, setting);
    // Whoever names the folder means the script in it.
    const path = (await checkPathKind(written)) === 'folder' ? join(written, 'main.py') : written;
    const kind = await checkPathKind(path);
    if (kind === 'missing')
      throw new SwitchyardError('path_not_found', { ...setting, path, expected: 'file' });
    if (kind === 'folder')
      throw new SwitchyardError('wrong_kind_of_path', { ...setting, path, expected: 'file' });
    if (!/\.py$/i.test(path))
      throw new SwitchyardError('invalid_setting_at_start', {
        ...setting,
        reason: `must be main.py of ComfyUI, not ${basename(path)}`,
      });
    const signs = ['comfy', 'nodes.py', 'execution.py'].map((name) =>
      checkPathKind(join(dirname(path), name)),
    );
    if ((await Promise.all(signs)).every((sign) => sign === 'missing'))
      throw new SwitchyardError('not_comfyui', {
        backend: this.#io.backend,
        path,
        reason: 'the files of ComfyUI are not beside it',
      });
    return path;
  }
}

const PREVIEWS = { false: 'none', true: 'latent2rgb', taesd: 'taesd' };
const FRONT_ENDS = {
  Latest: 'Comfy-Org/ComfyUI_frontend@latest',
  Legacy: 'Comfy-Org/ComfyUI_legacy_frontend@latest',
  // ComfyUI serves the version that its own requirements name.
  None: null,
  LatestSwarmValidated: null,
};

function internalArguments({ EnablePreviews, FrontendVersion }: Settings): string[] {
  const frontEnd = FRONT_ENDS[FrontendVersion];
  return [
    '--disable-auto-launch',
    '--preview-method',
    PREVIEWS[EnablePreviews],
    ...(frontEnd === null ? [] : ['--front-end-version', frontEnd]),
  ];
}

/** The value of an argument, written `--name value` or `--name=value`; the last one counts. */
function argumentValue(args: readonly string[], name: string): string | undefined {
  let value: string | undefined;
  for (const [index, argument] of args.entries()) {
    if (argument.startsWith(`${name}=`)) value = argument.slice(name.length + 1);
    else if (argument === name && !args[index + 1]?.startsWith('--')) value = args[index + 1];
  }
  return value;
}

/** Where it can be asked: `--listen` alone, and its wildcards, include this machine's own address. */
function hostOf(args: readonly string[]): string {
  const [first = ''] = (argumentValue(args, '--listen') ?? '').split(',');
  if (first === '' || first === '0.0.0.0' || first === '::') return '127.0.0.1';
  return first.includes(':') ? `[${first}]` : first;
}
