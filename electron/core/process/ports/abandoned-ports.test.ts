import { expect, it } from 'vitest';
import { createAbandonedPorts } from './abandoned-ports.ts';
import type { PortOwner } from './ports.ts';

const backend = 'Backend 3 "Flux"';

it('a program that listens where an earlier worker was to listen is named, with what to do', async () => {
  const listeners = new Map<number, PortOwner | 'unknown'>();
  const ports = createAbandonedPorts(async (port) => listeners.get(port) ?? null);
  ports.add(20_123);
  await ports.assertNoneListens(backend);
  listeners.set(20_123, { pid: 77, name: 'node' });
  await expect(ports.assertNoneListens(backend)).rejects.toMatchObject({
    code: 'earlier_copy_runs',
    message: expect.stringMatching(/Backend 3 "Flux" .*node \(PID 77\).* 20123/),
    hint: expect.stringContaining('kill 77'),
  });
  listeners.set(20_123, 'unknown');
  await expect(ports.assertNoneListens(backend)).rejects.toThrow('a program');
  listeners.clear();
  await ports.assertNoneListens(backend);
});

it('only the last ports are kept', async () => {
  const asked: number[] = [];
  const ports = createAbandonedPorts(async (port) => {
    asked.push(port);
    return null;
  });
  for (let port = 1; port <= 20; port++) ports.add(port);
  await ports.assertNoneListens(backend);
  expect(asked).toEqual(Array.from({ length: 16 }, (_, index) => index + 5));
});
