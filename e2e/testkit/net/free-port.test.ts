/** Each port that a test asks for is its own. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createFreePort } from './free-port.ts';

test('no port is given twice, neither by one process nor by several', async () => {
  const processes = [createFreePort(), createFreePort()];
  const ports = await Promise.all(
    processes.flatMap((freePort) => Array.from({ length: 50 }, () => freePort())),
  );
  expect(new Set(ports).size).toBe(100);
});

test('a port is none that the system, a host or a worker may take before it is used', async () => {
  const port = await createFreePort()();
  expect(port).toBeGreaterThan(12_000);
  expect(port).toBeLessThan(20_000);
});

test('a port on which something listens is left out', async () => {
  const freePort = createFreePort();
  const port = await freePort();
  const server = createServer().listen(port + 1, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  expect(await freePort()).toBe(port + 2);
});
