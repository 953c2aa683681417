/** Workers that run and do not answer: stopped, broken after a fault, or loading for ever. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHost, type TestHost } from '../launch/headless/start-host.ts';
import { Backends } from '../testkit/backends.ts';
import { isRunning, workersOf } from '../testkit/processes.ts';

let host: TestHost;
let backends: Backends;
beforeAll(async () => {
  host = await startHost();
  backends = new Backends(host);
});
afterAll(async () => {
  await host.stop();
});

/** Probed so often that lost contact is noticed within a second. */
const PROBED = { HealthSeconds: 0.1, StopSeconds: 1 };

/** Adds a worker that stops answering, and waits until that is noticed. */
const silences = [
  {
    name: 'a worker that is stopped with SIGSTOP',
    add: async (settings: object) => {
      const { id, pid } = await backends.addRunning({ ...PROBED, ...settings });
      process.kill(pid as number, 'SIGSTOP');
      return { id, pid: pid as number };
    },
  },
  {
    // As ComfyUI after a CUDA fault, whose /system_stats then answers 500.
    name: 'a worker that answers with errors after a fault',
    add: async (settings: object) => {
      const { id, pid } = await backends.addRunning({
        ...PROBED,
        Flags: '--health-fails-after 3',
        ...settings,
      });
      return { id, pid: pid as number };
    },
  },
];

describe.each(silences)('$name', ({ add }) => {
  it('is started again by itself after its time, and the card says why', async () => {
    const { id, pid } = await add({ ContactTimeout: 1 });
    await backends.until(id, 'has lost contact', ({ status }) => status === 'idle');
    const again = await backends.until(id, 'runs anew', (now) => now.status === 'running' && now.pid !== pid);
    expect(isRunning(pid)).toBe(false);
    expect(again).toMatchObject({
      restarts: 1,
      restart_notice: { message: expect.stringContaining('had not answered for 1 s') },
    });
    await backends.delete(id);
  });

  it.each([
    ['its own Restart', false],
    ['the restart of all', true],
  ])('is started again at once by %s, without AutoRestart too', async (_, all) => {
    const { id, pid } = await add({ AutoRestart: false });
    await backends.until(id, 'has lost contact', ({ status }) => status === 'idle');
    expect(await backends.restart(all ? 'all' : id)).toEqual({ result: 'Success.', count: 1 });
    await backends.until(id, 'is another process', (now) => now.pid !== undefined && now.pid !== pid);
    expect(isRunning(pid)).toBe(false);
    await backends.delete(id);
  });
});

it('a load that never ends is started again where it is named, and its process is gone', async () => {
  const { id } = await backends.add({ Flags: '--load-ms 600000', StopSeconds: 1 });
  const { pid } = await backends.until(id, 'loads', (now) => now.pid !== undefined);
  process.kill(pid as number, 'SIGSTOP');
  expect(await backends.restart('all')).toMatchObject({ count: 0 });
  expect(await backends.restart(id)).toMatchObject({ count: 1 });
  await backends.until(id, 'is another process', (now) => now.pid !== undefined && now.pid !== pid);
  expect(isRunning(pid as number)).toBe(false);
  await backends.delete(id);
  expect(workersOf(host.dataDir)).toEqual([]);
});

it('a remote that does not answer is left as it is: there is nothing here to start again', async () => {
  const settings = { Address: 'http://127.0.0.1:9', AllowIdle: true };
  const added = await host.call('AddNewBackend', { type_id: 'comfyui_api', settings });
  const id = Number(added.id);
  await backends.until(id, 'is idle', ({ status }) => status === 'idle');
  expect(await backends.restart(id)).toEqual({ result: 'Success.', count: 0 });
  expect(await backends.restart('all')).toEqual({ result: 'Success.', count: 0 });
  await backends.delete(id);
});
