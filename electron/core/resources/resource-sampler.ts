/**
 * What machine, graphics cards and workers use, measured from outside: every 2 s while somebody looks, every 30 s where
 * there may be graphics cards, never while the machine sleeps. Nobody there and no card: no timer.
 */
import type { BackendUsage, Gpu, Resources, ServerResourceInfo } from '../../../shared/resources.ts';
import type { BackendActor } from '../backend/actor/backend-actor.ts';
import type { ResourceUsage } from '../backend/actor/backend-usage.ts';
import type { Clock } from '../clock.ts';
import type { GpuMonitor } from '../gpu/gpu-monitor.ts';
import { isNamedIn } from '../gpu/gpu-placement.ts';
import { freeBytesOf } from '../gpu/gpu-reading.ts';
import { vramSharesOf } from '../gpu/vram-shares.ts';
import { type ProcessRow, type ProcessTable, residentBytes, treesIn } from '../process/process-table.ts';
import type { MachineResources } from './machine-resources.ts';
import type { ResourceHistory } from './resource-history.ts';

/** Milliseconds between two samples. */
const INTERVAL = { watched: 2000, unwatched: 30_000 };
/** Memory is told in steps of this many bytes, so that a card does not change with every page. */
const RAM_STEP = 1_048_576;
/** Of one core over a sample, and milliseconds of it, from which a worker was at work: engines at rest use some, too. */
const WORK = { share: 0.05, ms: 300 };

export interface ResourceSamplerOptions {
  clock: Clock;
  table: ProcessTable;
  gpus: GpuMonitor;
  machine: MachineResources;
  history: ResourceHistory;
  actors: () => BackendActor[];
  /** UUIDs or numbers of the cards that no worker gets. */
  excludedGpus: () => readonly string[];
  onSample: (resources: Resources) => void;
  onChange: (actor: BackendActor) => void;
  onFault: (error: unknown) => void;
}

export class ResourceSampler {
  readonly #options: ResourceSamplerOptions;
  #cancel: (() => void) | null = null;
  #watchers = 0;
  #isOpen = false;
  #sleeps = false;
  #sampling: Promise<void> | null = null;
  #latest: Resources | null = null;
  /** Monotonic. */
  #sampledAt: number | null = null;
  /** Processor time by worker PID at the last sample, in milliseconds. */
  #lastCpu = new Map<number, { cpuMs: number; at: number }>();

  constructor(options: ResourceSamplerOptions) {
    this.#options = options;
  }

  /** The last sample; null before the first. */
  get latest(): Resources | null {
    return this.#latest;
  }

  /** Begins; until then nothing is measured. */
  open(): void {
    this.#isOpen = true;
    this.#setPace();
  }

  close(): void {
    this.#isOpen = false;
    this.#setPace();
  }

  /** Somebody looks, until the function that is returned is called. Begins with a sample at once. */
  watch(): () => void {
    this.#watchers++;
    if (this.#watchers === 1) this.#setPace();
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.#watchers--;
      if (this.#watchers === 0) this.#setPace();
    };
  }

  /** The machine goes to sleep, or has woken up. */
  setAsleep(sleeps: boolean): void {
    this.#sleeps = sleeps;
    this.#setPace();
  }

  #setPace(): void {
    const { gpus } = this.#options;
    this.#cancel?.();
    this.#cancel = null;
    const isUp = this.#isOpen && !this.#sleeps;
    const isWatched = isUp && this.#watchers > 0;
    gpus.setPace(isWatched ? 'watched' : isUp ? 'tray' : 'asleep');
    if (isWatched) this.#schedule(0, INTERVAL.watched);
    else if (isUp && gpus.mayHaveGpus) this.#schedule(INTERVAL.unwatched, INTERVAL.unwatched);
    else this.#lastCpu.clear();
  }

  #schedule(delay: number, interval: number): void {
    const cancel = this.#options.clock.setTimer(delay, () => {
      void this.sample().finally(() => {
        // The pace may have changed meanwhile, and with it the timer.
        if (this.#cancel === cancel) this.#schedule(interval, interval);
      });
    });
    this.#cancel = cancel;
  }

  /** Takes a sample now; who comes while one is taken shares it. Never rejects. */
  sample(): Promise<void> {
    this.#sampling ??= this.#take()
      .catch(this.#options.onFault)
      .finally(() => {
        this.#sampling = null;
      });
    return this.#sampling;
  }

  /** After a reading of the cards that begins now, where one can be had. */
  async sampleAnew(): Promise<void> {
    await this.#options.gpus.fresh();
    await this.#sampling;
    await this.sample();
  }

  /** Sees to it that what is told is not older than what somebody who looks would see. */
  async refresh(): Promise<void> {
    const { clock } = this.#options;
    if (this.#sampledAt !== null && clock.now() - this.#sampledAt < 1.5 * INTERVAL.watched) return;
    await this.sampleAnew();
  }

  /** The machine and its cards as GetServerResourceInfo shows them, with the shares of the last sample. */
  info(): ServerResourceInfo {
    const gpus = this.#cards();
    const trouble = this.#options.gpus.trouble();
    return {
      ...this.#options.machine.read(),
      ...(gpus.length > 0 ? { gpus: Object.fromEntries(gpus.map((gpu) => [String(gpu.id), gpu])) } : {}),
      ...(trouble === null ? {} : { gpu_trouble: trouble }),
    };
  }

  async #take(): Promise<void> {
    const { clock, table, actors, machine, history, onSample, onChange, gpus } = this.#options;
    const live = actors().filter((actor) => actor.worker);
    const rows = live.length > 0 ? await table.rows() : [];
    this.#measure(live, rows, clock.now()).forEach((usage, actor) => {
      if (isSame(usage, actor.usage.resources)) return;
      actor.usage.resources = usage;
      onChange(actor);
    });
    const trouble = gpus.trouble();
    const sample: Resources = {
      at: new Date(clock.wall()).toISOString(),
      ...machine.read(),
      gpus: this.#cards(),
      ...(trouble === null ? {} : { gpu_trouble: trouble }),
      backends: actors().flatMap((actor) => {
        const { ram_bytes, cpu_percent, vram_bytes } = actor.view();
        const isKnown = ram_bytes !== undefined || vram_bytes !== undefined;
        return isKnown ? [known<BackendUsage>({ id: actor.id, vram_bytes, ram_bytes, cpu_percent })] : [];
      }),
    };
    this.#latest = sample;
    this.#sampledAt = clock.now();
    history.add(sample);
    onSample(sample);
  }

  #measure(live: BackendActor[], rows: ProcessRow[], now: number): Map<BackendActor, ResourceUsage> {
    const { gpus } = this.#options;
    const knowsCards = gpus.gpus().length > 0;
    const treeOf = treesIn(rows);
    const sharesOf = vramSharesOf(gpus.processes());
    const seen = new Map<number, { cpuMs: number; at: number }>();
    const usages = new Map<BackendActor, ResourceUsage>();
    for (const actor of live) {
      const pid = actor.worker?.pid;
      const tree = pid === undefined ? [] : treeOf(pid);
      if (pid === undefined || tree.length === 0) continue;
      const cpuMs = tree.reduce((sum, row) => sum + row.cpuMs, 0);
      const last = this.#lastCpu.get(pid);
      seen.set(pid, { cpuMs, at: now });
      const usage: ResourceUsage = { ramBytes: Math.round(residentBytes(tree) / RAM_STEP) * RAM_STEP };
      if (last && now > last.at) {
        // A tree whose member ended has less time than before: that is no negative use.
        const used = Math.max(0, cpuMs - last.cpuMs);
        usage.cpuPercent = Math.round((used / (now - last.at)) * 100);
        if (used >= WORK.ms && used >= WORK.share * (now - last.at)) actor.usage.markBusy();
      }
      const held = sharesOf(tree);
      // Of a worker without a process on a card, the engine may still know something: nothing is not zero then.
      if (held && knowsCards && (held.size > 0 || actor.vramByEngine === undefined)) usage.vram = held;
      usages.set(actor, usage);
    }
    this.#lastCpu = seen;
    return usages;
  }

  #cards(): Gpu[] {
    const { gpus, actors, excludedGpus } = this.#options;
    const cards = gpus.gpus();
    const excluded = excludedGpus();
    const all = actors();
    return cards.map((card) => {
      const { id, uuid, name, vendor, usedBytes: used, totalBytes: total } = card;
      const isKnown = used !== undefined && total !== undefined;
      return known<Gpu>({
        id,
        uuid,
        name,
        vendor,
        temperature: card.temperature,
        utilization_gpu: card.utilizationPercent,
        utilization_memory: isKnown && total > 0 ? Math.round((used / total) * 100) : undefined,
        total_memory: total,
        used_memory: used,
        free_memory: freeBytesOf(card),
        power_watts: card.powerWatts,
        fan_percent: card.fanPercent,
        excluded: isNamedIn(excluded, card) ? true : undefined,
        backends: all.flatMap((actor) => shareOf(actor, uuid, cards.length)),
      });
    });
  }
}

/** What a backend holds of one card, by the driver, or by its own word where that can only mean this card. */
function shareOf(actor: BackendActor, uuid: string, cards: number): Gpu['backends'] {
  const { id } = actor;
  const { vram } = actor.usage.resources;
  if (vram) {
    const bytes = vram.get(uuid) ?? 0;
    return bytes > 0 ? [{ id, vram_bytes: bytes }] : [];
  }
  const own = actor.vramByEngine ?? 0;
  const isHere = cards === 1 || (actor.gpuUuids.length === 1 && actor.gpuUuids[0] === uuid);
  return own > 0 && isHere ? [{ id, vram_bytes: own, by_engine: true }] : [];
}

const isSame = (a: ResourceUsage, b: ResourceUsage): boolean =>
  a.ramBytes === b.ramBytes &&
  a.cpuPercent === b.cpuPercent &&
  JSON.stringify([...(a.vram ?? [])]) === JSON.stringify([...(b.vram ?? [])]) &&
  (a.vram === undefined) === (b.vram === undefined);

/** `T` as it is written where what is not known may stand as undefined. */
type Loose<T> = { [K in keyof T]: T[K] | undefined };

const known = <T extends object>(value: Loose<T>): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
