/** `command`: any program. Its settings say how it is started, probed and asked to free memory. */

import type { SettingValues } from '../../../shared/backend.ts';
import { messageOf, SwitchyardError } from '../../../shared/errors.ts';
import { joinArguments } from '../../../shared/settings/arguments.ts';
import { parseEnvironment } from '../../../shared/settings/environment.ts';
import { findPlaceholder } from '../../../shared/settings/placeholders.ts';
import { KEY_PLACEHOLDER } from '../../../shared/settings/secrets/pasted-secrets.ts';
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { noticeWords } from '../../../shared/words/en/backends/notices.ts';
import { startReasonWords } from '../../../shared/words/en/errors/start-reasons.ts';
import { type HostText, texts } from '../../../shared/words/phrase.ts';
import { settingText as t } from '../../../shared/words/setting-text.ts';
import { fieldText } from '../../../shared/words/wire-phrases.ts';
import {
  type Adapter,
  type AdapterIo,
  defineBackendType,
  type FreeResult,
} from '../../core/backend/backend-type.ts';
import { gpuIds } from '../../core/gpu/gpu-placement.ts';
import { isLoopback, portOf, reachableHost } from '../../core/network-address.ts';
import { CardNotices } from '../common/card-notices.ts';
import {
  baseUrlOf,
  commonAddressNames,
  type EngineAddress,
  followAddress,
  readEngineAddress,
} from '../common/engine-address.ts';
import { HealthMonitor } from '../common/health/health-monitor.ts';
import { isSuccess, sendRequest } from '../common/http-request.ts';
import { reportPage } from '../common/report-page.ts';
import { argumentsFromSetting } from '../common/settings/arguments-setting.ts';
import { ENVIRONMENT_LABEL, workerEnvironment } from '../common/settings/environment-setting.ts';
import {
  describeListening,
  isOnNetwork,
  LISTEN_LABEL,
  type Listening,
} from '../common/settings/listen-setting.ts';
import { pathFromSetting } from '../common/settings/path-setting.ts';
import { startAndStopPolicy } from '../common/settings/start-and-stop-settings.ts';
import {
  assertKeySet,
  hasKeyPlaceholder,
  KEY_LABEL,
  keyHeaders,
  keyVariables,
  withoutKeyArgument,
} from '../common/settings/worker-key.ts';
import { commandPresets } from './command-presets.ts';
import { type CommandSettings, commandSettings, commandLabels as labels } from './command-settings.ts';

const note = texts(noticeWords);
const why = texts(startReasonWords);
const say = texts(freeingWords);

/** In the texts of the settings: replaced by the port that was chosen for the worker. */
const PORT_PLACEHOLDER = '{PORT}';
/** In its arguments and variables: replaced by the address on which it is to listen. */
const HOST_PLACEHOLDER = '{HOST}';
const PORT_ADVICE = why('port_fromPlaceholder', { placeholder: PORT_PLACEHOLDER });
/** Of the stop's time, so much is waited for connections. */
const WAIT_PART = 0.75;
/** Programs that read their key from a variable, see {@link keyVariables}. */
const KEY_FROM_ENVIRONMENT = /(^|[\\/])(llama-server|vllm)(\.exe)?$/i;
/** For the reply to the request that frees memory. */
const FREE_TIMEOUT_MS = 10_000;

export const command = defineBackendType({
  id: 'command',
  name: t('type_command').text,
  description: t('type_command_description').text,
  isStandard: true,
  keywords: ['vLLM', 'KoboldCpp', 'TabbyAPI', 'SGLang', 'script', 'Docker'],
  makesImages: false,
  settings: commandSettings,
  presets: commandPresets,
  countsConnections: true,
  // Switchyard does not know what the program can do.
  features: [],
  maxUsages: ({ MaxUsages }) => MaxUsages,
  gpus: ({ GPU_ID }) => gpuIds(GPU_ID),
  ...startAndStopPolicy,
  createAdapter: (values, io) => new CommandAdapter(values, io),
});

class CommandAdapter implements Adapter {
  readonly #io: AdapterIo;
  readonly #health: HealthMonitor;
  readonly #notices: CardNotices;
  #settings: CommandSettings;
  #isReady = false;
  /** What {PORT} stands for; null where no setting uses it. */
  #port: number | null = null;
  /** The port of the worker, which need not be {PORT}. */
  #workerPort: number | null = null;
  /** When its stop began to wait for its clients, in monotonic milliseconds. */
  #drainStart: number | null = null;
  /** What its arguments and variables say. */
  #address: EngineAddress = { port: null, host: null, own: null, prefix: '', isTls: false };

  constructor(values: CommandSettings, io: AdapterIo) {
    this.#settings = values;
    this.#io = io;
    this.#health = new HealthMonitor(io);
    this.#notices = new CardNotices(io);
  }

  async start(): Promise<void> {
    const io = this.#io;
    const program = pathFromSetting(this.#settings.Command);
    if (program === '')
      throw new SwitchyardError('setting_required', { backend: io.backend, name: labels.Command });
    this.#assertFilledIn();
    this.#address = readCommandAddress(this.#settings, io);
    await this.#choosePort();
    const args = this.#arguments(program);
    const env = this.#environment();
    const cwd = this.#fillPort(pathFromSetting(this.#settings.WorkingDirectory));

    const { HealthUrl, ReadyUrl } = this.#settings;
    this.#checkUrl(labels.HealthUrl, HealthUrl);
    this.#checkUrl(labels.ReadyUrl, ReadyUrl);
    const readyUrl = this.#currentUrl(ReadyUrl || HealthUrl);
    const fixedPort = this.#port === null ? loopbackPort(readyUrl) : null;
    // A program that answers there already would be taken for the worker.
    if (fixedPort !== null) await io.assertPortFree(fixedPort, PORT_ADVICE);
    const port = this.#port ?? fixedPort;
    this.#workerPort = loopbackPort(readyUrl) ?? port;
    io.signal.throwIfAborted();

    const command = this.#fillPort(program);
    const address =
      this.#baseOf(readyUrl) ?? (port === null ? undefined : baseUrlOf(this.#address, { port }));
    io.update({ commandLine: joinArguments([command, ...args]), address });
    if (address !== undefined) this.#reportListening(address);
    await io.spawn({
      command,
      args,
      env,
      ...(cwd === '' ? {} : { cwd }),
      ...(port === null ? {} : { port }),
    });
    await this.#waitUntilReady(readyUrl);
    this.#isReady = true;
    this.#watchHealth();
    if (address?.startsWith('http')) void reportPage(io, address, this.#headers(address));
  }

  /**
   * The program would take a placeholder of a preset for a model or a path, and fail minutes later with an error that does not
   * name it.
   */
  #assertFilledIn(): void {
    for (const name of ['Command', 'Arguments', 'WorkingDirectory', 'Environment'] as const) {
      const placeholder = findPlaceholder(this.#settings[name]);
      if (placeholder !== null)
        throw new SwitchyardError('invalid_setting_at_start', {
          backend: this.#io.backend,
          name: fieldText(commandSettings[name].info, 'label'),
          reason: why('hasPlaceholder', { placeholder }),
        });
    }
  }

  /**
   * Nothing tells of the requests of any program, so its clients' connections stand for them. A client may keep one open
   * without a request: the rest of the stop's time is left for the program to end in good order.
   */
  async countInFlight(): Promise<number> {
    const { clock } = this.#io;
    this.#drainStart ??= clock.now();
    const clients = await this.#io.countClients(this.#workerPort);
    if (clients === null) throw new Error('this system does not tell of connections');
    const isOver = clock.now() - this.#drainStart >= this.#settings.StopTimeout * 1000 * WAIT_PART;
    if (clients > 0 && isOver)
      this.#io.log(`It is ended with its open connections (${clients}): the time for them is over.`);
    const waitsFor = isOver ? 0 : clients;
    this.#notices.set('clients', waitsFor === 0 ? null : note('waitsForClients', { count: waitsFor }));
    return waitsFor;
  }

  async freeMemory({ signal }: { signal: AbortSignal }): Promise<FreeResult> {
    const { FreeMemoryMethod: method, FreeMemoryBody: body } = this.#settings;
    if (this.#settings.FreeMemoryUrl === '') return { ok: false, message: say('noRequest') };
    const url = this.#currentUrl(this.#settings.FreeMemoryUrl);
    if (url === '')
      return {
        ok: false,
        message: say('addressNeedsPort', { port: PORT_PLACEHOLDER }),
      };
    try {
      const { status } = await sendRequest({
        url,
        method,
        json: method === 'GET' ? '' : this.#fillPort(body),
        headers: this.#headers(url),
        isOwnWorker: true,
        signal,
        timeoutMs: FREE_TIMEOUT_MS,
      });
      const ok = isSuccess(status);
      return { ok, message: say(ok ? 'requestAnswered' : 'requestRefused', { status }) };
    } catch (error) {
      return { ok: false, message: say('requestFailed', { reason: messageOf(error) }) };
    }
  }

  canFreeMemory(): boolean {
    return this.#settings.FreeMemoryUrl !== '';
  }

  applySettings(values: SettingValues): void {
    // The registry passes the complete settings of this type.
    this.#settings = values as CommandSettings;
    if (this.#isReady) this.#watchHealth();
  }

  #watchHealth(): void {
    const url = this.#currentUrl(this.#settings.HealthUrl);
    this.#health.watch(url, this.#headers(url));
  }

  /** The key is for the worker alone, and not for a server elsewhere that is asked about it. */
  #headers(url: string): Record<string, string> {
    return loopbackPort(url) === null ? {} : keyHeaders(this.#settings.ApiKey);
  }

  /** A port of the user's arguments is what {PORT} stands for in the addresses. */
  async #choosePort(): Promise<void> {
    if (!usesPort(this.#settings)) return;
    const { port } = this.#address;
    if (port !== null) await this.#io.assertPortFree(port, PORT_ADVICE);
    this.#port = port ?? (await this.#io.choosePort(this.#settings.Port));
  }

  async #waitUntilReady(readyUrl: string): Promise<void> {
    const host = this.#address.host ?? '127.0.0.1';
    const url = readyUrl !== '' ? readyUrl : this.#port === null ? null : `tcp://${host}:${this.#port}`;
    if (url !== null) {
      const { OtherListener, ReadyUrl } = this.#settings;
      await this.#io.waitUntilReady({
        url,
        listener: OtherListener ? 'any' : 'own',
        headers: this.#headers(url),
        settings: {
          address: ReadyUrl === '' ? labels.HealthUrl : labels.ReadyUrl,
          key: KEY_LABEL,
        },
        portAdvice: PORT_ADVICE,
      });
      return;
    }
    const notice = note('noReadyAddress');
    this.#notices.set('ready', notice);
    this.#io.log(notice.text);
  }

  #arguments(program: string): string[] {
    const { ApiKey: key, Arguments: text } = this.#settings;
    const args = argumentsFromSetting({ text, label: labels.Arguments }, this.#io.backend);
    assertKeySet(args, key, this.#io.backend);
    const rest = KEY_FROM_ENVIRONMENT.test(program) ? withoutKeyArgument(args) : args;
    if (hasKeyPlaceholder(rest))
      this.#io.log(
        `Its key stands on its command line, where every user of this machine can read it. Where the program reads it from a variable, put NAME=${KEY_PLACEHOLDER} into its ${ENVIRONMENT_LABEL.text.toLowerCase()} instead.`,
      );
    return rest.map((argument) =>
      this.#fillHost(this.#fillPort(argument)).replaceAll(KEY_PLACEHOLDER, key.trim()),
    );
  }

  #environment(): Record<string, string | undefined> {
    return workerEnvironment(
      this.#io,
      this.#fillHost(this.#fillPort(this.#settings.Environment)).replaceAll(
        KEY_PLACEHOLDER,
        this.#settings.ApiKey.trim(),
      ),
      {
        ...keyVariables(this.#settings.ApiKey),
        ...(this.#port === null ? {} : { PORT: String(this.#port) }),
      },
    );
  }

  #fillPort(text: string): string {
    return this.#port === null ? text : text.replaceAll(PORT_PLACEHOLDER, String(this.#port));
  }

  #fillHost(text: string): string {
    return text.replaceAll(HOST_PLACEHOLDER, hostFor(this.#settings));
  }

  #reportListening(base: string): void {
    const { ApiKey, Arguments, Environment, ListenOn: wanted } = this.#settings;
    const takesHost = `${Arguments} ${Environment}`.includes(HOST_PLACEHOLDER);
    const { own } = this.#address;
    if (wanted === 'the network' && !takesHost && own === null) {
      this.#notices.set('listening', LISTEN_NEEDS_PLACEHOLDER);
      return;
    }
    const listening: Listening = { wanted, own: takesHost ? null : own, base };
    this.#io.update({ isOnNetwork: isOnNetwork(listening) });
    const access = ApiKey.trim() === '' ? NO_KNOWN_KEY : null;
    this.#notices.set('listening', describeListening(listening, access));
  }

  /**
   * The address with its port, and with what the arguments of the worker say of it. Empty where {PORT} was added to the
   * settings after the start, so that no port was chosen.
   */
  #currentUrl(text: string): string {
    const filledUrl = this.#fillPort(text);
    if (filledUrl.includes(PORT_PLACEHOLDER)) return '';
    if (!URL.canParse(filledUrl)) return filledUrl;
    const url = new URL(filledUrl);
    const asked = new URL(url);
    asked.hostname = reachableHost(url.hostname);
    const { port } = this.#address;
    const isOfWorker = text.includes(PORT_PLACEHOLDER) || (port !== null && loopbackPort(filledUrl) === port);
    const followed = isOfWorker ? followAddress(asked, this.#address) : asked;
    return followed.href === url.href ? filledUrl : followed.href;
  }

  /** @throws SwitchyardError `invalid_setting_at_start` */
  #checkUrl(name: HostText, text: string): void {
    const url = this.#fillPort(text);
    if (text === '' || URL.canParse(url)) return;
    const reason = why('notWebAddress_url', { url });
    throw new SwitchyardError('invalid_setting_at_start', { backend: this.#io.backend, name, reason });
  }

  /** Undefined where the ready address is none. */
  #baseOf(readyUrl: string): string | undefined {
    if (!URL.canParse(readyUrl)) return undefined;
    const { host, pathname, protocol } = new URL(readyUrl);
    const { prefix } = this.#address;
    return `${protocol}//${host}${pathname.startsWith(`${prefix}/`) ? prefix : ''}`;
  }
}

/**
 * What arguments and variables say of the address. A port counts only where {PORT} is not handed over in another way: else
 * the addresses mean that one.
 */
function readCommandAddress(
  settings: CommandSettings,
  { backend, platform }: Pick<AdapterIo, 'backend' | 'platform'>,
): EngineAddress {
  const { Arguments, Command, Environment } = settings;
  const args = argumentsFromSetting({ text: Arguments, label: labels.Arguments }, backend);
  const variables = parseEnvironment(Environment);
  const fill = (text: string) => text.replaceAll(HOST_PLACEHOLDER, hostFor(settings));
  const env = Object.entries(variables.ok ? variables.env : {});
  const address = readEngineAddress({
    args: args.map(fill),
    env: Object.fromEntries(env.map(([name, value]) => [name, fill(value)])),
    inherited: process.env,
    names: commonAddressNames,
    backend,
    platform,
    label: labels.Arguments,
    isLenient: true,
  });
  const isHandedOver =
    Command.includes(PORT_PLACEHOLDER) ||
    Environment.includes(PORT_PLACEHOLDER) ||
    args.some(
      (argument, index) =>
        argument.includes(PORT_PLACEHOLDER) &&
        !(argument === PORT_PLACEHOLDER && args[index - 1] === '--port') &&
        argument !== `--port=${PORT_PLACEHOLDER}`,
    );
  return isHandedOver ? { ...address, port: null } : address;
}

const hostFor = ({ ListenOn }: CommandSettings): string =>
  ListenOn === 'the network' ? '0.0.0.0' : '127.0.0.1';

const LISTEN_NEEDS_PLACEHOLDER = note('needsHostPlaceholder', {
  setting: LISTEN_LABEL,
  placeholder: HOST_PLACEHOLDER,
});
const NO_KNOWN_KEY = note('access_noKnownKey');

function usesPort(values: CommandSettings): boolean {
  return Object.values(values).some((value) => typeof value === 'string' && value.includes(PORT_PLACEHOLDER));
}

/** @returns null for an address of another machine */
function loopbackPort(url: string): number | null {
  if (!URL.canParse(url)) return null;
  const address = new URL(url);
  return isLoopback(reachableHost(address.hostname)) ? portOf(address) : null;
}
