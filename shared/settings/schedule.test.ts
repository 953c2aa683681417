import { describe, expect, it } from 'vitest';
import { findTransitions, formatSchedule, parseSchedule, type ScheduleSpan } from './schedule.ts';

function spansOf(text: string): ScheduleSpan[] {
  const result = parseSchedule(text);
  if (!result.ok) throw new Error(result.problem.text);
  return result.spans;
}
/** The machine's own time, whatever its zone. 2026-11-23 is a Monday. */
const at = (day: number, hour = 0, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();
const around = (text: string, now: number) => findTransitions(spansOf(text), now);

describe('the text of a schedule', () => {
  it.each([
    ['08:00-18:00', [{ days: [0, 1, 2, 3, 4, 5, 6], from: 480, until: 1080 }]],
    ['Mon-Fri 8:00 - 18:30', [{ days: [1, 2, 3, 4, 5], from: 480, until: 1110 }]],
    ['saturday, Sun 10:00-24:00', [{ days: [0, 6], from: 600, until: 1440 }]],
    ['Fri-Mon 22:00-06:00', [{ days: [0, 1, 5, 6], from: 1320, until: 360 }]],
    ['Mon 08:00-12:00; Tue 13:00-14:00\n', 2],
    ['', []],
  ])('%s', (text, spans) => {
    if (typeof spans === 'number') expect(spansOf(text)).toHaveLength(spans);
    else expect(spansOf(text)).toEqual(spans);
  });

  it.each(['8-18', 'Mon 25:00-26:00', 'Mon 08:60-09:00', 'Noday 08:00-09:00', '08:00-08:00', 'always'])(
    '%s is refused with an example',
    (text) => {
      expect(parseSchedule(text)).toMatchObject({
        ok: false,
        problem: { text: expect.stringContaining('Mon-Fri') },
      });
    },
  );

  it('is read back as the same spans', () => {
    const spans = spansOf('Mon-Fri 08:00-18:00\n22:00-06:00');
    expect(spansOf(formatSchedule(spans))).toEqual(spans);
  });
});

describe('the transitions of a schedule', () => {
  it('are at the beginning and the end of a span', () => {
    expect(around('Mon-Fri 08:00-18:00', at(24, 12))).toEqual({
      last: { at: at(24, 8), enabled: true },
      next: { at: at(24, 18), enabled: false },
    });
  });

  it('skip days without a span', () => {
    expect(around('Mon-Fri 08:00-18:00', at(28, 12))).toEqual({
      last: { at: at(27, 18), enabled: false },
      next: { at: at(30, 8), enabled: true },
    });
  });

  it('of a span past midnight: the end is on the day after', () => {
    expect(around('Mon 22:00-06:00', at(24, 3))).toEqual({
      last: { at: at(23, 22), enabled: true },
      next: { at: at(24, 6), enabled: false },
    });
  });

  it('join spans that touch or overlap', () => {
    expect(around('Tue 08:00-12:00; Tue 12:00-14:00; Tue 11:00-13:00', at(24, 12)).next).toEqual({
      at: at(24, 14),
      enabled: false,
    });
  });

  it('are none if it is always on', () => {
    expect(around('00:00-24:00', at(24, 12))).toEqual({ last: null, next: null });
  });

  it('count as past at their very moment', () => {
    expect(around('08:00-18:00', at(24, 18)).last).toEqual({ at: at(24, 18), enabled: false });
  });

  it('of a weekly span include the one of last week', () => {
    expect(around('Mon 08:00-09:00', at(30, 7))).toEqual({
      last: { at: at(23, 9), enabled: false },
      next: { at: at(30, 8), enabled: true },
    });
  });
});
