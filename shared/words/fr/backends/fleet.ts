import type { fleetWords } from '../../en/backends/fleet.ts';
import type { Translation } from '../../message.ts';

export const fleetTranslation: Translation<typeof fleetWords> = {
  title: 'Parc',
  computers: '{count, plural, one {# ordinateur} other {# ordinateurs}}',
  away: '{count, plural, one {# d’entre eux ne répond pas} other {# d’entre eux ne répondent pas}}',
  instances: '{count, plural, one {# instance} other {# instances}}',
  noAnswerSince: 'Aucune réponse depuis {time}',
  show: 'Afficher {name}',
};
