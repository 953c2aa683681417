import { describe, expect, it } from 'vitest';
import { decideScale, planStop, type ScaleFacts, type ScaleLimits } from './scale-decision.ts';

const LIMITS: ScaleLimits = { minInstances: 0, maxInstances: 5, minQueued: 10, minIdleMs: 600_000 };
const NOW = 10_000_000;

/** Some instances that have been unused for so many milliseconds, or are at work. */
const instances = (...idleMs: (number | null)[]) =>
  idleMs.map((ms, index) => ({ number: index + 1, idleSince: ms === null ? null : NOW - ms }));

function decide(limits: Partial<ScaleLimits>, facts: Partial<ScaleFacts>) {
  const known = facts.instances ?? [];
  return decideScale(
    { ...LIMITS, ...limits },
    {
      now: NOW,
      nextStartAt: 0,
      nextStopAt: 0,
      isFilled: true,
      waiting: 0,
      active: known.length,
      draining: 0,
      instances: known,
      isUnknown: false,
      ...facts,
    },
  );
}

describe('a start', () => {
  it('needs so many requests that wait, a free place, and the time between two starts', () => {
    expect(decide({}, { waiting: 9 }).start).toBe(0);
    expect(decide({}, { waiting: 10 }).start).toBe(1);
    expect(decide({}, { waiting: 1000 }).start).toBe(1);
    expect(decide({}, { waiting: 10, active: 5 }).start).toBe(0);
    expect(decide({}, { waiting: 10, nextStartAt: NOW + 1 }).start).toBe(0);
    expect(decide({}, { waiting: 10, nextStartAt: NOW }).start).toBe(1);
  });

  it('fills up to the minimum, all together at first and one by one later', () => {
    expect(decide({ minInstances: 3 }, { isFilled: false }).start).toBe(3);
    expect(decide({ minInstances: 3 }, {}).start).toBe(1);
    expect(decide({ minInstances: 3 }, { active: 3 }).start).toBe(0);
    // One that ends is none that is kept, and still has its place.
    expect(decide({ minInstances: 3 }, { active: 3, draining: 1 }).start).toBe(1);
    expect(decide({ minInstances: 5 }, { active: 5, draining: 1 }).start).toBe(0);
  });
});

describe('a stop', () => {
  it('takes the one that was unused for the longest time, and none with work', () => {
    expect(decide({}, { instances: instances(700_000, 900_000, null) }).stop).toBe(2);
    expect(decide({}, { instances: instances(599_999, null) }).stop).toBeNull();
    expect(decide({}, { instances: instances(700_000, 700_000) }).stop).toBe(2);
  });

  it('leaves the minimum, waits between two stops, and stops nothing while requests wait', () => {
    const unused = { instances: instances(700_000, 700_000) };
    expect(decide({ minInstances: 2 }, unused).stop).toBeNull();
    expect(decide({ minInstances: 1 }, { ...unused, draining: 1 }).stop).toBeNull();
    expect(decide({}, { ...unused, nextStopAt: NOW + 1 }).stop).toBeNull();
    expect(decide({}, { ...unused, waiting: 1 }).stop).toBeNull();
  });
});

it('tells which one is stopped next, and when', () => {
  const facts = (more: Partial<ScaleFacts>): ScaleFacts => ({
    now: NOW,
    nextStartAt: 0,
    nextStopAt: 0,
    isFilled: true,
    waiting: 0,
    active: 2,
    draining: 0,
    instances: instances(100_000, null),
    isUnknown: false,
    ...more,
  });
  expect(planStop(LIMITS, facts({}))).toEqual({ number: 1, at: NOW + 500_000 });
  expect(planStop(LIMITS, facts({ nextStopAt: NOW + 900_000 }))).toEqual({ number: 1, at: NOW + 900_000 });
  for (const none of [{ instances: instances(null) }, { waiting: 1 }, { isUnknown: true }])
    expect(planStop(LIMITS, facts(none))).toBeNull();
  expect(planStop({ ...LIMITS, minInstances: 2 }, facts({}))).toBeNull();
});

it('starts and stops nothing while it is unknown what runs', () => {
  const facts = { waiting: 100, instances: instances(900_000), isUnknown: true };
  expect(decide({ minInstances: 3 }, facts)).toEqual({ start: 0, stop: null });
});
