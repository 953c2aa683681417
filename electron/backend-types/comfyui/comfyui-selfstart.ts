/** `comfyui_selfstart`: ComfyUI, started and ended here. */
import { basename, dirname, join } from 'node:path';
import { joinArguments } from '../../../shared/arguments.ts';
import { hasCode, SwitchyardError } from '../../../shared/errors.ts';
import {
  type Adapter,
  type AdapterIo,
  defineBackendType,
  type FreeResult,
} from '../../core/backend/backend-type.ts';
import type { Finding, WellKnownLocations } from '../../core/discovery/well-known-locations.ts';
import { gpuIds } from '../../core/gpu/gpu-placement.ts';
import { argumentsFromSetting } from '../common/arguments-setting.ts';
import { HealthMonitor } from '../common/health-monitor.ts';
import { assertFullPath, checkPathKind, pathFromSetting } from '../common/path-setting.ts';
import { probePeriodically } from '../common/periodic-probe.ts';
import { startAndStopPolicy } from '../common/start-and-stop-settings.ts';
import { EngineClient } from '../remote/engine-client.ts';
import { reportFeatures } from './comfyui-api.ts';
import { argumentValue, hostOf, internalArguments } from './comfyui-arguments.ts';
import { explainComfyExit } from './comfyui-errors.ts';
import { findComfyFolders } from './comfyui-folders.ts';
import { ComfyApi, comfyFeatures } from './comfyui-protocol.ts';
import { type ComfySettings, comfySettings, comfyLabels as labels } from './comfyui-settings.ts';
import { updateComfyFolder } from './comfyui-update.ts';
import { findPython, type PythonChoice, pythonEnvironment } from './python-program.ts';

/** Bytes of its list of nodes at most: with many models and nodes it is large, and it is our own. */
const MAX_NODE_LIST_BYTES = 32 * 1024 * 1024;

export const comfyuiSelfstart = defineBackendType({
  id: 'comfyui_selfstart',
  name: 'ComfyUI Self-Starting',
  description:
    'A ComfyUI that is installed on this machine: started, watched, restarted and ended by Switchyard.',
  isStandard: true,
  canLoadModels: true,
  settings: comfySettings,
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
  readonly #settings: ComfySettings;
  readonly #io: AdapterIo;
  readonly #health: HealthMonitor;
  #script = '';
  #comfy: ComfyApi | null = null;
  #jobs = 0;
  #vramBytes = 0;

  constructor(values: ComfySettings, io: AdapterIo) {
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

    const comfy = new ComfyApi(new EngineClient({ Address: base }, io, 'ComfyUI'), io);
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
