import type { fleetWords } from '../../en/backends/fleet.ts';
import type { Translation } from '../../message.ts';

export const fleetTranslation: Translation<typeof fleetWords> = {
  title: 'Flotte',
  computers: '{count, plural, one {# Rechner} other {# Rechner}}',
  away: '{count, plural, one {# davon antwortet nicht} other {# davon antworten nicht}}',
  instances: '{count, plural, one {# Instanz} other {# Instanzen}}',
  noAnswerSince: 'Keine Antwort seit {time}',
  show: '{name} anzeigen',
};
