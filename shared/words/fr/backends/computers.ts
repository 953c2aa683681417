import type { computersWords } from '../../en/backends/computers.ts';
import type { Translation } from '../../message.ts';

export const computersTranslation: Translation<typeof computersWords> = {
  thisComputer: 'Cet ordinateur',
  noneYet: 'Aucun ordinateur',
  unknown: 'Ordinateur inconnu',
  gpus: '{count, plural, one {# GPU} other {# GPU}}',
  gpusInUse: '{count, plural, one {# GPU} other {# GPU}}, {bytes} utilisés',
  ramInUse: 'RAM {bytes} utilisés',
};
