import { createServer, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { FakeAdapterIo } from '../../../../e2e/testkit/backend-types/fake-adapter-io.ts';
import { eventually } from '../../../../e2e/testkit/eventually.ts';
import { makeCertificate } from '../../../../e2e/testkit/net/certificates.ts';
import { EngineClient } from '../../remote/engine-client.ts';
import {
  HEALTH_INTERVAL_MS,
  HealthMonitor,
  type HealthMonitorOptions,
  MAX_HEALTH_FAILURES,
} from './health-monitor.ts';

/** A monitor of a real address. The test sends each reply. */
async function startMonitor(options?: HealthMonitorOptions) {
  const requests: ServerResponse[] = [];
  const server = createServer((_, response) => void requests.push(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const io = new FakeAdapterIo();
  onTestFinished(() => {
    io.stop();
    server.closeAllConnections();
    server.close();
  });
  const monitor = new HealthMonitor(io, options);
  monitor.watch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/health`);
  const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
  return {
    io,
    monitor,
    requests,
    /** Waits for request number `count` and replies to it. Resolves when the monitor has read the reply. */
    async reply(count: number, status: number) {
      while (requests.length < count) await nextTurn();
      const timers = io.clock.pendingTimers().length;
      const reports = io.contact.length + io.logged.length;
      requests[count - 1]?.writeHead(status).end();
      while (io.clock.pendingTimers().length === timers && io.contact.length + io.logged.length === reports)
        await nextTurn();
    },
  };
}

test('after a sleep it probes at once, and goes on at its interval', async () => {
  const { io, requests, reply } = await startMonitor();
  await io.clock.advance(HEALTH_INTERVAL_MS - 1);
  io.wake();
  await reply(1, 200);
  expect(io.clock.pendingTimers()).toEqual([HEALTH_INTERVAL_MS]);
  await io.clock.advance(HEALTH_INTERVAL_MS);
  await reply(2, 200);
  expect(requests).toHaveLength(2);
  expect(io.contact).toEqual([]);
});

test('after a sleep, one good reply restores lost contact', async () => {
  const { io, reply } = await startMonitor();
  for (let failure = 1; failure <= MAX_HEALTH_FAILURES; failure++) {
    await io.clock.advance(HEALTH_INTERVAL_MS);
    await reply(failure, 503);
  }
  expect(io.contact).toHaveLength(1);
  io.wake();
  await reply(MAX_HEALTH_FAILURES + 1, 200);
  expect(io.contact.slice(1)).toEqual(['found']);
});

test('the result of a probe from before the sleep is ignored, and that probe is not repeated', async () => {
  const { io, requests, reply } = await startMonitor();
  await io.clock.advance(HEALTH_INTERVAL_MS);
  while (requests.length < 1) await new Promise((resolve) => setImmediate(resolve));
  io.wake();
  await reply(2, 200);
  requests[0]?.destroy();
  await io.clock.advance(HEALTH_INTERVAL_MS);
  await reply(3, 200);
  expect(requests).toHaveLength(3);
  expect(io.logged).toEqual([]);
  expect(io.clock.pendingTimers()).toEqual([HEALTH_INTERVAL_MS]);
});

test('where it probes only after a sleep, it probes until the worker answers', async () => {
  const { io, requests, reply } = await startMonitor({ onlyAfterSleep: true });
  expect(io.clock.pendingTimers()).toEqual([]);
  io.wake();
  await reply(1, 503);
  for (let failure = 2; failure <= MAX_HEALTH_FAILURES; failure++) {
    await io.clock.advance(HEALTH_INTERVAL_MS);
    await reply(failure, 503);
  }
  expect(io.contact).toMatchObject([{ code: 'contact_lost' }]);
  await io.clock.advance(HEALTH_INTERVAL_MS);
  await reply(MAX_HEALTH_FAILURES + 1, 200);
  expect(io.contact.slice(1)).toEqual(['found']);
  expect(io.clock.pendingTimers()).toEqual([]);
  expect(requests).toHaveLength(MAX_HEALTH_FAILURES + 1);
});

test('without an address, or after the stop of the worker, a sleep changes nothing', async () => {
  const { io, monitor, requests } = await startMonitor();
  monitor.watch('');
  io.wake();
  monitor.watch('http://127.0.0.1:9/health');
  io.stop();
  io.wake();
  expect(io.clock.pendingTimers()).toEqual([]);
  expect(requests).toEqual([]);
});

test('a worker of this machine with TLS needs no certificate that others vouch for', async () => {
  const { cert, key } = await makeCertificate(['nobody.example']);
  let asked = 0;
  const server = createTlsServer({ cert, key }, (_, response) => {
    asked++;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const io = new FakeAdapterIo();
  onTestFinished(() => {
    io.stop();
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  new HealthMonitor(io).watch(`https://127.0.0.1:${port}/health`);
  for (let probe = 1; probe <= MAX_HEALTH_FAILURES; probe++) {
    await io.clock.advance(HEALTH_INTERVAL_MS);
    await eventually('the reply is read', () => io.clock.pendingTimers().length === 1);
  }
  expect(asked).toBe(MAX_HEALTH_FAILURES);
  expect(io.contact).toEqual([]);
  expect(io.logged).toEqual([]);

  // So does the client of its engine; that of a remote does not.
  const ask = (address: string, isOwnWorker: boolean) =>
    new EngineClient({ Address: address }, io, 'It', { isOwnWorker }).request('/health');
  expect((await ask(`https://127.0.0.1:${port}`, true)).status).toBe(200);
  await expect(ask(`https://127.0.0.1:${port}`, false)).rejects.toThrow('certificate');
});
