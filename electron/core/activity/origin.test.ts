import { expect, test } from 'vitest';
import { deferred } from '../../../e2e/testkit/core/deferred.ts';
import { currentOrigin, runAs } from './origin.ts';

const program = { kind: 'program' };
const window = { kind: 'window' } as const;
const schedule = { kind: 'schedule' } as const;

test('work has its origin until it is over, beside other work and within it', async () => {
  const first = deferred<void>();
  const second = deferred<void>();
  const seen: unknown[] = [];
  const one = runAs(window, async () => {
    await first.promise;
    seen.push(currentOrigin());
    await runAs(schedule, async () => {
      await second.promise;
      seen.push(currentOrigin());
    });
    seen.push(currentOrigin());
  });
  await runAs(schedule, async () => undefined);
  expect(runAs(schedule, currentOrigin)).toEqual(schedule);
  expect(currentOrigin()).toEqual(program);
  first.resolve();
  await Promise.resolve();
  second.resolve();
  await one;
  expect(seen).toEqual([window, schedule, window]);
});

test('work that fails is over too', async () => {
  const failing = runAs(window, async () => {
    throw new Error('refused');
  });
  await expect(failing).rejects.toThrow('refused');
  expect(() =>
    runAs(window, () => {
      throw new Error('at once');
    }),
  ).toThrow('at once');
  expect(currentOrigin()).toEqual(program);
  expect(await runAs(schedule, async () => currentOrigin())).toEqual(schedule);
});

test('what work leaves behind is caused by nobody once it is over', async () => {
  const later = deferred<void>();
  let left: Promise<unknown> = Promise.resolve();
  await runAs(window, async () => {
    left = later.promise.then(currentOrigin);
  });
  await new Promise((resolve) => setImmediate(resolve));
  later.resolve();
  expect(await left).toEqual(program);
});

test('what work leaves behind is caused by nobody while other work goes on, too', async () => {
  const [later, other] = [deferred<void>(), deferred<void>()];
  const going = runAs(schedule, () => other.promise);
  let left: Promise<unknown> = Promise.resolve();
  await runAs(window, async () => {
    left = later.promise.then(currentOrigin);
  });
  await new Promise((resolve) => setImmediate(resolve));
  later.resolve();
  expect(await left).toEqual(program);
  other.resolve();
  await going;
});
