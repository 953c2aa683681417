/** `simpleremotellm`: any server with the API of OpenAI. It is never started here. */

import { hasCode } from '../../../shared/errors.ts';
import { integer, type ValuesOf } from '../../../shared/settings.ts';
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { remoteReasonWords } from '../../../shared/words/en/errors/remote-reasons.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { settingText as t } from '../../../shared/words/setting-text.ts';
import {
  type Adapter,
  type AdapterIo,
  defineBackendType,
  type FreeResult,
  type OpenAiApi,
} from '../../core/backend/backend-type.ts';
import { remoteCommonSettings } from '../../core/backend/common-settings.ts';
import { formatModelNames } from '../common/model-names.ts';
import { aliasSetting } from '../common/settings/alias-setting.ts';
import { EngineClient } from '../remote/engine-client.ts';
import { RemoteContact, SERVICE_INTERVAL_MS } from '../remote/remote-contact.ts';
import {
  accessSettings,
  contactSettings,
  probeIntervalMs,
  probeIntervalSetting,
  REMOTE_STOP_TIMEOUT_MS,
  remoteStartTimeoutMs,
} from '../remote/remote-settings.ts';
import { modelListPaths, toOpenAiBasePath } from './openai-paths.ts';
import { discoverOpenAiServers, modelsSchema } from './openai-servers.ts';

const remote = texts(remoteReasonWords);

const settings = {
  ...contactSettings('http://192.168.1.20:8000', t('remote_Address_server')),
  ...accessSettings,
  ...probeIntervalSetting(SERVICE_INTERVAL_MS),
  MaxUsages: integer({
    label: t('remoteLlm_MaxUsages'),
    description: t('remoteLlm_MaxUsages_description'),
    default: 16,
    min: 1,
    max: 1000,
    advanced: true,
    requiresRestart: false,
  }),
  ...aliasSetting,
  ...remoteCommonSettings,
};

type Settings = ValuesOf<typeof settings>;

export const simpleRemoteLlm = defineBackendType({
  id: 'simpleremotellm',
  name: t('type_simpleremotellm').text,
  description: t('type_simpleremotellm_description').text,
  isStandard: false,
  keywords: [
    'OpenAI-compatible server',
    'LM Studio',
    'vLLM',
    'llama-server',
    'KoboldCpp',
    'TabbyAPI',
    'LocalAI',
    'Jan',
    'OpenRouter',
    'OpenAI',
    'LLM',
    'language model',
  ],
  makesImages: false,
  settings,
  features: ['llm', 'remote_llm', 'openai_api'],
  maxUsages: ({ MaxUsages }) => MaxUsages,
  gpus: () => null,
  autoRestart: () => true,
  stopTimeoutMs: () => REMOTE_STOP_TIMEOUT_MS,
  startTimeoutMs: ({ ConnectionAttemptTimeoutSeconds }) =>
    remoteStartTimeoutMs(ConnectionAttemptTimeoutSeconds * 1000),
  createAdapter: (values, io) => new RemoteLlmAdapter(values, io),
  discover: discoverOpenAiServers,
});

class RemoteLlmAdapter implements Adapter {
  readonly #io: AdapterIo;
  readonly #settings: Settings;
  #api: OpenAiApi | null = null;

  constructor(values: Settings, io: AdapterIo) {
    this.#settings = values;
    this.#io = io;
  }

  async start(): Promise<void> {
    const engine = new EngineClient(this.#settings, this.#io, remote('engine_openai'), {
      toBasePath: toOpenAiBasePath,
    });
    this.#io.update({ address: engine.baseUrl });
    let paths = modelListPaths(engine.baseUrl);
    const contact = new RemoteContact(this.#io, {
      allowIdle: this.#settings.AllowIdle,
      address: () => engine.askedUrl,
      intervalMs: probeIntervalMs(this.#settings, engine.baseUrl, SERVICE_INTERVAL_MS),
      probe: async () => {
        const { path, models } = await listModels(engine, paths);
        paths = [path];
        this.#api = engine.openAiApi(path.replace(/\/models$/, ''));
        this.#io.update({ currentModel: formatModelNames(models), models });
      },
    });
    await contact.start();
  }

  openAiApi(): OpenAiApi | null {
    return this.#api;
  }

  async freeMemory(): Promise<FreeResult> {
    return {
      ok: false,
      message: texts(freeingWords)('noWay'),
    };
  }
}

/**
 * The models, and the path at which they are listed: the first of `paths` that lists any.
 * @throws the error of the first path, which is the likely one, where none does
 */
async function listModels(
  engine: EngineClient,
  [path = '', ...others]: readonly string[],
): Promise<{ path: string; models: string[] }> {
  try {
    return { path, models: await engine.probe(path, modelsSchema, remote('not_openai')) };
  } catch (error) {
    if (others.length === 0 || !hasCode(error, 'wrong_engine')) throw error;
    return await listModels(engine, others).catch(() => {
      throw error;
    });
  }
}
