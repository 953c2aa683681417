import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  connectionsWithin,
  countDescriptors,
  limitConnections,
  parseDescriptorLimit,
  readDescriptorLimit,
} from './descriptors.ts';

test('the soft limit of /proc/self/limits counts', () => {
  const line = 'Max open files            1024                 524288               files     \n';
  expect(parseDescriptorLimit(`Limit  Soft Limit  Hard Limit  Units\n${line}`)).toBe(1024);
  expect(
    parseDescriptorLimit('Max open files            unlimited            unlimited            files'),
  ).toBe(null);
});

test('half of the descriptors stay for the core', () => {
  expect(connectionsWithin(1024)).toBe(512);
  expect(connectionsWithin(1)).toBe(1);
});

test.runIf(process.platform === 'linux')('this process has descriptors, within its limit', () => {
  expect(countDescriptors()).toBeGreaterThan(2);
  expect(readDescriptorLimit()).toBeGreaterThan(countDescriptors() ?? 0);
});

describe('connections above the limit', () => {
  async function setUp(limit: number) {
    const server = createServer((_request, response) => response.end('served'));
    limitConnections(server, limit);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const open = async () => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      await once(socket, 'connect');
      return socket;
    };
    return { server, open };
  }

  test('get a plain refusal, and are accepted again when others have gone', async () => {
    const { server, open } = await setUp(3);
    const held = [await open(), await open(), await open()];
    const refused = await open();
    expect(await text(refused)).toMatch(/^HTTP\/1\.1 503 .*\r\n[\s\S]*Too many connections are open/);
    held[0]?.end();
    await once(held[0] as NodeJS.EventEmitter, 'close');
    await expect
      .poll(() => new Promise((resolve) => server.getConnections((_error, count) => resolve(count))))
      .toBe(2);
    const served = await open();
    served.end('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(await text(served)).toContain('served');
  });

  test('do not take more descriptors than that, however many there are', async () => {
    const { server, open } = await setUp(3);
    await Promise.all(Array.from({ length: 60 }, open));
    await expect
      .poll(() => new Promise((resolve) => server.getConnections((_error, count) => resolve(count))))
      .toBe(3);
  });
});
