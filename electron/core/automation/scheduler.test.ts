import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHarness, type Harness } from '../../../e2e/testkit/core/test-registry.ts';
import { Scheduler } from './scheduler.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let harness: Harness;
let scheduler: Scheduler;
const faults: unknown[] = [];

async function openScheduler(dataDir?: string): Promise<void> {
  harness = await createHarness({
    ...(dataDir === undefined ? {} : { dataDir }),
    onChange: (id) => {
      const actor = harness?.registry.find(id);
      if (actor) scheduler?.noteChange(actor);
    },
  });
  scheduler = new Scheduler({
    clock: harness.clock,
    actors: () => harness.registry.actors(),
    onFault: (error) => faults.push(error),
  });
}
beforeEach(async () => {
  faults.length = 0;
  await openScheduler();
  await scheduler.start();
});
afterEach(async () => {
  scheduler.stop();
  await harness.dispose();
  expect(faults).toEqual([]);
});

/** `HH:MM` of the machine's time zone, that many hours after the present time of the test's clock. */
function hoursFromNow(hours: number): string {
  const date = new Date(harness.clock.wall() + hours * HOUR);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}
async function pass(hours: number): Promise<void> {
  await harness.clock.advance(hours * HOUR);
  await harness.settle();
}
const view = () => harness.registry.get(0).view();
async function addWith(schedule: string): Promise<void> {
  await harness.registry.add({ typeId: 'test', settings: { Schedule: schedule } });
  await harness.settle();
  await harness.clock.advance(1);
  await harness.settle();
}

it('without a schedule there is no timer', () => {
  expect(harness.clock.pendingTimers()).toEqual([]);
});

it('switches off at the end of a span and on at the beginning of the next, and shows that', async () => {
  await addWith(`${hoursFromNow(-2)}-${hoursFromNow(2)}`);
  expect(view()).toMatchObject({ enabled: true, schedule_next: { enabled: false } });
  await pass(2);
  expect(view()).toMatchObject({ enabled: false, off_notice: { message: 'Switched off by its schedule.' } });
  expect(harness.activity.find(({ kind }) => kind === 'switched_off')).toMatchObject({
    by: { kind: 'schedule' },
  });
  expect((await harness.reopen()).document.backends[0]?.enabled).toBe(false);
  expect(view().schedule_next).toMatchObject({ enabled: true });
  await pass(20);
  expect(view().enabled).toBe(true);
  expect(view().off_notice).toBeUndefined();
});

it('one that has just got its schedule is left as it is until the first switch', async () => {
  await addWith(`${hoursFromNow(-4)}-${hoursFromNow(-2)}`);
  expect(view().enabled).toBe(true);
  await pass(21);
  expect(view().enabled).toBe(true);
  await pass(2);
  expect(view().enabled).toBe(false);
});

it('what a person switches between two switches of the schedule holds until the next', async () => {
  await addWith(`${hoursFromNow(-2)}-${hoursFromNow(2)}`);
  await harness.registry.toggle(0, false);
  await pass(1);
  expect(view().enabled).toBe(false);
  expect(view().off_notice).toBeUndefined();
  await pass(1);
  await harness.registry.toggle(0, true);
  await pass(5);
  expect(view().enabled, 'the end of the span was past').toBe(true);
});

it('a schedule that is set later works without a restart of the program', async () => {
  await harness.registry.add({ typeId: 'test' });
  await harness.registry.edit(0, { settings: { Schedule: `${hoursFromNow(-2)}-${hoursFromNow(3)}` } });
  await harness.settle();
  await pass(3);
  expect(view().enabled).toBe(false);
  await harness.registry.edit(0, { settings: { Schedule: '' } });
  await pass(48);
  expect(view().enabled, 'taken away again').toBe(false);
});

it('a switch that was missed while the program was not running is carried out once', async () => {
  await addWith(`${hoursFromNow(-2)}-${hoursFromNow(2)}`);
  scheduler.stop();
  const { dataDir } = harness;
  await harness.registry.close();
  await openScheduler(dataDir);
  await harness.clock.advance(5 * HOUR);
  await scheduler.start();
  expect(view()).toMatchObject({ enabled: false, off_notice: { message: 'Switched off by its schedule.' } });
  await harness.registry.toggle(0, true);
  await scheduler.check();
  expect(view().enabled).toBe(true);
});

it('a switch is carried out once, however often the schedule is checked', async () => {
  await addWith(`${hoursFromNow(-2)}-${hoursFromNow(2)}`);
  await pass(2);
  await harness.registry.toggle(0, true);
  await Promise.all([scheduler.check(), scheduler.check()]);
  await harness.settle();
  expect(view().enabled).toBe(true);
});

it('a schedule that the user has just taken away switches nothing any more', async () => {
  await addWith(`${hoursFromNow(-2)}-${hoursFromNow(2)}`);
  const release = harness.holdWrites();
  const edited = harness.registry.edit(0, { settings: { Schedule: '' } });
  await harness.clock.advance(2 * HOUR);
  release();
  await edited;
  await harness.settle();
  expect(view()).toMatchObject({ enabled: true, phase: 'loading' });
});

describe('when the clock of the machine is set', () => {
  /** Lets one minute pass, in which every schedule is checked. */
  async function passMinute(): Promise<void> {
    await harness.clock.advance(MINUTE);
    await harness.settle();
  }

  it('forwards past a switch, as after a sleep, the switch is carried out within a minute', async () => {
    await addWith(`${hoursFromNow(-2)}-${hoursFromNow(2)}`);
    harness.clock.setWallForward(3 * HOUR);
    await passMinute();
    expect(view()).toMatchObject({
      enabled: false,
      off_notice: { message: 'Switched off by its schedule.' },
    });
  });

  it('forwards by a little, the next switch is not late', async () => {
    await addWith(`${hoursFromNow(-2)}-${hoursFromNow(2)}`);
    harness.clock.setWallForward(1.5 * HOUR);
    await pass(0.5);
    await passMinute();
    expect(view().enabled).toBe(false);
  });

  it('forwards by years, only the last of all missed switches is carried out', async () => {
    await addWith(`${hoursFromNow(-2)}-${hoursFromNow(2)}`);
    harness.clock.setWallForward(4 * 365 * 24 * HOUR + 3 * HOUR);
    await passMinute();
    expect(view().enabled).toBe(false);
    expect(harness.starts).toHaveLength(1);
  });

  it('backwards by a little, a switch that was carried out is not carried out again', async () => {
    await addWith(`${hoursFromNow(-2)}-${hoursFromNow(2)}`);
    await pass(2);
    expect(view().enabled).toBe(false);
    harness.clock.setWallForward(-10 * MINUTE);
    await passMinute();
    expect(view().enabled).toBe(false);
    await harness.registry.toggle(0, true);
    await pass(1);
    expect(view().enabled, 'by hand').toBe(true);
  });

  it('backwards by hours, what a wrong clock has switched is switched as the true time wants it', async () => {
    await addWith(`${hoursFromNow(-2)}-${hoursFromNow(2)}`);
    harness.clock.setWallForward(3 * HOUR);
    await passMinute();
    expect(view().enabled).toBe(false);
    harness.clock.setWallForward(-3 * HOUR);
    await passMinute();
    expect(view().enabled).toBe(true);
    await pass(2);
    expect(view().enabled, 'the switches after that come at their time').toBe(false);
  });

  it('backwards by years, the schedule goes on at once', async () => {
    harness.clock.setWallForward(10 * 365 * 24 * HOUR);
    await addWith(`${hoursFromNow(-2)}-${hoursFromNow(2)}`);
    harness.clock.setWallForward(-10 * 365 * 24 * HOUR);
    await pass(2);
    await passMinute();
    expect(view().enabled).toBe(false);
    await pass(20);
    expect(view().enabled).toBe(true);
  });
});
