/** `ollama`: an Ollama that runs already, or one that is started here when nothing answers at its address. */

import { SwitchyardError } from '../../../shared/errors.ts';
import { joinArguments } from '../../../shared/settings/arguments.ts';
import { integer, type SettingField, text, type ValuesOf, visibleWhen } from '../../../shared/settings.ts';
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { loadStatusWords } from '../../../shared/words/en/backends/load-status.ts';
import { noticeWords } from '../../../shared/words/en/backends/notices.ts';
import { discoveryWords } from '../../../shared/words/en/discovery.ts';
import { startReasonWords } from '../../../shared/words/en/errors/start-reasons.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { settingText as t } from '../../../shared/words/setting-text.ts';
import {
  type Adapter,
  type AdapterIo,
  defineBackendType,
  type FreeResult,
  type OpenAiApi,
} from '../../core/backend/backend-type.ts';
import { unloadableCommonSettings } from '../../core/backend/common-settings.ts';
import {
  type Finding,
  type WellKnownLocations,
  wellKnownPorts,
} from '../../core/discovery/well-known-locations.ts';
import { gpuIds } from '../../core/gpu/gpu-placement.ts';
import { isLoopback, portOf } from '../../core/network-address.ts';
import { foldNames } from '../../core/process/spawn/worker-environment.ts';
import { CardNotices } from '../common/card-notices.ts';
import { findInstalledProgram } from '../common/installed-program.ts';
import { describeFinding, probeLoopback } from '../common/loopback-server.ts';
import { formatModelNames } from '../common/model-names.ts';
import { aliasSetting } from '../common/settings/alias-setting.ts';
import {
  ENVIRONMENT_LABEL,
  environmentSetting,
  workerEnvironment,
} from '../common/settings/environment-setting.ts';
import { gpuListSetting } from '../common/settings/gpu-list-setting.ts';
import {
  describeListening,
  LISTEN_LABEL,
  listenSetting,
  NO_KEY_DESCRIPTION,
} from '../common/settings/listen-setting.ts';
import { pathFromSetting } from '../common/settings/path-setting.ts';
import { autoRestartSetting } from '../common/settings/start-and-stop-settings.ts';
import { EngineClient } from '../remote/engine-client.ts';
import { RemoteContact } from '../remote/remote-contact.ts';
import { allowIdleSetting, credentialSettings, trustSetting } from '../remote/remote-settings.ts';
import {
  type LoadedModel,
  OllamaApi,
  sumBytes,
  toOllamaBasePath,
  VERSION_PATH,
  versionSchema,
} from './ollama-protocol.ts';

const note = texts(noticeWords);
const why = texts(startReasonWords);
const say = texts(loadStatusWords);

const labels = { Address: t('ollama_Address'), Command: t('ollama_Command') };
const GROUP_OF_START = 'If Switchyard starts it';

/** Forms show the field only where a program is named: without one, Ollama is watched and not started. */
const whereStarted = <F extends SettingField>(field: F): F => visibleWhen({ setting: 'Command' }, field);

const settings = {
  Address: text({
    label: t('ollama_Address'),
    description: t('ollama_Address_description'),
    placeholder: 'http://127.0.0.1:11434',
    default: 'http://127.0.0.1:11434',
    required: true,
    format: 'url',
    secretsGoTo: 'AuthorizationHeader',
  }),
  AllowIdle: allowIdleSetting,
  ...credentialSettings({ boundTo: 'Address' }),
  ...trustSetting,
  Command: text({
    label: t('ollama_Command'),
    description: t('ollama_Command_description'),
    placeholder: 'ollama',
    format: 'program',
    group: GROUP_OF_START,
  }),
  ModelsDir: whereStarted(
    text({
      label: t('ollama_ModelsDir'),
      description: t('ollama_ModelsDir_description'),
      placeholder: '/data/ollama',
      format: 'path-dir',
      group: GROUP_OF_START,
    }),
  ),
  KeepLoadedMinutes: whereStarted(
    integer({
      label: t('ollama_KeepLoadedMinutes'),
      description: t('ollama_KeepLoadedMinutes_description'),
      default: 5,
      min: -1,
      max: 100_000,
      unit: 'min',
      group: GROUP_OF_START,
    }),
  ),
  GPU_ID: whereStarted(
    gpuListSetting({
      description: t('ollama_GPU_ID_description'),
      group: GROUP_OF_START,
    }),
  ),
  ListenOn: whereStarted(listenSetting({ group: GROUP_OF_START, description: NO_KEY_DESCRIPTION })),
  Environment: whereStarted(environmentSetting({ group: GROUP_OF_START, advanced: true })),
  AutoRestart: whereStarted(autoRestartSetting({ group: GROUP_OF_START })),
  MaxUsages: integer({
    label: t('ollama_MaxUsages'),
    description: t('ollama_MaxUsages_description'),
    default: 1,
    min: 1,
    max: 1000,
  }),
  ...aliasSetting,
  ...unloadableCommonSettings,
};

type Settings = ValuesOf<typeof settings>;

export const ollama = defineBackendType({
  id: 'ollama',
  name: t('type_ollama').text,
  description: t('type_ollama_description').text,
  isStandard: true,
  keywords: ['LLM', 'language model'],
  makesImages: false,
  settings,
  features: ['llm', 'remote_llm', 'openai_api', 'streaming'],
  maxUsages: ({ MaxUsages }) => MaxUsages,
  gpus: ({ Command, GPU_ID }) => (Command.trim() === '' ? null : gpuIds(GPU_ID)),
  spreadsOverGpus: true,
  autoRestart: ({ AutoRestart }) => AutoRestart,
  stopTimeoutMs: () => 10_000,
  startTimeoutMs: () => 60_000,
  createAdapter: (values, io) => new OllamaAdapter(values, io),
  discover,
});

/** Finds an Ollama that answers, or else an installed one. Both would be the same backend. */
async function discover(locations: WellKnownLocations): Promise<Finding[]> {
  const found = describeFinding(locations.ports.ollama ?? wellKnownPorts.ollama, 'Ollama');
  if (await probeLoopback(locations.ports.ollama, VERSION_PATH, versionSchema)) return [found];
  const program = await findInstalledProgram('ollama', locations);
  if (program === null) return [];
  return [
    {
      ...found,
      settings: { ...found.settings, Command: program },
      found: texts(discoveryWords)('installedAt', { name: 'Ollama', path: program }),
      paths: [program, 'ollama'],
    },
  ];
}

class OllamaAdapter implements Adapter {
  readonly #settings: Settings;
  readonly #io: AdapterIo;
  readonly #notices: CardNotices;
  #client: EngineClient | null = null;
  #ollama: OllamaApi | null = null;
  /** Whether its VRAM is that of this machine. */
  #isHere = false;

  constructor(values: Settings, io: AdapterIo) {
    this.#settings = values;
    this.#io = io;
    this.#notices = new CardNotices(io);
  }

  async start(): Promise<void> {
    const io = this.#io;
    const client = new EngineClient(this.#settings, io, 'Ollama', { toBasePath: toOllamaBasePath });
    const address = new URL(client.baseUrl);
    const api = new OllamaApi(client, io);
    this.#client = client;
    this.#ollama = api;
    this.#isHere = isLoopback(address.hostname);
    io.update({ address: client.baseUrl });
    const command = pathFromSetting(this.#settings.Command);
    const isStartedHere = command !== '' && !(await api.isThere());
    if (isStartedHere) await this.#spawn(command, address);
    else if (command !== '') this.#notices.set('found', note('wasRunning'));
    const contact = new RemoteContact(io, {
      // An Ollama that was started here and does not answer is alive, because its exit would be noticed. It is waited for.
      allowIdle: isStartedHere || this.#settings.AllowIdle,
      address: () => client.askedUrl,
      probe: async () => {
        await api.probe();
        this.#reportLoaded(await api.listLoaded());
        // Without the list, its models cannot be asked for by name; everything else works.
        const models = await api.listModels().catch(() => undefined);
        if (!io.signal.aborted) io.update({ models });
      },
    });
    await contact.start();
  }

  openAiApi(): OpenAiApi | null {
    return this.#client?.openAiApi('/v1') ?? null;
  }

  async freeMemory({ signal }: { signal: AbortSignal }): Promise<FreeResult> {
    if (!this.#ollama) return { ok: false, message: texts(freeingWords)('notReady') };
    return await this.#ollama.unloadAll(signal, (models) => this.#reportLoaded(models));
  }

  async #spawn(command: string, address: URL): Promise<void> {
    const io = this.#io;
    const { hostname, host, protocol } = address;
    if (!isLoopback(hostname) || protocol !== 'http:')
      throw new SwitchyardError('invalid_setting_at_start', {
        backend: io.backend,
        name: labels.Command,
        reason: why('cannotStartElsewhere', { host }),
      });
    const port = portOf(address);
    const portAdvice = why('port_ofAddress', { setting: labels.Address });
    await io.assertPortFree(port, portAdvice);
    io.signal.throwIfAborted();
    const { Environment, ListenOn, ModelsDir, KeepLoadedMinutes, MaxUsages } = this.#settings;
    const isOnNetwork = ListenOn === 'the network';
    const everywhere = hostname.startsWith('[') ? '[::]' : '0.0.0.0';
    const listensOn = `${isOnNetwork ? everywhere : hostname}:${port}`;
    const models = pathFromSetting(ModelsDir);
    const env = workerEnvironment(io, Environment, {
      OLLAMA_HOST: listensOn,
      OLLAMA_KEEP_ALIVE: KeepLoadedMinutes < 0 ? '-1' : `${KeepLoadedMinutes}m`,
      OLLAMA_NUM_PARALLEL: String(MaxUsages),
      ...(models === '' ? {} : { OLLAMA_MODELS: models }),
    });
    // A variable of the person wins, and Ollama would listen where nobody asks it.
    const found = foldNames(env, io.platform).OLLAMA_HOST;
    if (found?.replace(/^http:\/\//, '') !== listensOn)
      throw new SwitchyardError('invalid_setting_at_start', {
        backend: io.backend,
        name: ENVIRONMENT_LABEL,
        reason: why('otherOllamaHost', {
          found: found ?? '',
          host,
          address: labels.Address,
          listen: LISTEN_LABEL,
        }),
      });
    const base = this.#client?.baseUrl ?? address.origin;
    this.#notices.set('listening', describeListening({ wanted: ListenOn, own: null, base }));
    io.update({
      isOnNetwork,
      commandLine: joinArguments([command, 'serve']),
      loadStatus: say('startingProgram', { program: 'Ollama' }),
    });
    await io.spawn({ command, args: ['serve'], port, env });
    await io.waitUntilReady({ url: `http://${hostname}:${port}${VERSION_PATH}`, portAdvice });
  }

  #reportLoaded(models: readonly LoadedModel[]): void {
    if (this.#io.signal.aborted) return;
    this.#io.update({
      currentModel: formatModelNames(models.map(({ name }) => name)),
      vramBytes: this.#isHere ? sumBytes(models, 'size_vram') : undefined,
    });
  }
}
