import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../../../e2e/testkit/core/manual-clock.ts';
import { eventually } from '../../../../e2e/testkit/eventually.ts';
import { setUpWorkers } from '../../../../e2e/testkit/process/worker-processes.ts';
import { type Clock, systemClock } from '../../clock.ts';
import type { ExitInfo } from '../exit-info.ts';
import { createListenerTable } from './listeners.ts';
import { createPorts } from './ports.ts';
import { type ProbeOptions, type ReadinessContext, waitUntilReady } from './readiness.ts';

const ports = createPorts({ platform: process.platform });
const listeners = createListenerTable(process.platform);
const backend = 'Backend 3 "Flux"';
const aMinute = 60_000;

const context = (more: Partial<ReadinessContext> & Pick<ReadinessContext, 'worker'>): ReadinessContext => ({
  signal: new AbortController().signal,
  backend,
  timeoutMs: aMinute,
  clock: systemClock,
  listeners,
  ports,
  ...more,
});

/** A server within this process. */
async function serve(listener: RequestListener): Promise<{ server: Server; url: string; port: number }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, port: address.port, url: `http://127.0.0.1:${address.port}/health` };
}

/** This process in the role of a worker, so that the worker owns what listens here. */
const thisProcess = () => ({
  pid: process.pid,
  exited: new Promise<ExitInfo>(() => {}),
  tree: async () => [process.pid],
});
/** A worker that never listens. */
const another = () => ({ pid: 1, exited: new Promise<ExitInfo>(() => {}), tree: async () => [1] });

describe('a worker is ready', () => {
  test('when it answers on its port, and not before', async () => {
    const { spawn } = await setUpWorkers();
    const port = await ports.choose(backend);
    const started = performance.now();
    const worker = await spawn(['--port', String(port), '--load-ms', '300']);
    await waitUntilReady({ url: `http://127.0.0.1:${port}/health` }, context({ worker }));
    expect(performance.now() - started).toBeGreaterThan(300);
    expect(await (await fetch(`http://127.0.0.1:${port}/pid`)).text()).toBe(String(worker.pid));
  });

  test('when its status is one of those that count', async () => {
    const statuses = [503, 200, 302, 404];
    const { url } = await serve((_, response) => void response.writeHead(statuses.shift() ?? 404).end());
    const okStatus = (status: number) => status === 404;
    await waitUntilReady({ url, okStatus }, context({ worker: thisProcess() }));
    expect(statuses).toEqual([]);
  });

  test('when a connection opens, if the address is tcp://', async () => {
    const { spawn } = await setUpWorkers();
    const port = await ports.choose(backend);
    const worker = await spawn(['--port', String(port), '--load-ms', '100']);
    await waitUntilReady({ url: `tcp://127.0.0.1:${port}` }, context({ worker }));
  });

  test('without its own listener, if another program may listen for it', async () => {
    const { url } = await serve((_, response) => void response.end());
    await waitUntilReady({ url, listener: 'any' }, context({ worker: another() }));
  });

  test('when the owner of the listener cannot be found', async () => {
    const { url } = await serve((_, response) => void response.end());
    await waitUntilReady(
      { url },
      context({ worker: another(), listeners: { ...listeners, on: async () => null } }),
    );
  });
});

describe('a worker is not ready', () => {
  test.each([0, 7])('when it ends before, with exit code %d; that is reported at once', async (code) => {
    const { spawn } = await setUpWorkers();
    const port = await ports.choose(backend);
    const worker = await spawn(['--port', String(port), '--exit-before-ready', String(code)]);
    await expect(waitUntilReady({ url: `http://127.0.0.1:${port}/` }, context({ worker }))).rejects.toThrow(
      `${backend} ended before it was ready (exit code ${code}).`,
    );
  });

  test('when another program answers on its port', async () => {
    const { url, port } = await serve((_, response) => void response.end());
    const { spawn } = await setUpWorkers();
    const worker = await spawn([]);
    await expect(waitUntilReady({ url }, context({ worker }))).rejects.toMatchObject({
      code: 'port_taken_by_other',
      message: expect.stringMatching(
        new RegExp(`${port}: another program \\(.+ \\(PID ${process.pid}\\)\\) answers`),
      ),
    });
  });

  test('when another program accepts the connection and does not speak HTTP', async () => {
    const { server, url } = await serve(() => {});
    server.on('connection', (socket) => socket.end('hello\r\n'));
    await expect(waitUntilReady({ url }, context({ worker: another() }))).rejects.toMatchObject({
      code: 'port_taken_by_other',
    });
  });

  test('when the timeout is over', async () => {
    const { url } = await serve(() => {});
    await expect(
      waitUntilReady({ url }, context({ worker: thisProcess(), timeoutMs: 200 })),
    ).rejects.toMatchObject({ code: 'start_timeout' });
  });

  test('when the wait is aborted, before or meanwhile', async () => {
    const { url } = await serve(() => {});
    const controller = new AbortController();
    const waiting = () =>
      waitUntilReady({ url }, context({ worker: thisProcess(), signal: controller.signal }));
    const meanwhile = waiting();
    controller.abort();
    await expect(meanwhile).rejects.toThrow('the start was called off');
    await expect(waiting()).rejects.toThrow('the start was called off');
  });
});

describe('the probe', () => {
  /** Records the times of the probes on a manual clock, with a server that is never ready. */
  async function watchProbes(options: Partial<ProbeOptions> = {}) {
    const clock = new ManualClock();
    const times: number[] = [];
    const { url } = await serve((_, response) => {
      times.push(clock.now());
      response.writeHead(503, { location: 'http://127.0.0.1:1/' }).end('x'.repeat(100_000));
    });
    const controller = new AbortController();
    const waiting = waitUntilReady(
      { url, ...options },
      context({ worker: thisProcess(), clock, signal: controller.signal, timeoutMs: 100_000 }),
    );
    return { clock, times, waiting, controller };
  }

  /** The pause after an answered probe: the only timer that is not the timeout of the start or of a probe. */
  const pauseOf = (clock: ManualClock) =>
    eventually('a pause', () => clock.pendingTimers().find((delay) => delay <= 250));

  test('comes after 2 ms at first, then after a twentieth of the time so far, up to 250 ms', async () => {
    const { clock, times, waiting, controller } = await watchProbes();
    const pauses: number[] = [];
    for (let round = 0; round < 150; round += 1) {
      const pause = await pauseOf(clock);
      pauses.push(Math.round(pause));
      await clock.advance(pause);
    }
    expect(pauses.slice(0, 24)).toEqual(Array(24).fill(2));
    expect(pauses.slice(-3)).toEqual([250, 250, 250]);
    expect(times.length).toBeGreaterThanOrEqual(150);
    controller.abort();
    await expect(waiting).rejects.toThrow();
  });

  test('leaves no timer behind when it is aborted', async () => {
    const { clock, waiting, controller } = await watchProbes();
    await pauseOf(clock);
    controller.abort();
    await expect(waiting).rejects.toThrow();
    await eventually('the end of all timers', () => clock.pendingTimers().length === 0);
  });

  test('gives up after 5 s without an answer, and asks again', async () => {
    let asked = 0;
    const { url } = await serve((_, response) => {
      asked += 1;
      if (asked > 1) response.end();
    });
    const clock: Clock = {
      ...systemClock,
      // Only the timeout of the probe is shortened.
      setTimer: (delayMs, fire) => systemClock.setTimer(delayMs === 5000 ? 50 : delayMs, fire),
    };
    await waitUntilReady({ url }, context({ worker: thisProcess(), clock }));
    expect(asked).toBe(2);
  });
});
