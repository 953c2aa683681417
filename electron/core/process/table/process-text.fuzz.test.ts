/** What the kernel and the programs of the systems say about processes and listeners; any program can choose its own name. */
import { isIP } from 'node:net';
import fc from 'fast-check';
import { expect } from 'vitest';
import { foreignText, mutated, property, takesLinearTime } from '../../../../e2e/testkit/fuzz.ts';
import { LIST_ADDRESS, processList, tcpTable } from '../../../../e2e/testkit/process/windows-lists.ts';
import { parseListening, parseSockets } from '../ports/linux-sockets.ts';
import { createListenerTable } from '../ports/listeners.ts';
import { parseSystemProcesses, toProcessRows } from '../windows/native/system-processes.ts';
import { parseTcpTable } from '../windows/native/tcp-table.ts';
import type { ProcessRow } from './process-row.ts';
import { parseLinuxStat, parsePsLine } from './process-table.ts';

const stat =
  '4242 (python3) S 1 4242 4242 0 -1 4194304 1 0 0 0 12 3 0 0 20 0 9 0 123456 1000000 2500 18446744073709551615 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0\n';
const named = (name: string) => stat.replace('python3', () => name);
const psLine = ' 4242     1  4242 Ss   Sat Nov 28 09:00:00 2026   2500   1-02:03:04.56 python3.11 a b';

function checkRow(row: ProcessRow | undefined): void {
  if (row === undefined) return;
  // A signal to 0, to a negative number or to none at all would reach other processes.
  expect(Number.isSafeInteger(row.pid) && row.pid > 0, 'pid').toBe(true);
  for (const key of ['ppid', 'pgid'] as const)
    expect(Number.isSafeInteger(row[key]) && row[key] >= 0, key).toBe(true);
  for (const key of ['rssBytes', 'cpuMs'] as const)
    expect(Number.isFinite(row[key]) && row[key] >= 0, key).toBe(true);
  expect(typeof row.name).toBe('string');
  expect(typeof row.startTime).toBe('string');
}

property('a name of a process cannot change the rest of its line', foreignText, (text) => {
  const name = text.slice(0, 60);
  const row = parseLinuxStat(named(name));
  expect(row).toMatchObject({ pid: 4242, ppid: 1, pgid: 4242, zombie: false, startTime: '123456', name });
});
property(
  'a line of /proc is a process with a PID, or nothing',
  fc.oneof(foreignText, mutated([stat])),
  (text) => {
    checkRow(parseLinuxStat(text));
  },
);
property(
  'a line of ps is a process with a PID, or nothing',
  fc.oneof(foreignText, mutated([psLine])),
  (text) => {
    checkRow(parsePsLine(text));
  },
);

/** The list with some bytes replaced, and cut. */
const damaged = (list: Buffer) =>
  fc
    .tuple(
      fc.array(fc.tuple(fc.nat(list.length - 1), fc.nat(255)), { maxLength: 40 }),
      fc.nat(list.length - 1),
    )
    .map(([changes, cut]) => {
      const bytes = Buffer.from(list);
      for (const [at, byte] of changes) bytes[at] = byte;
      return bytes.subarray(0, Math.max(4, bytes.length - (cut > list.length / 2 ? cut : 0)));
    });
property(
  'the list of processes of Windows is processes with PIDs',
  damaged(processList([{ pid: 4 }, { pid: 4242, ppid: 4, name: 'python.exe', workingSetBytes: 4096 }])),
  (list) => {
    for (const row of toProcessRows(parseSystemProcesses(list, LIST_ADDRESS), new Map([[4242, 4242]])))
      checkRow(row);
  },
);
property(
  'the tables of sockets of Windows tell addresses, ports and PIDs, or none',
  fc.oneof(
    ...([2, 23] as const).map((family) =>
      damaged(
        tcpTable(family, [
          { local: [family === 2 ? '127.0.0.1' : '::1', 8080], pid: 4242 },
          { local: ['0.0.0.0', 80], remote: ['127.0.0.1', 50_000], pid: 7 },
        ]),
      ).map((table) => [family, table] as const),
    ),
  ),
  ([family, table]) => {
    for (const { address, peer, pids, port } of parseTcpTable(table, family)) {
      for (const end of [{ address, port }, ...(peer ? [peer] : [])]) {
        expect(isIP(end.address), end.address).not.toBe(0);
        expect(end.port).toBeLessThan(65_536);
      }
      for (const pid of pids) expect(Number.isSafeInteger(pid) && pid > 0).toBe(true);
    }
  },
);

const tcp =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n' +
  '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 1 0 100 0 0 10 0\n' +
  '   1: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 12346 1 0\n';
property(
  'a line of /proc/net/tcp is an address and a socket',
  fc.oneof(foreignText, mutated([tcp])),
  (text) => {
    for (const { address, inode } of parseListening(text, 8080)) {
      expect(address).toMatch(/^[\da-f.:]+$/);
      expect(inode).toMatch(/^\d+$/);
    }
    for (const { address, peer, port } of parseSockets(text))
      for (const end of [{ address, port }, ...(peer ? [peer] : [])]) {
        expect(end.address).toMatch(/^[\da-f.:]+$/);
        expect(end.port).toBeLessThan(65_536);
      }
  },
);

const lsof = 'p4242\nf3\nn127.0.0.1:8080\nn*:8080\np1\nn[::1]:8080\n';
property(
  'lsof tells PIDs, or none',
  mutated([lsof]),
  async (stdout) => {
    const table = createListenerTable('darwin', async () => ({ code: 0, stdout }));
    for (const { pids } of (await table.on(8080)) ?? [])
      for (const pid of pids) expect(Number.isSafeInteger(pid) && pid > 0).toBe(true);
  },
  300,
);

takesLinearTime('a line of /proc', parseLinuxStat, { prefixes: ['', '1 ('], units: [')', ') S '] });
takesLinearTime('a line of ps', parsePsLine);
takesLinearTime('/proc/net/tcp with connections', parseSockets, { units: [':1F90 ', 'a:1F90 b 0A\n'] });
takesLinearTime('/proc/net/tcp', (text) => parseListening(text, 8080), {
  units: [':1F90 ', 'a:1F90 b 0A\n'],
});
