/** Requests whose bodies arrive late: most are ended, and one to a model waits as long as its client does. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { HttpHost } from '../hosts/http-host.ts';

const TIMEOUT_MS = 200;
let host: HttpHost;
beforeAll(async () => {
  host = await HttpHost.open({ bodyTimeoutMs: TIMEOUT_MS });
});
afterAll(async () => {
  await host.close();
  await host.dispose();
});

/** Sends the head of a request and a part of its body. */
async function begin(request: string, part: string, bytes: number, ...headers: string[]): Promise<Socket> {
  const socket = connect(host.port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  const head = [
    `${request} HTTP/1.1`,
    `Host: 127.0.0.1:${host.port}`,
    `Authorization: Bearer ${host.token}`,
    'Content-Type: application/json',
    `Content-Length: ${bytes}`,
    ...headers,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${part}`);
  return socket;
}

it('the connection of a call of an operation ends with 408, and others are served', async () => {
  const late = await begin('POST /API/ListBackends', '{"session_id"', 100);
  const [head = '', body = ''] = (await text(late)).split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 408 /);
  expect(JSON.parse(body)).toMatchObject({
    code: 'bad_body',
    message: expect.stringContaining('it did not arrive within 0.2 seconds'),
  });
  expect(await host.call('ListBackends')).toEqual({});
});

it('the connection ends too where the request was answered before its body had come', async () => {
  const socket = await begin('GET /healthz', '{', 100);
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
});

it('a request to a model may take longer, and is answered', async () => {
  const rest = '],"model":"nobody serves this"}';
  const part = '{"messages":[';
  const socket = await begin(
    'POST /v1/chat/completions',
    part,
    part.length + rest.length,
    'Connection: close',
  );
  await new Promise((resolve) => setTimeout(resolve, 4 * TIMEOUT_MS));
  socket.write(rest);
  const reply = await text(socket);
  expect(reply).toMatch(/^HTTP\/1\.1 404 /);
  expect(reply).toContain('model_not_found');
});
