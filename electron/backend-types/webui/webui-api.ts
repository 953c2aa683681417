/** `auto_webui_api`: an AUTOMATIC1111, Forge or reForge that runs already, here or elsewhere. It is never started here. */

import { hasCode, SwitchyardError } from '../../../shared/errors.ts';
import type { ValuesOf } from '../../../shared/settings.ts';
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { startReasonWords } from '../../../shared/words/en/errors/start-reasons.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { settingText as t } from '../../../shared/words/setting-text.ts';
import {
  type Adapter,
  type AdapterIo,
  type BackendPages,
  defineBackendType,
  type FreeOptions,
  type FreeResult,
} from '../../core/backend/backend-type.ts';
import { remoteCommonSettings } from '../../core/backend/common-settings.ts';
import type { Finding, WellKnownLocations } from '../../core/discovery/well-known-locations.ts';
import { CardNotices } from '../common/card-notices.ts';
import { describeFinding, probeLoopback } from '../common/loopback-server.ts';
import { EngineClient } from '../remote/engine-client.ts';
import { RemoteContact } from '../remote/remote-contact.ts';
import {
  accessSettings,
  contactSettings,
  REMOTE_STOP_TIMEOUT_MS,
  remoteLabels,
  remoteStartTimeoutMs,
} from '../remote/remote-settings.ts';
import { authorizationOf } from './webui-login.ts';
import { WebuiMonitor } from './webui-monitor.ts';
import {
  MEMORY_PATH,
  memorySchema,
  toWebuiBasePath,
  WEBUI,
  WebuiApi,
  webuiFeatures,
} from './webui-protocol.ts';
import { apiAuthSetting, webuiLabels } from './webui-settings.ts';

const why = texts(startReasonWords);

const settings = {
  ...contactSettings('http://127.0.0.1:7860', t('remote_Address_webui')),
  ApiAuth: apiAuthSetting(t('webuiApi_ApiAuth_description'), 'Address'),
  ...accessSettings,
  ...remoteCommonSettings,
};

type Settings = ValuesOf<typeof settings>;

export const webuiApi = defineBackendType({
  id: 'auto_webui_api',
  name: t('type_auto_webui_api').text,
  description: t('type_auto_webui_api_description').text,
  isStandard: true,
  keywords: ['AUTOMATIC1111', 'A1111', 'Forge', 'reForge', 'Stable Diffusion web UI'],
  makesImages: true,
  settings,
  hasPage: true,
  features: webuiFeatures,
  maxUsages: () => 1,
  gpus: () => null,
  autoRestart: () => true,
  stopTimeoutMs: () => REMOTE_STOP_TIMEOUT_MS,
  startTimeoutMs: ({ ConnectionAttemptTimeoutSeconds: seconds }) => remoteStartTimeoutMs(seconds * 1000),
  createAdapter: (values, io) => new WebuiApiAdapter(values, io),
  discover,
});

async function discover({ ports }: WellKnownLocations): Promise<Finding[]> {
  const memory = await probeLoopback(ports.a1111, MEMORY_PATH, memorySchema);
  if (ports.a1111 === undefined || memory === null) return [];
  return [describeFinding(ports.a1111, 'A1111 / Forge')];
}

class WebuiApiAdapter implements Adapter {
  readonly #io: AdapterIo;
  readonly #settings: Settings;
  #monitor: WebuiMonitor | null = null;
  #pages: BackendPages | null = null;

  constructor(values: Settings, io: AdapterIo) {
    this.#settings = values;
    this.#io = io;
  }

  async start(): Promise<void> {
    const io = this.#io;
    const engine = new EngineClient(this.#access(), io, WEBUI, { toBasePath: toWebuiBasePath });
    const api = new WebuiApi(engine);
    const monitor = new WebuiMonitor(api, io, new CardNotices(io));
    this.#monitor = monitor;
    this.#pages = { ...engine.openAiApi(''), prefixIsInHost: true };
    io.update({ address: engine.baseUrl });
    const contact = new RemoteContact(io, {
      allowIdle: this.#settings.AllowIdle,
      address: () => engine.askedUrl,
      probe: async () => {
        await monitor.probe({ reportVram: false }).catch(async (error: unknown) => {
          throw hasCode(error, 'wrong_engine') && (await api.isWithoutApi())
            ? new SwitchyardError('webui_api_off', { backend: io.backend, address: engine.baseUrl })
            : error;
        });
        await monitor.readJobs();
      },
    });
    await contact.start();
  }

  pages(): BackendPages | null {
    return this.#pages;
  }

  async freeMemory(options: FreeOptions): Promise<FreeResult> {
    if (!this.#monitor) return { ok: false, message: texts(freeingWords)('notAskedYet') };
    return await this.#monitor.freeMemory(options);
  }

  /** @throws SwitchyardError `invalid_setting_at_start` */
  #access(): Settings {
    const authorization = authorizationOf(this.#settings.ApiAuth, this.#io.backend);
    if (authorization === '') return this.#settings;
    if (this.#settings.AuthorizationHeader !== '')
      throw new SwitchyardError('invalid_setting_at_start', {
        backend: this.#io.backend,
        name: webuiLabels.ApiAuth,
        reason: why('emptyWhileSameHeader', { other: remoteLabels.AuthorizationHeader }),
      });
    return { ...this.#settings, AuthorizationHeader: authorization };
  }
}
