import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../e2e/testkit/eventually.ts';
import { isRunning } from '../../../../e2e/testkit/processes.ts';
import { FAKE_WORKER, inRepository } from '../../../../e2e/testkit/repository.ts';
import { shortestTime } from '../../../../e2e/testkit/shortest-time.ts';
import { systemClock } from '../../clock.ts';
import { sweepLeftovers } from '../stop/leftovers.ts';
import { createProcessTable } from '../table/process-table.ts';
import { startHostWatch } from './host-watch.ts';
import { createWorkerCgroups } from './worker-cgroups.ts';

const table = createProcessTable({ platform: process.platform });
let hostProgram = '';

beforeAll(async () => {
  const outDir = await mkdtemp(join(tmpdir(), 'switchyard-host-'));
  await build({
    configFile: false,
    logLevel: 'error',
    // The program lies outside the repository, where it finds no packages.
    ssr: { noExternal: true },
    build: {
      ssr: inRepository('e2e/testkit/process/host-program.ts'),
      outDir,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'host.mjs' } },
    },
  });
  hostProgram = join(outDir, 'host.mjs');
  return () => rm(outDir, { recursive: true, force: true });
});

interface Host {
  process: ChildProcess;
  dataDirId: string;
  /** The host's workers and everything they started. */
  pids: number[];
}

/** Starts a host with workers and waits until all grandchildren are ready. */
async function startHost(graceMs: number, flags: string[][], grandchildren: number): Promise<Host> {
  const dir = await mkdtemp(join(tmpdir(), 'switchyard-test-'));
  const dataDirId = `host${process.pid}${Math.random().toString(36).slice(2)}`;
  const host = spawn(
    process.execPath,
    [hostProgram, dir, dataDirId, String(graceMs), FAKE_WORKER, JSON.stringify(flags)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(async () => {
    host.kill('SIGKILL');
    // Ends what a failed test left behind.
    const owner = { dataDirId, hostId: 'none' };
    await sweepLeftovers({ owner, table, clock: systemClock, graceMs: 0 });
    createWorkerCgroups(process.platform, owner).tidy();
    await rm(dir, { recursive: true, force: true });
  });
  const [line] = (await Promise.race([
    once(host.stdout, 'data'),
    once(host, 'exit').then(() => Promise.reject(new Error('The host has ended.'))),
  ])) as [Buffer];
  const { workers } = JSON.parse(line.toString()) as { workers: number[] };
  const descendants = await eventually('the grandchildren', async () => {
    const logs = await Promise.all(
      flags.map((_, index) => readFile(join(dir, `${index}.log`), 'utf8').catch(() => '')),
    );
    const found = [...logs.join('\n').matchAll(/ GRANDCHILD (\d+)$/gm)].map((match) => Number(match[1]));
    const areReady = logs.every((log) => log.includes(' READY'));
    return areReady && found.length >= grandchildren && found;
  });
  return { process: host, dataDirId, pids: [...workers, ...descendants] };
}

async function killHost(host: Host): Promise<number> {
  const killedAt = performance.now();
  host.process.kill('SIGKILL');
  await once(host.process, 'exit');
  await eventually('the end of all processes', () => !host.pids.some(isRunning));
  return performance.now() - killedAt;
}

const watcherOf = async (host: Host) => {
  const rows = await table.rows();
  const own = rows.filter((row) => row.ppid === host.process.pid);
  return own.find((row) => !host.pids.includes(row.pid))?.pid;
};

describe('when the host is killed with SIGKILL', () => {
  test('workers that obey SIGTERM are gone long before the grace is over', async () => {
    const host = await startHost(30_000, [['--ready-line', '--grandchildren', '2'], ['--ready-line']], 2);
    expect(host.pids).toHaveLength(4);
    expect(await killHost(host)).toBeLessThan(15_000);
  });

  test('processes that ignore SIGTERM are gone when the grace is over, and not before', async () => {
    const flags = ['--ready-line', '--ignore-term', '--grandchildren', '3', '--grandchildren-ignore-term'];
    const took = await shortestTime(3000, async () => {
      const host = await startHost(700, [flags, flags], 6);
      expect(host.pids).toHaveLength(8);
      return await killHost(host);
    });
    expect(took).toBeGreaterThanOrEqual(690);
    // The target is 200 ms after the grace; the rest is for a busy machine.
    expect(took).toBeLessThan(3000);
  });

  test.runIf(process.platform === 'linux')(
    'processes that left their group are found by their mark',
    async () => {
      const host = await startHost(
        500,
        [['--ready-line', '--grandchildren', '2', '--grandchildren-ignore-term', '--escape']],
        2,
      );
      expect(host.pids).toHaveLength(3);
      await killHost(host);
    },
  );

  test.runIf(process.platform === 'linux')(
    'a watcher that was killed before is replaced by one that knows the groups',
    async () => {
      const host = await startHost(500, [['--ready-line', '--grandchildren', '1']], 1);
      const first = await eventually('a watcher', () => watcherOf(host));
      process.kill(first, 'SIGKILL');
      const second = await eventually('another watcher', async () => {
        const next = await watcherOf(host);
        return next !== first && next;
      });
      // It gets its groups as an argument, since the host may die before it can write any.
      const commandLine = await eventually('its command line', async () => {
        const args = (await readFile(`/proc/${second}/cmdline`, 'utf8')).split('\0');
        return args.includes('switchyard-watch') && args;
      });
      expect(commandLine).toContain(` ${host.pids[0]}:0.50`);
      await killHost(host);
    },
  );
});

test('when host and watcher are killed together, the next start ends what is left', async () => {
  const host = await startHost(
    500,
    [['--ready-line', '--ignore-term', '--grandchildren', '2', '--escape']],
    2,
  );
  // The host is paused first, so that it cannot start a new watcher.
  host.process.kill('SIGSTOP');
  const watcher = await eventually('a watcher', () => watcherOf(host));
  process.kill(watcher, 'SIGKILL');
  host.process.kill('SIGKILL');
  await once(host.process, 'exit');
  expect(host.pids.filter(isRunning)).toEqual(host.pids);

  const owner = { dataDirId: host.dataDirId, hostId: 'the next' };
  const swept = await sweepLeftovers({ owner, table, clock: systemClock, graceMs: 300 });
  expect(swept.map(({ pid }) => pid).sort()).toEqual(host.pids.sort());
  expect(host.pids.filter(isRunning)).toEqual([]);
});

test('a watcher with nothing to watch ends with its host', async () => {
  const watch = startHostWatch({ markPrefix: `none${process.pid}`, log: { warn: () => {} } });
  await watch.add(999_999, 100);
  watch.remove(999_999);
  const find = async () =>
    (await table.rows()).find(({ ppid, name }) => ppid === process.pid && name.endsWith('sh'))?.pid;
  const pid = await eventually('a watcher', find);
  watch.close();
  await eventually('the end of the watcher', () => !isRunning(pid));
});

describe('a watcher of many groups', () => {
  /** Numbers that no process can have. */
  const NUMBERS = Array.from({ length: 200 }, (_, index) => 5_000_000 + index);

  test('is sent what changes and not the whole list, so that a start waits for no other', async () => {
    const watch = startHostWatch({ markPrefix: `many${process.pid}`, log: { warn: () => {} } });
    onTestFinished(() => watch.close());
    await watch.add(4_999_999, 100);
    const pid = await eventually('a watcher', async () => {
      const rows = await table.rows();
      return rows.find(({ ppid, name }) => ppid === process.pid && name.endsWith('sh'))?.pid;
    });
    process.kill(pid, 'SIGSTOP');
    onTestFinished(() => void process.kill(pid, 'SIGCONT'));
    // While it reads nothing, only as much is accepted as fits into the channel to it.
    await Promise.all(NUMBERS.map((pgid) => watch.add(pgid, 100)));
    for (const pgid of [4_999_999, ...NUMBERS]) watch.remove(pgid);
  });

  test('ends those that were added last, with the grace that was told last, and none that was removed', async () => {
    const workers = Array.from({ length: 12 }, () => {
      const child = spawn('/bin/sh', ['-c', "trap '' TERM; echo ready; while :; do sleep 1; done"], {
        detached: true,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      onTestFinished(() => {
        if (isRunning(child.pid as number)) process.kill(-(child.pid as number), 'SIGKILL');
      });
      return child;
    });
    await Promise.all(workers.map(({ stdout }) => once(stdout as NodeJS.EventEmitter, 'data')));
    const pids = workers.map(({ pid }) => pid as number);
    const watch = startHostWatch({ markPrefix: `some${process.pid}`, log: { warn: () => {} } });
    // The first one is in the list with which the watcher starts.
    for (const pid of pids) await watch.add(pid, 60_000);
    const removed = [pids[0], pids[5], pids[11]] as number[];
    for (const pid of removed) watch.remove(pid);
    const watched = pids.filter((pid) => !removed.includes(pid));
    for (const pid of watched) await watch.add(pid, 200);
    watch.close();
    await eventually('the end of those that are watched', () => !watched.some(isRunning));
    expect(removed.filter(isRunning)).toEqual(removed);
  });
});
