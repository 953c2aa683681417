/** `ollama`: an Ollama that runs already, or one that is started here when nothing answers. */
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
import { unloadableCommonSettings } from '../../core/backend/common-settings.ts';
import { formatBytes } from '../../core/bytes-in-words.ts';
import {
  type Finding,
  type WellKnownLocations,
  wellKnownPorts,
} from '../../core/discovery/well-known-locations.ts';
import { gpuIds } from '../../core/gpu/gpu-placement.ts';
import { isLoopback, portOf } from '../../core/network-address.ts';
import { gpuListSetting } from '../common/gpu-list-setting.ts';
import { isSuccess } from '../common/http-request.ts';
import { findInstalledProgram } from '../common/installed-program.ts';
import { describeFinding, probeLoopback } from '../common/loopback-server.ts';
import { formatModelNames } from '../common/model-names.ts';
import { pathFromSetting } from '../common/path-setting.ts';
import { autoRestartSetting } from '../common/start-and-stop-settings.ts';
import { waitForMemoryDrop } from '../common/wait-for-memory-drop.ts';
import { RemoteContact } from '../remote/remote-contact.ts';
import { contactSettings, RemoteEngine } from '../remote/remote-engine.ts';

const labels = { Address: 'Address', Command: 'Program' };
const CHANGES_WHEN_STARTED = 'Where Switchyard starts it';

const settings = {
  Address: text({
    label: labels.Address,
    description: 'Where Ollama answers, or is to answer where it is started here.',
    placeholder: 'http://127.0.0.1:11434',
    default: 'http://127.0.0.1:11434',
    required: true,
    format: 'url',
  }),
  AllowIdle: contactSettings('', 'Ollama').AllowIdle,
  Command: text({
    label: labels.Command,
    description:
      'Starts Ollama with this program when nothing answers at the address: its full path, or ollama where it is installed for all programs. Empty: it is watched, never started.',
    placeholder: 'ollama',
    format: 'path-file',
    group: CHANGES_WHEN_STARTED,
  }),
  ModelsDir: text({
    label: 'Folder of models',
    description: 'Where it keeps its models (OLLAMA_MODELS). Empty: its own place.',
    placeholder: '/data/ollama',
    format: 'path-dir',
    group: CHANGES_WHEN_STARTED,
  }),
  KeepLoadedMinutes: integer({
    label: 'Keep models loaded',
    description: 'It unloads a model that was not used for so long (OLLAMA_KEEP_ALIVE). -1: never.',
    default: 5,
    min: -1,
    max: 100_000,
    unit: 'min',
    group: CHANGES_WHEN_STARTED,
  }),
  GPU_ID: gpuListSetting({
    description: 'The graphics cards it may see, one or several. None chosen: it sees all of them.',
    group: CHANGES_WHEN_STARTED,
  }),
  AutoRestart: autoRestartSetting({ group: CHANGES_WHEN_STARTED }),
  MaxUsages: integer({
    label: 'Requests at the same time',
    description:
      'Told to clients; where it is started here, also how many it answers side by side (OLLAMA_NUM_PARALLEL).',
    default: 1,
    min: 1,
    max: 1000,
  }),
  ...unloadableCommonSettings,
};

type Settings = ValuesOf<typeof settings>;

const versionSchema = z.object({ version: z.string() });
const loadedSchema = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      /** Bytes in all, and of them in graphics memory. */
      size: z.number().nonnegative(),
      size_vram: z.number().nonnegative().default(0),
    }),
  ),
});
type LoadedModel = z.infer<typeof loadedSchema>['models'][number];

/** Bytes from which a fall is one: a model is unloaded as a whole, so that any fall is. */
const NOTICEABLE = 1;

export const ollama = defineBackendType({
  id: 'ollama',
  name: 'Ollama',
  description:
    'An Ollama on this machine or another one. Switchyard shows which models are loaded and unloads them; here, it can start it too.',
  isStandard: true,
  canLoadModels: true,
  settings,
  features: ['llm', 'openai_api', 'streaming'],
  maxUsages: ({ MaxUsages }) => MaxUsages,
  gpus: ({ Command, GPU_ID }) => (Command.trim() === '' ? null : gpuIds(GPU_ID)),
  spreadsOverGpus: true,
  autoRestart: ({ AutoRestart }) => AutoRestart,
  stopTimeoutMs: () => 10_000,
  startTimeoutMs: () => 60_000,
  createAdapter: (values, io) => new OllamaAdapter(values, io),
  discover,
});

/** One that answers, else its program: the two are one Ollama. */
async function discover(places: WellKnownLocations): Promise<Finding[]> {
  const found = describeFinding(places.ports.ollama ?? wellKnownPorts.ollama, 'Ollama');
  if (await probeLoopback(places.ports.ollama, '/api/version', versionSchema)) return [found];
  const program = await findInstalledProgram('ollama', places);
  if (program === null) return [];
  return [
    {
      ...found,
      settings: { ...found.settings, Command: program },
      found: `Ollama is installed as ${program}`,
      paths: [program, 'ollama'],
    },
  ];
}

class OllamaAdapter implements Adapter {
  readonly #settings: Settings;
  readonly #io: AdapterIo;
  #engine: RemoteEngine | null = null;

  constructor(values: Settings, io: AdapterIo) {
    this.#settings = values;
    this.#io = io;
  }

  async start(): Promise<void> {
    const io = this.#io;
    const engine = new RemoteEngine({ Address: this.#settings.Address }, io, 'Ollama');
    this.#engine = engine;
    io.update({ address: engine.base });
    const command = pathFromSetting(this.#settings.Command);
    const isOurs = command !== '' && !(await this.#answers(engine));
    if (isOurs) await this.#spawn(command, new URL(engine.base));
    else if (command !== '')
      io.update({ notice: 'It was running already, so Switchyard watches it, but does not end it.' });
    const keeping = new RemoteContact(io, {
      // One of our own that hangs is alive: it is waited for, and its end is noticed.
      allowIdle: isOurs || this.#settings.AllowIdle,
      address: engine.base,
      probe: async () => {
        await engine.probe('/api/version', versionSchema, 'what answers does not give the version of Ollama');
        await this.#tellLoaded(engine);
      },
    });
    await keeping.start();
  }

  async freeMemory({ signal }: { signal: AbortSignal }): Promise<FreeResult> {
    const engine = this.#engine;
    if (!engine) return { ok: false, message: 'It is not ready yet.' };
    const before = await this.#loaded(engine, signal);
    if (before.length === 0) return { ok: false, message: 'There was nothing to free: no model is loaded.' };
    for (const { name } of before) {
      const body = { model: name, keep_alive: 0 };
      const { status } = await engine.request('/api/generate', { method: 'POST', body, signal });
      if (!isSuccess(status)) this.#io.log(`It refused to unload ${name} (${status}).`);
    }
    let after = before;
    const freed = await waitForMemoryDrop({
      clock: this.#io.clock,
      signal,
      minDrop: NOTICEABLE,
      measure: async () => {
        after = await this.#tellLoaded(engine, signal);
        return sumOf(before, 'size') - sumOf(after, 'size');
      },
    });
    if (freed === 0)
      return {
        ok: false,
        message: `It took the request, but no memory came back: ${namesOf(after)} is still loaded.`,
      };
    const vram = Math.max(0, sumOf(before, 'size_vram') - sumOf(after, 'size_vram'));
    const left = after.length === 0 ? '' : ` Still loaded: ${namesOf(after)}.`;
    return {
      ok: true,
      vramBytes: vram,
      message: `${formatBytes(freed)} came back, ${formatBytes(vram)} of it graphics memory.${left}`,
    };
  }

  /** Whether somebody has the address already; who that is, is seen later. */
  async #answers(engine: RemoteEngine): Promise<boolean> {
    try {
      await engine.request('/api/version');
      return true;
    } catch {
      // Nothing is there, or it does not answer: then its port is free, or the start says who has it.
      return false;
    }
  }

  async #spawn(command: string, address: URL): Promise<void> {
    const io = this.#io;
    const { hostname, host, protocol } = address;
    if (!isLoopback(hostname) || protocol !== 'http:')
      throw new SwitchyardError('invalid_setting_at_start', {
        backend: io.backend,
        name: labels.Command,
        reason: `must be empty for an Ollama that nothing here can start: ${host} is not this machine, or not by plain http`,
      });
    const listenPort = portOf(address);
    await io.assertPortFree(listenPort);
    io.signal.throwIfAborted();
    const { ModelsDir, KeepLoadedMinutes, MaxUsages } = this.#settings;
    const models = pathFromSetting(ModelsDir);
    io.update({ commandLine: joinArguments([command, 'serve']), loadStatus: 'Starting Ollama' });
    await io.spawn({
      command,
      args: ['serve'],
      port: listenPort,
      env: {
        OLLAMA_HOST: `${hostname}:${listenPort}`,
        OLLAMA_KEEP_ALIVE: KeepLoadedMinutes < 0 ? '-1' : `${KeepLoadedMinutes}m`,
        OLLAMA_NUM_PARALLEL: String(MaxUsages),
        ...(models === '' ? {} : { OLLAMA_MODELS: models }),
        ...io.gpuEnvironment,
      },
    });
    await io.waitUntilReady({ url: `http://${hostname}:${listenPort}/api/version` });
  }

  async #tellLoaded(engine: RemoteEngine, signal?: AbortSignal): Promise<LoadedModel[]> {
    const models = await this.#loaded(engine, signal);
    if (!this.#io.signal.aborted)
      this.#io.update({
        currentModel: formatModelNames(models.map(({ name }) => name)),
        // Of another machine's cards nothing is shown here.
        vramBytes: isLoopback(new URL(engine.base).hostname) ? sumOf(models, 'size_vram') : undefined,
      });
    return models;
  }

  async #loaded(engine: RemoteEngine, signal?: AbortSignal): Promise<LoadedModel[]> {
    const parsed = loadedSchema.safeParse(await engine.requestJson('/api/ps', { signal }));
    if (!parsed.success) throw new Error('its list of loaded models cannot be read');
    return parsed.data.models;
  }
}

const sumOf = (models: readonly LoadedModel[], field: 'size' | 'size_vram'): number =>
  models.reduce((sum, model) => sum + model[field], 0);
const namesOf = (models: readonly LoadedModel[]): string =>
  formatModelNames(models.map(({ name }) => name)) ?? 'none';
