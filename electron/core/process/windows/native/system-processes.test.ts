/** The list of processes that Windows makes. Where it comes from is tested in e2e/windows/supervision.test.ts. */
import { expect, test } from 'vitest';
import {
  LIST_ADDRESS,
  type ListedProcess,
  processList,
} from '../../../../../e2e/testkit/process/windows-lists.ts';
import { treeOf } from '../../table/process-table.ts';
import { parseSystemProcesses, toProcessRows } from './system-processes.ts';

const rowsOf = (processes: ListedProcess[], workerOf = new Map<number, number>()) =>
  toProcessRows(parseSystemProcesses(processList(processes), LIST_ADDRESS), workerOf);

test('a process has its name, its time of creation, its memory and its processor time', () => {
  const engine: ListedProcess = {
    pid: 7,
    ppid: 4,
    name: 'engine ü.exe',
    created: 134_404_194_159_615_960n,
    userTime: 20_000n,
    kernelTime: 10_000n,
    workingSetBytes: 4096,
    threads: 3,
  };
  expect(rowsOf([{ pid: 0 }, { pid: 4, name: 'System' }, engine])[1]).toEqual({
    pid: 7,
    ppid: 4,
    pgid: 0,
    zombie: false,
    startTime: '134404194159615960',
    name: 'engine ü.exe',
    rssBytes: 4096,
    cpuMs: 3,
  });
});

test('a parent that is younger than its child is another program with the same PID', () => {
  const rows = rowsOf([
    { pid: 4, created: 500n },
    { pid: 7, ppid: 4, created: 400n },
    { pid: 8, ppid: 4, created: 600n },
  ]);
  expect(treeOf(rows, 4).map(({ pid }) => pid)).toEqual([4, 8]);
});

test('what is in the job of a worker is of its tree, whoever started it', () => {
  const rows = rowsOf(
    [{ pid: 7 }, { pid: 8 }, { pid: 9 }],
    new Map([
      [7, 7],
      [9, 7],
    ]),
  );
  expect(treeOf(rows, 7).map(({ pid }) => pid)).toEqual([9, 7]);
});

test('a process without threads has ended, and the host of a console is none of anybody', () => {
  const rows = rowsOf([
    { pid: 7 },
    { pid: 8, ppid: 7, threads: 0 },
    { pid: 9, ppid: 7, name: 'conhost.exe' },
  ]);
  expect(rows.map(({ pid, zombie }) => [pid, zombie])).toEqual([
    [7, false],
    [8, true],
  ]);
  expect(treeOf(rows, 7).map(({ pid }) => pid)).toEqual([7]);
});
