/**
 * Decides when the model is in memory and who may use it. Only this file loads and unloads it, and it never unloads it while
 * a request uses it. Knows neither llama.cpp nor HTTP.
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

export type UnloadResult = 'freed' | 'not-loaded' | 'busy';

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
  /** The load or unload in progress; there is never more than one. */
  #change: Promise<void> | null = null;
  #freeing: Promise<UnloadResult> | null = null;
  #idleSlots: Slot[] = [];
  #busySlots = 0;
  #inFlight = 0;
  /** Whether the model has served a request since it was loaded. */
  #hasServed = false;
  readonly #queue: Waiter<Slot>[] = [];
  #idleListeners: (() => void)[] = [];
  #cancelTimer: (() => void) | null = null;

  constructor(options: ResidencyOptions<Slot>) {
    this.#options = options;
    this.#settings = options.settings;
  }

  get isLoaded(): boolean {
    return this.#resident !== null;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Loads the model before the first request. @throws what the load threw */
  async load(): Promise<void> {
    await (this.#change ?? (this.#resident ? undefined : this.#load()));
    this.#applyUnloadRules();
  }

  /**
   * Runs `work` with a slot of its own. If the model is not in memory, it is loaded first; requests that come meanwhile share
   * that load.
   * @throws QueueFullError; what the load threw; `signal.reason` when aborted while waiting; what `work` throws
   */
  async use<T>(signal: AbortSignal, work: (slot: Slot) => Promise<T>): Promise<T> {
    if (this.#queue.length >= this.#options.queueLimit) throw new QueueFullError();
    this.#addInFlight(1);
    try {
      const slot = await this.#acquire(signal);
      try {
        return await work(slot);
      } finally {
        this.#busySlots--;
        this.#hasServed = true;
        this.#idleSlots.push(slot);
        this.#onChange();
      }
    } finally {
      this.#addInFlight(-1);
      this.#applyUnloadRules();
    }
  }

  /**
   * Unloads the model when the requests being served are done. For the requests that wait it is loaded again. If they are not
   * done after `timeoutMs`, nothing changes.
   */
  free(timeoutMs: number): Promise<UnloadResult> {
    this.#freeing ??= this.#free(timeoutMs).finally(() => {
      this.#freeing = null;
      this.#grantSlots();
      this.#applyUnloadRules();
    });
    return this.#freeing;
  }

  configure(settings: LiveSettings): void {
    this.#settings = settings;
    this.#applyUnloadRules();
  }

  async #free(timeoutMs: number): Promise<UnloadResult> {
    if (!this.#resident && !this.#change) return 'not-loaded';
    if (!(await this.#waitUntilIdle(timeoutMs))) return 'busy';
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
          this.#busySlots++;
          resolve(slot);
        },
        refuse: (reason) => {
          signal.removeEventListener('abort', leave);
          reject(reason);
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#queue.push(waiter);
      this.#grantSlots();
    });
  }

  /** Gives idle slots to the requests that wait, unless the model is being loaded or unloaded. Loads it if necessary. */
  #grantSlots(): void {
    if (this.#freeing || this.#change || this.#queue.length === 0) return;
    if (!this.#resident) {
      // The load itself rejects all requests that wait.
      this.#load().catch(() => undefined);
      return;
    }
    while (this.#idleSlots.length > 0 && this.#queue.length > 0) {
      // The slot that was used last: what it has read is most likely the beginning of the next request, too.
      const slot = this.#idleSlots.pop() as Slot;
      this.#queue.shift()?.grant(slot);
    }
  }

  #load(): Promise<void> {
    return this.#runChange(async () => {
      const resident = await this.#options.load().catch((error: unknown) => {
        for (const waiter of this.#queue.splice(0)) waiter.refuse(error);
        throw error;
      });
      this.#resident = resident;
      this.#idleSlots = [...resident.slots];
      this.#hasServed = false;
      this.#options.onLoaded();
    });
  }

  #unload(resident: Resident<Slot>): Promise<void> {
    return this.#runChange(async () => {
      this.#resident = null;
      this.#idleSlots = [];
      await resident.dispose();
      this.#options.onUnloaded();
    });
  }

  #runChange(change: () => Promise<void>): Promise<void> {
    this.#stopTimer();
    this.#change = change().finally(() => {
      this.#change = null;
      this.#onChange();
    });
    return this.#change;
  }

  #onChange(): void {
    if (this.#busySlots === 0 && !this.#change) {
      for (const listener of this.#idleListeners.splice(0)) listener();
    }
    this.#grantSlots();
  }

  /** Resolves with true when no request is being served and no load or unload is in progress, with false after `timeoutMs`. */
  #waitUntilIdle(timeoutMs: number): Promise<boolean> {
    if (this.#busySlots === 0 && !this.#change) return Promise.resolve(true);
    if (timeoutMs <= 0) return Promise.resolve(false);
    return new Promise((resolve) => {
      const listener = () => {
        cancel();
        resolve(true);
      };
      const cancel = this.#options.setTimer(timeoutMs, () => {
        this.#idleListeners = this.#idleListeners.filter((other) => other !== listener);
        resolve(false);
      });
      this.#idleListeners.push(listener);
    });
  }

  #addInFlight(difference: number): void {
    this.#inFlight += difference;
    this.#options.onUsage(this.#inFlight);
  }

  /** Called after every change. With no request left, it decides whether and when the model is unloaded. */
  #applyUnloadRules(): void {
    this.#stopTimer();
    if (this.#inFlight > 0 || !this.#resident || this.#freeing || this.#change) return;
    const { alwaysFree, keepLoadedMs } = this.#settings;
    if (alwaysFree && this.#hasServed) void this.#unloadWhenIdle();
    else if (keepLoadedMs > 0)
      this.#cancelTimer = this.#options.setTimer(keepLoadedMs, () => void this.#unloadWhenIdle());
  }

  async #unloadWhenIdle(): Promise<void> {
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
