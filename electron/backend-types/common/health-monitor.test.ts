import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { FakeAdapterIo } from '../../../e2e/testkit/backend-types/fake-adapter-io.ts';
import {
  HEALTH_FAILURES,
  HEALTH_INTERVAL,
  HealthMonitor,
  type HealthMonitorOptions,
} from './health-monitor.ts';

/** A monitor of a real address; the test gives each answer. */
async function watch(options?: HealthMonitorOptions) {
  const asked: ServerResponse[] = [];
  const server = createServer((_, response) => void asked.push(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const io = new FakeAdapterIo();
  onTestFinished(() => {
    io.stop();
    server.closeAllConnections();
    server.close();
  });
  const monitor = new HealthMonitor(io, options);
  monitor.watch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/health`);
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return {
    io,
    monitor,
    asked,
    /** Waits for question number `count` and answers it; resolves when the answer was read. */
    async answer(count: number, status: number) {
      while (asked.length < count) await turn();
      const timers = io.clock.pendingTimers().length;
      const words = io.contact.length + io.logged.length;
      asked[count - 1]?.writeHead(status).end();
      while (io.clock.pendingTimers().length === timers && io.contact.length + io.logged.length === words)
        await turn();
    },
  };
}

test('after a sleep it asks at once, and goes on at its interval', async () => {
  const { io, asked, answer } = await watch();
  await io.clock.advance(HEALTH_INTERVAL - 1);
  io.recheck();
  await answer(1, 200);
  expect(io.clock.pendingTimers()).toEqual([HEALTH_INTERVAL]);
  await io.clock.advance(HEALTH_INTERVAL);
  await answer(2, 200);
  expect(asked).toHaveLength(2);
  expect(io.contact).toEqual([]);
});

test('contact that was lost is found by one answer after a sleep', async () => {
  const { io, answer } = await watch();
  for (let failure = 1; failure <= HEALTH_FAILURES; failure++) {
    await io.clock.advance(HEALTH_INTERVAL);
    await answer(failure, 503);
  }
  expect(io.contact).toHaveLength(1);
  io.recheck();
  await answer(HEALTH_FAILURES + 1, 200);
  expect(io.contact.slice(1)).toEqual(['found']);
});

test('a question from before the sleep says nothing any more, and is not asked twice', async () => {
  const { io, asked, answer } = await watch();
  await io.clock.advance(HEALTH_INTERVAL);
  while (asked.length < 1) await new Promise((resolve) => setImmediate(resolve));
  io.recheck();
  await answer(2, 200);
  asked[0]?.destroy();
  await io.clock.advance(HEALTH_INTERVAL);
  await answer(3, 200);
  expect(asked).toHaveLength(3);
  expect(io.logged).toEqual([]);
  expect(io.clock.pendingTimers()).toEqual([HEALTH_INTERVAL]);
});

test('where it is to ask only after a sleep, it asks until it has an answer', async () => {
  const { io, asked, answer } = await watch({ onlyAfterSleep: true });
  expect(io.clock.pendingTimers()).toEqual([]);
  io.recheck();
  await answer(1, 503);
  for (let failure = 2; failure <= HEALTH_FAILURES; failure++) {
    await io.clock.advance(HEALTH_INTERVAL);
    await answer(failure, 503);
  }
  expect(io.contact).toMatchObject([{ code: 'contact_lost' }]);
  await io.clock.advance(HEALTH_INTERVAL);
  await answer(HEALTH_FAILURES + 1, 200);
  expect(io.contact.slice(1)).toEqual(['found']);
  expect(io.clock.pendingTimers()).toEqual([]);
  expect(asked).toHaveLength(HEALTH_FAILURES + 1);
});

test('without an address, or once the worker is not wanted, a sleep changes nothing', async () => {
  const { io, monitor, asked } = await watch();
  monitor.watch('');
  io.recheck();
  monitor.watch('http://127.0.0.1:9/health');
  io.stop();
  io.recheck();
  expect(io.clock.pendingTimers()).toEqual([]);
  expect(asked).toEqual([]);
});
