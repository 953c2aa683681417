/** What the gateway passes on to a backend, and what it keeps: the backends are servers of this test. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import OpenAI from 'openai';
import { describe, expect } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import type { TestHost } from '../launch/headless/start-host.ts';
import type { Backends } from '../testkit/backends.ts';
import { eventually } from '../testkit/eventually.ts';
import { addModelServer } from '../testkit/net/model-server.ts';
import { recordedText } from '../testkit/recordings.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** One request at a time, unless settings say otherwise. */
const addServer = (backends: Backends, answer: Handler, settings: Record<string, string | number> = {}) =>
  addModelServer(backends, answer, { settings: { MaxUsages: 1, ...settings } });

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const post = (
  host: TestHost,
  body: BodyInit,
  init: RequestInit & { path?: string } = {},
): Promise<Response> =>
  fetch(`${host.url}/v1${init.path ?? '/chat/completions'}`, {
    method: 'POST',
    body,
    ...init,
    headers: { authorization: `Bearer ${host.token}`, 'content-type': 'application/json', ...init.headers },
  });

const ask = (model: string, more: object = {}) => JSON.stringify({ model, messages: [], ...more });

it('a backend gets its own credentials and never those of the client', async ({ hostForTest }) => {
  const { host, backends } = await hostForTest();
  const seen: IncomingMessage['headers'][] = [];
  await addServer(
    backends,
    (request, response) => {
      seen.push(request.headers);
      response.setHeader('set-cookie', 'a=b').setHeader('access-control-allow-origin', '*').end('{}');
    },
    { AuthorizationHeader: 'Bearer the-key-of-the-server' },
  );
  const reply = await post(host, ask('shared'), {
    headers: { cookie: 'swarm_token=x', 'x-api-key': 'y', 'x-request-id': 'kept' },
  });
  expect(reply.status).toBe(200);
  expect(seen).toMatchObject([{ authorization: 'Bearer the-key-of-the-server', 'x-request-id': 'kept' }]);
  for (const name of ['cookie', 'x-api-key', 'origin']) expect(seen[0]).not.toHaveProperty(name);
  expect(reply.headers.get('set-cookie')).toBeNull();
  expect(reply.headers.get('access-control-allow-origin')).toBeNull();
});

it('a body of 20 MB arrives byte for byte, with the name that the backend knows', async ({ hostForTest }) => {
  const { host, backends } = await hostForTest();
  let received: Buffer = Buffer.alloc(0);
  const { id } = await addServer(backends, async (request, response) => {
    received = await bodyOf(request);
    response.end('{"ok":true}');
  });
  const image = randomBytes(15_000_000).toString('base64');
  const body = (model: string) => `{"messages":[{"content":"${image}"}], "model" : "${model}", "x": "ü"}`;
  const reply = await post(host, body(`backend:${id}`), { path: '/embeddings?a=1' });
  expect(await reply.json()).toEqual({ ok: true });
  expect(received.equals(Buffer.from(body('shared')))).toBe(true);
});

it('the reply comes as the backend gives it: status, headers, and each piece when it is there', async ({
  hostForTest,
}) => {
  const { host, backends } = await hostForTest();
  const open: ServerResponse[] = [];
  await addServer(backends, (request, response) => {
    request.resume();
    response.writeHead(418, { 'content-type': 'text/event-stream', 'x-own': 'kept' });
    response.write('data: 1\n\n');
    open.push(response);
  });
  const reply = await post(host, ask('shared'));
  expect([reply.status, reply.headers.get('x-own')]).toEqual([418, 'kept']);
  const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe('data: 1\n\n');
  open[0]?.end('data: 2\n\n');
  expect((await reader?.read())?.value).toBe('data: 2\n\n');
  expect((await reader?.read())?.done).toBe(true);
});

it('a client that goes away ends its request at the backend, which is then not in use', async ({
  hostForTest,
}) => {
  const { host, backends } = await hostForTest();
  let isClosed = false;
  await addServer(backends, (request, response) => {
    request.resume();
    response.on('close', () => {
      isClosed = true;
    });
    response.writeHead(200).write('the beginning');
  });
  const running = async () =>
    ((await host.call('GetCurrentStatus')) as { status: { live_gens: number } }).status.live_gens;
  const client = new AbortController();
  const reply = await post(host, ask('shared'), { signal: client.signal });
  expect(await running()).toBe(1);
  client.abort();
  await expect(reply.text()).rejects.toThrow();
  await eventually('the backend has noticed', () => isClosed);
  await eventually('nothing is in use', async () => (await running()) === 0);
});

it('a stream that npm’s client `openai` leaves ends its request at the backend', async ({ hostForTest }) => {
  const { host, backends } = await hostForTest();
  let isClosed = false;
  await addServer(backends, (_request, response) => {
    response.on('close', () => {
      isClosed = true;
    });
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: {"choices":[{"index":0,"delta":{"content":"Hel"}}]}\n\n');
  });
  const openai = new OpenAI({ baseURL: `${host.url}/v1`, apiKey: host.token, maxRetries: 0 });
  const stream = await openai.chat.completions.create({ model: 'shared', messages: [], stream: true });
  for await (const { choices } of stream) {
    expect(choices[0]?.delta.content).toBe('Hel');
    expect(isClosed).toBe(false);
    break;
  }
  await eventually('the backend sees that its client is gone', () => isClosed);
});

describe('an answer that a backend breaks off', () => {
  const breakOff =
    (type: string): Handler =>
    (request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': type });
      response.write('data: 1\n\n', () => request.socket.destroy());
    };

  it('ends with an error in a stream of events', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    const { id } = await addServer(backends, breakOff('text/event-stream; charset=utf-8'));
    const text = await (await post(host, ask('shared', { stream: true }))).text();
    const [, last = ''] = text.split('data: ').slice(-2);
    expect(text.startsWith('data: 1\n\n')).toBe(true);
    expect(JSON.parse(last)).toMatchObject({
      error: {
        code: 'backend_ended',
        message: expect.stringContaining(`Backend ${id} ended in the middle of its answer`),
      },
    });
  });

  it('is broken off for the client too where it is no stream of events', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    await addServer(backends, breakOff('application/json'));
    await expect((await post(host, ask('shared'))).text()).rejects.toThrow();
  });
});

describe('where several backends serve a model', () => {
  it('another one answers in place of one that is gone', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    const answer =
      (name: string): Handler =>
      (request, response) => {
        request.resume();
        response.end(JSON.stringify({ name }));
      };
    const first = await addServer(backends, answer('first'));
    await addServer(backends, answer('second'));
    expect(await (await post(host, ask('shared'))).json()).toEqual({ name: 'first' });
    first.close();
    expect(await (await post(host, ask('shared'))).json()).toEqual({ name: 'second' });
  });

  it('requests go to the one with less to do, and a backend gets no more than it takes at a time', async ({
    hostForTest,
  }) => {
    const { host, backends } = await hostForTest();
    const open: { name: string; response: ServerResponse }[] = [];
    const hold =
      (name: string): Handler =>
      (request, response) => {
        request.resume();
        open.push({ name, response });
      };
    await addServer(backends, hold('first'));
    await addServer(backends, hold('second'));
    const replies = [1, 2, 3, 4].map(() => post(host, ask('shared')).then((reply) => reply.text()));
    await eventually('two are under way', () => open.length === 2);
    expect(open.map(({ name }) => name).sort()).toEqual(['first', 'second']);
    let ended = 0;
    await eventually('all are answered', () => {
      for (const { response } of open.slice(ended)) response.end('done');
      ended = open.length;
      return ended === 4;
    });
    expect(await Promise.all(replies)).toEqual(['done', 'done', 'done', 'done']);
  });

  it('a backend that is gone, with no other, is an error that names it and its card', async ({
    hostForTest,
  }) => {
    const { host, backends } = await hostForTest();
    const { id, close } = await addServer(backends, () => undefined);
    close();
    const reply = await post(host, ask('shared'));
    expect(reply.status).toBe(503);
    expect(await reply.json()).toMatchObject({
      error: { code: 'backend_not_ready', message: expect.stringContaining(`Backend ${id} `) },
    });
  });
});

describe("a client of Anthropic's API", () => {
  const headers = { 'anthropic-version': '2023-06-01', authorization: '' };

  it('sends its key as x-api-key, and its request reaches the backend that speaks it', async ({
    hostForTest,
  }) => {
    const { host, backends } = await hostForTest();
    const seen: { url: string | undefined; headers: IncomingMessage['headers'] }[] = [];
    await addServer(backends, (request, response) => {
      seen.push({ url: request.url, headers: request.headers });
      response.end('{"type":"message"}');
    });
    const send = (path: string) =>
      fetch(`${host.url}/v1${path}`, {
        method: 'POST',
        body: ask('shared'),
        headers: { 'anthropic-version': '2023-06-01', 'x-api-key': host.token ?? '' },
      });
    expect(await (await send('/messages')).json()).toEqual({ type: 'message' });
    expect((await send('/messages/count_tokens?beta=true')).status).toBe(200);
    expect(seen.map(({ url }) => url)).toEqual(['/v1/messages', '/v1/messages/count_tokens?beta=true']);
    expect(seen[0]?.headers).toMatchObject({ 'anthropic-version': '2023-06-01' });
    expect(seen[0]?.headers['x-api-key']).toBeUndefined();
  });

  it('gets the error of a backend that answers in the shape of OpenAI’s in its own, with the words of the backend', async ({
    hostForTest,
  }) => {
    const { host, backends } = await hostForTest();
    let answer: { status: number; headers: Record<string, string>; body: string | Buffer };
    await addServer(backends, (request, response) => {
      request.resume();
      request.on('end', () => response.writeHead(answer.status, answer.headers).end(answer.body));
    });
    const send = async (path: string) => {
      const reply = await post(host, ask('shared'), { path });
      const { status, headers: sent } = reply;
      return { status, retryAfter: sent.get('retry-after'), text: await reply.text() };
    };
    const json = { 'content-type': 'application/json; charset=utf-8' };
    const [, refused = ''] = recordedText('llama-server-0.4.0', 'messages-refused.http').split('\n');
    const error = { type: 'api_error', message: "'messages' is required" };

    answer = { status: 500, headers: json, body: refused };
    const translated = await send('/messages');
    expect(translated.status).toBe(500);
    expect(JSON.parse(translated.text)).toMatchObject({ type: 'error', error });
    // A client of OpenAI's API gets it as it is.
    expect(await send('/chat/completions')).toMatchObject({ status: 500, text: refused });

    answer = { status: 500, headers: { ...json, 'content-encoding': 'gzip' }, body: gzipSync(refused) };
    expect(JSON.parse((await send('/messages')).text)).toMatchObject({ type: 'error', error });

    const [, own = ''] = recordedText('ollama-0.32.15', 'v1-messages-refused.http').split('\n');
    answer = { status: 404, headers: json, body: own };
    expect(JSON.parse((await send('/messages')).text)).toEqual(JSON.parse(own));

    answer = { status: 429, headers: { 'retry-after': '7' }, body: '<html>Slow down</html>' };
    const page = await send('/messages');
    expect(page).toMatchObject({ status: 429, retryAfter: '7' });
    expect(JSON.parse(page.text)).toMatchObject({
      type: 'error',
      error: { type: 'rate_limit_error', message: 'Backend 0 answered with HTTP 429.' },
    });
  });

  it('gets an error that a backend sends in a stream in its own shape', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    const [, ...lines] = recordedText('llama-server-0.4.0', 'messages-stream-failed.http').split('\n');
    await addServer(backends, (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(lines.join('\n'));
    });
    const reply = await post(host, ask('shared', { stream: true }), { path: '/messages' });
    const text = await reply.text();
    expect(text).toContain('"text":"c"');
    expect(text).toContain(
      'event: error\ndata: {"type":"error","error":{"type":"api_error","message":"The model produced output',
    );
    expect(text.endsWith('\n\n')).toBe(true);
  });

  it('gets errors in its own shape, also in a stream that is cut off', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    await addServer(backends, (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('event: ping\ndata: {"type": "ping"}\n\n', () => response.destroy());
    });
    const unknown = await post(host, ask('none'), { path: '/messages' });
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({
      type: 'error',
      error: { type: 'not_found_error', message: expect.stringContaining("'none'") },
    });
    const nobody = await post(host, ask('shared'), { path: '/messages', headers });
    expect(await nobody.json()).toMatchObject({ type: 'error', error: { type: 'authentication_error' } });
    const cut = await (await post(host, ask('shared', { stream: true }), { path: '/messages' })).text();
    expect(cut).toMatch(
      /^event: ping\n.*\n\nevent: error\ndata: \{"type":"error","error":\{"type":"api_error","message":"Backend 0/,
    );
  });
});
