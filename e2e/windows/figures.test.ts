/** Figures of supervision on the Windows build of Node: how soon a crashed worker is back, and many backends at once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import { isRunning } from '../testkit/processes.ts';
import { FAKE_WORKER } from '../testkit/repository.ts';

const IS_LONG = process.env.SWITCHYARD_FAULTS === 'long';
const ROUNDS = IS_LONG ? 5 : 1;
const BACKENDS = IS_LONG ? 50 : 3;
/** How often the time of a bare spawn a restart may take; generous, since this machine also runs other tests. */
const MAX_RATIO = 5;

/** Milliseconds from the spawn of the fake worker to its first line, which it prints when it listens. */
async function bareStart(): Promise<number> {
  const since = performance.now();
  const worker = spawn(process.execPath, [FAKE_WORKER, '--port', '0', '--ready-line'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(worker.stdout, 'data');
  const milliseconds = performance.now() - since;
  worker.kill();
  await once(worker, 'close');
  return milliseconds;
}

it('a crashed worker is ready again after a few times of what a bare start takes', async ({
  hostForTest,
}) => {
  const { backends } = await hostForTest();
  let { pid } = await backends.addRunning();
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const bare = await bareStart();
    const crashed = pid;
    const since = performance.now();
    process.kill(crashed as number, 'SIGKILL');
    ({ pid } = await backends.until(
      0,
      'runs again',
      (now) => now.status === 'running' && now.pid !== crashed,
    ));
    ratios.push((performance.now() - since) / bare);
    // Crashes in a row are waited for longer each time; a restart by hand begins anew.
    await backends.restart(0);
    ({ pid } = await backends.until(
      0,
      'was restarted',
      (now) => now.status === 'running' && now.pid !== pid,
    ));
  }
  console.log(
    `crash to ready, in times of a bare start: ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}`,
  );
  expect(Math.min(...ratios)).toBeLessThan(MAX_RATIO);
});

it(`${BACKENDS} backends are added, switched off and deleted, and no process is left`, async ({
  hostForTest,
}) => {
  const { backends } = await hostForTest();
  const ids = Array.from({ length: BACKENDS }, (_, id) => id);
  const since = performance.now();
  await Promise.all(ids.map(() => backends.add()));
  const pids: number[] = [];
  for (const id of ids) pids.push((await backends.running(id)).pid as number);
  expect(new Set(pids).size).toBe(BACKENDS);
  await Promise.all(ids.map((id) => backends.toggle(id, false)));
  expect(pids.filter(isRunning)).toEqual([]);
  await Promise.all(ids.map((id) => backends.delete(id)));
  expect(await backends.list()).toEqual({});
  console.log(`${BACKENDS} backends: ${Math.round(performance.now() - since)} ms`);
}, 900_000);
