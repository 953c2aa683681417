/**
 * How a ComfyUI frees memory, and how much came back. What its processes hold is measured from outside where they run here.
 * ComfyUI's own figures are those of the whole card or machine, except for what torch holds; the memory that a neighbour frees
 * must not count.
 */
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { texts } from '../../../shared/words/phrase.ts';
import type { AdapterIo, FreeOptions, FreeResult } from '../../core/backend/backend-type.ts';
import { amountsOf } from '../common/freed-amounts.ts';
import { waitForMemoryDrop } from '../common/health/wait-for-memory-drop.ts';
import type { ComfyApi, SystemStats } from './comfyui-protocol.ts';

const say = texts(freeingWords);

const MEGABYTE = 1024 * 1024;
/** Smaller changes happen by themselves. */
const MIN_DROP_BYTES = { vram: 16 * MEGABYTE, ram: 64 * MEGABYTE };

/** Types of devices of which torch reports what this process holds. Source: model_management.get_total_memory, 0.3.18 to 0.28.0. */
const DEVICES_WITH_OWN_FIGURE = new Set(['cuda', 'xpu', 'npu', 'mlu']);
/** Where it works, it holds the weights of models outside of torch. Source: ComfyUI 0.28.0, "DynamicVRAM". */
const HOLDS_WEIGHTS_ITSELF = 'comfy-aimdo';

/** Bytes of VRAM that torch holds in the process of ComfyUI. Undefined where no device has such a figure. */
function torchVram({ devices }: SystemStats): number | undefined {
  const own = devices.filter(({ type }) => DEVICES_WITH_OWN_FIGURE.has(type));
  if (own.length === 0) return undefined;
  return own.reduce((sum, { torch_vram_total = 0 }) => sum + torch_vram_total, 0);
}

const mayHoldMoreThanTorch = ({ system }: SystemStats): boolean =>
  system.comfy_package_versions?.some(
    ({ name, installed }) => name === HOLDS_WEIGHTS_ITSELF && typeof installed === 'string',
  ) ?? false;

/** Bytes of VRAM that ComfyUI holds, by its own word. Undefined where that is not known. */
export const vramByComfy = (stats: SystemStats): number | undefined =>
  mayHoldMoreThanTorch(stats) ? undefined : torchVram(stats);

/** What is held, in bytes; undefined where it is not known. */
interface Held {
  vram: number | undefined;
  ram: number | undefined;
}

interface Freed {
  vram: number;
  ram: number;
}

/** @throws Error whose message is the reason */
export async function freeComfyMemory(
  comfy: ComfyApi,
  { clock }: Pick<AdapterIo, 'clock'>,
  { systemRam, signal, measureHeld }: FreeOptions,
): Promise<FreeResult> {
  const statsBefore = await comfy.stats(signal);
  const heldBefore = await measureHeld?.();
  // A driver that reports nothing of the process may not know it at all.
  const isVramOfDriver = (heldBefore?.vramBytes ?? 0) > 0;
  const before: Held = {
    vram: isVramOfDriver ? heldBefore?.vramBytes : torchVram(statsBefore),
    ram: heldBefore?.ramBytes,
  };
  const { isAccepted, status } = await comfy.requestFree(systemRam, signal);
  if (!isAccepted) return { ok: false, message: say('refused', { status }) };

  let freed: Freed = { vram: 0, ram: 0 };
  if (before.vram !== undefined || before.ram !== undefined)
    await waitForMemoryDrop({
      clock,
      signal,
      minDrop: MIN_DROP_BYTES.vram,
      measure: async () => {
        const held = await measureHeld?.();
        const vram = isVramOfDriver ? held?.vramBytes : torchVram(await comfy.stats(signal));
        freed = {
          vram: dropOf(before.vram, vram, MIN_DROP_BYTES.vram),
          ram: dropOf(before.ram, held?.ramBytes, MIN_DROP_BYTES.ram),
        };
        return freed.vram + freed.ram;
      },
    });
  if (freed.vram + freed.ram > 0)
    return {
      ok: true,
      message: say('cameBack', { amounts: amountsOf(freed) }),
      ...(freed.vram > 0 ? { vramBytes: freed.vram } : {}),
    };
  return await explainNothingFreed(comfy, { before, statsBefore, isVramOfDriver, signal });
}

const dropOf = (before: number | undefined, now: number | undefined, least: number): number => {
  const drop = (before ?? 0) - (now ?? before ?? 0);
  return drop >= least ? drop : 0;
};

async function explainNothingFreed(
  comfy: ComfyApi,
  facts: { before: Held; statsBefore: SystemStats; isVramOfDriver: boolean; signal: AbortSignal },
): Promise<FreeResult> {
  const { before, statsBefore, isVramOfDriver, signal } = facts;
  const { running } = await comfy.queue(signal).catch(() => ({ running: 0 }));
  if (running > 0)
    return {
      ok: false,
      message: say('waitsForWork'),
    };
  const isVramKnown = before.vram !== undefined && (isVramOfDriver || !mayHoldMoreThanTorch(statsBefore));
  if (!isVramKnown && before.ram === undefined)
    return {
      ok: true,
      message: say('amountUnknown'),
    };
  if (isVramKnown && before.vram === 0) return { ok: false, message: say('holdsNoModels') };
  return {
    ok: false,
    message: say(isVramKnown ? 'keptByNode' : 'keptByProcesses'),
  };
}
