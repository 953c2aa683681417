/** FreeBackendMemory: asks workers side by side, each within a bound, and measures what really came back. */
import { SwitchyardError } from '../../shared/errors.ts';
import type { OperationOutput } from '../../shared/operations.ts';
import type { FreeTarget } from './child-backends.ts';
import type { Clock } from './clock.ts';
import { type ProcessTable, treeOf } from './process/process-table.ts';

/** What one backend's freeing brought, as FreeBackendMemory reports it. */
type FreedEntry = NonNullable<OperationOutput<'FreeBackendMemory'>['freed']>[number];

/** Milliseconds a worker gets to free its memory. */
const LONGEST_FREEING = 30_000;

export interface MemoryFreeingOptions {
  clock: Clock;
  table: ProcessTable;
}

export class MemoryFreeing {
  readonly #options: MemoryFreeingOptions;

  constructor(options: MemoryFreeingOptions) {
    this.#options = options;
  }

  /** Never throws: what failed is an entry that says so. */
  free(targets: readonly FreeTarget[], systemRam: boolean): Promise<FreedEntry[]> {
    return Promise.all(targets.map((target) => this.#freeOne(target, systemRam)));
  }

  async #freeOne(target: FreeTarget, systemRam: boolean): Promise<FreedEntry> {
    const bound = new AbortController();
    const cancel = this.#options.clock.setTimer(LONGEST_FREEING, () => bound.abort());
    try {
      const before = await this.#ram(target);
      const result = await Promise.race([
        target.freeMemory(systemRam, bound.signal),
        new Promise<never>((_, reject) =>
          bound.signal.addEventListener('abort', () =>
            reject(
              new SwitchyardError('free_memory_failed', {
                backend: target.words,
                reason: `it did not answer within ${LONGEST_FREEING / 1000} s`,
              }),
            ),
          ),
        ),
      ]);
      if (!result) return { id: target.id, ok: false, message: `${target.words} is not running any more.` };
      const entry: FreedEntry = { id: target.id, ok: result.ok, message: result.message };
      if (result.vramBytes !== undefined) entry.vram_bytes = result.vramBytes;
      if (result.ramBytes !== undefined) entry.ram_bytes = result.ramBytes;
      const after = await this.#ram(target);
      if (before !== undefined && after !== undefined) entry.ram_bytes = Math.max(0, before - after);
      return entry;
    } catch (error) {
      const message =
        error instanceof SwitchyardError ? error.message : `${target.words} could not free its memory.`;
      return { id: target.id, ok: false, message };
    } finally {
      cancel();
    }
  }

  /** Resident bytes of the worker's process tree; undefined where the system does not tell. */
  async #ram(target: FreeTarget): Promise<number | undefined> {
    const pid = target.worker?.pid;
    if (pid === undefined) return undefined;
    const tree = treeOf(await this.#options.table.rows(), pid);
    return tree.length > 0 ? tree.reduce((sum, row) => sum + row.rssBytes, 0) : undefined;
  }
}
