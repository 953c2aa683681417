/** What Switchyard sees of a request through nginx, recorded from Debian's nginx 1.22. The stand-in has to do the same. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { findNginx, nginxStandIns, type RunningProxy } from '../launch/proxies/start-proxy.ts';
import { freePort } from '../testkit/net/free-port.ts';
import { requestByTls } from '../testkit/net/tls-client.ts';

/** By the name of the proxy: what arrives for a call, for `/yard` without a slash, and for a WebSocket. */
const recorded = {
  'nginx, Host kept': { url: '/yard/API/x?y=1', host: 'box.example:{port}', bare: 'passed on' },
  'nginx, sub-path removed, Host replaced': {
    url: '/API/x?y=1',
    host: '127.0.0.1:{hostPort}',
    bare: '301 https://box.example:{port}/yard/',
  },
  'nginx, sub-path kept, Host replaced': {
    url: '/yard/API/x?y=1',
    host: '127.0.0.1:{hostPort}',
    bare: '301 https://box.example:{port}/yard/',
  },
};

/** Answers each request with what it has received. */
const echo = createServer((request, response) => {
  const { url, headers, method, httpVersion } = request;
  response.end(JSON.stringify({ url, headers, method, httpVersion }));
});
echo.on('upgrade', ({ url, headers }, socket) => {
  socket.end(
    `HTTP/1.1 418 No\r\nX-Seen: ${url} ${headers.host} ${headers.connection} ${headers.upgrade} ${headers.origin}\r\n\r\n`,
  );
});
let hostPort: number;
beforeAll(async () => {
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  hostPort = (echo.address() as AddressInfo).port;
});
afterAll(() => {
  echo.closeAllConnections();
  echo.close();
});

const { proxies, isReal } = findNginx();
const both = [
  ...nginxStandIns().map((proxy) => ({ proxy, kind: 'the stand-in' })),
  ...(isReal ? proxies.map((proxy) => ({ proxy, kind: 'the real one' })) : []),
];

describe.each(both)('$proxy.name, $kind', ({ proxy }) => {
  let port: number;
  let running: RunningProxy;
  beforeAll(async () => {
    port = await freePort();
    running = await proxy.start({ port, hostPort });
  });
  afterAll(() => running.stop());
  const filled = (text: string) =>
    text.replace('{port}', String(port)).replace('{hostPort}', String(hostPort));

  test('passes requests and WebSockets on as recorded', async () => {
    const { url, host, bare } = recorded[proxy.name as keyof typeof recorded];
    const headers = {
      Host: `box.example:${port}`,
      Origin: `https://box.example:${port}`,
      Authorization: 'Bearer x',
    };
    const send = (path: string, more: object = {}) =>
      requestByTls(`https://127.0.0.1:${port}${path}`, { ca: null, headers, ...more });
    const call = await send('/yard/API/x?y=1', { method: 'POST', body: '{}' });
    expect(JSON.parse(call.body)).toMatchObject({
      url,
      method: 'POST',
      httpVersion: '1.1',
      headers: {
        host: filled(host),
        origin: `https://box.example:${port}`,
        authorization: 'Bearer x',
        connection: 'close',
      },
    });
    const { status, body, location } = await send('/yard');
    expect(status === 301 ? `301 ${location}` : JSON.parse(body).url && 'passed on').toBe(filled(bare));

    const seen = await new Promise((resolve, reject) => {
      const socket = new WebSocket(`wss://127.0.0.1:${port}/yard/API/events`, {
        headers,
        rejectUnauthorized: false,
      });
      socket.on('unexpected-response', (_, response) => {
        resolve(response.headers['x-seen']);
        socket.terminate();
      });
      socket.on('error', reject);
    });
    const path = url.replace('/API/x?y=1', '/API/events');
    expect(seen).toBe(`${path} ${filled(host)} upgrade websocket https://box.example:${port}`);
  });
});
