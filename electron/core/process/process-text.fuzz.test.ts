/** What the kernel and the programs of the systems say about processes and listeners; any program can choose its own name. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { foreignText, mutated, mutatedJson, property, takesLinearTime } from '../../../e2e/testkit/fuzz.ts';
import { parseListening, parseSockets } from './ports/linux-sockets.ts';
import { createListenerTable } from './ports/listeners.ts';
import { createProcessTable, type ProcessRow, parseLinuxStat, parsePsLine } from './process-table.ts';

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

const cim = [
  {
    ProcessId: 4,
    ParentProcessId: 0,
    Name: 'System',
    WorkingSetSize: 1,
    KernelModeTime: 2,
    UserModeTime: 3,
    Started: null,
  },
  {
    ProcessId: 4242,
    ParentProcessId: 4,
    Name: 'python.exe',
    WorkingSetSize: 4096,
    KernelModeTime: 2,
    UserModeTime: 3,
    Started: '638000000000000000',
  },
];
property(
  'the JSON of PowerShell is processes with PIDs',
  fc.oneof(
    mutatedJson([cim, cim[1]]).map((value) => JSON.stringify(value) ?? ''),
    mutated([JSON.stringify(cim)]),
  ),
  async (stdout) => {
    const table = createProcessTable({ platform: 'win32', run: async () => ({ code: 0, stdout }) });
    for (const row of await table.rows()) checkRow(row);
  },
  300,
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
const netstat =
  '  TCP    127.0.0.1:8080   0.0.0.0:0   ABHÖREN   4242\r\n  TCP    [::]:8080   [::]:0   LISTENING   1\r\n';
property(
  'lsof and netstat tell PIDs, or none',
  fc.tuple(fc.constantFrom('darwin' as const, 'win32' as const), mutated([lsof, netstat])),
  async ([platform, stdout]) => {
    const table = createListenerTable(platform, async () => ({ code: 0, stdout }));
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
