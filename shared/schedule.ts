/**
 * When a backend is on, by day of the week and time of day: one span a line, such as `Mon-Fri 08:00-18:00`,
 * `Sat,Sun 10:00-14:00`, or `22:00-06:00`, which without days means every day and runs past midnight. Times are those of the
 * machine's own clock, so a span follows it through summer time.
 */
import { MAX_SCHEDULE_SPANS } from './limits.ts';

/** As Date counts them. */
export const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const DAY_MINUTES = 24 * 60;

export interface ScheduleSpan {
  /** 0 = Sunday; of a span past midnight the days it begins on. Ascending, never empty. */
  days: readonly number[];
  /** Minutes since midnight. */
  from: number;
  /** Minutes since midnight, at most those of a whole day; not after `from`: on the day after. */
  until: number;
}

export type ParsedSchedule = { ok: true; spans: ScheduleSpan[] } | { ok: false; problem: string };

/** An empty text is no schedule. `problem` completes the sentence "it must be …". */
export function parseSchedule(text: string): ParsedSchedule {
  const lines = text
    .split(/[\n;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length > MAX_SCHEDULE_SPANS) return { ok: false, problem: `at most ${MAX_SCHEDULE_SPANS} lines` };
  const spans: ScheduleSpan[] = [];
  for (const line of lines) {
    const span = parseSpan(line);
    if (span === null)
      return { ok: false, problem: `lines such as Mon-Fri 08:00-18:00, not '${line.slice(0, 60)}'` };
    spans.push(span);
  }
  return { ok: true, spans };
}

function parseSpan(line: string): ScheduleSpan | null {
  const match = /^(?:([a-z][a-z, -]*?)\s+)?(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})$/i.exec(line);
  if (match === null) return null;
  const days = parseDays(match[1] ?? '');
  const from = Number(match[2]) * 60 + Number(match[3]);
  const until = Number(match[4]) * 60 + Number(match[5]);
  const wrongMinutes = Number(match[3]) > 59 || Number(match[5]) > 59;
  if (days === null || wrongMinutes || from >= DAY_MINUTES || until > DAY_MINUTES) return null;
  // An empty span would be a whole day to one reader and nothing to another.
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

const dayOf = (word: string): number =>
  dayNames.findIndex((name) => name.toLowerCase() === word.trim().slice(0, 3).toLowerCase());

/** The text that {@link parseSchedule} reads back as the same spans. */
export function formatSchedule(spans: readonly ScheduleSpan[]): string {
  return spans
    .map(({ days, from, until }) => {
      const words = days.length === 7 ? '' : `${days.map((day) => dayNames[day]).join(',')} `;
      return `${words}${formatMinutes(from)}-${formatMinutes(until)}`;
    })
    .join('\n');
}

export const formatMinutes = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** A moment at which a schedule switches. */
export interface ScheduleTransition {
  /** Epoch milliseconds. */
  at: number;
  enabled: boolean;
}

/** The latest switch at or before `now` and the first one after it; null where there is none, as in a schedule without a gap. */
export function findTransitions(
  spans: readonly ScheduleSpan[],
  now: number,
): { last: ScheduleTransition | null; next: ScheduleTransition | null } {
  const today = new Date(now);
  // A week and a day to both sides: a span of last week may end now.
  const ranges: { from: number; until: number }[] = [];
  for (let offset = -8; offset <= 8; offset++)
    for (const span of spans) {
      if (!span.days.includes(dayOfWeekAt(today, offset))) continue;
      ranges.push({
        from: timeAt(today, offset, span.from),
        until: timeAt(today, span.until > span.from ? offset : offset + 1, span.until),
      });
    }
  const edges = mergeRanges(ranges).flatMap(({ from, until }) => [
    { at: from, enabled: true },
    { at: until, enabled: false },
  ]);
  // Those at the ends come from cutting the weeks off, not from the schedule.
  const real = edges.filter(({ at }) => at > timeAt(today, -7, 0) && at < timeAt(today, 8, 0));
  return {
    last: real.findLast(({ at }) => at <= now) ?? null,
    next: real.find(({ at }) => at > now) ?? null,
  };
}

const dayOfWeekAt = (today: Date, offset: number): number => (((today.getDay() + offset) % 7) + 7) % 7;

/** A time that the clock skips in spring counts as the one after the gap. */
const timeAt = (today: Date, offset: number, minutes: number): number =>
  new Date(today.getFullYear(), today.getMonth(), today.getDate() + offset, 0, minutes).getTime();

/** Spans that meet or overlap are one. */
function mergeRanges(ranges: { from: number; until: number }[]): { from: number; until: number }[] {
  const merged: { from: number; until: number }[] = [];
  for (const range of ranges.sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && range.from <= last.until) last.until = Math.max(last.until, range.until);
    else merged.push({ ...range });
  }
  return merged;
}
