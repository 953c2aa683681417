/** Where a worker listens and who is connected to it: real processes on this system, and the outputs of the others. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../e2e/testkit/eventually.ts';
import { runCommand } from '../command-runner.ts';
import { createListenerTable } from './listeners.ts';
import { parseLsof } from './lsof-sockets.ts';
import { countClientsIn, listenersOf } from './tcp-sockets.ts';

const SERVER = `
const net = require('node:net');
const held = [];
const server = net.createServer((socket) => held.push(socket)).listen(0, process.argv[1], () => {
  // A worker may be connected to itself, as a router is to its children.
  const own = net.connect(server.address().port, process.argv[2]);
  own.on('connect', () => console.log(server.address().port));
});`;
const CLIENT = `
const socket = require('node:net').connect(Number(process.argv[1]), process.argv[2]);
socket.on('connect', () => console.log('connected'));`;

/** Runs a script until the test is over. @returns the process and what it has printed first */
async function run(script: string, ...args: string[]): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(process.execPath, ['-e', script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  });
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return { child, line: line.toString().trim() };
}
const pidOf = (child: ChildProcess): number => child.pid as number;

/** `lsof` runs on Linux too, where it is installed: then its form is checked as well. */
const tables = [
  ['this system', createListenerTable(process.platform)],
  ...((await runCommand('lsof', ['-v'])).code === 0
    ? [['lsof', createListenerTable('darwin')] as const]
    : []),
] as const;

describe.each(tables)('by %s', (_, table) => {
  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::1', '::1'],
    ['::', '127.0.0.1'],
  ])(
    'the clients of a worker on %s are counted, not its own processes nor this program',
    async (host, dial) => {
      const { child: worker, line } = await run(SERVER, host, dial);
      const [pids, port] = [[pidOf(worker)], Number(line)];
      const listening = await table.of(pids);
      expect(listening?.map((listener) => listener.port)).toEqual([port]);
      expect(await table.countClients(pids, null)).toBe(0);

      const probe = connect(port, dial);
      onTestFinished(() => void probe.destroy());
      await once(probe, 'connect');
      expect(await table.countClients(pids, null)).toBe(0);

      const { child: client } = await run(CLIENT, String(port), dial);
      const { child: another } = await run(CLIENT, String(port), dial);
      expect(await table.countClients(pids, null)).toBe(2);
      // The port of a container belongs to no process of the worker, here the client: one of the three connections is its own.
      expect(await table.countClients([pidOf(client)], port)).toBe(2);
      expect(await table.countClients([pidOf(client)], null)).toBe(0);
      another.kill('SIGKILL');
      await eventually('one client is left', async () => (await table.countClients(pids, null)) === 1);
    },
  );
});

test('lsof prints listeners and connections, each with its process', () => {
  // As lsof 4.95 prints them with -FpnT.
  const sockets = parseLsof(
    'p501\nn127.0.0.1:8080\nTST=LISTEN\nTQR=0\nTQS=0\nn127.0.0.1:8080->127.0.0.1:57372\nTST=ESTABLISHED\nn[::1]:8080->[::1]:34084\nTST=ESTABLISHED\np7\nn*:22\nTST=LISTEN\np9\nn127.0.0.1:57372->127.0.0.1:8080\nTST=ESTABLISHED\n',
  );
  expect(listenersOf(sockets, [501])).toEqual([{ address: '127.0.0.1', port: 8080 }]);
  expect(listenersOf(sockets, [7])).toEqual([{ address: '0.0.0.0', port: 22 }]);
  expect(countClientsIn(sockets, [501], null)).toBe(2);
  expect(countClientsIn(sockets, [501, 9], null)).toBe(1);
});

test('a system that cannot be asked does not tell', async () => {
  const missing = async () => ({ code: null, stdout: '' });
  const unloadable = async () => {
    throw new Error('koffi cannot be loaded');
  };
  for (const platform of ['darwin', 'win32'] as const) {
    const table = createListenerTable(platform, missing, unloadable);
    expect(await table.of([1])).toBeNull();
    expect(await table.countClients([1], 80)).toBeNull();
  }
});
