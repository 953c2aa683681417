import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { logged, setUpWorkers } from '../../../../e2e/testkit/process/worker-processes.ts';
import type { CommandRunner } from '../command-runner.ts';
import { parseListening } from './linux-sockets.ts';
import { createListenerTable, listenerBelongsTo } from './listeners.ts';
import { createPorts, type PortClash } from './ports.ts';
import type { ListenerTable } from './tcp-sockets.ts';

const ports = createPorts({ platform: process.platform });
const listeners = createListenerTable(process.platform);

async function listen(host: string, port = 0): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => socket.destroy());
  server.listen({ port, host });
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, port: address.port };
}

describe('a chosen port', () => {
  test('is not chosen again until it is released', async () => {
    // There is only one port to choose.
    const narrow = createPorts({ platform: process.platform, random: () => 0.5 });
    const port = await narrow.choose('Backend 1');
    await expect(narrow.choose('Backend 2')).rejects.toMatchObject({ code: 'spawn_failed' });
    narrow.release(port);
    expect(await narrow.choose('Backend 2')).toBe(port);
  });

  test('differs each time, even when many are chosen at once', async () => {
    const chosen = await Promise.all(Array.from({ length: 50 }, () => ports.choose('Backend 1')));
    expect(new Set(chosen).size).toBe(50);
    for (const port of chosen) ports.release(port);
  });

  test.each(['127.0.0.1', '0.0.0.0'])('is never one on which a program listens at %s', async (host) => {
    const first = 20_500;
    const numbers = [first, first + 1];
    await listen(host, first);
    const few = createPorts({
      platform: process.platform,
      random: () => ((numbers.shift() ?? first + 1) - 20_000) / 12_000,
    });
    expect(await few.choose('Backend 1')).toBe(first + 1);
  });
});

describe('a port that the backend had before', () => {
  test('is chosen again where it is free', async () => {
    const port = await ports.choose('Backend 1');
    ports.release(port);
    const clashes: PortClash[] = [];
    const onClash = (clash: PortClash) => clashes.push(clash);
    expect(await ports.choose('Backend 1', { preferred: port, onClash })).toBe(port);
    expect(clashes).toEqual([]);
    ports.release(port);
  });

  test('gives way to another one where a program listens, which is named', async () => {
    const { port } = await listen('0.0.0.0');
    const clashes: [PortClash, number][] = [];
    const onClash = (...clash: [PortClash, number]) => clashes.push(clash);
    const chosen = await ports.choose('Backend 1', { preferred: port, onClash });
    expect(chosen).not.toBe(port);
    expect(clashes).toEqual([
      [{ kind: 'taken', owner: expect.stringMatching(new RegExp(`^.+ \\(PID ${process.pid}\\)$`)) }, chosen],
    ]);
    ports.release(chosen);
  });

  test('gives way where the worker of another backend has it, or it is kept for one', async () => {
    const port = await ports.choose('Backend 1');
    const clashes: PortClash[] = [];
    const onClash = (clash: PortClash) => clashes.push(clash);
    const second = await ports.choose('Backend 2', { preferred: port, onClash });
    ports.release(port);
    const reservedFor = (candidate: number) => (candidate === port ? 'Backend 1' : null);
    const third = await ports.choose('Backend 2', { preferred: port, onClash, reservedFor });
    expect(clashes).toEqual([
      { kind: 'taken', owner: 'Backend 1' },
      { kind: 'kept', owner: 'Backend 1' },
    ]);
    expect([second, third]).not.toContain(port);
    for (const chosen of [second, third]) ports.release(chosen);
  });

  test('is none that is kept for another backend', async () => {
    const numbers = [20_600, 20_601];
    const few = createPorts({
      platform: process.platform,
      random: () => ((numbers.shift() ?? 20_601) - 20_000) / 12_000,
    });
    const reservedFor = (port: number) => (port === 20_600 ? 'Backend 2' : null);
    expect(await few.choose('Backend 1', { reservedFor })).toBe(20_601);
  });
});

describe('a fixed port', () => {
  test('is taken where it is free, and is not chosen for others then', async () => {
    const { server, port } = await listen('127.0.0.1');
    server.close();
    await once(server, 'close');
    expect(await ports.choose('Backend 1', { fixed: port })).toBe(port);
    await expect(ports.choose('Backend 2', { fixed: port })).rejects.toThrow(
      `Backend 2 cannot start: port ${port} is already in use by Backend 1.`,
    );
    ports.release(port);
    expect(await ports.choose('Backend 2', { fixed: port })).toBe(port);
    ports.release(port);
  });

  test('is refused with its owner where a program listens, and can be had when it has ended', async () => {
    const { server, port } = await listen('127.0.0.1');
    const wish = { fixed: port, advice: 'Take 0.' };
    await expect(ports.choose('Backend 1', wish)).rejects.toMatchObject({
      code: 'port_in_use',
      message: expect.stringContaining(`(PID ${process.pid})`),
      hint: expect.stringMatching(/ Take 0\.$/),
    });
    server.close();
    await once(server, 'close');
    expect(await ports.choose('Backend 1', wish)).toBe(port);
    ports.release(port);
  });
});

describe('a port that the user chose', () => {
  test('passes when it is free', async () => {
    const { server, port } = await listen('127.0.0.1');
    server.close();
    await once(server, 'close');
    await ports.assertFree(port, 'Backend 1');
    expect(await ports.ownerOf(port)).toBeNull();
  });

  test('is refused with the advice of its type, and none of another one', async () => {
    const { port } = await listen('127.0.0.1');
    const hint = 'Stop that program, or choose another port.';
    await expect(ports.assertFree(port, 'Backend 1')).rejects.toMatchObject({ hint });
    await expect(ports.assertFree(port, 'Backend 1', 'Leave out --port.')).rejects.toMatchObject({
      hint: `${hint} Leave out --port.`,
    });
  });

  test.each(['127.0.0.1', '0.0.0.0', '::'])(
    'is refused with its owner when a program listens at %s',
    async (host) => {
      const { port } = await listen(host);
      const owner = await ports.ownerOf(port);
      expect(owner).toMatchObject({ pid: process.pid });
      await expect(ports.assertFree(port, 'Backend 1')).rejects.toThrow(
        `Backend 1 cannot start: port ${port} is already in use by ${(owner as { name: string }).name} (PID ${process.pid}).`,
      );
    },
  );
});

test('where the system cannot be asked for listeners, the owner of a free port is nobody, and of another one unknown', async () => {
  const unreadable = { on: async () => null, of: async () => null, countClients: async () => null };
  const blind = createPorts({ platform: process.platform, listeners: unreadable });
  const { server, port } = await listen('127.0.0.1');
  expect(await blind.ownerOf(port)).toBe('unknown');
  server.close();
  await once(server, 'close');
  expect(await blind.ownerOf(port)).toBeNull();
});

describe('a listener belongs to', () => {
  test('a worker, not to another process', async () => {
    const { spawn, log } = await setUpWorkers();
    const port = await ports.choose('Backend 1');
    const worker = await spawn(['--port', String(port), '--ready-line']);
    await logged(log, 'READY');
    expect(await listenerBelongsTo(listeners, port, await worker.tree())).toBe('yes');
    expect(await listenerBelongsTo(listeners, port, [process.pid])).toBe('no');
  });

  test('no process where none listens', async () => {
    const { server, port } = await listen('127.0.0.1');
    server.close();
    await once(server, 'close');
    expect(await listenerBelongsTo(listeners, port, [process.pid])).toBe('no');
  });

  test('the process on the exact address, before the one on all addresses', async () => {
    const table: ListenerTable = {
      ...listeners,
      on: async () => [
        { address: '0.0.0.0', pids: [7] },
        { address: '127.0.0.1', pids: [8] },
      ],
    };
    expect(await listenerBelongsTo(table, 1, [7])).toBe('no');
    expect(await listenerBelongsTo(table, 1, [8])).toBe('yes');
    expect(await listenerBelongsTo(table, 1, [7], '192.168.0.2')).toBe('yes');
    expect(await listenerBelongsTo(table, 1, [8], 'localhost')).toBe('yes');
  });

  test('an unknown process where the system does not tell', async () => {
    expect(await listenerBelongsTo({ ...listeners, on: async () => null }, 1, [7])).toBe('unknown');
  });
});

test('/proc/net/tcp yields the listening sockets of a port, and not its connections', () => {
  const text = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0000000000000000 100 0 0 10 0
   1: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0000000000000000 20 4 30 10 -1
   2: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1 0000000000000000 100 0 0 10 0`;
  expect(parseListening(text, 8080)).toEqual([{ address: '127.0.0.1', inode: '4711' }]);
  const text6 = `   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 1 1
   1: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 2 1
   2: 0000000000000000FFFF00000100007F:1F90 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 3 1
   3: B80D01200000000000000000010000FE:1F90 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 4 1`;
  expect(parseListening(text6, 8080).map(({ address }) => address)).toEqual([
    '::',
    '::1',
    '127.0.0.1',
    '2001:db8:0:0:0:0:fe00:1',
  ]);
});

describe('on other systems', () => {
  const printing =
    (stdout: string, code = 0): CommandRunner =>
    async () => ({ code, stdout });

  test('lsof lists the listeners on macOS', async () => {
    const mac = createListenerTable(
      'darwin',
      printing('p501\nf3\nn127.0.0.1:8080\np502\nf3\nn127.0.0.1:8080\np7\nf1\nn*:8080\n'),
    );
    expect(await mac.on(8080)).toEqual([
      { address: '127.0.0.1', pids: [501, 502] },
      { address: '0.0.0.0', pids: [7] },
    ]);
  });

  test('an lsof that finds nothing and a missing lsof give different results', async () => {
    expect(await createListenerTable('darwin', printing('', 1)).on(8080)).toEqual([]);
    const missing: CommandRunner = async () => ({ code: null, stdout: '' });
    expect(await createListenerTable('darwin', missing).on(8080)).toBeNull();
  });
});
