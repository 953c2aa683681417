/**
 * Measures what machine, GPUs and workers use: every 2 s while somebody looks, otherwise every 30 s if there may be GPUs,
 * and never while the machine sleeps. Invariant: without a GPU and while nobody looks, there is no timer.
 */
import {
  type BackendUsage,
  type Gpu,
  type Resources,
  type ServerResourceInfo,
  withAllMetrics,
} from '../../../shared/resources.ts';
import { onWire } from '../../../shared/words/wire-phrases.ts';
import type { BackendActor } from '../backend/actor/backend-actor.ts';
import type { ResourceUsage } from '../backend/actor/usage/backend-usage.ts';
import type { Clock } from '../clock.ts';
import type { GpuMonitor } from '../gpu/gpu-monitor.ts';
import { isNamedIn } from '../gpu/gpu-placement.ts';
import { freeBytesOf } from '../gpu/gpu-sample.ts';
import { vramSharesOf } from '../gpu/vram-shares.ts';
import type { ProcessRow, ProcessTable } from '../process/table/process-row.ts';
import { residentBytes, treesIn } from '../process/table/process-table.ts';
import type { MachineResources } from './machine-resources.ts';
import type { ResourceHistory } from './resource-history.ts';

/** Milliseconds between two samples. */
const INTERVAL = { watched: 2000, unwatched: 30_000 };
/** RAM is reported in steps of this many bytes, so that a backend does not change with every page of memory. */
const RAM_STEP_BYTES = 1_048_576;
/** CPU time from which a worker was at work, as a share of one core and in milliseconds: idle engines use some too. */
const MIN_WORK = { share: 0.05, ms: 300 };

export interface ResourceSamplerOptions {
  clock: Clock;
  table: ProcessTable;
  gpus: GpuMonitor;
  machine: MachineResources;
  history: ResourceHistory;
  actors: () => BackendActor[];
  /** UUIDs or numbers of the GPUs that no worker gets. */
  excludedGpus: () => readonly string[];
  onChange: (actor: BackendActor) => void;
  onFault: (error: unknown) => void;
}

export class ResourceSampler {
  readonly #options: ResourceSamplerOptions;
  #cancel: (() => void) | null = null;
  #watchers = 0;
  readonly #sampleListeners = new Set<(resources: Resources) => void>();
  #isStarted = false;
  #isAsleep = false;
  #sampling: Promise<void> | null = null;
  #latest: Resources | null = null;
  /** Monotonic milliseconds. */
  #sampledAt: number | null = null;
  /** CPU time at the last sample in milliseconds, by PID of the worker. */
  #lastCpu = new Map<number, { cpuMs: number; at: number }>();

  constructor(options: ResourceSamplerOptions) {
    this.#options = options;
  }

  /** The last sample; null before the first. */
  get latest(): Resources | null {
    return this.#latest;
  }

  /** Nothing is measured before this call. */
  start(): void {
    this.#isStarted = true;
    this.#setPace();
  }

  stop(): void {
    this.#isStarted = false;
    this.#setPace();
  }

  /** Calls `listener` with each sample. @returns ends that */
  onSample(listener: (resources: Resources) => void): () => void {
    this.#sampleListeners.add(listener);
    return () => void this.#sampleListeners.delete(listener);
  }

  /** Call it when somebody looks: the first sample is taken at once. @returns ends the watch */
  watch(): () => void {
    this.#watchers++;
    if (this.#watchers === 1) this.#setPace();
    let isEnded = false;
    return () => {
      if (isEnded) return;
      isEnded = true;
      this.#watchers--;
      if (this.#watchers === 0) this.#setPace();
    };
  }

  /** Call it when the machine goes to sleep, and when it has woken up. */
  setAsleep(isAsleep: boolean): void {
    this.#isAsleep = isAsleep;
    this.#setPace();
  }

  #setPace(): void {
    const { gpus } = this.#options;
    this.#cancel?.();
    this.#cancel = null;
    const isActive = this.#isStarted && !this.#isAsleep;
    const isWatched = isActive && this.#watchers > 0;
    gpus.setPace(isWatched ? 'watched' : isActive ? 'tray' : 'asleep');
    if (isWatched) this.#schedule(0, INTERVAL.watched);
    else if (isActive && gpus.mayHaveGpus) this.#schedule(INTERVAL.unwatched, INTERVAL.unwatched);
    else this.#lastCpu.clear();
  }

  #schedule(delay: number, interval: number): void {
    const cancel = this.#options.clock.setTimer(delay, () => {
      void this.sample().finally(() => {
        // Another pace may have replaced the timer meanwhile.
        if (this.#cancel === cancel) this.#schedule(interval, interval);
      });
    });
    this.#cancel = cancel;
  }

  /** Takes a sample now; calls during a sample share it. Never rejects. */
  sample(): Promise<void> {
    this.#sampling ??= this.#takeSample()
      .catch(this.#options.onFault)
      .finally(() => {
        this.#sampling = null;
      });
    return this.#sampling;
  }

  /** Takes a sample with GPU metrics that are measured after the call, if they can be read. */
  async sampleFresh(): Promise<void> {
    await this.#options.gpus.sampleFresh();
    await this.#sampling;
    await this.sample();
  }

  /** Takes a sample with the GPU metrics that were read last, unless there is one that is at most that old in milliseconds. */
  async sampleUnlessWithin(maxAge: number): Promise<void> {
    const isRecent = this.#sampledAt !== null && this.#options.clock.now() - this.#sampledAt < maxAge;
    if (!isRecent) await this.sample();
  }

  /** Takes a sample unless the last one is as recent as while somebody looks. */
  async refresh(): Promise<void> {
    const { clock } = this.#options;
    if (this.#sampledAt !== null && clock.now() - this.#sampledAt < 1.5 * INTERVAL.watched) return;
    await this.sampleFresh();
  }

  /** Machine and GPUs in the form of GetServerResourceInfo, with the shares of the last sample. */
  info(): ServerResourceInfo {
    const gpus = this.#gpus();
    const error = this.#options.gpus.error();
    return {
      ...this.#options.machine.read(),
      ...(gpus.length > 0
        ? { gpus: Object.fromEntries(gpus.map((gpu) => [String(gpu.id), withAllMetrics(gpu)])) }
        : {}),
      ...(error === null ? {} : onWire({ gpu_trouble: error })),
    };
  }

  async #takeSample(): Promise<void> {
    const { clock, table, actors, machine, history, onChange, gpus } = this.#options;
    const live = actors().filter((actor) => actor.worker);
    const rows = live.length > 0 ? await table.rows() : [];
    const accounts = await this.#readCpuAccounts(live);
    this.#measure(live, rows, accounts, clock.now()).forEach((usage, actor) => {
      if (isSame(usage, actor.usage.resources)) return;
      actor.usage.resources = usage;
      onChange(actor);
    });
    const error = gpus.error();
    const sample: Resources = {
      at: new Date(clock.wall()).toISOString(),
      ...machine.read(),
      gpus: this.#gpus(),
      ...(error === null ? {} : onWire({ gpu_trouble: error })),
      backends: actors().flatMap((actor) => {
        const { ram_bytes, cpu_percent, vram_bytes } = actor.view();
        const isKnown = ram_bytes !== undefined || vram_bytes !== undefined;
        return isKnown ? [known<BackendUsage>({ id: actor.id, vram_bytes, ram_bytes, cpu_percent })] : [];
      }),
    };
    this.#latest = sample;
    this.#sampledAt = clock.now();
    history.add(sample);
    for (const listener of this.#sampleListeners) listener(sample);
  }

  /** Milliseconds of processor time by PID of the worker, where the system keeps an account that processes do not leave. */
  async #readCpuAccounts(live: BackendActor[]): Promise<ReadonlyMap<number, number>> {
    const { table } = this.#options;
    const accounts = new Map<number, number>();
    for (const { worker } of table.cpuMs ? live : []) {
      const cpuMs = worker && (await table.cpuMs?.(worker.pid));
      if (worker && typeof cpuMs === 'number') accounts.set(worker.pid, cpuMs);
    }
    return accounts;
  }

  #measure(
    live: BackendActor[],
    rows: readonly ProcessRow[],
    cpuAccounts: ReadonlyMap<number, number>,
    now: number,
  ): Map<BackendActor, ResourceUsage> {
    const { gpus } = this.#options;
    const hasGpus = gpus.gpus().length > 0;
    const treeOf = treesIn(rows);
    const sharesOf = vramSharesOf(gpus.processes());
    const seen = new Map<number, { cpuMs: number; at: number }>();
    const usages = new Map<BackendActor, ResourceUsage>();
    for (const actor of live) {
      const pid = actor.worker?.pid;
      const tree = pid === undefined ? [] : treeOf(pid);
      if (pid === undefined || tree.length === 0) continue;
      const cpuMs = cpuAccounts.get(pid) ?? tree.reduce((sum, row) => sum + row.cpuMs, 0);
      const last = this.#lastCpu.get(pid);
      seen.set(pid, { cpuMs, at: now });
      const usage: ResourceUsage = {
        ramBytes: Math.round(residentBytes(tree) / RAM_STEP_BYTES) * RAM_STEP_BYTES,
      };
      if (last && now > last.at) {
        // After a process of the tree has ended, the sum may be smaller than before.
        const used = Math.max(0, cpuMs - last.cpuMs);
        usage.cpuPercent = Math.round((used / (now - last.at)) * 100);
        if (used >= MIN_WORK.ms && used >= MIN_WORK.share * (now - last.at)) actor.usage.markBusy();
      }
      const held = sharesOf(tree);
      // For a worker without a process on a GPU, the engine's own figure is better than zero.
      if (held && hasGpus && (held.size > 0 || actor.run?.facts.vramBytes === undefined)) usage.vram = held;
      usages.set(actor, usage);
    }
    this.#lastCpu = seen;
    return usages;
  }

  #gpus(): Gpu[] {
    const { gpus, actors, excludedGpus } = this.#options;
    const samples = gpus.gpus();
    const excluded = excludedGpus();
    const all = actors();
    return samples.map((gpu) => {
      const { id, uuid, name, vendor, usedBytes: used, totalBytes: total } = gpu;
      const isKnown = used !== undefined && total !== undefined;
      return known<Gpu>({
        id,
        uuid,
        name,
        vendor,
        temperature: gpu.temperature,
        utilization_gpu: gpu.utilizationPercent,
        utilization_memory: isKnown && total > 0 ? Math.round((used / total) * 100) : undefined,
        total_memory: total,
        used_memory: used,
        free_memory: freeBytesOf(gpu),
        power_watts: gpu.powerWatts,
        fan_percent: gpu.fanPercent,
        excluded: isNamedIn(excluded, gpu) ? true : undefined,
        backends: all.flatMap((actor) => shareOf(actor, uuid, samples.length)),
      });
    });
  }
}

/** VRAM of a backend on one GPU: from the driver, or from the engine if its figure can only mean this GPU. */
function shareOf(actor: BackendActor, uuid: string, gpuCount: number): Gpu['backends'] {
  const { id } = actor;
  const { vram } = actor.usage.resources;
  if (vram) {
    const bytes = vram.get(uuid) ?? 0;
    return bytes > 0 ? [{ id, vram_bytes: bytes }] : [];
  }
  const own = actor.run?.facts.vramBytes ?? 0;
  const isHere = gpuCount === 1 || (actor.gpuUuids.length === 1 && actor.gpuUuids[0] === uuid);
  return own > 0 && isHere ? [{ id, vram_bytes: own, by_engine: true }] : [];
}

const isSame = (a: ResourceUsage, b: ResourceUsage): boolean =>
  a.ramBytes === b.ramBytes &&
  a.cpuPercent === b.cpuPercent &&
  JSON.stringify([...(a.vram ?? [])]) === JSON.stringify([...(b.vram ?? [])]) &&
  (a.vram === undefined) === (b.vram === undefined);

/** `T` with undefined for what is not known. */
type WithUndefined<T> = { [K in keyof T]: T[K] | undefined };

const known = <T extends object>(value: WithUndefined<T>): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
