/**
 * How a web UI frees memory, and how much came back. What its processes hold is measured from outside where they run here; its
 * own figures count where they are those of its process alone.
 */
import type { AdapterIo, FreeOptions, FreeResult } from '../../core/backend/backend-type.ts';
import { formatBytes } from '../../core/format-bytes.ts';
import { waitForMemoryDrop } from '../common/health/wait-for-memory-drop.ts';
import { isSuccess } from '../common/http-request.ts';
import type { WebuiApi, WebuiMemory } from './webui-protocol.ts';

const MEGABYTE = 1024 * 1024;
/** Smaller changes happen by themselves. */
const MIN_DROP_BYTES = { vram: 16 * MEGABYTE, ram: 64 * MEGABYTE };

const LOADS_BY_ITSELF = 'The next image loads its checkpoint again.';
const LOADS_WHEN_ASKED =
  'This web UI does not load its checkpoint again by itself: the next image may fail. Switchyard asks it to load the checkpoint as soon as one was tried.';

/** What is held, in bytes; undefined where it is not known. */
interface Held {
  vram: number | undefined;
  ram: number | undefined;
}

export interface WebuiFreeContext extends Pick<AdapterIo, 'clock'> {
  isForge: boolean;
}

/** To be called while it is at rest. @throws Error whose message is the reason */
export async function freeWebuiMemory(
  api: WebuiApi,
  { clock, isForge }: WebuiFreeContext,
  { signal, measureHeld }: FreeOptions,
): Promise<FreeResult> {
  const outside = await measureHeld?.();
  // A driver that reports nothing of the process may not know it at all.
  const isVramOfDriver = (outside?.vramBytes ?? 0) > 0;
  const measure = async (): Promise<Held> => {
    const [own, held] = [await api.memory(signal), await measureHeld?.()];
    return {
      vram: isVramOfDriver ? held?.vramBytes : torchVram(own),
      ram: held?.ramBytes ?? own.ram.used,
    };
  };
  const before = await measure();
  if (before.vram === 0)
    return { ok: false, message: 'There was nothing to free: it holds no graphics memory.' };
  const status = await api.unload(signal);
  if (!isSuccess(status)) return { ok: false, message: `It refused to unload its checkpoint (${status}).` };
  let freed = { vram: 0, ram: 0 };
  await waitForMemoryDrop({
    clock,
    signal,
    minDrop: MIN_DROP_BYTES.vram,
    measure: async () => {
      const now = await measure();
      freed = {
        vram: dropOf(before.vram, now.vram, MIN_DROP_BYTES.vram),
        ram: dropOf(before.ram, now.ram, MIN_DROP_BYTES.ram),
      };
      return freed.vram + freed.ram;
    },
  });
  if (freed.vram + freed.ram === 0) return { ok: false, message: nothingFreed(before) };
  return {
    ok: true,
    message: `${describeFreed(freed)} came back. ${isForge ? LOADS_BY_ITSELF : LOADS_WHEN_ASKED}`,
    ...(freed.vram > 0 ? { vramBytes: freed.vram } : {}),
    // Of a worker that runs here, the caller measures it.
    ...(freed.ram > 0 && measureHeld === undefined ? { ramBytes: freed.ram } : {}),
  };
}

/** Bytes of VRAM that torch holds in its process. Undefined where it cannot tell, as without an NVIDIA card. */
export const torchVram = ({ cuda }: WebuiMemory): number | undefined => cuda.reserved?.current;

const dropOf = (before: number | undefined, now: number | undefined, least: number): number => {
  const drop = (before ?? 0) - (now ?? before ?? 0);
  return drop >= least ? drop : 0;
};

const describeFreed = ({ vram, ram }: { vram: number; ram: number }): string =>
  [
    ...(vram > 0 ? [`${formatBytes(vram)} of graphics memory`] : []),
    ...(ram > 0 ? [`${formatBytes(ram)} of memory`] : []),
  ].join(' and ');

const nothingFreed = ({ vram }: Held): string =>
  vram === undefined
    ? 'It took the request, but no memory came back: without a graphics card a web UI keeps its model in memory. Stopping it frees everything.'
    : 'It took the request, but no graphics memory came back. An extension may hold on to it; stopping the web UI frees everything.';
