/** A schedule as rows that can be edited, half-typed ones included, and the text that they come to: pure data. */
import { dayNames, formatMinutes, formatSchedule, parseSchedule } from '../../shared/settings/schedule.ts';

export interface ScheduleRow {
  /** Tells rows apart while they are edited; of no meaning otherwise. */
  key: number;
  /** As Date counts them, 0 = Sunday; ascending. */
  days: readonly number[];
  /** As a field for a time has it: `08:00`, or empty while it is half typed. */
  from: string;
  until: string;
}

const DAY_MINUTES = 24 * 60;
const MIDNIGHT = '00:00';

/** The rows of a text, or null where it cannot be read. */
export function rowsOf(text: string): ScheduleRow[] | null {
  const parsed = parseSchedule(text);
  if (!parsed.ok) return null;
  return parsed.spans.map(({ days, from, until }, key) => ({
    key,
    days,
    from: formatMinutes(from),
    // A field for a time knows no 24:00; as the end of a span, midnight can only be the one that comes.
    until: until === DAY_MINUTES ? MIDNIGHT : formatMinutes(until),
  }));
}

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

const isTime = (text: string) => /^\d{2}:\d{2}$/.test(text);

/** Why a row says nothing yet, in words, or null. */
export function rowError({ days, from, until }: ScheduleRow): string | null {
  if (days.length === 0) return 'Choose at least one day.';
  if (!isTime(from) || !isTime(until)) return 'Both times are needed.';
  if (from === until && until !== MIDNIGHT) return 'It ends when it begins: choose another time.';
  return null;
}

/** Whether it ends on the day after the one it begins on, other than at its very end. */
export const runsPastMidnight = (row: ScheduleRow): boolean =>
  rowError(row) === null && row.until !== MIDNIGHT && minutesOf(row.until) < minutesOf(row.from);

/** The text of all rows. One that is not complete makes it a text that is not valid, so that it cannot be saved unseen. */
export function textOf(rows: readonly ScheduleRow[]): string {
  return rows
    .map((row) => {
      if (rowError(row) !== null) return incompleteText(row);
      const until = row.until === MIDNIGHT ? DAY_MINUTES : minutesOf(row.until);
      return formatSchedule([{ days: row.days, from: minutesOf(row.from), until }]);
    })
    .join('\n');
}

function incompleteText({ days, from, until }: ScheduleRow): string {
  const words = days.length === 0 ? 'no day' : days.map((day) => dayNames[day]).join(',');
  return `${words} ${from || '?'}-${until || '?'}`;
}

/** Office hours: what most begin with. */
export const newRow = (key: number): ScheduleRow => ({
  key,
  days: [1, 2, 3, 4, 5],
  from: '08:00',
  until: '18:00',
});
