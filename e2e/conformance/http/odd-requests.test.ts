/** Requests that no client of ours sends: each is refused with a message, and none is a fault of the program. */
import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import WebSocket from 'ws';
import { HttpHost } from '../hosts/http-host.ts';

let host: HttpHost;
beforeAll(async () => {
  host = await HttpHost.open();
  await host.reopen({ panelDir: host.dataDir });
  await writeFile(join(host.dataDir, 'page.txt'), 'A page.');
});
afterAll(async () => {
  await host.close();
  await host.dispose();
});

type Headers = Record<string, string>;
interface Answer {
  status: number;
  body: string;
}

const send = (method: string, path: string, headers: Headers = {}, body = ''): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const authorization = { Authorization: `Bearer ${host.token}` };
    const outgoing = request(
      { host: '127.0.0.1', port: host.port, method, path, headers: { ...authorization, ...headers } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });

const JSON_TYPE = { 'Content-Type': 'application/json' };

it.each([
  ['GET', '/page.txt', { Range: 'bytes=999999999-' }],
  ['GET', '/page.txt', { Range: 'bytes=5-2' }],
  ['GET', '/page.txt', { Range: 'bytes=-0' }],
  ['QUERY', '/API/ListBackends', JSON_TYPE],
  ['QUERY', '/', JSON_TYPE],
  ['PROPFIND', '/', {}],
  ['TRACE', '/API/ListBackends', {}],
  ['SEARCH', '/API/ListBackends', JSON_TYPE],
  ['DELETE', '/auth/sign-in', {}],
  ['GET', '/%', {}],
  ['GET', '/%ff%fe', {}],
  ['GET', '/%00', {}],
  ['POST', '/API/%E0%A4%A', JSON_TYPE],
  ['POST', '/API/%00', JSON_TYPE],
  ['POST', '/API/ListBackends', { 'Content-Type': 'x'.repeat(3000) }],
  ['POST', '/auth/challenge', JSON_TYPE],
] as [string, string, Headers][])('%s %s %j is refused with a message', async (method, path, headers) => {
  const { status, body } = await send(method, path, headers, method === 'QUERY' ? '{}' : '');
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  const reply = JSON.parse(body) as Record<string, unknown>;
  expect(reply).toMatchObject({
    error: expect.any(String),
    hint: expect.any(String),
    code: expect.any(String),
  });
  expect(reply.code).not.toBe('internal_error');
  expect(body).not.toContain('FST_');
  expect(host.faults).toEqual([]);
});

it.each(['/', '/healthz', '/metrics', '/nothing', '/auth/sign-in'])(
  'a WebSocket to %s is not opened, with the token or without',
  async (path) => {
    for (const headers of [{}, { Authorization: `Bearer ${host.token}` }] as Headers[]) {
      const answer = await new Promise<number | 'opened'>((resolve) => {
        const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { headers });
        socket.on('open', () => {
          resolve('opened');
          socket.terminate();
        });
        socket.on('unexpected-response', (outgoing, { statusCode = 0 }) => {
          resolve(statusCode);
          outgoing.destroy();
        });
        socket.on('error', () => undefined);
      });
      expect(answer).toBeOneOf([400, 401, 404]);
    }
    expect(host.faults).toEqual([]);
  },
);
