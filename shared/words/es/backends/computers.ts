import type { computersWords } from '../../en/backends/computers.ts';
import type { Translation } from '../../message.ts';

export const computersTranslation: Translation<typeof computersWords> = {
  thisComputer: 'Este equipo',
  noneYet: 'Aún no hay equipos',
  unknown: 'Equipo desconocido',
  gpus: '{count, plural, one {# GPU} other {# GPU}}',
  gpusInUse: '{count, plural, one {# GPU} other {# GPU}}, {bytes} en uso',
  ramInUse: 'RAM {bytes} en uso',
};
