/** What clients and backends get wrong: each is told in the protocol's own shape, and nothing else suffers. */
import { Agent, request } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import type { TestHost } from '../launch/headless/start-host.ts';
import type { Backends } from '../testkit/backends.ts';
import { addModelServer } from '../testkit/net/model-server.ts';

const json = (body: object) => {
  const text = JSON.stringify(body);
  return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\nconnection: close\r\n\r\n${text}`;
};

/** A server that lists a model, and answers everything else with what `answer` writes, which need not be HTTP. */
async function addRawServer(
  backends: Backends,
  answer: (socket: Socket) => void,
  model = 'shared',
): Promise<void> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', (data) => {
      if (data.toString('latin1').startsWith('GET /v1/models'))
        socket.end(json({ object: 'list', data: [{ id: model }] }));
      else answer(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  await backends.addRunning({ Address: `http://127.0.0.1:${port}` }, { type_id: 'simpleremotellm' });
}

const chat = (host: TestHost, body: BodyInit, signal?: AbortSignal) =>
  fetch(`${host.gatewayUrl}/v1/chat/completions`, {
    method: 'POST',
    body,
    ...(signal ? { signal } : {}),
    headers: { 'content-type': 'application/json' },
    duplex: 'half',
  } as RequestInit);

const SMALL = JSON.stringify({ model: 'shared', messages: [] });

/** A backend that answers. */
const addSample = (backends: Backends) =>
  addRawServer(backends, (socket) => void socket.end(json({ choices: [] })), 'sample');

/** A client of another backend, which must go on being answered. */
async function expectOthersServed(host: TestHost): Promise<void> {
  const reply = await chat(
    host,
    JSON.stringify({ model: 'sample', messages: [{ role: 'user', content: 'Hi' }], max_tokens: 2 }),
  );
  expect(reply.status).toBe(200);
  await reply.text();
}

describe('a backend that answers with', () => {
  it.for<readonly [string, (socket: Socket) => void]>([
    ['no HTTP at all', (socket) => void socket.end('SSH-2.0-OpenSSH_9.6\r\n')],
    ['nothing, and hangs up', (socket) => void socket.end()],
    ['a reset', (socket) => void socket.resetAndDestroy()],
    [
      'headers without an end',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        const timer = setInterval(() => socket.write(`x: ${'y'.repeat(8192)}\r\n`), 1);
        socket.on('close', () => clearInterval(timer));
      },
    ],
    ['a header that is none', (socket) => void socket.end('HTTP/1.1 200 OK\r\nno colon\r\n\r\n')],
    [
      'two lengths',
      (socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nabc'),
    ],
  ])('%s is told of as a backend that gave no answer', async ([_, answer], { sharedHost }) => {
    const { host, backends } = sharedHost;
    await addSample(backends);
    await addRawServer(backends, answer);
    const reply = await chat(host, SMALL);
    expect(reply.status).toBe(503);
    expect(await reply.json()).toMatchObject({
      error: { code: 'backend_not_ready', message: expect.stringMatching(/^Backend \d/) },
    });
    await expectOthersServed(host);
  });

  it.for<readonly [string, string]>([
    ['fewer bytes than it has announced', 'HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{"half'],
    ['a piece that breaks off', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\nhalf'],
    ['a piece that is none', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nhalf\r\n'],
  ])('%s ends the reply so that its client notices', async ([_, text], { sharedHost }) => {
    const { host, backends } = sharedHost;
    await addSample(backends);
    await addRawServer(backends, (socket) => void socket.end(text));
    await expect(chat(host, SMALL).then((reply) => reply.text())).rejects.toThrow();
    await expectOthersServed(host);
  });

  it.for<readonly [string, string, number]>([
    ['204 and no body', 'HTTP/1.1 204 No Content\r\n\r\n', 204],
    [
      'a redirect to itself',
      'HTTP/1.1 307 Temporary Redirect\r\nlocation: /v1/chat/completions\r\ncontent-length: 0\r\n\r\n',
      307,
    ],
    [
      'compressed nonsense',
      'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\nnope',
      200,
    ],
    ['a page', 'HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>', 502],
  ])('%s is passed on as it is, and followed nowhere', async ([_, text, status], { sharedHost }) => {
    const { host, backends } = sharedHost;
    await addSample(backends);
    await addRawServer(backends, (socket) => void socket.end(text));
    // Not by fetch, which would decompress it.
    const reply = await new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
      const sent = request(`${host.gatewayUrl}/v1/chat/completions`, { method: 'POST' }, async (incoming) => {
        let body = '';
        for await (const chunk of incoming) body += String(chunk);
        resolve({ status: incoming.statusCode, body });
      });
      sent.on('error', reject);
      sent.end(SMALL);
    });
    expect(reply).toEqual({ status, body: text.slice(text.indexOf('\r\n\r\n') + 4) });
    await expectOthersServed(host);
  });
});

describe('a client whose request is answered before it was read', () => {
  it.for(['/v1/chat/completions', '/api/chat', '/upstream/$ID/x', '/upstream/nobody/x'])(
    'can use its connection to %s for the next one',
    async (path, { hostForTest }) => {
      const { host, backends } = await hostForTest();
      const { id } = await addModelServer(backends, (_request, response) => {
        response.statusCode = 413;
        response.end('{"error":"too large"}');
      });
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      onTestFinished(() => agent.destroy());
      const statusOf = (bytes: number) =>
        new Promise<number | undefined>((resolve, reject) => {
          const url = `${host.gatewayUrl}${path.replace('$ID', String(id))}`;
          const sent = request(url, { method: 'POST', agent }, (reply) => {
            reply.resume();
            reply.on('end', () => resolve(reply.statusCode));
          });
          sent.on('error', reject);
          sent.end(`{"model":"shared","messages":[{"role":"user","content":"${'a'.repeat(bytes)}"}]}`);
        });
      const status = path.includes('nobody') ? 404 : 413;
      expect(await statusOf(1)).toBe(status);
      expect(await statusOf(30_000_000)).toBe(status);
      expect(await statusOf(1)).toBe(status);
    },
  );
});

describe('a client that sends', () => {
  it('100 MB with its model at the end is told where to put it, and others are served meanwhile', async ({
    sharedHost,
  }) => {
    const { host, backends } = sharedHost;
    await addSample(backends);
    let others: Promise<void> | null = null;
    async function* body() {
      yield Buffer.from('{"messages":[{"role":"user","content":"');
      for (let megabyte = 0; megabyte < 100; megabyte++) {
        yield Buffer.alloc(1024 * 1024, 'a');
        if (megabyte === 50) others = expectOthersServed(host);
      }
      yield Buffer.from('"}],"model":"sample"}');
    }
    const outcome = await chat(host, body() as unknown as BodyInit).then(
      async (reply) => ({ status: reply.status, body: await reply.json() }),
      // It is refused before it was sent whole: a client may see the connection end first.
      () => null,
    );
    if (outcome) {
      expect(outcome.status).toBe(413);
      expect(outcome.body).toMatchObject({ error: { code: 'model_too_late' } });
    }
    await others;
    await expectOthersServed(host);
  });

  it('100 MB for a backend that breaks off gets the protocol’s error', async ({ sharedHost }) => {
    const { host, backends } = sharedHost;
    await addRawServer(backends, (socket) => void socket.resetAndDestroy());
    const big = Buffer.concat([
      Buffer.from('{"model":"shared","messages":[{"role":"user","content":"'),
      Buffer.alloc(100 * 1024 * 1024, 'a'),
      Buffer.from('"}]}'),
    ]);
    const reply = await chat(host, big);
    expect(reply.status).toBe(503);
    expect(await reply.json()).toMatchObject({ error: { code: 'backend_not_ready' } });
  });

  it.for<readonly [string, string, number, string]>([
    ['no JSON', 'hello', 400, 'invalid_json'],
    ['half of it', '{"model":"sam', 400, 'invalid_json'],
    ['nothing', '', 400, 'invalid_json'],
    ['a list', '[{"model":"sample"}]', 400, 'invalid_json'],
    ['a model that is a number', '{"model":1}', 400, 'invalid_json'],
    ['no model', '{"messages":[]}', 400, 'model_required'],
    ['a model that nobody has', '{"model":"smaple"}', 404, 'model_not_found'],
    ['a name of 1 MB', `{"model":"${'x'.repeat(1024 * 1024)}"}`, 400, 'invalid_json'],
    ['a name of control characters', '{"model":"\\u0000\\u001b[31m"}', 404, 'model_not_found'],
    [
      '100,000 brackets',
      `{"messages":${'['.repeat(100_000)}${']'.repeat(100_000)},"model":"smaple"}`,
      404,
      'model_not_found',
    ],
  ])('%s is told so', async ([_, body, status, code], { sharedHost }) => {
    const { host, backends } = sharedHost;
    await addSample(backends);
    const reply = await chat(host, body);
    const text = await reply.text();
    expect({ status: reply.status, ...JSON.parse(text).error }).toMatchObject({ status, code });
    expect(text.length).toBeLessThan(2000);
    await expectOthersServed(host);
  });
});
