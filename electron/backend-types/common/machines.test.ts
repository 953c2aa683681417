import { expect, it } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { createMemoryReader, machineBehind, machineOf, toMachines } from './machines.ts';

const GIB = 1024 ** 3;
const SINCE = Date.UTC(2026, 10, 29, 12);
const card = (id: string, used: number) => ({ id, name: 'H200', total: 100 * GIB, used: used * GIB });

it('names a machine by its address, and every loopback address by one name', () => {
  for (const url of [
    'http://127.0.0.1:7801/',
    'http://localhost:1',
    'http://[::1]:8000/v1',
    'http://0.0.0.0:9',
  ])
    expect(machineOf(url)).toBe('localhost');
  expect(machineOf('http://node03:7801/')).toBe('node03');
  expect(machineOf('https://[fd00::7]:7801')).toBe('fd00::7');
  expect(machineBehind('localhost', 'node03')).toBe('node03');
  expect(machineBehind('node04', 'node03')).toBe('node04');
});

it('counts each card once where several instances share a machine, and those that only one of them sees', () => {
  const memory = (...gpus: ReturnType<typeof card>[]) => ({
    ram: { total: 200 * GIB, used: 50.4 * GIB },
    gpus,
  });
  const [machine, ...others] = toMachines([
    { machine: 'node03', awaySince: null, memory: memory(card('GPU-a', 10), card('GPU-b', 20)) },
    { machine: 'node03', awaySince: SINCE, memory: null },
    { machine: 'node03', awaySince: null, memory: memory(card('GPU-b', 20.3), card('GPU-c', 0)) },
  ]);
  expect(others).toEqual([]);
  expect(machine).toMatchObject({ name: 'node03', instances: 3 });
  // In hundredths of the total.
  expect(machine?.ram).toEqual({ total: 200 * GIB, used: 50 * GIB });
  expect(machine?.gpus.map(({ id, used = 0 }) => [id, used / GIB])).toEqual([
    ['GPU-a', 10],
    ['GPU-b', 20],
    ['GPU-c', 0],
  ]);
  expect(machine?.away_since).toBeUndefined();
});

it('calls a machine away when no instance there answers, since the last one has ceased to', () => {
  const away = (ms: number) => ({ machine: 'node03', awaySince: SINCE + ms, memory: null });
  expect(toMachines([away(0), away(5000)])).toEqual([
    { name: 'node03', instances: 2, away_since: new Date(SINCE + 5000).toISOString(), gpus: [] },
  ]);
});

it('asks for the memory every 10 s, later where that was refused, and lets nobody wait for it', async () => {
  const clock = new ManualClock(SINCE);
  let asked = 0;
  let isRefused = false;
  const memory = { gpus: [card('GPU-a', 1)] };
  const read = createMemoryReader(async () => {
    asked++;
    if (isRefused) throw new Error('it may not be read');
    return memory;
  }, clock);
  expect(read()).toBeNull();
  await clock.advance(5_000);
  expect(read()).toBe(memory);
  expect(asked).toBe(1);
  isRefused = true;
  await clock.advance(5_000);
  expect(read()).toBe(memory);
  await clock.advance(59_000);
  expect(read()).toBeNull();
  expect(asked).toBe(2);
  await clock.advance(1_000);
  read();
  expect(asked).toBe(3);
});
