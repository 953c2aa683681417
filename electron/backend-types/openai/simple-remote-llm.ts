/** `simpleremotellm`: any server that speaks the API of OpenAI; it is asked, never started. */
import { z } from 'zod';
import type { ValuesOf } from '../../../shared/settings.ts';
import {
  type Adapter,
  type AdapterIo,
  defineBackendType,
  type FreeResult,
} from '../../core/backend/backend-type.ts';
import { remoteCommonSettings } from '../../core/backend/common-settings.ts';
import type { Finding, WellKnownLocations } from '../../core/discovery/well-known-locations.ts';
import { describeFinding, probeLoopback } from '../common/loopback-server.ts';
import { formatModelNames } from '../common/model-names.ts';
import { RemoteContact } from '../remote/remote-contact.ts';
import {
  accessSettings,
  contactSettings,
  REMOTE_STOP_TIMEOUT_MS,
  RemoteEngine,
  remoteStartTimeoutMs,
} from '../remote/remote-engine.ts';

const settings = {
  ...contactSettings('http://192.168.1.20:8000', 'the server'),
  ...accessSettings,
  ...remoteCommonSettings,
};

type Settings = ValuesOf<typeof settings>;

const modelsSchema = z.object({ data: z.array(z.object({ id: z.string() })) });

export const simpleRemoteLlm = defineBackendType({
  id: 'simpleremotellm',
  name: 'Remote LLM (OpenAI API)',
  description:
    'A language model server with the API of OpenAI: vLLM, LM Studio, llama-server, a paid service. Switchyard watches it, but does not start it.',
  isStandard: false,
  canLoadModels: true,
  settings,
  features: ['llm', 'openai_api'],
  maxUsages: () => 1,
  gpus: () => null,
  autoRestart: () => true,
  stopTimeoutMs: () => REMOTE_STOP_TIMEOUT_MS,
  startTimeoutMs: ({ ConnectionAttemptTimeoutSeconds }) =>
    remoteStartTimeoutMs(ConnectionAttemptTimeoutSeconds * 1000),
  createAdapter: (values, io) => new RemoteLlmAdapter(values, io),
  discover,
});

const healthSchema = z.object({ status: z.literal('ok') });
// A llama-server with one model tells its path, a router its role.
const propsSchema = z.union([z.object({ model_path: z.string() }), z.object({ role: z.literal('router') })]);
const openAiListSchema = modelsSchema.extend({ object: z.literal('list') });
const koboldSchema = z.object({ result: z.literal('KoboldCpp'), version: z.string() });

async function discover({ ports }: WellKnownLocations): Promise<Finding[]> {
  const isLlama = async () =>
    (await probeLoopback(ports['llama-server'], '/health', healthSchema)) !== null &&
    (await probeLoopback(ports['llama-server'], '/props', propsSchema)) !== null;
  const isLmStudio = async () =>
    (await probeLoopback(ports['lm-studio'], '/v1/models', openAiListSchema)) !== null;
  const isKobold = async () =>
    (await probeLoopback(ports.koboldcpp, '/api/extra/version', koboldSchema)) !== null;
  const looks = [
    { name: 'llama-server', port: ports['llama-server'], answers: isLlama },
    { name: 'LM Studio', port: ports['lm-studio'], answers: isLmStudio },
    { name: 'KoboldCpp', port: ports.koboldcpp, answers: isKobold },
  ];
  const found = await Promise.all(
    looks.map(async ({ name, port, answers }) => {
      return port === undefined || !(await answers()) ? [] : [describeFinding(port, name)];
    }),
  );
  return found.flat();
}

class RemoteLlmAdapter implements Adapter {
  readonly #io: AdapterIo;
  readonly #settings: Settings;

  constructor(values: Settings, io: AdapterIo) {
    this.#settings = values;
    this.#io = io;
  }

  async start(): Promise<void> {
    const engine = new RemoteEngine(this.#settings, this.#io, 'an OpenAI-compatible server');
    this.#io.update({ address: engine.base });
    const contact = new RemoteContact(this.#io, {
      allowIdle: this.#settings.AllowIdle,
      address: engine.base,
      probe: async () => {
        // People write the address with and without the part that every path begins with.
        const path = /\/v\d+$/.test(engine.base) ? '/models' : '/v1/models';
        const complaint = 'what answers does not list models as that API does';
        const { data } = await engine.probe(path, modelsSchema, complaint);
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
