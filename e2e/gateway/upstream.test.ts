/** The pages of backends through the gateway, WebSockets included: the backends are servers of this test. */
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { describe, expect } from 'vitest';
import WebSocket from 'ws';
import { it } from '../launch/headless/host-for-test.ts';
import type { TestHost } from '../launch/headless/start-host.ts';
import { eventually } from '../testkit/eventually.ts';

import { addPages, ask } from '../testkit/net/page-server.ts';

const linkOf = async (host: TestHost, id: number): Promise<string> =>
  String((await host.call('GetPageLink', { backend_id: id })).url);

const nextMessage = (socket: WebSocket) =>
  new Promise<Buffer>((resolve, reject) => {
    socket.once('message', (data: Buffer) => resolve(data));
    socket.once('error', reject);
  });

describe('a page', () => {
  it('is opened by id and by title, with its own addresses below it, and uploads arrive byte for byte', async ({
    hostForTest,
  }) => {
    const { host, backends } = await hostForTest();
    const { id, seen } = await addPages(backends);
    const link = await linkOf(host, id);
    expect(link).toBe(`${host.gatewayUrl}/upstream/${id}/`);
    expect(await (await fetch(link)).text()).toBe('<a href="./next">/</a>');
    await fetch(`${host.gatewayUrl}/upstream/A%20page/a%20b/c?x=%2F&y`);
    const file = randomBytes(3_000_000);
    const form = new FormData();
    form.set('image', new Blob([file]), 'a.png');
    await fetch(`${link}upload`, { method: 'POST', body: form });
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /',
      'GET /a%20b/c?x=%2F&y',
      'POST /upload',
    ]);
    expect(seen[2]?.body).toContain(file.toString('latin1'));
    const folder = await fetch(`${host.gatewayUrl}/upstream/${id}?x=1`, { redirect: 'manual' });
    expect([folder.status, folder.headers.get('location')]).toEqual([302, `${id}/?x=1`]);
  });

  it('gets no address, key or cookie of the client, and the credentials of its backend', async ({
    hostForTest,
  }) => {
    const { host, backends } = await hostForTest();
    const { id, seen, address } = await addPages(backends, undefined, {
      AuthorizationHeader: 'Bearer of-the-backend',
    });
    await fetch(await linkOf(host, id), {
      headers: {
        cookie: 'a=b',
        'x-api-key': 'c',
        referer: `${host.gatewayUrl}/upstream/${id}/`,
        'x-kept': 'd',
      },
    });
    expect(seen[0]?.headers).toMatchObject({
      authorization: 'Bearer of-the-backend',
      host: new URL(address).host,
      'x-forwarded-host': new URL(host.gatewayUrl).host,
      'x-forwarded-prefix': `/upstream/${id}`,
      'x-kept': 'd',
    });
    for (const name of ['cookie', 'x-api-key', 'origin', 'referer'])
      expect(seen[0]?.headers).not.toHaveProperty(name);
  });

  it('is led on by redirects of its backend, below its own address', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    const to: string[] = [];
    const { id, address } = await addPages(backends, (_, response) => {
      response.writeHead(307, { location: to.shift() }).end();
      return true;
    });
    const link = await linkOf(host, id);
    const prefix = `/upstream/${id}`;
    for (const [location, expected] of [
      ['/login?a=1', `${prefix}/login?a=1`],
      [`${address}/b#c`, `${prefix}/b#c`],
      ['next', 'next'],
      ['https://elsewhere.example/x', 'https://elsewhere.example/x'],
    ] as const) {
      to.push(location);
      const reply = await fetch(link, { redirect: 'manual' });
      expect(reply.headers.get('location')).toBe(expected);
    }
  });

  it('finds what it asks for from the root of the address', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    const { id, seen } = await addPages(backends);
    const referer = await linkOf(host, id);
    await fetch(`${host.gatewayUrl}/assets/a.js?v=1`, { headers: { referer } });
    await fetch(`${host.gatewayUrl}/run`, { method: 'POST', body: 'x', headers: { referer } });
    expect(seen.map(({ method, url, body }) => `${method} ${url} ${body}`)).toEqual([
      'GET /assets/a.js?v=1 ',
      'POST /run x',
    ]);
    expect((await fetch(`${host.gatewayUrl}/assets/a.js`)).status).toBe(404);
    const elsewhere = { referer: `http://elsewhere.example/upstream/${id}/` };
    expect((await fetch(`${host.gatewayUrl}/assets/a.js`, { headers: elsewhere })).status).toBe(404);
  });

  it('of no backend, and of one that is gone, says so', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    const { id } = await addPages(backends);
    const missing = await fetch(`${host.gatewayUrl}/upstream/99/`);
    expect([missing.status, (await missing.json()).error.message]).toEqual([
      404,
      "There is no backend '99' that is ready. The panel lists the backends; use the id or the title of one.",
    ]);
    await backends.toggle(id, false);
    const off = await fetch(`${host.gatewayUrl}/upstream/${id}/`);
    expect([off.status, (await off.json()).error.message]).toEqual([
      503,
      `Backend ${id} "A page" is not ready any more. Its card in Switchyard says why.`,
    ]);
    // A person reads it on a page.
    const page = await ask(`${host.gatewayUrl}/upstream/99/`, { accept: 'text/html' });
    expect([page.status, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(page.text).toContain('There is no backend &#39;99&#39; that is ready.');
  });
});

describe('a WebSocket of a page', () => {
  it('carries texts and bytes both ways, and ends with either side', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    const { id, sockets } = await addPages(backends);
    const url = `${(await linkOf(host, id)).replace('http', 'ws')}ws?clientId=1`;
    const socket = new WebSocket(url, { origin: host.gatewayUrl });
    expect(String(await nextMessage(socket))).toBe('hello /ws?clientId=1');
    const bytes = randomBytes(1_000_000);
    socket.send(bytes);
    expect((await nextMessage(socket)).equals(bytes)).toBe(true);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    for (const client of sockets.clients) client.terminate();
    await closed;
    const second = new WebSocket(url);
    await nextMessage(second);
    second.terminate();
    await eventually('the backend has noticed', () => sockets.clients.size === 0);
  });

  it('is refused to a page of another site, before the backend is asked', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    const { id, sockets } = await addPages(backends);
    const url = `${(await linkOf(host, id)).replace('http', 'ws')}ws`;
    const socket = new WebSocket(url, { origin: 'https://attacker.example' });
    const status = await new Promise((resolve) => {
      socket.on('unexpected-response', (_, reply) => resolve(reply.statusCode));
      socket.on('error', () => undefined);
    });
    expect(status).toBe(403);
    expect(sockets.clients.size).toBe(0);
    socket.terminate();
  });

  it('that breaks off before its reply leaves nothing open', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    const { id, sockets } = await addPages(backends);
    const { port, host: name } = new URL(host.gatewayUrl);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `GET /upstream/${id}/ws HTTP/1.1\r\nHost: ${name}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
      () => socket.destroy(),
    );
    const alive = new WebSocket(`${(await linkOf(host, id)).replace('http', 'ws')}ws`);
    await nextMessage(alive);
    await eventually('only the one that lives is left', () => sockets.clients.size === 1);
    alive.terminate();
  });
});

describe('where a key is needed', () => {
  it('the link from the panel holds what takes its place, for that backend alone, until a key is revoked', async ({
    hostForTest,
  }) => {
    const { host, backends } = await hostForTest();
    const added = await host.call('AddApiKey', { name: 'Editor', role: 'operate' });
    const { id } = await addPages(backends);
    const other = await addPages(backends);
    const plain = `${host.gatewayUrl}/upstream/${id}/`;
    expect((await fetch(plain)).status).toBe(401);
    expect((await fetch(`${host.gatewayUrl}/upstream/99/`)).status).toBe(401);
    expect((await fetch(plain, { headers: { authorization: `Bearer ${added.api_key}` } })).status).toBe(200);
    const link = await linkOf(host, id);
    expect(link).not.toBe(plain);
    expect((await fetch(link)).status).toBe(200);
    expect((await fetch(link.replace(`/${id}~`, `/${other.id}~`))).status).toBe(401);
    const socket = new WebSocket(`${link.replace('http', 'ws')}ws`);
    expect(String(await nextMessage(socket))).toBe('hello /ws');
    const closed = new Promise((resolve) => socket.once('close', resolve));

    await host.call('RevokeApiKey', { id: added.id });
    await closed;
    const ended = await fetch(link);
    expect([ended.status, (await ended.json()).error.code]).toEqual([401, 'link_ended']);
  });

  it('the panel’s own address serves no pages of backends', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    const { id } = await addPages(backends);
    expect((await host.request(`/upstream/${id}/`)).status).toBe(404);
  });
});
