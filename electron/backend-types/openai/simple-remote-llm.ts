/** `simpleremotellm`: any server with the API of OpenAI. It is never started here. */
import type { ValuesOf } from '../../../shared/settings.ts';
import {
  type Adapter,
  type AdapterIo,
  defineBackendType,
  type FreeResult,
} from '../../core/backend/backend-type.ts';
import { remoteCommonSettings } from '../../core/backend/common-settings.ts';
import { formatModelNames } from '../common/model-names.ts';
import { EngineClient } from '../remote/engine-client.ts';
import { RemoteContact } from '../remote/remote-contact.ts';
import {
  accessSettings,
  contactSettings,
  REMOTE_STOP_TIMEOUT_MS,
  remoteStartTimeoutMs,
} from '../remote/remote-settings.ts';
import { discoverOpenAiServers, modelsSchema } from './openai-servers.ts';

const settings = {
  ...contactSettings('http://192.168.1.20:8000', 'the server'),
  ...accessSettings,
  ...remoteCommonSettings,
};

type Settings = ValuesOf<typeof settings>;

export const simpleRemoteLlm = defineBackendType({
  id: 'simpleremotellm',
  name: 'Remote LLM (OpenAI API)',
  description:
    'A language model server with the API of OpenAI: vLLM, LM Studio, llama-server, a paid service. Switchyard watches it, but does not start it.',
  isStandard: false,
  makesImages: false,
  settings,
  features: ['llm', 'remote_llm', 'openai_api'],
  maxUsages: () => 1,
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

  constructor(values: Settings, io: AdapterIo) {
    this.#settings = values;
    this.#io = io;
  }

  async start(): Promise<void> {
    const engine = new EngineClient(this.#settings, this.#io, 'an OpenAI-compatible server');
    this.#io.update({ address: engine.baseUrl });
    const contact = new RemoteContact(this.#io, {
      allowIdle: this.#settings.AllowIdle,
      address: engine.baseUrl,
      probe: async () => {
        // Some people type the address with /v1, which every path begins with, and some without.
        const path = /\/v\d+$/.test(engine.baseUrl) ? '/models' : '/v1/models';
        const mismatch = 'what answers does not list models as that API does';
        const { data } = await engine.probe(path, modelsSchema, mismatch);
        this.#io.update({ currentModel: formatModelNames(data.map(({ id }) => id)) });
      },
    });
    await contact.start();
  }

  async freeMemory(): Promise<FreeResult> {
    return {
      ok: false,
      message: 'The API of OpenAI has no way to free memory. Free it on the machine where the server runs.',
    };
  }
}
