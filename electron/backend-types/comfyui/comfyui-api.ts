/** `comfyui_api`: a ComfyUI that runs already, here or elsewhere. It is never started here. */
import { isDeepStrictEqual } from 'node:util';
import { messageOf } from '../../../shared/errors.ts';
import { boolean, type ValuesOf } from '../../../shared/settings.ts';
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { texts } from '../../../shared/words/phrase.ts';
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
import { remoteCommonSettings } from '../../core/backend/common-settings.ts';
import type { Finding, WellKnownLocations } from '../../core/discovery/well-known-locations.ts';
import { describeFinding, probeLoopback } from '../common/loopback-server.ts';
import { EngineClient, REPLY_TIMEOUT_MS } from '../remote/engine-client.ts';
import { RemoteContact } from '../remote/remote-contact.ts';
import {
  contactSettings,
  credentialSettings,
  REMOTE_STOP_TIMEOUT_MS,
  remoteStartTimeoutMs,
  trustSetting,
} from '../remote/remote-settings.ts';
import { freeComfyMemory } from './comfyui-memory.ts';
import { ComfyApi, comfyFeatures, statsSchema, toComfyBasePath } from './comfyui-protocol.ts';
import { overQueueSetting } from './comfyui-settings.ts';

const say = texts(freeingWords);

const MAX_NODE_LIST_BYTES = 8 * 1024 * 1024;

const settings = {
  ...contactSettings('http://127.0.0.1:8188', t('remote_Address_ComfyUI')),
  ...credentialSettings({ boundTo: 'Address' }),
  ...trustSetting,
  OverQueue: overQueueSetting,
  EnableFrontendDev: boolean({
    label: t('comfyuiApi_EnableFrontendDev'),
    description: t('comfyuiApi_EnableFrontendDev_description'),
    default: false,
    advanced: true,
  }),
  ...remoteCommonSettings,
};

type Settings = ValuesOf<typeof settings>;

export const comfyuiApi = defineBackendType({
  id: 'comfyui_api',
  name: t('type_comfyui_api').text,
  description: t('type_comfyui_api_description').text,
  isStandard: true,
  keywords: ['ComfyUI', 'Stable Diffusion', 'Flux', 'images'],
  makesImages: true,
  settings,
  hasPage: true,
  features: comfyFeatures,
  maxUsages: ({ OverQueue }) => OverQueue + 1,
  gpus: () => null,
  autoRestart: () => true,
  stopTimeoutMs: () => REMOTE_STOP_TIMEOUT_MS,
  startTimeoutMs: () => remoteStartTimeoutMs(REPLY_TIMEOUT_MS),
  createAdapter: (values, io) => new ComfyApiAdapter(values, io),
  discover,
});

async function discover({ ports }: WellKnownLocations): Promise<Finding[]> {
  const stats = await probeLoopback(ports.comfyui, '/system_stats', statsSchema);
  if (ports.comfyui === undefined || stats === null) return [];
  return [describeFinding(ports.comfyui, 'ComfyUI')];
}

class ComfyApiAdapter implements Adapter {
  readonly #io: AdapterIo;
  readonly #settings: Settings;
  #comfy: ComfyApi | null = null;
  #pages: BackendPages | null = null;
  #jobs: JobCount | undefined;

  constructor(values: Settings, io: AdapterIo) {
    this.#settings = values;
    this.#io = io;
  }

  async start(): Promise<void> {
    const engine = new EngineClient(this.#settings, this.#io, 'ComfyUI', { toBasePath: toComfyBasePath });
    const comfy = new ComfyApi(engine, { frontendDev: this.#settings.EnableFrontendDev });
    this.#comfy = comfy;
    this.#pages = engine.openAiApi('');
    this.#io.update({ address: engine.baseUrl });
    const contact = new RemoteContact(this.#io, {
      allowIdle: this.#settings.AllowIdle,
      address: () => engine.askedUrl,
      probe: async () => {
        await comfy.stats();
        await this.#reportJobs(comfy);
      },
      onFound: () => void reportFeatures(comfy, this.#io, MAX_NODE_LIST_BYTES),
    });
    await contact.start();
  }

  pages(): BackendPages | null {
    return this.#pages;
  }

  /** Reports its queue, which others fill as well. */
  async #reportJobs(comfy: ComfyApi): Promise<void> {
    const jobs = await comfy.queue().catch(() => undefined);
    if (this.#io.signal.aborted || isDeepStrictEqual(jobs, this.#jobs)) return;
    this.#jobs = jobs;
    this.#io.update({ jobs });
  }

  async freeMemory(options: FreeOptions): Promise<FreeResult> {
    if (!this.#comfy) return { ok: false, message: say('notAskedYet') };
    return await freeComfyMemory(this.#comfy, this.#io, options);
  }
}

/** Reads the nodes of a ComfyUI and reports the features that they provide. Never rejects. */
export async function reportFeatures(comfy: ComfyApi, io: AdapterIo, maxBytes: number): Promise<void> {
  try {
    const features = await comfy.features(maxBytes);
    if (!io.signal.aborted) io.update({ features });
  } catch (error) {
    if (io.signal.aborted) return;
    const reason = messageOf(error);
    io.log(`Its nodes are not known, so only what every ComfyUI can do is shown: ${reason}.`);
  }
}
