/** What the workers use, measured from outside, and only while somebody looks: nobody there, no timer. */
import type { BackendActor } from './backend-actor.ts';
import type { Clock } from './clock.ts';
import { type ProcessTable, treeOf } from './process/process-table.ts';

/** Milliseconds between two samples. */
const INTERVAL = 2000;
/** Memory is told in steps of this many bytes, so that a card does not change with every page. */
const RAM_STEP = 1_048_576;

export interface UsageSamplerOptions {
  clock: Clock;
  table: ProcessTable;
  actors: () => BackendActor[];
  onChange: (actor: BackendActor) => void;
  onFault: (error: unknown) => void;
}

export class UsageSampler {
  readonly #options: UsageSamplerOptions;
  #cancel: (() => void) | null = null;
  #watched = false;
  /** Processor time by worker PID at the last sample, in milliseconds. */
  #lastCpu = new Map<number, { cpuMs: number; at: number }>();

  constructor(options: UsageSamplerOptions) {
    this.#options = options;
  }

  /** Begins with a sample at once; ends when nobody looks any more. */
  setWatched(watched: boolean): void {
    if (watched === this.#watched) return;
    this.#watched = watched;
    this.#cancel?.();
    this.#cancel = null;
    if (watched) this.#schedule(0);
    else this.#lastCpu.clear();
  }

  #schedule(delay: number): void {
    this.#cancel = this.#options.clock.setTimer(delay, () => {
      void this.#sample()
        .catch(this.#options.onFault)
        .finally(() => {
          if (this.#watched) this.#schedule(INTERVAL);
        });
    });
  }

  async #sample(): Promise<void> {
    const live = this.#options.actors().filter((actor) => actor.worker);
    if (live.length === 0) return;
    const rows = await this.#options.table.rows();
    const now = this.#options.clock.now();
    const seen = new Map<number, { cpuMs: number; at: number }>();
    for (const actor of live) {
      const pid = actor.worker?.pid;
      if (pid === undefined) continue;
      const tree = treeOf(rows, pid);
      if (tree.length === 0) continue;
      const cpuMs = tree.reduce((sum, row) => sum + row.cpuMs, 0);
      const ram = tree.reduce((sum, row) => sum + row.rssBytes, 0);
      const last = this.#lastCpu.get(pid);
      seen.set(pid, { cpuMs, at: now });
      const usage = {
        ramBytes: Math.round(ram / RAM_STEP) * RAM_STEP,
        // A tree whose member ended has less time than before: that is no negative use.
        ...(last && now > last.at
          ? { cpuPercent: Math.max(0, Math.round(((cpuMs - last.cpuMs) / (now - last.at)) * 100)) }
          : {}),
      };
      if (usage.ramBytes === actor.usage.ramBytes && usage.cpuPercent === actor.usage.cpuPercent) continue;
      actor.usage = usage;
      this.#options.onChange(actor);
    }
    this.#lastCpu = seen;
  }
}
