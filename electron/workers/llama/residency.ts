/**
 * When the model is in memory and who may use it. Only this file loads and unloads it, and it never unloads it under
 * a request. Knows neither llama.cpp nor HTTP.
 */
import type { LiveSettings } from '../../backend-types/llama/llama-protocol.ts';

/** A loaded model: each slot serves one request at a time. */
export interface Resident<Slot> {
  readonly slots: readonly Slot[];
  dispose(): Promise<void>;
}

export interface ResidencyOptions<Slot> {
  load(): Promise<Resident<Slot>>;
  settings: LiveSettings;
  /** Requests that may wait for a slot; one more is refused. */
  queueLimit: number;
  onLoaded(): void;
  onUnloaded(): void;
  /** Requests being served or waiting. */
  onUsage(inFlight: number): void;
  setTimer(delayMs: number, fire: () => void): () => void;
}

export type FreeOutcome = 'freed' | 'not-loaded' | 'busy';

export class QueueFullError extends Error {
  override readonly name = 'QueueFullError';
}

interface Waiter<Slot> {
  grant(slot: Slot): void;
  refuse(reason: unknown): void;
}

export class Residency<Slot> {
  readonly #options: ResidencyOptions<Slot>;
  #settings: LiveSettings;
  #resident: Resident<Slot> | null = null;
  /** A load or an unload under way: there is one at a time. */
  #change: Promise<void> | null = null;
  #freeing: Promise<FreeOutcome> | null = null;
  #idleSlots: Slot[] = [];
  #busy = 0;
  #inFlight = 0;
  /** Whether the present model has served a request. */
  #served = false;
  readonly #queue: Waiter<Slot>[] = [];
  #quietListeners: (() => void)[] = [];
  #cancelTimer: (() => void) | null = null;

  constructor(options: ResidencyOptions<Slot>) {
    this.#options = options;
    this.#settings = options.settings;
  }

  get loaded(): boolean {
    return this.#resident !== null;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Loads the model before the first request. Rejects with what the load threw. */
  async load(): Promise<void> {
    await (this.#change ?? (this.#resident ? undefined : this.#load()));
    this.#settle();
  }

  /**
   * Runs `work` with a slot of its own, loading the model first where it is not in memory; requests that come
   * meanwhile share that load.
   * @throws QueueFullError; what the load threw; `signal.reason` when aborted while waiting; what `work` throws.
   */
  async use<T>(signal: AbortSignal, work: (slot: Slot) => Promise<T>): Promise<T> {
    if (this.#queue.length >= this.#options.queueLimit) throw new QueueFullError();
    this.#count(1);
    try {
      const slot = await this.#acquire(signal);
      try {
        return await work(slot);
      } finally {
        this.#busy--;
        this.#served = true;
        this.#idleSlots.push(slot);
        this.#changed();
      }
    } finally {
      this.#count(-1);
      this.#settle();
    }
  }

  /**
   * Unloads the model once the requests being served are done; those that wait get the model loaded anew afterwards.
   * After `patienceMs` it gives up, and everything goes on as if it had not been asked.
   */
  free(patienceMs: number): Promise<FreeOutcome> {
    this.#freeing ??= this.#free(patienceMs).finally(() => {
      this.#freeing = null;
      this.#pump();
      this.#settle();
    });
    return this.#freeing;
  }

  configure(settings: LiveSettings): void {
    this.#settings = settings;
    this.#settle();
  }

  async #free(patienceMs: number): Promise<FreeOutcome> {
    if (!this.#resident && !this.#change) return 'not-loaded';
    if (!(await this.#quiet(patienceMs))) return 'busy';
    if (!this.#resident) return 'not-loaded';
    await this.#unload(this.#resident);
    return 'freed';
  }

  #acquire(signal: AbortSignal): Promise<Slot> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const leave = () => {
        this.#queue.splice(this.#queue.indexOf(waiter), 1);
        reject(signal.reason);
      };
      const waiter: Waiter<Slot> = {
        grant: (slot) => {
          signal.removeEventListener('abort', leave);
          this.#busy++;
          resolve(slot);
        },
        refuse: (reason) => {
          signal.removeEventListener('abort', leave);
          reject(reason);
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#queue.push(waiter);
      this.#pump();
    });
  }

  /** Gives idle slots to those who wait, unless the model is about to go or not there yet. */
  #pump(): void {
    if (this.#freeing || this.#change || this.#queue.length === 0) return;
    if (!this.#resident) {
      // Its failure reaches everyone who waits; there is nobody else to tell.
      this.#load().catch(() => undefined);
      return;
    }
    while (this.#idleSlots.length > 0 && this.#queue.length > 0) {
      // The slot used last: what it has read already is most likely the beginning of the next request too.
      const slot = this.#idleSlots.pop() as Slot;
      this.#queue.shift()?.grant(slot);
    }
  }

  #load(): Promise<void> {
    return this.#begin(async () => {
      const resident = await this.#options.load().catch((error: unknown) => {
        for (const waiter of this.#queue.splice(0)) waiter.refuse(error);
        throw error;
      });
      this.#resident = resident;
      this.#idleSlots = [...resident.slots];
      this.#served = false;
      this.#options.onLoaded();
    });
  }

  #unload(resident: Resident<Slot>): Promise<void> {
    return this.#begin(async () => {
      this.#resident = null;
      this.#idleSlots = [];
      await resident.dispose();
      this.#options.onUnloaded();
    });
  }

  #begin(change: () => Promise<void>): Promise<void> {
    this.#stopTimer();
    this.#change = change().finally(() => {
      this.#change = null;
      this.#changed();
    });
    return this.#change;
  }

  #changed(): void {
    if (this.#busy === 0 && !this.#change) {
      for (const listener of this.#quietListeners.splice(0)) listener();
    }
    this.#pump();
  }

  /** Resolves true when no request is being served and no load is under way, false after `patienceMs`. */
  #quiet(patienceMs: number): Promise<boolean> {
    if (this.#busy === 0 && !this.#change) return Promise.resolve(true);
    if (patienceMs <= 0) return Promise.resolve(false);
    return new Promise((resolve) => {
      const listener = () => {
        cancel();
        resolve(true);
      };
      const cancel = this.#options.setTimer(patienceMs, () => {
        this.#quietListeners = this.#quietListeners.filter((other) => other !== listener);
        resolve(false);
      });
      this.#quietListeners.push(listener);
    });
  }

  #count(difference: number): void {
    this.#inFlight += difference;
    this.#options.onUsage(this.#inFlight);
  }

  /** After every change: with no request left, decides whether and when the model goes. */
  #settle(): void {
    this.#stopTimer();
    if (this.#inFlight > 0 || !this.#resident || this.#freeing || this.#change) return;
    const { alwaysFree, keepLoadedMs } = this.#settings;
    if (alwaysFree && this.#served) void this.#freeQuietly();
    else if (keepLoadedMs > 0)
      this.#cancelTimer = this.#options.setTimer(keepLoadedMs, () => void this.#freeQuietly());
  }

  async #freeQuietly(): Promise<void> {
    try {
      await this.free(0);
    } catch (error) {
      console.error('The model could not be unloaded:', error);
    }
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }
}
