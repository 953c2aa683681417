/** FreeBackendMemory: asks workers side by side, each within a bound, and measures what really came back. */
import { SwitchyardError } from '../../../shared/errors.ts';
import type { OperationOutput } from '../../../shared/operations.ts';
import type { FreeResult } from '../backend/backend-type.ts';
import type { FreeTarget } from '../backend/free-targets.ts';
import type { Clock } from '../clock.ts';
import type { GpuMonitor } from '../gpu/gpu-monitor.ts';
import { sumOfShares, vramSharesOf } from '../gpu/vram-shares.ts';
import { type ProcessTable, residentBytes, treesIn } from '../process/process-table.ts';

/** What one backend's freeing brought, as FreeBackendMemory reports it. */
type FreedEntry = NonNullable<OperationOutput<'FreeBackendMemory'>['freed']>[number];

/** Milliseconds a worker gets to free its memory. */
const FREEING_TIMEOUT = 30_000;
/** How often the cards are read again for one that says it freed and holds what it held: engines free a little later. */
const LOOKS = 3;
/** Bytes of graphics memory from which a fall is one. */
const NOTICEABLE = 16 * 1024 * 1024;

export interface MemoryFreeingOptions {
  clock: Clock;
  table: ProcessTable;
  gpus: GpuMonitor;
}

interface Held {
  ram?: number;
  /** By the driver's word alone: the engine's own is in what it says. */
  vram?: number;
}

export class MemoryFreeing {
  readonly #options: MemoryFreeingOptions;

  constructor(options: MemoryFreeingOptions) {
    this.#options = options;
  }

  /**
   * Never throws: what failed is an entry that says so.
   * @param wasRead the cards were read just now, for the same purpose
   */
  async free(targets: readonly FreeTarget[], systemRam: boolean, wasRead = false): Promise<FreedEntry[]> {
    const before = await this.#held(targets, wasRead);
    const results = await Promise.all(targets.map((target) => this.#ask(target, systemRam)));
    let after = await this.#held(targets);
    const isUnfinished = () =>
      targets.some((target, index) => {
        const then = before.get(target)?.vram ?? 0;
        return results[index]?.ok && then >= NOTICEABLE && (after.get(target)?.vram ?? 0) > then - NOTICEABLE;
      });
    for (let look = 1; look < LOOKS && isUnfinished(); look++) after = await this.#held(targets);
    return targets.map((target, index) =>
      entryOf(target, results[index] ?? gone(target), before.get(target) ?? {}, after.get(target) ?? {}),
    );
  }

  async #ask(target: FreeTarget, systemRam: boolean): Promise<FreeResult> {
    const bound = new AbortController();
    const cancel = this.#options.clock.setTimer(FREEING_TIMEOUT, () => bound.abort());
    try {
      const tooLong = new Promise<never>((_, reject) =>
        bound.signal.addEventListener('abort', () =>
          reject(
            new SwitchyardError('free_memory_failed', {
              backend: target.displayName,
              reason: `it did not answer within ${FREEING_TIMEOUT / 1000} s`,
            }),
          ),
        ),
      );
      return (await Promise.race([target.freeMemory(systemRam, bound.signal), tooLong])) ?? gone(target);
    } catch (error) {
      const message =
        error instanceof SwitchyardError ? error.message : `${target.displayName} could not free its memory.`;
      return { ok: false, message };
    } finally {
      cancel();
    }
  }

  /** What the process trees hold now; of what nothing tells, nothing is known. */
  async #held(targets: readonly FreeTarget[], wasRead = false): Promise<Map<FreeTarget, Held>> {
    const { gpus, table } = this.#options;
    const live = targets.filter(({ worker }) => worker !== null);
    if (live.length === 0) return new Map();
    const knowsCards = wasRead || (await gpus.fresh());
    const rows = await table.rows();
    const treeOf = treesIn(rows);
    const sharesOf = vramSharesOf(gpus.processes());
    return new Map(
      live.map((target) => {
        const held: Held = {};
        const tree = treeOf(target.worker?.pid ?? 0);
        if (tree.length > 0) held.ram = residentBytes(tree);
        const shares = sharesOf(tree);
        if (knowsCards && shares) held.vram = sumOfShares(shares);
        return [target, held];
      }),
    );
  }
}

const gone = ({ displayName: words }: FreeTarget): FreeResult => ({
  ok: false,
  message: `${words} is not running any more.`,
});

/** Measured figures win over the worker's own. */
function entryOf({ id }: FreeTarget, result: FreeResult, before: Held, after: Held): FreedEntry {
  const entry: FreedEntry = { id, ok: result.ok, message: result.message };
  if (result.vramBytes !== undefined) entry.vram_bytes = result.vramBytes;
  if (result.ramBytes !== undefined) entry.ram_bytes = result.ramBytes;
  if (before.ram !== undefined && after.ram !== undefined) {
    entry.ram_before = before.ram;
    entry.ram_after = after.ram;
    entry.ram_bytes = Math.max(0, before.ram - after.ram);
  }
  // A process that the driver never saw may be one that it does not tell of.
  if (before.vram !== undefined && after.vram !== undefined && before.vram > 0) {
    entry.vram_before = before.vram;
    entry.vram_after = after.vram;
    entry.vram_bytes = Math.max(0, before.vram - after.vram);
    if (
      result.ok &&
      before.vram >= NOTICEABLE &&
      entry.vram_bytes < NOTICEABLE &&
      result.vramBytes === undefined
    ) {
      entry.ok = false;
      entry.message = 'It took the request, but no graphics memory came back. Stopping it frees everything.';
    }
  }
  return entry;
}
