import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { CommandRunner } from '../command-runner.ts';
import type { ProcessRow } from './process-row.ts';
import { createProcessTable, parseLinuxStat, parsePsLine, startedSince, treeOf } from './process-table.ts';

const answering =
  (answers: Record<string, string>): CommandRunner =>
  async (file, args) => ({ code: 0, stdout: answers[[file, ...args].join(' ')] ?? answers[file] ?? '' });

const row = (pid: number, ppid: number, pgid: number, more: Partial<ProcessRow> = {}): ProcessRow => ({
  pid,
  ppid,
  pgid,
  zombie: false,
  startTime: '1',
  name: 'x',
  rssBytes: 0,
  cpuMs: 0,
  ...more,
});

test('a tree is a process, its descendants and its group, without zombies and other processes', () => {
  const rows = [
    row(1, 0, 1),
    row(10, 1, 10),
    row(11, 10, 10),
    row(12, 11, 12),
    row(13, 1, 10),
    row(14, 13, 14),
    row(15, 10, 10, { zombie: true }),
    row(20, 1, 20),
  ];
  expect(
    treeOf(rows, 10)
      .map(({ pid }) => pid)
      .sort(),
  ).toEqual([10, 11, 12, 13, 14]);
});

describe('on this machine', () => {
  const table = createProcessTable({ platform: process.platform });

  test('the table knows this process, its parent, its memory and its time', async () => {
    const own = (await table.rows()).find(({ pid }) => pid === process.pid);
    expect(own).toMatchObject({ ppid: process.ppid, zombie: false });
    expect(own?.rssBytes).toBeGreaterThan(process.memoryUsage().rss / 2);
    expect(own?.cpuMs).toBeGreaterThan(0);
  });

  test('a process is the same only if PID and start time are', async () => {
    const own = (await table.rows()).find(({ pid }) => pid === process.pid);
    if (!own) throw new Error('this process is missing');
    expect(await table.living([own])).toEqual([own]);
    expect(await table.living([{ ...own, startTime: `${own.startTime}0` }])).toEqual([]);
  });

  test('a process is found by its whole mark', async () => {
    const start = async (mark: string) => {
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
        env: { ...process.env, A: 'b', SWITCHYARD_WORKER: mark, Z: 'y' },
        // Under Wine, three pipes for each program were seen to be refused ("spawn UNKNOWN").
        stdio: 'ignore',
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      await once(child, 'spawn');
      return child.pid;
    };
    const wanted = await start('dir.host/3/1');
    await start('dir.host/3/12');
    const found = await table.marked(await table.rows(), (mark) => mark === 'dir.host/3/1');
    expect(found.map(({ pid }) => pid)).toEqual([wanted]);
  });
});

describe('what can descend from a process', () => {
  const first = { ...row(10, 1, 10), startTime: '900' };
  const older = { ...row(11, 1, 11), startTime: '899' };
  const sameTick = { ...row(9, 1, 9), startTime: '900' };
  const younger = { ...row(12, 1, 12), startTime: '1000' };

  test('has not started before it, whatever its number', () => {
    expect(startedSince([older, sameTick, first, younger], first)).toEqual([sameTick, first, younger]);
  });

  test('is everything where its start is not known, or no number', () => {
    expect(startedSince([older, younger], null)).toEqual([older, younger]);
    const onMac = { ...first, startTime: 'Tue Nov 24 05:46:12 2026' };
    expect(startedSince([older, younger], onMac)).toEqual([older, younger]);
  });
});

test('a name with brackets and blanks does not shift the fields of /proc/PID/stat', () => {
  const stat =
    '42 (a) R 1 (b) S 7 40 40 0 -1 4194560 500 0 0 0 25 5 0 0 20 0 11 0 123456 1000000 2000 18446744073709551615 1 1 0';
  expect(parseLinuxStat(stat)).toMatchObject({
    pid: 42,
    name: 'a) R 1 (b',
    ppid: 7,
    pgid: 40,
    zombie: false,
    startTime: '123456',
    cpuMs: 300,
  });
});

test('threads of the kernel are left out', () => {
  const stat = '2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 5 0 0 20 0 1 0 1 0 0 18446744073709551615 0 0 0';
  expect(parseLinuxStat(stat)).toBeUndefined();
});

describe('on macOS', () => {
  const line = '  501     1   501 Ss   Tue Nov 24 05:46:12 2026  20480  1-02:03:04.50 Google Chrome He';

  test('ps lists the processes', () => {
    expect(parsePsLine(line)).toEqual({
      pid: 501,
      ppid: 1,
      pgid: 501,
      zombie: false,
      startTime: 'Tue Nov 24 05:46:12 2026',
      name: 'Google Chrome He',
      rssBytes: 20480 * 1024,
      cpuMs: (26 * 3600 + 3 * 60 + 4.5) * 1000,
    });
  });

  test('ps with the environment shows the marks', async () => {
    const table = createProcessTable({
      platform: 'darwin',
      run: answering({
        '/bin/ps -axo pid=,ppid=,pgid=,stat=,lstart=,rss=,time=,ucomm=': `${line}\n  502 501 501 Z Tue Nov 24 05:46:12 2026 0 0:00.00 node\n`,
        '/bin/ps -axEww -o pid=,command=':
          '  501 /usr/bin/engine --port 1 HOME=/x SWITCHYARD_WORKER=dir.host/3/1 A=b\n  77 other X_SWITCHYARD_WORKER=dir.host/3/1\n',
      }),
    });
    const rows = await table.rows();
    expect(rows.map(({ pid, zombie }) => [pid, zombie])).toEqual([
      [501, false],
      [502, true],
    ]);
    expect(await table.marked(rows, (mark) => mark === 'dir.host/3/1')).toEqual([rows[0]]);
    const own = { ...row(process.pid, 1, 1), startTime: 'another' };
    expect(await table.living([own])).toEqual([]);
  });
});
