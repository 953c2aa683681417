/** Formats times on a clock of 24 hours, as in schedules. */

import { formatMinutes } from '../../shared/settings/schedule.ts';
import { formatWords } from '../../shared/words/en/format.ts';
import { intl, words } from '../../shared/words/words.ts';

const t = words(formatWords);

/** `14:03` in the time zone of the browser. @param at epoch milliseconds */
export function formatTime(at: number): string {
  const date = new Date(at);
  return formatMinutes(date.getHours() * 60 + date.getMinutes());
}

const midnightOf = (at: number) => new Date(at).setHours(0, 0, 0, 0);

/** Calendar days between two times. Rounded, because days differ in length when summer time begins or ends. */
const daysBetween = (from: number, to: number) =>
  Math.round((midnightOf(to) - midnightOf(from)) / 86_400_000);

/**
 * Today: the time alone. Within a week: with the day, `Mon 08:00`. Otherwise with the date.
 * @param at ISO 8601
 * @param now epoch milliseconds
 */
export function formatMoment(at: string, now: number): string {
  const moment = Date.parse(at);
  const time = formatTime(moment);
  const days = Math.abs(daysBetween(now, moment));
  if (days === 0) return time;
  const date = new Date(moment);
  if (days < 7) return `${intl.date({ weekday: 'short' }).format(date)} ${time}`;
  return `${intl.date({ day: 'numeric', month: 'short' }).format(date)}, ${time}`;
}

/** `Today`, `Yesterday`, or the day with its date. @param at ISO 8601 @param now epoch milliseconds */
export function formatDay(at: string, now: number): string {
  const days = daysBetween(Date.parse(at), now);
  if (days === 0) return t('today');
  if (days === 1) return t('yesterday');
  return intl.date({ weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(at));
}
