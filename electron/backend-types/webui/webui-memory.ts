/**
 * How a web UI frees memory, and how much came back. What its processes hold is measured from outside where they run here; its
 * own figures count where they are those of its process alone.
 */
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { type Text, texts } from '../../../shared/words/phrase.ts';
import { joinSentences } from '../../../shared/words/sentences.ts';
import type { AdapterIo, FreeOptions, FreeResult } from '../../core/backend/backend-type.ts';
import { amountsOf } from '../common/freed-amounts.ts';
import { waitForMemoryDrop } from '../common/health/wait-for-memory-drop.ts';
import { isSuccess } from '../common/http-request.ts';
import type { WebuiApi, WebuiMemory } from './webui-protocol.ts';

const say = texts(freeingWords);

const MEGABYTE = 1024 * 1024;
/** Smaller changes happen by themselves. */
const MIN_DROP_BYTES = { vram: 16 * MEGABYTE, ram: 64 * MEGABYTE };

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
  if (before.vram === 0) return { ok: false, message: say('holdsNoVram') };
  const status = await api.unload(signal);
  if (!isSuccess(status)) return { ok: false, message: say('refusedCheckpoint', { status }) };
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
  const cameBack = say('cameBack', { amounts: amountsOf(freed) });
  return {
    ok: true,
    message: joinSentences([cameBack, say(isForge ? 'loadsByItself' : 'loadsWhenAsked')]) ?? cameBack,
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

const nothingFreed = ({ vram }: Held): Text => say(vram === undefined ? 'keptWithoutGpu' : 'keptByExtension');
