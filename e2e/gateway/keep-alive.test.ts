/**
 * What a client of a stream gets while its backend loads or is busy: the gateway's routes with a short interval, and a backend
 * whose phase and replies a test decides.
 */
import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import fastify from 'fastify';
import OpenAI from 'openai';
import { describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../electron/core/clock.ts';
import { Gateway } from '../../electron/gateway/gateway.ts';
import { callerWithoutKey } from '../../electron/gateway/gateway-caller.ts';
import { addOpenAiRoutes } from '../../electron/gateway/routes/openai-routes.ts';
import type { FullBackend, TokenCount } from '../../shared/backend.ts';
import { eventually } from '../testkit/eventually.ts';

const INTERVAL_MS = 40;
const COMMENT = /^: .+\n\n/m;
const EVENTS =
  'data: {"choices":[{"index":0,"delta":{"content":"Hi"}}],"usage":{"prompt_tokens":5,"completion_tokens":1}}\n\ndata: [DONE]\n\n';
const ask = (more: object = {}) =>
  JSON.stringify({ model: 'shared', messages: [{ role: 'user', content: '"stream":true' }], ...more });
const stream = (more: object = {}) => ask({ stream: true, ...more });

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface TestGateway {
  url: string;
  /** Faults of ours that were reported. */
  faults: unknown[];
  /** Whether the backend was put to sleep again, for nobody waits for it. */
  isGivenUp: () => boolean;
  /** What was counted for the backend. */
  counted: TokenCount[];
  become(phase: FullBackend['phase']): void;
}

/** The gateway with one backend, which is asleep at first. */
async function gatewayBefore(answer: RequestListener): Promise<TestGateway> {
  const worker = await listen(answer);
  let isGivenUp = false;
  const counted: TokenCount[] = [];
  let backend: FullBackend = {
    id: 3,
    type: 'llamaserver',
    status: 'idle',
    phase: 'sleeping',
    settings: {},
    modcount: 0,
    features: ['llm', 'openai_api'],
    enabled: true,
    title: 'Qwen',
    can_load_models: false,
    max_usages: 1,
    seconds_since_used: 0,
    time_since_used: '',
    current_model: null,
    models: ['shared'],
    restarts: 0,
  };
  const gateway = new Gateway({
    clock: systemClock,
    backends: () => [backend],
    backend: () => backend,
    uidOf: () => 'uid',
    find: () => ({
      openAiApi: { baseUrl: `${worker}/v1`, query: '', headers: {} },
      pages: null,
      beginRequest: () => () => undefined,
      countTokens: (tokens) => counted.push(tokens),
      probeNow: () => undefined,
    }),
    wake: () => undefined,
    letSleep: () => {
      isGivenUp = true;
    },
    onWaiting: () => undefined,
    noteSilence: () => undefined,
  });
  const faults: unknown[] = [];
  const server = fastify({ forceCloseConnections: true });
  await addOpenAiRoutes(server, {
    gateway,
    callerOf: () => callerWithoutKey('test'),
    onFault: (error) => faults.push(error),
    keepAliveMs: INTERVAL_MS,
  });
  onTestFinished(() => server.close());
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    faults,
    isGivenUp: () => isGivenUp,
    counted,
    become: (phase) => {
      backend = {
        ...backend,
        phase,
        ...(phase === 'errored'
          ? { error: { code: 'crashed', message: 'It crashed.', hint: 'Look at its log.' } }
          : {}),
      } as FullBackend;
      gateway.noteChange(3);
    },
  };
}

const post = (url: string, body: BodyInit, path = '/chat/completions', init: RequestInit = {}) =>
  fetch(`${url}/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    ...init,
  });

/** Reads a stream as it comes. */
function reader(reply: Response) {
  const source = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    /** @returns all that came until it matches */
    async until(pattern: RegExp): Promise<string> {
      while (!pattern.test(text)) {
        const next = await source?.read();
        if (next === undefined || next.done) throw new Error(`The stream has ended after: ${text}`);
        text += next.value;
      }
      return text;
    },
    async rest(): Promise<string> {
      for (let next = await source?.read(); next && !next.done; next = await source?.read())
        text += next.value;
      return text.replaceAll(/^: .+\n\n/gm, '');
    },
  };
}

const sendEvents: RequestListener = (request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(EVENTS);
  });
};

const twoComments = /^: .+\n\n: .+\n\n/;

/** Sends a stream to a backend that sleeps, and starts it when comments have come. @returns what follows them */
async function answerAfterComments(
  answer: RequestListener,
  path?: string,
  init?: RequestInit,
): Promise<string> {
  const gateway = await gatewayBefore(answer);
  const reply = await post(gateway.url, stream(), path, init);
  expect(reply.status).toBe(200);
  const read = reader(reply);
  await read.until(twoComments);
  gateway.become('running');
  const rest = await read.rest();
  expect(gateway.faults).toEqual([]);
  if (rest === EVENTS)
    await eventually(
      'its tokens are counted',
      () => gateway.counted[0]?.prompt === 5,
      () => gateway.counted,
    );
  return rest;
}

describe('a stream whose backend has to start', () => {
  test.for(['/chat/completions', '/completions', '/responses', '/messages'])(
    'gets comments meanwhile, and then the bytes of the worker: POST /v1%s',
    async (path) => {
      expect(await answerAfterComments(sendEvents, path)).toBe(EVENTS);
    },
  );

  test('has the head of a stream of events that no proxy keeps or collects', async () => {
    const { url } = await gatewayBefore(sendEvents);
    const { headers } = await post(url, stream());
    expect(headers.get('content-type')).toBe('text/event-stream');
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(headers.get('x-accel-buffering')).toBe('no');
  });

  test('is read by npm’s client `openai` as any other stream', async () => {
    const gateway = await gatewayBefore(sendEvents);
    const openai = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: 'none', maxRetries: 0 });
    const reply = await openai.chat.completions.create({ model: 'shared', messages: [], stream: true });
    gateway.become('running');
    const texts = [];
    for await (const { choices } of reply) texts.push(choices[0]?.delta.content);
    expect(texts).toEqual(['Hi']);
  });

  test('that its client leaves gives up the start', async () => {
    const gateway = await gatewayBefore(sendEvents);
    const client = new AbortController();
    const reply = await post(gateway.url, stream(), undefined, { signal: client.signal });
    await reader(reply).until(COMMENT);
    client.abort();
    await eventually('the start is given up', gateway.isGivenUp);
    expect(gateway.faults).toEqual([]);
  });
});

test('comments go on while the worker has the request and has not begun to reply', async () => {
  const open: Parameters<RequestListener>[] = [];
  const gateway = await gatewayBefore((...call) => open.push(call));
  gateway.become('running');
  const read = reader(await post(gateway.url, stream()));
  const [request, response] = await eventually('the worker has the request', () => open[0]);
  await read.until(twoComments);
  sendEvents(request, response);
  expect(await read.rest()).toBe(EVENTS);
});

test('a body that is still coming when the first comment is due arrives at the worker byte for byte', async () => {
  let received = '';
  const gateway = await gatewayBefore((request, response) => {
    // A character may come in two pieces.
    request.setEncoding('utf8').on('data', (chunk) => {
      received += chunk;
    });
    sendEvents(request, response);
  });
  const body = stream({ x: 'ü'.repeat(100_000) });
  const sent = httpRequest(`${gateway.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-length': Buffer.byteLength(body) },
  });
  sent.write(body.slice(0, 40));
  await new Promise((resolve) => setTimeout(resolve, 2 * INTERVAL_MS));
  gateway.become('running');
  await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
  sent.end(body.slice(40));
  const [reply] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of reply) text += chunk;
  expect(text.replaceAll(/^: .+\n\n/gm, '')).toBe(EVENTS);
  expect(received).toBe(body);
});

describe('no comments come, and the reply has its own status', () => {
  test.for([
    ['without a wish for a stream', ask(), '/chat/completions'],
    ['with a wish for none', ask({ stream: false }), '/chat/completions'],
    ['with "stream" further inside', ask({ options: { stream: true } }), '/chat/completions'],
    ['that is no longer JSON after its model', `${ask().slice(0, -1)},"stream":true,}`, '/chat/completions'],
    ['that is larger than what is held for it', stream({ x: 'x'.repeat(1_100_000) }), '/chat/completions'],
    ['for a path that streams no events', stream(), '/embeddings'],
  ] as const)('for a request %s', async ([, body, path]) => {
    const gateway = await gatewayBefore((request, response) => {
      request.resume();
      request.on('end', () => response.writeHead(418, { 'content-type': 'application/json' }).end('{"a":1}'));
    });
    let isAnswered = false;
    const pending = post(gateway.url, body, path).finally(() => {
      isAnswered = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 4 * INTERVAL_MS));
    expect(isAnswered).toBe(false);
    gateway.become('running');
    const reply = await pending;
    expect([reply.status, await reply.text()]).toEqual([418, '{"a":1}']);
  });
});

describe('after comments, the stream ends with an error in words', () => {
  const dataOf = (text: string) => JSON.parse(/^data: (.*)\n\n$/m.exec(text)?.[1] ?? 'null');

  test('where the backend does not start', async () => {
    for (const [path, type] of [
      ['/chat/completions', 'service_unavailable_error'],
      ['/messages', 'overloaded_error'],
    ] as const) {
      const gateway = await gatewayBefore(sendEvents);
      const read = reader(await post(gateway.url, stream(), path));
      await read.until(COMMENT);
      gateway.become('errored');
      const text = await read.rest();
      expect(dataOf(text)).toMatchObject({
        error: {
          type,
          code: 'backend_failed',
          message: 'Backend 3 "Qwen" has failed: It crashed. Look at its log.',
        },
      });
      expect(text.startsWith('event: error\n')).toBe(path === '/messages');
      expect(gateway.faults).toEqual([]);
    }
  });

  const refuse =
    (status: number, type: string, body: string): RequestListener =>
    (request, response) => {
      request.resume();
      request.on('end', () => response.writeHead(status, { 'content-type': type }).end(body));
    };

  test.for([
    [
      'refuses the request',
      400,
      'application/json',
      '{"error":{"message":"Only n = 1 is supported.","type":"invalid_request_error","code":"unsupported_parameter","param":"n"}}',
      { message: 'Only n = 1 is supported.', code: 'unsupported_parameter', type: 'invalid_request_error' },
    ],
    [
      'answers with a page',
      502,
      'text/html',
      '<html>Bad gateway</html>',
      { message: expect.stringContaining('Backend 3 "Qwen" answered with HTTP 502'), code: 'backend_error' },
    ],
    [
      'does not stream',
      200,
      'application/json',
      '{"choices":[]}',
      {
        message: expect.stringContaining('Backend 3 "Qwen" answered without a stream (application/json)'),
        code: 'no_stream',
      },
    ],
    [
      'streams lines of JSON in place of events',
      200,
      'application/x-ndjson',
      '{"choices":[]}\n',
      { message: expect.stringContaining('(application/x-ndjson)'), code: 'no_stream' },
    ],
  ] as const)('where the worker %s', async ([, status, type, body, error]) => {
    expect(dataOf(await answerAfterComments(refuse(status, type, body)))).toMatchObject({ error });
  });

  test('and npm’s client `openai` throws it', async () => {
    const body = '{"error":{"message":"The prompt is too long.","type":"invalid_request_error"}}';
    const gateway = await gatewayBefore(refuse(400, 'application/json', body));
    const openai = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: 'none', maxRetries: 0 });
    const reply = await openai.chat.completions.create({ model: 'shared', messages: [], stream: true });
    gateway.become('running');
    await expect(
      (async () => {
        for await (const _ of reply);
      })(),
    ).rejects.toThrow('The prompt is too long.');
  });

  test('where the worker ends in the middle', async () => {
    const text = await answerAfterComments((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n', () => request.socket.destroy());
    });
    expect(text.startsWith('data: 1\n\n')).toBe(true);
    expect(dataOf(text.slice('data: 1\n\n'.length))).toMatchObject({ error: { code: 'backend_ended' } });
  });
});

describe('a worker that compresses its stream', () => {
  const compressed =
    (encoding: string, body: Buffer): RequestListener =>
    (request, response) => {
      request.resume();
      response
        .writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': encoding })
        .end(body);
    };

  test('is read for a client that has comments already', async () => {
    expect(await answerAfterComments(compressed('gzip', gzipSync(EVENTS)))).toBe(EVENTS);
  });

  test('in a way that is not known is an error in words', async () => {
    expect(await answerAfterComments(compressed('exi', Buffer.from(EVENTS)))).toContain(
      'Backend 3 \\"Qwen\\" answered in a compression that cannot be read here (exi)',
    );
  });
});
