/** FreeBackendMemory: asks several workers at the same time, each within a time limit, and measures what was really freed. */
import { SwitchyardError } from '../../../shared/errors.ts';
import type { OperationOutput } from '../../../shared/operations.ts';
import { happenedWords } from '../../../shared/words/en/happened.ts';
import { messagePhrase } from '../../../shared/words/error-text.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { onWire } from '../../../shared/words/wire-phrases.ts';
import type { FreeResult, HeldMemory } from '../backend/backend-type.ts';
import type { FreeTarget } from '../backend/free-targets.ts';
import { type Clock, delay } from '../clock.ts';
import type { GpuMonitor } from '../gpu/gpu-monitor.ts';
import { sumOfShares, vramSharesOf } from '../gpu/vram-shares.ts';
import type { ProcessTable } from '../process/table/process-row.ts';
import { residentBytes, treesIn } from '../process/table/process-table.ts';

const say = texts(happenedWords);

/** The result for one backend, as FreeBackendMemory reports it. */
type FreedEntry = NonNullable<OperationOutput<'FreeBackendMemory'>['freed']>[number];

/** Milliseconds that a worker gets to free its memory. */
const FREEING_TIMEOUT = 30_000;
/**
 * Milliseconds before each further measurement, while a worker that reports success holds what it held or still frees: engines
 * free a little later.
 */
const PAUSES = [200, 400, 800, 1600, 2000];
/** Bytes of VRAM; a difference below this counts as none. */
const MIN_DIFFERENCE = 16 * 1024 * 1024;

export interface MemoryFreeingOptions {
  clock: Clock;
  table: ProcessTable;
  gpus: GpuMonitor;
}

export class MemoryFreeing {
  readonly #options: MemoryFreeingOptions;

  constructor(options: MemoryFreeingOptions) {
    this.#options = options;
  }

  /**
   * Never throws: a failure is an entry that says so.
   * @param areGpusRead the GPUs were read just now
   * @returns an entry for each target, in the same order
   */
  async free(targets: readonly FreeTarget[], systemRam: boolean, areGpusRead = false): Promise<FreedEntry[]> {
    const before = await this.#measure(targets, areGpusRead);
    const results = await Promise.all(targets.map((target) => this.#ask(target, systemRam)));
    let previous = before;
    let after = await this.#measure(targets);
    const isUnfinished = (target: FreeTarget, index: number): boolean => {
      const [heldBefore, heldPreviously, held] = [before, previous, after].map(
        (measured) => measured.get(target)?.vramBytes ?? 0,
      ) as [number, number, number];
      const isHeld = held > heldBefore - MIN_DIFFERENCE;
      const isFalling = held < heldPreviously - MIN_DIFFERENCE && held >= MIN_DIFFERENCE;
      return results[index]?.ok === true && heldBefore >= MIN_DIFFERENCE && (isHeld || isFalling);
    };
    for (const pause of PAUSES) {
      if (!targets.some(isUnfinished)) break;
      await delay(this.#options.clock, pause);
      previous = after;
      after = await this.#measure(targets);
    }
    return targets.map((target, index) =>
      entryOf(
        target,
        results[index] ?? notRunning(target),
        before.get(target) ?? {},
        after.get(target) ?? {},
      ),
    );
  }

  async #ask(target: FreeTarget, systemRam: boolean): Promise<FreeResult> {
    const timeout = new AbortController();
    const cancelTimer = this.#options.clock.setTimer(FREEING_TIMEOUT, () => timeout.abort());
    try {
      const timedOut = new Promise<never>((_, reject) =>
        timeout.signal.addEventListener('abort', () =>
          reject(
            new SwitchyardError('free_memory_failed', {
              backend: target.displayName,
              reason: say('noAnswerWithin', { seconds: FREEING_TIMEOUT / 1000 }),
            }),
          ),
        ),
      );
      const result = await Promise.race([
        target.freeMemory({
          systemRam,
          signal: timeout.signal,
          ...(target.worker ? { measureHeld: () => this.#measureOne(target) } : {}),
        }),
        timedOut,
      ]);
      return result ?? notRunning(target);
    } catch (error) {
      const message =
        error instanceof SwitchyardError
          ? messagePhrase(error.toReply())
          : say('couldNotFree', { backend: target.displayName });
      return { ok: false, message };
    } finally {
      cancelTimer();
    }
  }

  async #measureOne(target: FreeTarget): Promise<HeldMemory> {
    return (await this.#measure([target])).get(target) ?? {};
  }

  /** What the process trees hold now. What nobody reports is left out. */
  async #measure(targets: readonly FreeTarget[], areGpusRead = false): Promise<Map<FreeTarget, HeldMemory>> {
    const { gpus, table } = this.#options;
    const local = targets.filter(({ worker }) => worker !== null);
    if (local.length === 0) return new Map();
    const isVramKnown = areGpusRead || (await gpus.sampleFresh());
    const treeOf = treesIn(await table.rows());
    const sharesOf = vramSharesOf(gpus.processes());
    return new Map(
      local.map((target) => {
        const held: HeldMemory = {};
        const tree = treeOf(target.worker?.pid ?? 0);
        if (tree.length > 0) held.ramBytes = residentBytes(tree);
        const shares = sharesOf(tree);
        if (isVramKnown && shares) held.vramBytes = sumOfShares(shares);
        return [target, held];
      }),
    );
  }
}

const notRunning = ({ displayName }: FreeTarget): FreeResult => ({
  ok: false,
  message: say('notRunning', { backend: displayName }),
});

/** What was measured replaces what the worker reports. */
function entryOf({ id }: FreeTarget, result: FreeResult, before: HeldMemory, after: HeldMemory): FreedEntry {
  const entry: FreedEntry = { id, ok: result.ok, ...onWire({ message: result.message }) };
  if (result.vramBytes !== undefined) entry.vram_bytes = result.vramBytes;
  if (result.ramBytes !== undefined) entry.ram_bytes = result.ramBytes;
  if (before.ramBytes !== undefined && after.ramBytes !== undefined) {
    entry.ram_before = before.ramBytes;
    entry.ram_after = after.ramBytes;
    entry.ram_bytes = Math.max(0, before.ramBytes - after.ramBytes);
  }
  // Where the driver reports nothing of a process, it may not know it at all.
  if (before.vramBytes !== undefined && after.vramBytes !== undefined && before.vramBytes > 0) {
    entry.vram_before = before.vramBytes;
    entry.vram_after = after.vramBytes;
    entry.vram_bytes = Math.max(0, before.vramBytes - after.vramBytes);
    if (
      result.ok &&
      before.vramBytes >= MIN_DIFFERENCE &&
      entry.vram_bytes < MIN_DIFFERENCE &&
      result.vramBytes === undefined
    ) {
      entry.ok = false;
      Object.assign(entry, onWire({ message: say('nothingCameBack') }));
    }
  }
  return entry;
}
