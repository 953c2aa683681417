/**
 * When a backend is on, by day of the week and time of day. Each line is one span, such as `Mon-Fri 08:00-18:00` or
 * `Sat,Sun 10:00-14:00`. A span without days is for every day; `22:00-06:00` runs past midnight. Times are those of the
 * machine's clock, and follow it through daylight saving time.
 */
import { MAX_SCHEDULE_SPANS } from '../limits.ts';
import { expectedWords } from '../words/en/settings/expected.ts';
import { type Text, texts } from '../words/phrase.ts';

const say = texts(expectedWords);

/** In the order of `Date.getDay()`. */
export const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const DAY_MINUTES = 24 * 60;
/** All days by their full names, and the times. A longer line would take the pattern of a line seconds. */
const MAX_LINE_LENGTH = 200;

export interface ScheduleSpan {
  /** 0 = Sunday. Of a span past midnight, the days on which it begins. Ascending, never empty. */
  days: readonly number[];
  /** Minutes since midnight. */
  from: number;
  /** Minutes since midnight, at most those of a whole day. If it is not after `from`, it is on the next day. */
  until: number;
}

export type ParsedSchedule = { ok: true; spans: ScheduleSpan[] } | { ok: false; problem: Text };

/** An empty text has no spans. `problem` completes the sentence "it must be …". */
export function parseSchedule(text: string): ParsedSchedule {
  const lines = text
    .split(/[\n;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length > MAX_SCHEDULE_SPANS)
    return { ok: false, problem: say('fewerLines', { max: MAX_SCHEDULE_SPANS }) };
  const spans: ScheduleSpan[] = [];
  for (const line of lines) {
    const span = parseSpan(line);
    if (span === null) return { ok: false, problem: say('scheduleLines', { line: line.slice(0, 60) }) };
    spans.push(span);
  }
  return { ok: true, spans };
}

function parseSpan(line: string): ScheduleSpan | null {
  if (line.length > MAX_LINE_LENGTH) return null;
  const match = /^(?:([a-z][a-z, -]*?)\s+)?(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})$/i.exec(line);
  if (match === null) return null;
  const days = parseDays(match[1] ?? '');
  const from = Number(match[2]) * 60 + Number(match[3]);
  const until = Number(match[4]) * 60 + Number(match[5]);
  const wrongMinutes = Number(match[3]) > 59 || Number(match[5]) > 59;
  if (days === null || wrongMinutes || from >= DAY_MINUTES || until > DAY_MINUTES) return null;
  // A person may mean nothing or a whole day by it.
  return from === until ? null : { days, from, until };
}

const everyDay = dayNames.map((_, day) => day);

function parseDays(text: string): number[] | null {
  if (text === '') return everyDay;
  const days = new Set<number>();
  for (const part of text.split(',')) {
    const [first, last = first, ...more] = part.split('-').map(dayOf);
    if (first === undefined || last === undefined || first < 0 || last < 0 || more.length > 0) return null;
    for (let day = first; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === last) break;
    }
  }
  return [...days].sort((a, b) => a - b);
}

const dayOf = (name: string): number =>
  dayNames.findIndex((day) => day.toLowerCase() === name.trim().slice(0, 3).toLowerCase());

/** The inverse of {@link parseSchedule}. */
export function formatSchedule(spans: readonly ScheduleSpan[]): string {
  return spans
    .map(({ days, from, until }) => {
      const prefix = days.length === 7 ? '' : `${days.map((day) => dayNames[day]).join(',')} `;
      return `${prefix}${formatMinutes(from)}-${formatMinutes(until)}`;
    })
    .join('\n');
}

export const formatMinutes = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** When a schedule switches a backend on or off. */
export interface ScheduleTransition {
  /** Epoch milliseconds. */
  at: number;
  enabled: boolean;
}

/** The last transition at or before `now` and the first one after it; null where there is none, as in a schedule without a gap. */
export function findTransitions(
  spans: readonly ScheduleSpan[],
  now: number,
): { last: ScheduleTransition | null; next: ScheduleTransition | null } {
  const today = new Date(now);
  // A week and a day to both sides, as a span that began a week ago may end now.
  const ranges: { from: number; until: number }[] = [];
  for (let offset = -8; offset <= 8; offset++)
    for (const span of spans) {
      if (!span.days.includes(dayOfWeekAt(today, offset))) continue;
      ranges.push({
        from: timeAt(today, offset, span.from),
        until: timeAt(today, span.until > span.from ? offset : offset + 1, span.until),
      });
    }
  const transitions = mergeRanges(ranges).flatMap(({ from, until }) => [
    { at: from, enabled: true },
    { at: until, enabled: false },
  ]);
  // Those at both ends are where the range was cut off, not transitions of the schedule.
  const real = transitions.filter(({ at }) => at > timeAt(today, -7, 0) && at < timeAt(today, 8, 0));
  return {
    last: real.findLast(({ at }) => at <= now) ?? null,
    next: real.find(({ at }) => at > now) ?? null,
  };
}

const dayOfWeekAt = (today: Date, offset: number): number => (((today.getDay() + offset) % 7) + 7) % 7;

/** Epoch milliseconds. A time that the clock skips in spring is the one after the gap. */
const timeAt = (today: Date, offset: number, minutes: number): number =>
  new Date(today.getFullYear(), today.getMonth(), today.getDate() + offset, 0, minutes).getTime();

/** Joins those that touch or overlap. */
function mergeRanges(ranges: { from: number; until: number }[]): { from: number; until: number }[] {
  const merged: { from: number; until: number }[] = [];
  for (const range of ranges.sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && range.from <= last.until) last.until = Math.max(last.until, range.until);
    else merged.push({ ...range });
  }
  return merged;
}
