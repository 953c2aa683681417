/** Converts the text of a schedule to rows that can be edited, and back. A row may be incomplete. */

import { dayNames, formatMinutes, formatSchedule, parseSchedule } from '../../../shared/settings/schedule.ts';
import { settingsFormWords } from '../../../shared/words/en/settings/settings-form.ts';
import { words } from '../../../shared/words/words.ts';

const t = words(settingsFormWords);

export interface ScheduleRow {
  /** Identifies the row while it is edited. */
  key: number;
  /** 0 = Sunday, as in Date; ascending. */
  days: readonly number[];
  /** The value of a time field: `08:00`, or empty while the time is incomplete. */
  from: string;
  until: string;
}

const DAY_MINUTES = 24 * 60;
const MIDNIGHT = '00:00';

/** @returns null if the text is no schedule */
export function parseRows(text: string): ScheduleRow[] | null {
  const parsed = parseSchedule(text);
  if (!parsed.ok) return null;
  return parsed.spans.map(({ days, from, until }, key) => ({
    key,
    days,
    from: formatMinutes(from),
    // A time field has no 24:00. As the end of a span, midnight always means the next one.
    until: until === DAY_MINUTES ? MIDNIGHT : formatMinutes(until),
  }));
}

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

const isTime = (text: string) => /^\d{2}:\d{2}$/.test(text);

/** Why a row is not complete, or null. */
export function rowError({ days, from, until }: ScheduleRow): string | null {
  if (days.length === 0) return t('dayMissing');
  if (!isTime(from) || !isTime(until)) return t('timeMissing');
  if (from === until && until !== MIDNIGHT) return t('timesEqual');
  return null;
}

/** Whether the span ends on the next day, later than at midnight. */
export const runsPastMidnight = (row: ScheduleRow): boolean =>
  rowError(row) === null && row.until !== MIDNIGHT && minutesOf(row.until) < minutesOf(row.from);

/** The text of all rows. An incomplete row makes the text invalid, so that it cannot be saved by mistake. */
export function formatRows(rows: readonly ScheduleRow[]): string {
  return rows
    .map((row) => {
      if (rowError(row) !== null) return formatIncomplete(row);
      const until = row.until === MIDNIGHT ? DAY_MINUTES : minutesOf(row.until);
      return formatSchedule([{ days: row.days, from: minutesOf(row.from), until }]);
    })
    .join('\n');
}

function formatIncomplete({ days, from, until }: ScheduleRow): string {
  const dayText = days.length === 0 ? 'no day' : days.map((day) => dayNames[day]).join(',');
  return `${dayText} ${from || '?'}-${until || '?'}`;
}

/** Office hours, because most schedules are similar. */
export const newRow = (key: number): ScheduleRow => ({
  key,
  days: [1, 2, 3, 4, 5],
  from: '08:00',
  until: '18:00',
});
