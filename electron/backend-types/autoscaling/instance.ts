/**
 * One instance, from the launch that is to bring it to the confirmed end of both. Invariant: only this file writes the state of
 * an instance, and `ended` is its last.
 */
import type { ChildFacts, InstanceTurn, JobCount } from '../../core/backend/backend-type.ts';
import type { Clock } from '../../core/clock.ts';
import type { LaunchMessage } from '../../core/scale-out/launch-messages.ts';
import type { Launch, LaunchListener } from '../../core/scale-out/launcher.ts';
import type { PeerChild } from '../swarm/swarm-peer.ts';
import {
  type findInstance,
  type InstanceApi,
  type InstanceState,
  reasonOf,
  remoteTypes,
} from './instance-kinds.ts';

/**
 * `launching`: no address is known yet. `connecting`: it has not answered yet. `up`: it answers. `away`: it does not answer
 * now. `draining`: it ends when its requests are answered. `ending`: it was told to end.
 */
export type InstancePhase = 'launching' | 'connecting' | 'up' | 'away' | 'draining' | 'ending' | 'ended';

/** Milliseconds between two probes: of one that is well, and of one that is not. */
const PROBE_INTERVAL_MS = 5_000;
const LOST_PROBE_INTERVAL_MS = 1_000;
/** Probes in a row without an answer after which it is away. */
const MAX_LOST_PROBES = 3;
/** Milliseconds after which an instance that is away is given up, where it is known what runs. */
const MAX_AWAY_MS = 120_000;
/** As SwarmUI does it. */
const CONTROL_INTERVAL_MS = 30_000;
const RETRY_PAUSE_MS = 5_000;
const CONNECT_INTERVAL_MS = 500;
const ADDRESS_INTERVAL_MS = 1_000;
/** Milliseconds that an instance gets to end by itself, once it was asked, before its launch is ended. */
const SHUTDOWN_MS = 10_000;

export interface InstanceOptions {
  number: number;
  clock: Clock;
  /** Finds out what answers at an address. */
  find: (address: {
    url: string;
    modelsUrl: string | null;
    signal: AbortSignal;
  }) => ReturnType<typeof findInstance>;
  /** Reads its address from a file, where it stands in one; null while it does not. Absent: there is no such file. */
  readAddress?: (() => Promise<string | null>) | undefined;
  /** Milliseconds of one attempt at the first contact. */
  attemptMs: () => number;
  /** Requests at the same time. */
  maxUsages: () => number;
  /** Milliseconds for the launch; infinite for no limit. */
  launchMs: () => number;
  /** Milliseconds between the polite end of its launch and the forced one. */
  graceMs: number;
  /** Whether the scheduler tells nothing: then it is not given up. */
  isUnknown: () => boolean;
  log: (message: string) => void;
  onChange: () => void;
  /** It was never up. @param reason as a part of a sentence */
  onFailed: (reason: string) => void;
  /** It was up, and ended without being told to. @param reason as a part of a sentence */
  onLost: (reason: string) => void;
}

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
  #state: InstanceState = { api: null, models: [], children: [], jobs: null };
  #inFlight = 0;
  /** Monotonic milliseconds; null while it has work. */
  #idleSince: number | null = null;
  /** A request was not replied to; it gets none until a probe is answered. */
  #isSuspect = false;
  #lostProbes = 0;
  /** Epoch and monotonic milliseconds. */
  #awaySince: { wall: number; now: number } | null = null;
  /** Why its launch has ended, once it has. */
  #launchEnd: { reason: string; isGone: boolean } | null = null;
  #noteLaunchEnd: () => void = () => {};
  readonly #launchEnded = new Promise<void>((resolve) => {
    this.#noteLaunchEnd = resolve;
  });
  #waitsFor: string | null = null;
  #refusesControl = false;
  #controlledAt = Number.NEGATIVE_INFINITY;
  #cancelProbe = () => {};
  #cancelLaunchTimer = () => {};
  #cancelAddressTimer = () => {};
  #isProbing = false;
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

  /** Requests that can be under way to it: those that are, where it gets no more. */
  get capacity(): number {
    return this.takesRequests ? this.#options.maxUsages() : this.#inFlight;
  }

  get api(): InstanceApi | null {
    return this.#api;
  }

  get isRefusingControl(): boolean {
    return this.#refusesControl && this.#phase === 'up';
  }

  /** What it waits for a place for, in the words of the scheduler; null where it has one. */
  get waitsFor(): string | null {
    return this.#phase === 'launching' ? this.#waitsFor : null;
  }

  /** To be called once, with the launch or with null where there is none. */
  setLaunch(launch: Launch | null): void {
    this.#launch = launch;
    this.#launched();
    this.#options.onChange();
  }

  /** The launch could not be started. */
  failLaunch(reason: string): void {
    this.setLaunch(null);
    this.#fail(reason);
  }

  onMessage(message: LaunchMessage): void {
    const { log, number } = { log: this.#options.log, number: this.number };
    switch (message.kind) {
      case 'retries':
        this.#retries = message.count;
        return;
      case 'models-url':
        this.#modelsUrl = message.url;
        return;
      case 'unusable':
        log(`Launch ${number} printed a line that cannot be used: ${message.reason}.`);
        return;
      case 'failed':
        if (this.#phase === 'launching') this.#fail(`it declared that it failed: ${message.reason}`);
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

  onWaiting(reason: string | null): void {
    if (this.#waitsFor === reason) return;
    this.#waitsFor = reason;
    if (reason === null) this.#startLaunchTimer();
    else this.#cancelLaunchTimer();
    this.#options.onChange();
  }

  onEnded(reason: string, isGone: boolean): void {
    this.#launchEnd = { reason, isGone };
    this.#noteLaunchEnd();
    if (this.#phase === 'launching') void this.#failWithoutAddress(reason);
    else if (isGone && this.#phase === 'connecting') this.#fail(`${reason} before the instance answered`);
    else if (isGone) this.#lose(reason);
    else if (this.#phase === 'up' || this.#phase === 'away') this.#probeSoon(0);
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
        this.#probeSoon(0);
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

  /** It gets no new requests, and ends when it has none left. */
  drain(): void {
    if (this.#phase !== 'up') return;
    this.#phase = 'draining';
    this.#options.onChange();
    this.#endWhenDrained();
  }

  /** Ends it now. Resolves when its end is confirmed, or cannot be for now. Never rejects. */
  end(): Promise<void> {
    if (this.#phase === 'ended') return Promise.resolve();
    this.#ending ??= this.#end();
    return this.#ending;
  }

  /** For the list of children. */
  get facts(): ChildFacts[] {
    const place = this.#url === null ? null : placeOf(this.#url);
    const kind = this.#api?.kind;
    const isUp = this.#phase === 'up' || this.#phase === 'draining';
    const own: ChildFacts = {
      key: `instance ${this.number}`,
      title: `Instance ${this.number}${place === null ? '' : ` at ${place}`}`,
      status: isUp ? 'running' : this.#phase === 'away' ? 'idle' : 'loading',
      enabled: true,
      features: [],
      canLoadModels: false,
      maxUsages: this.#options.maxUsages(),
      currentModel: this.#state.models[0] ?? null,
      remote: {
        id: this.number,
        type: kind === undefined ? 'autoscalingbackend' : remoteTypes[kind],
        path: [place ?? 'not known yet'],
      },
      loadStatus: this.#loadStatus(),
      notice: this.#awaySince
        ? `It does not answer since ${timeOf(this.#awaySince.wall)}.`
        : this.#phase === 'draining'
          ? 'It ends when its requests are answered.'
          : this.#launch && isUp
            ? `${this.#launch.name}, ${this.#idleSince === null ? 'at work' : 'unused'}`
            : undefined,
    };
    return [own, ...this.#state.children.map((child) => this.#factsOf(child))];
  }

  /** The child with that key, among those that it runs. */
  findChild(key: string): PeerChild | null {
    const own = `${this.number} `;
    return key.startsWith(own)
      ? (this.#state.children.find((child) => child.key === key.slice(own.length)) ?? null)
      : null;
  }

  #factsOf(child: PeerChild): ChildFacts {
    const { peerBackendId: _, ...facts } = child;
    return {
      ...facts,
      key: `${this.number} ${child.key}`,
      status: this.#phase === 'away' ? 'idle' : facts.status,
    };
  }

  #loadStatus(): string | undefined {
    switch (this.#phase) {
      case 'launching':
        return this.#waitsFor === null ? 'is being launched' : `waits for a place (${this.#waitsFor})`;
      case 'connecting':
        return 'has not answered yet';
      case 'ending':
        return 'ends';
      default:
        return undefined;
    }
  }

  #startLaunchTimer(): void {
    this.#cancelLaunchTimer();
    const limit = this.#options.launchMs();
    if (!Number.isFinite(limit)) return;
    this.#cancelLaunchTimer = this.#options.clock.setTimer(limit, () => {
      if (this.#phase === 'launching')
        this.#fail(`it has named no address within ${Math.round(limit / 6_000) / 10} minutes`);
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

  /** A script may write its file and end at once. */
  async #failWithoutAddress(reason: string): Promise<void> {
    await this.#readAddress();
    if (this.#phase === 'launching') this.#fail(`${reason} without an address of an instance`);
  }

  async #connect(url: string): Promise<void> {
    const { clock, find, onChange } = this.#options;
    this.#cancelLaunchTimer();
    this.#cancelAddressTimer();
    this.#url = url;
    this.#phase = 'connecting';
    onChange();
    const { signal } = this.#abort;
    let reason = '';
    for (let attempt = 0; attempt <= this.#retries; attempt++) {
      if (attempt > 0) await this.#pause(RETRY_PAUSE_MS);
      const end = clock.now() + this.#options.attemptMs();
      do {
        if (this.#phase !== 'connecting') return;
        try {
          const found = await find({ url, modelsUrl: this.#modelsUrl, signal });
          if (this.#phase === 'connecting') this.#arrive(found.api, found.state);
          return;
        } catch (error) {
          reason = reasonOf(error);
        }
        await this.#pause(CONNECT_INTERVAL_MS);
      } while (clock.now() < end);
    }
    if (this.#phase === 'connecting')
      this.#fail(`${placeOf(url)} did not answer as an instance does: ${reason}`);
  }

  #pause(ms: number): Promise<void> {
    const { signal } = this.#abort;
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const cancel = this.#options.clock.setTimer(ms, resolve);
      signal.addEventListener(
        'abort',
        () => {
          cancel();
          resolve();
        },
        { once: true },
      );
    });
  }

  #arrive(api: InstanceApi, state: InstanceState): void {
    this.#api = api;
    this.#state = state;
    this.#phase = 'up';
    this.#idleSince = this.#options.clock.now();
    this.#options.log(`Instance ${this.number} answers at ${placeOf(this.#url ?? '')}.`);
    this.#noteWork();
    this.#options.onChange();
    void this.#control();
    this.#probeSoon(PROBE_INTERVAL_MS);
  }

  #probeSoon(ms: number): void {
    this.#cancelProbe();
    this.#cancelProbe = this.#options.clock.setTimer(ms, () => void this.#probe());
  }

  async #probe(): Promise<void> {
    const api = this.#api;
    if (this.#isProbing || api === null || !this.#isProbed) return;
    this.#isProbing = true;
    try {
      const state = await api.probe();
      if (this.#isProbed) this.#onAnswer(state);
    } catch (error) {
      if (this.#isProbed) this.#onNoAnswer(reasonOf(error));
    } finally {
      this.#isProbing = false;
    }
    if (!this.#isProbed) return;
    const isWell = this.#lostProbes === 0;
    this.#probeSoon(isWell ? PROBE_INTERVAL_MS : LOST_PROBE_INTERVAL_MS);
    if (isWell) await this.#control();
  }

  get #isProbed(): boolean {
    return this.#phase === 'up' || this.#phase === 'away' || this.#phase === 'draining';
  }

  #onAnswer(state: InstanceState): void {
    this.#state = state;
    this.#lostProbes = 0;
    this.#isSuspect = false;
    if (this.#phase === 'away') {
      this.#phase = 'up';
      this.#options.log(`Instance ${this.number} answers again.`);
    }
    this.#awaySince = null;
    this.#noteWork();
    this.#endWhenDrained();
    this.#options.onChange();
  }

  #onNoAnswer(reason: string): void {
    const { clock, isUnknown, log, onChange } = this.#options;
    this.#lostProbes++;
    if (this.#lostProbes < MAX_LOST_PROBES) return;
    const end = this.#launchEnd;
    if (end) {
      this.#lose(`${end.reason}, and it does not answer any more: ${reason}`);
      return;
    }
    if (this.#awaySince === null) {
      this.#awaySince = { wall: clock.wall(), now: clock.now() };
      log(`Instance ${this.number} does not answer: ${reason}.`);
    }
    // What drains and does not answer any more has nothing left that could be waited for.
    if (this.#phase === 'draining') void this.end();
    else this.#phase = 'away';
    if (!isUnknown() && clock.now() - this.#awaySince.now > MAX_AWAY_MS)
      this.#lose(`it did not answer for ${MAX_AWAY_MS / 1000} s: ${reason}`);
    onChange();
  }

  async #control(): Promise<void> {
    const { clock, log } = this.#options;
    if (!this.#api?.takeControl || clock.now() - this.#controlledAt < CONTROL_INTERVAL_MS) return;
    this.#controlledAt = clock.now();
    const accepted = await this.#api.takeControl().catch((error: unknown) => {
      if (this.isActive)
        log(`Instance ${this.number} could not be told that it is still wanted: ${reasonOf(error)}.`);
      return true;
    });
    if (!accepted && !this.#refusesControl)
      log(`Instance ${this.number} refuses AdminTakeControl. It ends itself, where it was started to do so.`);
    this.#refusesControl = !accepted;
  }

  /** Work from whomever it comes. */
  #noteWork(): void {
    const { jobs } = this.#state;
    const isBusy = this.#inFlight > 0 || (jobs !== null && jobs.running + jobs.waiting > 0);
    if (isBusy) this.#idleSince = null;
    else this.#idleSince ??= this.#options.clock.now();
  }

  #endWhenDrained(): void {
    if (this.#phase === 'draining' && this.#idleSince !== null && this.#inFlight === 0) void this.end();
  }

  #fail(reason: string): void {
    if (this.#ending) return;
    this.#options.onFailed(reason);
    void this.end();
  }

  #lose(reason: string): void {
    if (!this.#isProbed || this.#ending) return;
    this.#options.onLost(reason);
    void this.end();
  }

  async #end(): Promise<void> {
    const { graceMs, log, onChange } = this.#options;
    const wasUp = this.#isProbed;
    this.#phase = 'ending';
    this.#cancelProbe();
    this.#cancelLaunchTimer();
    this.#cancelAddressTimer();
    onChange();
    if (wasUp && this.#api?.shutDown && !this.#launchEnd?.isGone) await this.#shutDown();
    this.#abort.abort();
    await this.#hasLaunch;
    try {
      await this.#launch?.stop(graceMs);
    } catch (error) {
      log(`The launch of instance ${this.number} could not be ended: ${reasonOf(error)}.`);
    }
    this.#phase = 'ended';
    onChange();
  }

  /** Asks it to end, and gives it time for that while its script runs here. */
  async #shutDown(): Promise<void> {
    const { clock, log } = this.#options;
    let cancel = () => {};
    const limit = new Promise<void>((resolve) => {
      cancel = clock.setTimer(SHUTDOWN_MS, resolve);
    });
    const asked = this.#api?.shutDown?.().then(
      () => this.#launchEnded,
      (error: unknown) => log(`Instance ${this.number} could not be asked to end: ${reasonOf(error)}.`),
    );
    await Promise.race([limit, asked]);
    cancel();
  }
}

/** Host and port of an address, or the text itself where it is none. */
function placeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host || url : url;
}

/** In the time of the host. */
const timeOf = (wall: number): string => new Date(wall).toTimeString().slice(0, 8);
