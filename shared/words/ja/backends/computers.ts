import type { computersWords } from '../../en/backends/computers.ts';
import type { Translation } from '../../message.ts';

export const computersTranslation: Translation<typeof computersWords> = {
  thisComputer: 'このコンピューター',
  noneYet: 'まだコンピューターはありません',
  unknown: '不明なコンピューター',
  gpus: '{count, plural, other {GPU #基}}',
  gpusInUse: '{count, plural, other {GPU #基}}、{bytes}使用中',
  ramInUse: 'RAM {bytes}使用中',
};
