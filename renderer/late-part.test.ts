import { expect, test } from 'vitest';
import { LatePart } from './late-part.ts';

test('it is loaded once, however often it is asked for, and tells its listeners', async () => {
  let loads = 0;
  const part = new LatePart(async () => {
    loads++;
    return 'part';
  });
  const told: (string | null)[] = [];
  part.subscribe(() => told.push(part.loaded));
  const unsubscribe = part.subscribe(() => told.push('never'));
  unsubscribe();
  expect(part.loaded).toBeNull();
  expect(await Promise.all([part.load(), part.load()])).toEqual(['part', 'part']);
  expect(await part.load()).toBe('part');
  expect(loads).toBe(1);
  expect(told).toEqual(['part']);
});

test('a failure is told to whoever waits, and the next one tries again', async () => {
  let isDown = true;
  const part = new LatePart(async () => {
    if (isDown) throw new Error('down');
    return 'part';
  });
  await expect(part.load()).rejects.toThrow('down');
  expect(part.loaded).toBeNull();
  isDown = false;
  expect(await part.load()).toBe('part');
});

test('when the page is idle it is loaded, and a failure then is nobody’s error', async () => {
  let loads = 0;
  const part = new LatePart(async () => {
    loads++;
    throw new Error('down');
  });
  part.loadWhenIdle()();
  part.loadWhenIdle();
  await expect.poll(() => loads).toBe(1);
  await expect(part.load()).rejects.toThrow('down');
});
