/** How much memory came back, for the result of freeing it. */
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { type Text, texts } from '../../../shared/words/phrase.ts';
import { formatBytes } from '../../core/format-bytes.ts';

const say = texts(freeingWords);

/** What came back of each kind of memory, in bytes; nothing for a kind of which none did. */
export const amountsOf = ({ vram, ram }: { vram: number; ram: number }): Text[] => [
  ...(vram > 0 ? [say('amount_vram', { bytes: formatBytes(vram) })] : []),
  ...(ram > 0 ? [say('amount_ram', { bytes: formatBytes(ram) })] : []),
];
