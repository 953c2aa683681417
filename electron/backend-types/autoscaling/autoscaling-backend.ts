/**
 * `autoscalingbackend`: starts and stops whole instances on demand. It is the parent of the instances, and of the backends that
 * those show, and sends requests for their models to them.
 */

import { AUTOSCALING_TYPE, type SettingValues } from '../../../shared/backend.ts';
import { messageOf, SwitchyardError } from '../../../shared/errors.ts';
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { remoteReasonWords } from '../../../shared/words/en/errors/remote-reasons.ts';
import { startReasonWords } from '../../../shared/words/en/errors/start-reasons.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { ReasonError } from '../../../shared/words/reason-error.ts';
import { settingText as t } from '../../../shared/words/setting-text.ts';
import {
  type Adapter,
  type AdapterIo,
  type ChildCommand,
  defineBackendType,
  type FreeResult,
  type InstanceTurn,
} from '../../core/backend/backend-type.ts';
import { assertFullPath, assertPathKind, pathFromSetting } from '../common/settings/path-setting.ts';
import { readCredentials } from '../remote/credentials.ts';
import type { PeerChild } from '../swarm/swarm-peer.ts';
import { type AutoscalingSettings, autoscalingSettings, labels } from './autoscaling-settings.ts';
import { createLauncher } from './create-launcher.ts';
import { Fleet, type FleetSettings } from './fleet.ts';
import type { Instance } from './instance.ts';
import { findInstance, instanceKinds } from './instance-kinds.ts';
import { instanceKey } from './instance-view.ts';
import { createAddressReader } from './url-file.ts';

const remote = texts(remoteReasonWords);

const why = texts(startReasonWords);

/** Milliseconds between the polite end of a launch and the forced one. */
const LAUNCH_GRACE_MS = 10_000;
/** Milliseconds for the end of all instances. */
const STOP_TIMEOUT_MS = 60_000;
const START_TIMEOUT_MS = 30_000;

const LLM_FEATURES = ['llm', 'remote_llm', 'openai_api'];

export const autoscalingBackend = defineBackendType({
  id: AUTOSCALING_TYPE,
  name: t('type_autoscalingbackend').text,
  description: t('type_autoscalingbackend_description').text,
  isStandard: false,
  makesImages: false,
  settings: autoscalingSettings,
  features: [],
  maxUsages: ({ MaxBackends, MaxUsages }) => MaxBackends * MaxUsages,
  gpus: () => null,
  autoRestart: () => true,
  stopTimeoutMs: () => STOP_TIMEOUT_MS,
  startTimeoutMs: () => START_TIMEOUT_MS,
  createAdapter: (values, io) => new AutoscalingAdapter(values, io),
});

class AutoscalingAdapter implements Adapter {
  readonly #io: AdapterIo;
  #settings: AutoscalingSettings;
  #fleet: Fleet | null = null;
  /** Aborted when all instances have ended. The signal of the run is aborted before they are asked to end. */
  readonly #lifetime = new AbortController();
  /** The children as JSON, as they were reported last. */
  #lastReport = '';

  constructor(values: AutoscalingSettings, io: AdapterIo) {
    this.#settings = values;
    this.#io = io;
  }

  async start(): Promise<void> {
    const io = this.#io;
    const script = await this.#checkScript();
    const urlPattern = this.#readPattern();
    this.#checkLimits();
    readCredentials(this.#settings, io.backend);
    const urlFile = pathFromSetting(this.#settings.UrlFile);
    this.#fleet = new Fleet({
      io,
      launcher: createLauncher(this.#settings, { script, urlPattern }, io),
      addressReader: (number, isFound) =>
        urlFile === '' ? undefined : createAddressReader(urlFile, number, isFound, io),
      settings: () => this.#limits(),
      instance: {
        find: (address) => this.#find(address),
        attemptMs: () => this.#settings.ConnectionAttemptTimeoutSeconds * 1000,
        maxUsages: () => this.#settings.MaxUsages,
        launchMs: () => this.#settings.LaunchTimeout * 60_000 || Number.POSITIVE_INFINITY,
        graceMs: LAUNCH_GRACE_MS,
      },
      onChange: () => this.#report(),
    });
    io.onWake(() => {
      for (const instance of this.#fleet?.instances ?? []) instance.probeNow();
    });
    this.#fleet.start();
  }

  enterInstance(model: string | null): InstanceTurn | null {
    return this.#fleet?.enter(model) ?? null;
  }

  noteDemand(): void {
    this.#fleet?.check();
  }

  applySettings(values: SettingValues): void {
    // The registry passes the complete settings of this type.
    this.#settings = values as AutoscalingSettings;
    this.#fleet?.check();
  }

  async beforeStop(): Promise<void> {
    await this.#fleet?.end();
    this.#lifetime.abort();
  }

  async freeChildMemory(
    key: string,
    options: { systemRam: boolean; signal: AbortSignal },
  ): Promise<FreeResult> {
    const { instance, child = null } = this.#findChild(key) ?? {};
    const freed = await instance?.api?.freeMemory?.(child, options);
    return freed ?? { ok: false, message: texts(freeingWords)('cannotBeAsked') };
  }

  /** An instance itself is not switched on by hand: demand starts it. Switched off, it ends after its last request. */
  async commandChild(key: string, command: ChildCommand): Promise<boolean> {
    const { instance, child = null } = this.#findChild(key) ?? {};
    if (instance && child === null) {
      if (command.kind === 'toggle' && command.enabled) return false;
      if (instance.phase === 'up') instance.drain();
      else await instance.end();
      return true;
    }
    if (child === null || !instance?.api?.commandChild) throw new ReasonError(remote('goneThere'));
    const isDone = await instance.api.commandChild(child, command);
    instance.probeNow();
    return isDone;
  }

  /** @returns the instance of a key, and its backend with that key; null for the instance itself */
  #findChild(key: string): { instance: Instance; child: PeerChild | null } | null {
    for (const instance of this.#fleet?.instances ?? []) {
      const child = instance.findChild(key);
      if (child !== null || key === instanceKey(instance.number)) return { instance, child };
    }
    return null;
  }

  #find({ url, modelsUrl, signal }: { url: string; modelsUrl: string | null; signal: AbortSignal }) {
    const { backend, clock, serverId } = this.#io;
    const { AuthorizationHeader, Kind, OtherHeaders } = this.#settings;
    return findInstance(Kind === 'auto' ? instanceKinds : [Kind], {
      url,
      modelsUrl,
      credentials: { AuthorizationHeader, OtherHeaders },
      backend,
      clock,
      serverId,
      signal: AbortSignal.any([signal, this.#lifetime.signal]),
    });
  }

  #limits(): FleetSettings {
    const settings = this.#settings;
    return {
      minInstances: Math.min(settings.MinBackends, settings.MaxBackends),
      maxInstances: settings.MaxBackends,
      minQueued: settings.MinQueuedBeforeExpand,
      minIdleMs: settings.MinIdleTime * 60_000,
      startPauseMs: settings.MinWaitBetweenStart * 60_000,
      failurePauseMs: settings.MinWaitAfterFailure * 60_000,
      stopPauseMs: settings.MinWaitBetweenStop * 60_000,
    };
  }

  /** @throws SwitchyardError */
  async #checkScript(): Promise<string> {
    const { backend, files } = this.#io;
    const where = { backend, name: labels.StartScript };
    const script = pathFromSetting(this.#settings.StartScript);
    if (script === '') throw new SwitchyardError('setting_required', where);
    assertFullPath(script, where);
    await assertPathKind(script, 'file', { ...where, files });
    return script;
  }

  /** @throws SwitchyardError `invalid_setting_at_start` */
  #readPattern(): RegExp | null {
    const { UrlPattern } = this.#settings;
    if (UrlPattern === '') return null;
    try {
      return new RegExp(UrlPattern);
    } catch (error) {
      const reason = why('notRegularExpression', { reason: messageOf(error) });
      throw new SwitchyardError('invalid_setting_at_start', {
        backend: this.#io.backend,
        name: labels.UrlPattern,
        reason,
      });
    }
  }

  /** @throws SwitchyardError `invalid_setting_at_start` */
  #checkLimits(): void {
    const { MaxBackends, MinBackends } = this.#settings;
    if (MinBackends <= MaxBackends) return;
    throw new SwitchyardError('invalid_setting_at_start', {
      backend: this.#io.backend,
      name: labels.MinBackends,
      reason: why('moreThanOther', {
        value: MinBackends,
        other: labels.MaxBackends,
        limit: MaxBackends,
      }),
    });
  }

  /** Does nothing where nothing has changed. */
  #report(): void {
    const fleet = this.#fleet;
    if (!fleet) return;
    const children = fleet.children;
    const { machines, state: scale, notice } = fleet;
    const models = [...new Set([...this.#settings.Models, ...fleet.models])].filter((name) => name !== '');
    const report = JSON.stringify([children, scale, machines, notice, models]);
    if (report === this.#lastReport) return;
    this.#lastReport = report;
    this.#io.reportChildren(children);
    this.#io.update({
      scale,
      machines,
      notice,
      // Without a name, what the last run has served counts.
      ...(models.length > 0 ? { models, features: LLM_FEATURES } : {}),
    });
  }
}
