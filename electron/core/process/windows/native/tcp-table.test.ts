/** The tables of sockets that Windows makes, and what is asked about them. */
import { describe, expect, test } from 'vitest';
import { tcpTable } from '../../../../../e2e/testkit/process/windows-lists.ts';
import { createListenerTable, listenerBelongsTo } from '../../ports/listeners.ts';
import { countClientsIn, listenersOf, type TcpSocket } from '../../ports/tcp-sockets.ts';
import { parseTcpTable } from './tcp-table.ts';

const TIME_WAIT = 11;
const CLOSE_WAIT = 8;
const v4 = parseTcpTable(
  tcpTable(2, [
    { local: ['127.0.0.1', 8080], pid: 501 },
    { local: ['127.0.0.1', 8080], remote: ['127.0.0.1', 50_000], pid: 501 },
    { local: ['127.0.0.1', 8080], remote: ['127.0.0.1', 50_001], pid: 0, state: TIME_WAIT },
    { local: ['127.0.0.1', 8080], remote: ['127.0.0.1', 50_002], pid: 501, state: CLOSE_WAIT },
    { local: ['127.0.0.1', 50_000], remote: ['127.0.0.1', 8080], pid: 77 },
    { local: ['127.0.0.1', 18_080], pid: 502 },
  ]),
  2,
);
const v6 = parseTcpTable(
  tcpTable(23, [
    { local: ['::1', 8080], remote: ['::1', 50_003], pid: 501 },
    { local: ['::', 9090], pid: 501 },
    { local: ['2001:db8::fe00:1', 8080], pid: 501 },
  ]),
  23,
);
const tableOf = (...sockets: TcpSocket[]) =>
  createListenerTable('win32', undefined, async () => ({ sockets: async () => sockets }));

describe('the TCP tables of Windows', () => {
  test('tell the listeners and the clients; what is over is no client', () => {
    const sockets = [...v4, ...v6];
    expect(listenersOf(sockets, [501])).toEqual([
      { address: '127.0.0.1', port: 8080 },
      { address: '::', port: 9090 },
      { address: '2001:db8::fe00:1', port: 8080 },
    ]);
    expect(countClientsIn(sockets, [501], null)).toBe(2);
    expect(countClientsIn(sockets, [501, 77], null)).toBe(1);
    expect(countClientsIn(sockets, [], 8080)).toBe(2);
  });

  test('tell who listens on one port', async () => {
    expect(await tableOf(...v4).on(8080)).toEqual([{ address: '127.0.0.1', pids: [501] }]);
    expect(await tableOf(...v4).on(80)).toEqual([]);
  });

  test('an owner that Windows does not tell is unknown, and nobody else', async () => {
    const untold: TcpSocket = { address: '127.0.0.1', port: 8080, peer: null, pids: [] };
    const other: TcpSocket = { address: '127.0.0.1', port: 80, peer: null, pids: [4] };
    const ownerOf8080 = (...sockets: TcpSocket[]) => listenerBelongsTo(tableOf(...sockets), 8080, [501]);
    expect(await ownerOf8080(untold, other)).toBe('unknown');
    expect(await ownerOf8080(untold)).toBe('unknown');
    expect(await ownerOf8080({ ...untold, pids: [502] })).toBe('no');
    expect(await ownerOf8080({ ...untold, pids: [501] })).toBe('yes');
    expect(await ownerOf8080(other)).toBe('no');
  });
});
