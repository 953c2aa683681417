import type { fleetWords } from '../../en/backends/fleet.ts';
import type { Translation } from '../../message.ts';

export const fleetTranslation: Translation<typeof fleetWords> = {
  title: 'Flota',
  computers: '{count, plural, one {# equipo} other {# equipos}}',
  away: '{count, plural, one {# de ellos no responde} other {# de ellos no responden}}',
  instances: '{count, plural, one {# instancia} other {# instancias}}',
  noAnswerSince: 'Sin respuesta desde {time}',
  show: 'Mostrar {name}',
};
