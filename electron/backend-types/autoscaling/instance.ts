/**
 * One instance, from the launch that is to bring it to the confirmed end of both. Invariant: only this file writes the state of
 * an instance, and `ended` is its last.
 */

import { fleetReasonWords } from '../../../shared/words/en/errors/fleet-reasons.ts';
import { englishOf, type HostText, texts } from '../../../shared/words/phrase.ts';
import type { ChildFacts, InstanceTurn, JobCount } from '../../core/backend/backend-type.ts';
import type { LaunchMessage } from '../../core/scale-out/launch-messages.ts';
import type { Launch, LaunchListener } from '../../core/scale-out/launcher.ts';
import { type InstanceOnMachine, machineOf } from '../common/machines.ts';
import type { PeerChild } from '../swarm/swarm-peer.ts';
import { askToEnd } from './ask-to-end.ts';
import { makeFirstContact } from './first-contact.ts';
import { toMinutes } from './format-time.ts';
import { InstanceContact } from './instance-contact.ts';
import { type InstanceApi, type InstanceState, reasonOf } from './instance-kinds.ts';
import type { InstanceOptions, InstancePhase } from './instance-options.ts';
import { findInstanceChild, instanceFacts, placeOf } from './instance-view.ts';

const say = texts(fleetReasonWords);

const textOf = (reason: HostText | null): string | null => reason && englishOf(reason);

/** Milliseconds after which an instance that is away is given up, where it is known what runs. */
const MAX_AWAY_MS = 120_000;
const ADDRESS_INTERVAL_MS = 1_000;

export class Instance implements LaunchListener {
  readonly number: number;
  readonly #options: InstanceOptions;
  readonly #abort = new AbortController();
  #phase: InstancePhase = 'launching';
  #launch: Launch | null = null;
  #retries = 1;
  #url: string | null = null;
  #modelsUrl: string | null = null;
  #api: InstanceApi | null = null;
  #state: InstanceState = { api: null, models: [], children: [], jobs: null, memory: null };
  #inFlight = 0;
  /** Monotonic milliseconds; null while it has work. */
  #idleSince: number | null = null;
  /** Whether it has not replied to a request. It gets no more requests until it answers a probe. */
  #isSuspect = false;
  /** Null until it has answered. */
  #contact: InstanceContact | null = null;
  /** Why its launch has ended, once it has. */
  #launchEnd: { reason: HostText; isGone: boolean } | null = null;
  #noteLaunchEnd: () => void = () => {};
  readonly #launchEnded = new Promise<void>((resolve) => {
    this.#noteLaunchEnd = resolve;
  });
  #waitsFor: HostText | null = null;
  #cancelLaunchTimer = () => {};
  #cancelAddressTimer = () => {};
  #ending: Promise<void> | null = null;
  #launched: () => void = () => {};
  /** Settles when it is known whether there is a launch. */
  readonly #hasLaunch = new Promise<void>((resolve) => {
    this.#launched = resolve;
  });

  constructor(options: InstanceOptions) {
    this.#options = options;
    this.number = options.number;
    this.#startLaunchTimer();
    this.#watchAddress();
  }

  get phase(): InstancePhase {
    return this.#phase;
  }

  /** Whether it may still run. */
  get isActive(): boolean {
    return this.#phase !== 'ended';
  }

  /** Whether it gets new requests. */
  get takesRequests(): boolean {
    return this.#phase === 'up' && !this.#isSuspect && this.#state.api !== null;
  }

  get models(): readonly string[] {
    return this.#state.models;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get jobs(): JobCount | null {
    return this.#state.jobs;
  }

  get idleSince(): number | null {
    return this.#phase === 'up' ? this.#idleSince : null;
  }

  /** How many requests it can have at the same time. Where it gets no new ones, those that it has. */
  get capacity(): number {
    return this.takesRequests ? this.#options.maxUsages() : this.#inFlight;
  }

  get api(): InstanceApi | null {
    return this.#api;
  }

  get isRefusingControl(): boolean {
    return this.#phase === 'up' && (this.#contact?.isRefusingControl ?? false);
  }

  /** Why it waits for a place, in the words of the scheduler; null where it has one. */
  get waitsFor(): HostText | null {
    return this.#phase === 'launching' ? this.#waitsFor : null;
  }

  /** To be called once, with the launch or with null where there is none. */
  setLaunch(launch: Launch | null): void {
    this.#launch = launch;
    this.#launched();
    this.#options.onChange();
  }

  /** The launch could not be started. */
  failLaunch(reason: HostText): void {
    this.setLaunch(null);
    this.#fail(reason);
  }

  onMessage(message: LaunchMessage): void {
    const { log, number } = this.#options;
    switch (message.kind) {
      case 'retries':
        this.#retries = message.count;
        return;
      case 'waiting':
        this.onWaiting(message.reason);
        return;
      case 'models-url':
        this.#modelsUrl = message.url;
        return;
      case 'unusable':
        log(`Launch ${number} printed a line that cannot be used: ${message.reason}.`);
        return;
      case 'failed':
        if (this.#phase === 'launching')
          this.#fail(
            message.reason === null
              ? say('declaredFailedOnly')
              : say('declaredFailed', { reason: message.reason }),
          );
        return;
      case 'url':
        if (message.url === this.#url) return;
        if (this.#phase === 'launching') void this.#connect(message.url);
        else if (this.isActive && this.#url !== null)
          log(
            `Launch ${number} printed a second address, ${message.url}, which is ignored: one launch is one instance.`,
          );
    }
  }

  onWaiting(reason: HostText | null): void {
    if (textOf(this.#waitsFor) === textOf(reason)) return;
    this.#waitsFor = reason;
    if (reason === null) this.#startLaunchTimer();
    else this.#cancelLaunchTimer();
    this.#options.onChange();
  }

  onEnded(reason: HostText, isGone: boolean): void {
    this.#launchEnd = { reason, isGone };
    this.#noteLaunchEnd();
    if (this.#phase === 'launching') void this.#failWithoutAddress(reason);
    else if (isGone && this.#phase === 'connecting') this.#fail(say('endedBeforeAnswer', { end: reason }));
    else if (isGone) this.#lose(englishOf(reason));
    else if (this.#phase === 'up' || this.#phase === 'away') this.#contact?.probeNow();
  }

  /** @returns null where it cannot take a request now */
  enter(): InstanceTurn | null {
    const { api } = this.#state;
    if (!this.takesRequests || api === null || this.#inFlight >= this.#options.maxUsages()) return null;
    this.#inFlight++;
    this.#noteWork();
    let isOver = false;
    return {
      api,
      noteNoReply: () => {
        if (this.#phase !== 'up') return;
        this.#isSuspect = true;
        this.#contact?.probeNow();
        this.#options.onChange();
      },
      end: () => {
        if (isOver) return;
        isOver = true;
        this.#inFlight--;
        this.#noteWork();
        this.#endWhenDrained();
        this.#options.onChange();
      },
    };
  }

  /** Sends it no new requests, and ends it when it has none left. */
  drain(): void {
    if (this.#phase !== 'up') return;
    this.#phase = 'draining';
    this.#options.onChange();
    this.#endWhenDrained();
  }

  /** Probes it now and does not wait for the next regular probe. */
  probeNow(): void {
    this.#contact?.probeNow();
  }

  /** Ends it now. Resolves when its end is confirmed, or cannot be for now. Never rejects. */
  end(): Promise<void> {
    if (this.#phase === 'ended') return Promise.resolve();
    this.#ending ??= this.#end();
    return this.#ending;
  }

  /** For the list of children. */
  get facts(): ChildFacts[] {
    return instanceFacts({
      number: this.number,
      phase: this.#phase,
      url: this.#url,
      kind: this.#api?.kind,
      models: this.#state.models,
      children: this.#state.children,
      maxUsages: this.#options.maxUsages(),
      isIdle: this.#idleSince !== null,
      launchName: this.#launch?.name ?? null,
      waitsFor: this.#waitsFor,
      awaySince: this.#contact?.awaySince ?? null,
    });
  }

  /** Null while its address is not known, and when it has ended. */
  get onMachine(): InstanceOnMachine | null {
    if (this.#url === null || !this.isActive) return null;
    const { memory } = this.#state;
    return { machine: machineOf(this.#url), awaySince: this.#contact?.awaySince ?? null, memory };
  }

  /** The child with that key, among those that it runs. */
  findChild(key: string): PeerChild | null {
    return findInstanceChild({ number: this.number, children: this.#state.children }, key);
  }

  #startLaunchTimer(): void {
    this.#cancelLaunchTimer();
    const limit = this.#options.launchMs();
    if (!Number.isFinite(limit)) return;
    this.#cancelLaunchTimer = this.#options.clock.setTimer(limit, () => {
      if (this.#phase === 'launching') this.#fail(say('noAddressInTime', { minutes: toMinutes(limit) }));
    });
  }

  #watchAddress(): void {
    if (!this.#options.readAddress || this.#phase !== 'launching') return;
    this.#cancelAddressTimer = this.#options.clock.setTimer(ADDRESS_INTERVAL_MS, () => {
      void this.#readAddress().then(() => this.#watchAddress());
    });
  }

  async #readAddress(): Promise<void> {
    const url = await this.#options.readAddress?.();
    if (url !== undefined && url !== null && this.#phase === 'launching') void this.#connect(url);
  }

  /** Reads the file once more, because a script may write it and end at once. */
  async #failWithoutAddress(end: HostText): Promise<void> {
    await this.#readAddress();
    if (this.#phase === 'launching') this.#fail(say('endedWithoutAddress', { end }));
  }

  async #connect(url: string): Promise<void> {
    const { attemptMs, clock, find, onChange } = this.#options;
    this.#cancelLaunchTimer();
    this.#cancelAddressTimer();
    this.#url = url;
    this.#phase = 'connecting';
    onChange();
    const { signal } = this.#abort;
    const found = await makeFirstContact({
      clock,
      find: () => find({ url, modelsUrl: this.#modelsUrl, signal }),
      retries: this.#retries,
      attemptMs,
      signal,
    });
    if (this.#phase !== 'connecting' || found === null) return;
    if ('reason' in found) this.#fail(say('notAnInstance', { place: placeOf(url), reason: found.reason }));
    else this.#arrive(found.api, found.state);
  }

  #arrive(api: InstanceApi, state: InstanceState): void {
    this.#api = api;
    this.#state = state;
    this.#phase = 'up';
    this.#idleSince = this.#options.clock.now();
    this.#options.log(`Instance ${this.number} answers at ${placeOf(this.#url ?? '')}.`);
    this.#noteWork();
    const { clock, log, onUp } = this.#options;
    onUp();
    this.#options.onChange();
    this.#contact = new InstanceContact({
      number: this.number,
      api,
      clock,
      log,
      onAnswer: (answer) => this.#onAnswer(answer),
      onSilence: (reason, sinceMs) => this.#onSilence(reason, sinceMs),
    });
  }

  /** Whether it has answered once and was not told to end since. */
  get #isContacted(): boolean {
    return this.#phase === 'up' || this.#phase === 'away' || this.#phase === 'draining';
  }

  #onAnswer(state: InstanceState): void {
    this.#state = state;
    this.#isSuspect = false;
    if (this.#phase === 'away') this.#phase = 'up';
    this.#noteWork();
    this.#endWhenDrained();
    this.#options.onChange();
  }

  #onSilence(reason: HostText, sinceMs: number): void {
    const { isUnknown, onChange } = this.#options;
    const end = this.#launchEnd;
    if (end) {
      this.#lose(`${englishOf(end.reason)}, and it does not answer any more: ${englishOf(reason)}`);
      return;
    }
    // An instance that drains and does not answer any more will not answer its last requests either.
    if (this.#phase === 'draining') void this.end();
    else this.#phase = 'away';
    if (!isUnknown() && sinceMs > MAX_AWAY_MS)
      this.#lose(`it did not answer for ${MAX_AWAY_MS / 1000} s: ${englishOf(reason)}`);
    onChange();
  }

  /** Notes whether it has work, from this program or from others. */
  #noteWork(): void {
    const { jobs } = this.#state;
    const isBusy = this.#inFlight > 0 || (jobs !== null && jobs.running + jobs.waiting > 0);
    if (isBusy) this.#idleSince = null;
    else this.#idleSince ??= this.#options.clock.now();
  }

  #endWhenDrained(): void {
    if (this.#phase === 'draining' && this.#idleSince !== null && this.#inFlight === 0) void this.end();
  }

  #fail(reason: HostText): void {
    if (this.#ending) return;
    this.#options.onFailed(reason);
    void this.end();
  }

  #lose(reason: string): void {
    if (!this.#isContacted || this.#ending) return;
    this.#options.onLost(reason);
    void this.end();
  }

  async #end(): Promise<void> {
    const { clock, graceMs, log, onChange } = this.#options;
    const wasUp = this.#isContacted;
    this.#phase = 'ending';
    this.#contact?.end();
    this.#cancelLaunchTimer();
    this.#cancelAddressTimer();
    onChange();
    if (wasUp && !this.#launchEnd?.isGone)
      await askToEnd({ instance: this, launchEnded: this.#launchEnded, clock, log });
    this.#abort.abort();
    await this.#hasLaunch;
    try {
      await this.#launch?.stop(graceMs);
    } catch (error) {
      log(`The launch of instance ${this.number} could not be ended: ${englishOf(reasonOf(error))}.`);
    }
    this.#phase = 'ended';
    onChange();
  }
}
