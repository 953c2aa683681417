/** Which processes the sweep ends and which it spares. host-watch.test.ts covers workers that survive host and watcher. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { isRunning } from '../../../../e2e/testkit/processes.ts';
import { systemClock } from '../../clock.ts';
import { createProcessTable } from '../table/process-table.ts';
import { isFromEarlierHost, sweepLeftovers } from './leftovers.ts';

const table = createProcessTable({ platform: process.platform });
const owner = { dataDirId: `sweep${process.pid}`, hostId: 'now' };
const sweep = (graceMs: number) => sweepLeftovers({ owner, table, clock: systemClock, graceMs });

async function start(
  mark: string | undefined,
  script = 'setInterval(() => {}, 1000)',
): Promise<ChildProcess & { pid: number }> {
  const child = spawn(process.execPath, ['-e', script], {
    env: { ...process.env, SWITCHYARD_WORKER: mark },
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  return child as ChildProcess & { pid: number };
}

test('ends what carries the mark of this data directory and of an earlier host, and nothing else', async () => {
  const ours = await start(`${owner.dataDirId}.before/3/1`);
  const spared = await Promise.all([
    start(undefined),
    start(`${owner.dataDirId}.now/3/1`),
    start(`${owner.dataDirId}x.before/3/1`),
    start('another.before/3/1'),
    start(owner.dataDirId),
  ]);
  const swept = await sweep(5000);
  expect(swept).toEqual([{ pid: ours.pid, name: expect.stringMatching(/^(node|MainThread)/i) }]);
  expect(isRunning(ours.pid)).toBe(false);
  expect(spared.filter(({ pid }) => isRunning(pid))).toHaveLength(spared.length);
});

test('kills what ignores SIGTERM', async () => {
  const stubborn = await start(
    `${owner.dataDirId}.before/3/1`,
    "process.on('SIGTERM', () => {}); console.log('set'); setInterval(() => {}, 1000);",
  );
  if (stubborn.stdout) await once(stubborn.stdout, 'data');
  const swept = await sweep(100);
  expect(swept.map(({ pid }) => pid)).toContain(stubborn.pid);
  expect(isRunning(stubborn.pid)).toBe(false);
});

test('finds nothing where there is nothing', async () => {
  expect(await sweep(5000)).toEqual([]);
});

test.each([
  ['dir.before/3/1', true],
  ['dir.now/3/1', false],
  ['dir/3/1', false],
  ['dir2.before/3/1', false],
  ['.before/3/1', false],
  ['', false],
])('the mark %j is of an earlier host: %s', (mark, expected) => {
  expect(isFromEarlierHost(mark, { dataDirId: 'dir', hostId: 'now' })).toBe(expected);
});
