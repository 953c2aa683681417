import { defineArea } from '../../message.ts';

/** The fleet: all instances and backends by computer. */
export const fleetWords = defineArea('fleet', {
  title: 'Fleet',
  computers: '{count, plural, one {# computer} other {# computers}}',
  away: '{count, plural, one {# of them does not answer} other {# of them do not answer}}',
  instances: '{count, plural, one {# instance} other {# instances}}',
  noAnswerSince: 'No answer since {time}',
  show: 'Show {name}',
});
