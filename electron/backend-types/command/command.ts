/** `command`: any program. Its settings say how it is started, probed and asked to free memory. */
import { z } from 'zod';
import type { SettingValues } from '../../../shared/backend.ts';
import { messageOf, SwitchyardError } from '../../../shared/errors.ts';
import { joinArguments } from '../../../shared/settings/arguments.ts';
import {
  type Adapter,
  type AdapterIo,
  defineBackendType,
  type FreeResult,
} from '../../core/backend/backend-type.ts';
import type { Finding, WellKnownLocations } from '../../core/discovery/well-known-locations.ts';
import { gpuIds } from '../../core/gpu/gpu-placement.ts';
import { isLoopback, portOf } from '../../core/network-address.ts';
import { argumentsFromSetting } from '../common/arguments-setting.ts';
import { workerEnvironment } from '../common/environment-setting.ts';
import { HealthMonitor } from '../common/health-monitor.ts';
import { isSuccess, sendRequest } from '../common/http-request.ts';
import { loopbackAddress, probeLoopback } from '../common/loopback-server.ts';
import { pathFromSetting } from '../common/path-setting.ts';
import { startAndStopPolicy } from '../common/start-and-stop-settings.ts';
import { commandPresets } from './command-presets.ts';
import { type CommandSettings, commandSettings, commandLabels as labels } from './command-settings.ts';

/** In the texts of the settings: replaced by the port that was chosen for the worker. */
const PORT_PLACEHOLDER = '{PORT}';
/** For the reply to the request that frees memory. */
const FREE_TIMEOUT_MS = 10_000;

export const command = defineBackendType({
  id: 'command',
  name: 'Any program',
  description:
    'Runs a program of yours: llama-server, vLLM, Ollama, KoboldCpp, A1111 or anything else. Presets fill in the form.',
  isStandard: true,
  makesImages: false,
  settings: commandSettings,
  presets: commandPresets,
  // Switchyard does not know what the program can do.
  features: [],
  maxUsages: ({ MaxUsages }) => MaxUsages,
  gpus: ({ GPU_ID }) => gpuIds(GPU_ID),
  ...startAndStopPolicy,
  createAdapter: (values, io) => new CommandAdapter(values, io),
  discover,
});

const memorySchema = z.object({
  ram: z.object({ total: z.number() }),
  cuda: z.record(z.string(), z.unknown()),
});

/** Finds an A1111, for which no other type exists. This type cannot connect to the one that runs, but can start it next time. */
async function discover({ ports }: WellKnownLocations): Promise<Finding[]> {
  const preset = commandPresets.find(({ id }) => id === 'a1111');
  if (ports.a1111 === undefined || !preset) return [];
  if (!(await probeLoopback(ports.a1111, '/sdapi/v1/memory', memorySchema))) return [];
  const address = loopbackAddress(ports.a1111);
  return [
    {
      title: preset.name,
      settings: preset.settings,
      found: `${preset.name} answers at ${address}; end it there to have it started here`,
      address,
    },
  ];
}

class CommandAdapter implements Adapter {
  readonly #io: AdapterIo;
  readonly #health: HealthMonitor;
  #settings: CommandSettings;
  #isReady = false;
  /** The chosen port; null where no setting uses {PORT}. */
  #port: number | null = null;

  constructor(values: CommandSettings, io: AdapterIo) {
    this.#settings = values;
    this.#io = io;
    this.#health = new HealthMonitor(io);
  }

  async start(): Promise<void> {
    const io = this.#io;
    const program = pathFromSetting(this.#settings.Command);
    if (program === '')
      throw new SwitchyardError('setting_required', { backend: io.backend, name: labels.Command });
    if (usesPort(this.#settings)) this.#port = await io.choosePort();
    const args = this.#arguments();
    const env = this.#environment();
    const cwd = this.#fillPort(pathFromSetting(this.#settings.WorkingDirectory));

    const readyUrl = this.#fillPort(this.#settings.ReadyUrl || this.#settings.HealthUrl);
    const fixedPort = this.#port === null ? loopbackPort(readyUrl) : null;
    // A program that answers there already would be taken for the worker.
    if (fixedPort !== null) await io.assertPortFree(fixedPort);
    const port = this.#port ?? fixedPort;
    io.signal.throwIfAborted();

    const command = this.#fillPort(program);
    io.update({
      commandLine: joinArguments([command, ...args]),
      address: originOf(readyUrl) ?? (port === null ? undefined : `http://127.0.0.1:${port}`),
    });
    await io.spawn({
      command,
      args,
      env,
      ...(cwd === '' ? {} : { cwd }),
      ...(port === null ? {} : { port }),
    });
    await this.#waitUntilReady(readyUrl);
    this.#isReady = true;
    this.#health.watch(this.#currentUrl(this.#settings.HealthUrl));
  }

  async freeMemory({ signal }: { signal: AbortSignal }): Promise<FreeResult> {
    const { FreeMemoryMethod: method, FreeMemoryBody: body } = this.#settings;
    if (this.#settings.FreeMemoryUrl === '')
      return { ok: false, message: 'No request for freeing memory is set.' };
    const url = this.#currentUrl(this.#settings.FreeMemoryUrl);
    if (url === '')
      return {
        ok: false,
        message: 'The address for freeing memory uses {PORT}, which takes effect at the next start.',
      };
    try {
      const { status } = await sendRequest({
        url,
        method,
        json: method === 'GET' ? '' : this.#fillPort(body),
        signal,
        timeoutMs: FREE_TIMEOUT_MS,
      });
      return isSuccess(status)
        ? { ok: true, message: `The memory request was answered with ${status}.` }
        : { ok: false, message: `The memory request was refused with ${status}.` };
    } catch (error) {
      const reason = messageOf(error);
      return { ok: false, message: `The memory request failed: ${reason}.` };
    }
  }

  canFreeMemory(): boolean {
    return this.#settings.FreeMemoryUrl !== '';
  }

  applySettings(values: SettingValues): void {
    // The registry passes the complete settings of this type.
    this.#settings = values as CommandSettings;
    if (this.#isReady) this.#health.watch(this.#currentUrl(this.#settings.HealthUrl));
  }

  async #waitUntilReady(readyUrl: string): Promise<void> {
    const url = readyUrl !== '' ? readyUrl : this.#port === null ? null : `tcp://127.0.0.1:${this.#port}`;
    if (url !== null) {
      await this.#io.waitUntilReady({ url, listener: this.#settings.OtherListener ? 'any' : 'own' });
      return;
    }
    const notice = 'No ready address is set, so it counts as up while its process lives.';
    this.#io.update({ notice });
    this.#io.log(notice);
  }

  #arguments(): string[] {
    const setting = { text: this.#settings.Arguments, label: labels.Arguments };
    return argumentsFromSetting(setting, this.#io.backend).map((argument) => this.#fillPort(argument));
  }

  #environment(): Record<string, string | undefined> {
    return workerEnvironment(
      this.#io,
      this.#fillPort(this.#settings.Environment),
      this.#port === null ? {} : { PORT: String(this.#port) },
    );
  }

  #fillPort(text: string): string {
    return this.#port === null ? text : text.replaceAll(PORT_PLACEHOLDER, String(this.#port));
  }

  /** The address with its port; empty where {PORT} was added to the settings after the start, so that no port was chosen. */
  #currentUrl(url: string): string {
    const filledUrl = this.#fillPort(url);
    return filledUrl.includes(PORT_PLACEHOLDER) ? '' : filledUrl;
  }
}

function usesPort(values: CommandSettings): boolean {
  return Object.values(values).some((value) => typeof value === 'string' && value.includes(PORT_PLACEHOLDER));
}

/** @returns null for an address of another machine */
function loopbackPort(url: string): number | null {
  if (!URL.canParse(url)) return null;
  const address = new URL(url);
  return isLoopback(address.hostname) ? portOf(address) : null;
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}
