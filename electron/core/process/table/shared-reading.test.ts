import { expect, test } from 'vitest';
import { shareReadings } from './shared-reading.ts';

function setUp() {
  const pending: { resolve: (value: number) => void; reject: (error: Error) => void }[] = [];
  const read = shareReadings(
    () => new Promise<number>((resolve, reject) => void pending.push({ resolve, reject })),
  );
  return { read, pending };
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('who asks in the same turn shares one reading', async () => {
  const { read, pending } = setUp();
  const readings = Array.from({ length: 100 }, read);
  await nextTurn();
  expect(pending).toHaveLength(1);
  pending[0]?.resolve(7);
  expect(await Promise.all(readings)).toEqual(Array(100).fill(7));
});

test('who asks while a reading is under way gets the next one, together with the others who do', async () => {
  const { read, pending } = setUp();
  const first = read();
  await nextTurn();
  const late = [read(), read()];
  await nextTurn();
  expect(pending).toHaveLength(1);
  pending[0]?.resolve(1);
  expect(await first).toBe(1);
  await nextTurn();
  late.push(read());
  await nextTurn();
  pending[1]?.resolve(2);
  expect(await Promise.all(late.slice(0, 2))).toEqual([2, 2]);
  await nextTurn();
  pending[2]?.resolve(3);
  expect(await late[2]).toBe(3);
  expect(pending).toHaveLength(3);
});

test('a reading that fails is reported to those who share it, and the next one is not affected', async () => {
  const { read, pending } = setUp();
  const failed = [read(), read()];
  await nextTurn();
  const later = read();
  pending[0]?.reject(new Error('EMFILE'));
  expect((await Promise.allSettled(failed)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await nextTurn();
  pending[1]?.resolve(2);
  expect(await later).toBe(2);
});
