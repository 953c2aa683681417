import type { computersWords } from '../../en/backends/computers.ts';
import type { Translation } from '../../message.ts';

export const computersTranslation: Translation<typeof computersWords> = {
  thisComputer: 'Dieser Rechner',
  noneYet: 'Noch kein Rechner',
  unknown: 'Rechner unbekannt',
  gpus: '{count, plural, one {# GPU} other {# GPUs}}',
  gpusInUse: '{count, plural, one {# GPU} other {# GPUs}}, {bytes} belegt',
  ramInUse: 'RAM {bytes} belegt',
};
