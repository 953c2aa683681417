/** What a start that is not ready says of the answers, with real servers in this process and a clock that runs faster. */

import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer as createTcpServer, type Server } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { errorIn } from '../../../../e2e/testkit/in-language.ts';
import { makeCertificate } from '../../../../e2e/testkit/net/certificates.ts';
import type { SwitchyardError } from '../../../../shared/errors.ts';
import type { HostText } from '../../../../shared/words/phrase.ts';
import { type Clock, systemClock } from '../../clock.ts';
import type { ExitInfo } from '../exit-info.ts';
import { createListenerTable } from './listeners.ts';
import { createPorts } from './ports.ts';
import { type ProbeOptions, type ReadinessContext, waitUntilReady } from './readiness.ts';

const backend = 'Backend 3 "Flux"';
const ports = createPorts({ platform: process.platform });
const listeners = createListenerTable(process.platform);

/** Runs faster by this factor, without the pauses becoming shorter than a server needs. */
const SPEED = 40;
const fastClock: Clock = {
  ...systemClock,
  now: () => systemClock.now() * SPEED,
  // The limits of one request stay as they are: a busy machine needs them.
  setTimer: (delayMs, fire) =>
    systemClock.setTimer(delayMs === 5000 || delayMs === 2000 ? delayMs : delayMs / SPEED, fire),
};

async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(() => {
    if ('closeAllConnections' in server && typeof server.closeAllConnections === 'function')
      server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
const serve = (listener: RequestListener, host?: string) => listen(createHttpServer(listener), host);
const answering =
  (status: number, headers: Record<string, string> = {}, body = ''): RequestListener =>
  (_, response: ServerResponse) =>
    void response.writeHead(status, headers).end(body);

interface Wait extends Partial<ProbeOptions> {
  timeoutMs?: number;
  onAnswer?: (text: HostText) => void;
  clock?: Clock;
}

/** Waits until this process is ready at an address. */
function wait(
  url: string,
  { timeoutMs = 600_000, onAnswer, clock = fastClock, ...options }: Wait = {},
): Promise<void> {
  const context: ReadinessContext = {
    worker: { pid: process.pid, exited: new Promise<ExitInfo>(() => {}), tree: async () => [process.pid] },
    signal: new AbortController().signal,
    backend,
    timeoutMs,
    clock,
    listeners,
    ports,
    ...(onAnswer ? { onAnswer } : {}),
  };
  return waitUntilReady({ url, ...options }, context);
}

/** The error of a start that fails. @returns also the seconds of the fast clock until then */
async function failure(url: string, options?: Wait): Promise<{ error: SwitchyardError; seconds: number }> {
  const started = fastClock.now();
  const error = await wait(url, options).then(
    () => Promise.reject(new Error('it was ready')),
    (thrown: SwitchyardError) => thrown,
  );
  return { error, seconds: (fastClock.now() - started) / 1000 };
}

describe('a worker that wants a key or a login fails its start within seconds', () => {
  test.each([
    [
      401,
      { 'www-authenticate': 'Bearer' },
      '{"error":{"message":"Invalid API Key"}}',
      'key',
      '401 "Invalid API Key"',
    ],
    [401, {}, 'Unauthorized', 'key', '401 "Unauthorized"'],
    [401, { 'www-authenticate': 'Basic realm="box"' }, '', 'login', '401 at'],
    [403, {}, '<html><title>403 Forbidden</title>', 'key', '403 "403 Forbidden"'],
    [302, { location: '/login?next=/health' }, '', 'login', 'on to a login, http://127.0.0.1:'],
    [
      307,
      { location: 'https://sso.example/auth/realms/x' },
      '',
      'login',
      'https://sso.example/auth/realms/x',
    ],
  ])('%i %j', async (status, headers, body, wants, words) => {
    const port = await serve(answering(status, headers as Record<string, string>, body));
    const { error } = await failure(`http://127.0.0.1:${port}/health`);
    expect(error).toMatchObject({ code: 'ready_needs_credentials', details: { status, wants } });
    expect(error.message).toContain(words);
    expect(error.message).toContain(`It needs a ${wants}.`);
  });

  test('the hint names settings that the type has, and no other one', async () => {
    const port = await serve(answering(401));
    const url = `http://127.0.0.1:${port}/health`;
    const plain = await failure(url);
    expect(plain.error.hint).toBe('If only this computer can reach it, you can start it without the key.');
    const { error } = await failure(url, { settings: { address: 'Ready address', key: 'API key' } });
    expect(error.hint).toMatch(/^Put its key into API key .* Ready address, .* start it without/);
  });

  test('not where it lets Switchyard in soon', async () => {
    let asked = 0;
    const port = await serve((_, response) => void response.writeHead(asked++ < 3 ? 401 : 200).end());
    await wait(`http://127.0.0.1:${port}/`, { clock: systemClock });
  });
});

describe('a worker that speaks another protocol fails its start at once', () => {
  const withTls = async () => {
    const { cert, key } = await makeCertificate();
    return listen(createHttpsServer({ cert, key }, answering(200)));
  };
  test('https where http is asked', async () => {
    const port = await withTls();
    const settings = { address: 'Ready address' };
    const { error } = await failure(`http://127.0.0.1:${port}/health`, { settings });
    expect(error).toMatchObject({
      code: 'ready_answer_wrong',
      message: `${backend} runs, but does not answer as expected: it speaks https at http://127.0.0.1:${port}/health, where it is asked by http.`,
      hint: expect.stringContaining(`Enter https://127.0.0.1:${port}/health as Ready address`),
    });
    const { message } = await errorIn('de', error.toReply());
    expect(message).toBe(
      `${backend} läuft, antwortet aber nicht wie erwartet: es spricht https unter http://127.0.0.1:${port}/health, wo es über http gefragt wird.`,
    );
  });
  test('https where its 400 says so', async () => {
    const { cert, key } = await makeCertificate();
    const plain = await serve(answering(400, {}, 'Client sent an HTTP request to an HTTPS server.'));
    const tls = await listen(createHttpsServer({ cert, key }, answering(200)));
    // As servers in Go do, it tells the protocols apart by the first byte.
    const port = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => socket.destroy());
        socket.once('data', (data) => {
          const inner = connect(data[0] === 0x16 ? tls : plain, '127.0.0.1');
          inner.on('error', () => socket.destroy());
          inner.write(data);
          inner.pipe(socket).pipe(inner);
        });
      }),
    );
    const { error } = await failure(`http://127.0.0.1:${port}/`);
    expect(error.message).toContain('it speaks https');
  });
  test('http where https is asked', async () => {
    const port = await serve(answering(200));
    const { error } = await failure(`https://127.0.0.1:${port}/`);
    expect(error.message).toContain(
      `it speaks http at https://127.0.0.1:${port}, where it is asked by https`,
    );
    expect(error.hint).toContain('name a key and a certificate');
  });
  test('https is ready with a certificate that nobody vouches for', async () => {
    await wait(`https://127.0.0.1:${await withTls()}/health`);
  });
  test('neither, after some seconds', async () => {
    const port = await listen(createTcpServer((socket) => socket.end('+OK redis\r\n')));
    const { error } = await failure(`http://127.0.0.1:${port}/`);
    expect(error.message).toContain('answers something that is not http');
    expect(error).toMatchObject({ code: 'ready_answer_wrong', details: { problem: 'garbage' } });
  });
});

describe('a worker that answers at another path', () => {
  // At the same time, since each takes a minute of the fast clock.
  test('fails its start after a minute, with its answer or where it sends on to', async () => {
    const answers: [number, Record<string, string>, string, string][] = [
      [404, {}, 'Not Found', 'it answers 404 "Not Found" at'],
      [405, {}, '', 'it answers 405 at'],
      [308, { location: '/health/' }, '', 'on to http://127.0.0.1:'],
      [
        301,
        { location: 'http://other.example:8080/x?a=1' },
        '',
        'on to http://other.example:8080/x?a=1 (301)',
      ],
    ];
    const check = async ([status, headers, body, words]: (typeof answers)[number]) => {
      const port = await serve(answering(status, headers, body));
      const { error, seconds } = await failure(`http://127.0.0.1:${port}/health`);
      expect(error.code).toBe('ready_answer_wrong');
      expect(error.message).toContain(words);
      expect(seconds).toBeGreaterThan(60);
    };
    await Promise.all(answers.map(check));
  });
  test('is ready where the path comes up before that', async () => {
    let asked = 0;
    const port = await serve((_, response) => void response.writeHead(asked++ < 5 ? 404 : 200).end());
    await wait(`http://127.0.0.1:${port}/`);
  });
  test('has half of the start’s time where a person has written the path, and fails then', async () => {
    const port = await serve(answering(404));
    const settings = { address: 'Ready address' };
    const { error, seconds } = await failure(`http://127.0.0.1:${port}/`, { settings, timeoutMs: 160_000 });
    expect(error).toMatchObject({
      code: 'ready_answer_wrong',
      hint: expect.stringContaining('Ready address'),
    });
    expect(seconds).toBeGreaterThan(80);
  });
  test('is waited for where another program may answer in its place', async () => {
    const port = await serve(answering(401));
    const options = { listener: 'any' as const, timeoutMs: 10_000 };
    const { error, seconds } = await failure(`http://127.0.0.1:${port}/`, options);
    expect(error.code).toBe('ready_needs_credentials');
    expect(seconds).toBeGreaterThan(9);
  });
  test('is named by a start time-out that is shorter', async () => {
    const port = await serve(answering(404));
    const { error } = await failure(`http://127.0.0.1:${port}/health`, { timeoutMs: 20_000 });
    expect(error.code).toBe('ready_answer_wrong');
  });
});

describe('a start that times out says what was answered last', () => {
  test.each([
    [
      503,
      '{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}',
      '503 "Loading model"',
    ],
    [503, '{"detail":"engine is warming up"}', '503 "engine is warming up"'],
    [500, '<!doctype html><html><head><title>Internal\n error</title>', '500 "Internal error"'],
    [502, 'bad gateway', '502 "bad gateway"'],
    [503, '', '503 at'],
    [429, 'slow down', '429 "slow down"'],
    // Triton's, while it loads.
    [400, '', '400 at'],
    [503, `x${'y'.repeat(10_000)}`, 'yyy…"'],
  ])('%i (%#)', async (status, body, words) => {
    const told: HostText[] = [];
    const port = await serve(answering(status, {}, body));
    const { error } = await failure(`http://127.0.0.1:${port}/health`, {
      timeoutMs: 10_000,
      onAnswer: (text) => told.push(text),
    });
    expect(error.code).toBe('start_timeout');
    expect(error.message).toMatch(new RegExp(`^${backend} was not ready within 10 s: it answers `));
    expect(error.message).toContain(words);
    expect(told).toHaveLength(1);
  });
  test('nothing at all', async () => {
    const port = await listen(createTcpServer());
    const clock: Clock = {
      ...fastClock,
      setTimer: (delayMs, fire) => systemClock.setTimer(delayMs / SPEED, fire),
    };
    const { error } = await failure(`http://127.0.0.1:${port}/`, { timeoutMs: 20_000, clock });
    expect(error.message).toContain(`it accepts connections at http://127.0.0.1:${port} and does not answer`);
  });
});

describe('a worker that listens elsewhere', () => {
  // Nothing listens on port 9 (discard) of a machine of today, and nobody but root may.
  const asked = 'http://127.0.0.1:9/system_stats';
  const worker = async (listener: RequestListener, host?: string) => {
    const port = await serve(listener, host);
    // This process may have other listeners; the worker has this one.
    const own = { ...listeners, of: async () => [{ address: host ?? '127.0.0.1', port }] };
    return { port, own };
  };
  const failureWith = async (url: string, own: ReadinessContext['listeners'], timeoutMs = 600_000) => {
    const context: ReadinessContext = {
      worker: { pid: process.pid, exited: new Promise<ExitInfo>(() => {}), tree: async () => [process.pid] },
      signal: new AbortController().signal,
      backend,
      timeoutMs,
      clock: fastClock,
      listeners: own,
      ports,
    };
    return waitUntilReady({ url }, context).then(
      () => Promise.reject(new Error('it was ready')),
      (thrown: SwitchyardError) => thrown,
    );
  };

  test('and answers there as expected fails its start, with where', async () => {
    const { own, port } = await worker((request, response) => {
      response.writeHead(request.url === '/system_stats' ? 200 : 404).end();
    });
    const error = await failureWith(asked, own);
    expect(error).toMatchObject({ code: 'ready_answer_wrong', details: { problem: 'elsewhere' } });
    expect(error.message).toContain(
      `it answers at http://127.0.0.1:${port}/system_stats, not at http://127.0.0.1:9/system_stats`,
    );
  });
  test('on another address of the same port', async () => {
    const { own, port } = await worker(answering(200), '::1');
    const error = await failureWith(`http://127.0.0.1:${port}/health`, own);
    expect(error.message).toContain(`it answers at http://[::1]:${port}/health`);
  });
  test('and answers otherwise there is waited for, and the time-out says where it listens', async () => {
    const { own, port } = await worker(answering(404));
    const error = await failureWith(asked, own, 30_000);
    expect(error).toMatchObject({
      code: 'start_timeout',
      message: expect.stringContaining(
        `it does not listen at http://127.0.0.1:9/system_stats, but at 127.0.0.1:${port}`,
      ),
    });
  });
  test('is found among the listeners of its process', async () => {
    const { port } = await worker(answering(404));
    expect(await listeners.of([process.pid])).toContainEqual({ address: '127.0.0.1', port });
    expect(await listeners.of([1])).toEqual([]);
  });
});

describe('an address that stands for all, or is a name, is that of the worker itself', () => {
  test.each([
    ['0.0.0.0', '127.0.0.1'],
    ['0.0.0.0', '0.0.0.0'],
    ['[::]', '::1'],
    ['localhost', '127.0.0.1'],
  ])('%s where it listens on %s', async (host, address) => {
    const port = await serve(answering(200), address);
    await wait(`http://${host}:${port}/health`);
  });
});
