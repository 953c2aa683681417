import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { inEnglish } from '../../../e2e/testkit/backend-types/english-result.ts';
import { FakeAdapterIo } from '../../../e2e/testkit/backend-types/fake-adapter-io.ts';
import type { SettingValues } from '../../../shared/backend.ts';
import { defaultSettings, mergeSettings } from '../../../shared/settings.ts';
import { HEALTH_INTERVAL_MS, MAX_HEALTH_FAILURES } from '../common/health/health-monitor.ts';
import { command } from './command.ts';

const complete = (settings: SettingValues): SettingValues =>
  mergeSettings(command.settings, command.id, defaultSettings(command.settings), settings);

function create(settings: SettingValues, io = new FakeAdapterIo()) {
  return { io, adapter: command.createAdapter(complete({ Command: '/opt/engine', ...settings }), io) };
}

/** A small server that replies with `status` and records its requests, but not the question whether it has a page. */
class Engine {
  status = 200;
  location = '';
  readonly requests: { method: string; url: string; type: string | undefined; body: string }[] = [];
  readonly #server: Server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const { method = '', url = '' } = request;
      if (request.headers.accept !== 'text/html')
        this.requests.push({ method, url, type: request.headers['content-type'], body });
      response.writeHead(this.status, this.location === '' ? {} : { Location: this.location }).end('answer');
    });
  });

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  /** Waits until it has got so many requests. */
  async waitForRequests(count: number): Promise<void> {
    while (this.requests.length < count) await once(this.#server, 'request');
    while (this.requests.length < count) await new Promise((resolve) => setImmediate(resolve));
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}

const engines: Engine[] = [];
afterEach(() => {
  for (const engine of engines.splice(0)) engine.close();
});
async function startEngine() {
  const engine = new Engine();
  engines.push(engine);
  return { engine, port: await engine.listen() };
}

describe('starting', () => {
  test('{PORT} becomes the chosen port everywhere, and PORT is set', async () => {
    const { io, adapter } = create({
      Arguments: 'serve --port {PORT} "--title=a {PORT} b"',
      WorkingDirectory: '/srv/{PORT}',
      Environment: 'HOST=127.0.0.1:{PORT}\nPLAIN=x',
      ReadyUrl: 'http://127.0.0.1:{PORT}/health',
    });
    await adapter.start();
    expect(io.request).toEqual({
      command: '/opt/engine',
      args: ['serve', '--port', '23456', '--title=a 23456 b'],
      cwd: '/srv/23456',
      env: { PORT: '23456', HOST: '127.0.0.1:23456', PLAIN: 'x' },
      port: 23_456,
    });
    expect(io.probes).toMatchObject([{ url: 'http://127.0.0.1:23456/health', listener: 'own' }]);
    expect(io.facts).toMatchObject({
      address: 'http://127.0.0.1:23456',
      commandLine: '/opt/engine serve --port 23456 "--title=a 23456 b"',
    });
    // The port was chosen for this worker, so there is nothing to check before the spawn.
    expect(io.calls).toEqual(['choosePort', 'spawn', 'waitUntilReady']);
  });

  test('a fixed port is what {PORT} stands for, and a port among the arguments wins over it', async () => {
    const { io, adapter } = create({ Arguments: '--port {PORT}', Port: 8188 });
    await adapter.start();
    expect(io.calls[0]).toBe('choosePort 8188');
    expect(io.request?.args).toEqual(['--port', '8188']);
    const own = create({ Arguments: '--port 9000', ReadyUrl: 'http://127.0.0.1:{PORT}/', Port: 8188 });
    await own.adapter.start();
    expect(own.io.calls[0]).toBe('assertPortFree 9000');
  });

  test('{PORT} is replaced after the arguments are split, and a PORT of the user stays', async () => {
    const { io, adapter } = create({ Arguments: '{PORT}', Environment: 'PORT=9' });
    await adapter.start();
    expect(io.request?.env).toEqual({ PORT: '9' });
  });

  test('without {PORT} no port is chosen, and a fixed port of this machine is checked before the spawn', async () => {
    const { io, adapter } = create({ ReadyUrl: 'http://localhost:8188/system_stats' });
    await adapter.start();
    expect(io.calls).toEqual(['assertPortFree 8188', 'spawn', 'waitUntilReady']);
    expect(io.request).toMatchObject({ port: 8188, env: {} });
    expect(io.facts.address).toBe('http://localhost:8188');
  });

  test('a fixed port in use ends the start before anything is spawned', async () => {
    const { io, adapter } = create({ ReadyUrl: 'http://127.0.0.1:8188/' });
    io.portProblem = new Error('in use');
    await expect(adapter.start()).rejects.toThrow('in use');
    expect(io.calls).toEqual(['assertPortFree 8188']);
  });

  test('the port of another machine is not checked', async () => {
    const { io, adapter } = create({ ReadyUrl: 'http://10.0.0.7:8188/' });
    await adapter.start();
    expect(io.calls).toEqual(['spawn', 'waitUntilReady']);
    expect(io.request).not.toHaveProperty('port');
  });

  test('without a ready address, the health address counts, or else the open port, or else the living process', async () => {
    const health = create({ HealthUrl: 'http://127.0.0.1:{PORT}/health' });
    await health.adapter.start();
    expect(health.io.probes[0]?.url).toBe('http://127.0.0.1:23456/health');
    health.io.stop();

    const port = create({ Arguments: '--port {PORT}' });
    await port.adapter.start();
    expect(port.io.probes[0]?.url).toBe('tcp://127.0.0.1:23456');

    const neither = create({});
    await neither.adapter.start();
    expect(neither.io.calls).toEqual(['spawn']);
    expect(neither.io.facts.notice).toBe(
      'No ready address is set, so it counts as ready while its process lives.',
    );
    expect(neither.io.logged).toEqual([neither.io.facts.notice]);
  });

  test('a container may let another program listen for it', async () => {
    const { io, adapter } = create({ ReadyUrl: 'http://127.0.0.1:{PORT}/', OtherListener: true });
    await adapter.start();
    expect(io.probes[0]?.listener).toBe('any');
  });

  test('it sees the GPUs that were chosen for it, and variables of the user win', async () => {
    const { io, adapter } = create({ GPU_ID: '1, 2', Environment: 'CUDA_DEVICE_ORDER=FASTEST_FIRST' });
    io.gpuEnvironment = { CUDA_DEVICE_ORDER: 'PCI_BUS_ID', CUDA_VISIBLE_DEVICES: '1,2' };
    await adapter.start();
    expect(io.request?.env).toEqual({ CUDA_DEVICE_ORDER: 'FASTEST_FIRST', CUDA_VISIBLE_DEVICES: '1,2' });
    expect(command.gpus(complete({ GPU_ID: '1,2' }))).toEqual(['1', '2']);
    expect(command.gpus(complete({}))).toEqual([]);
  });

  test('it can free memory where a request for it is set', () => {
    expect(create({}).adapter.canFreeMemory?.()).toBe(false);
    expect(create({ FreeMemoryUrl: 'http://127.0.0.1:1/unload' }).adapter.canFreeMemory?.()).toBe(true);
  });

  test('without a program it does not start', async () => {
    const { io, adapter } = create({ Command: ' ' });
    await expect(adapter.start()).rejects.toMatchObject({
      code: 'setting_required',
      message: 'Backend 1 "Test" cannot start: Program is empty.',
    });
    expect(io.calls).toEqual([]);
  });
});

describe('the address that its arguments and variables name is the one that is asked', () => {
  const ReadyUrl = 'http://127.0.0.1:{PORT}/health';
  test.each([
    ['--port 8081', '', 'http://127.0.0.1:8081/health'],
    ['--port {PORT} --port 8081', '', 'http://127.0.0.1:8081/health'],
    ['--port {PORT} --host ::1', '', 'http://[::1]:23456/health'],
    ['--port {PORT} --host 0.0.0.0', '', 'http://127.0.0.1:23456/health'],
    ['--port {PORT} --listen', '', 'http://127.0.0.1:23456/health'],
    ['--port {PORT} --api-prefix /llm', '', 'http://127.0.0.1:23456/llm/health'],
    ['--port {PORT} --ssl-keyfile k --ssl-certfile c', '', 'https://127.0.0.1:23456/health'],
    ['', 'LLAMA_ARG_PORT=8081\nLLAMA_ARG_HOST=::1', 'http://[::1]:8081/health'],
    ['serve', 'OLLAMA_HOST=0.0.0.0:11500', 'http://127.0.0.1:11500/health'],
    ['serve', 'OLLAMA_HOST=127.0.0.1:{PORT}', 'http://127.0.0.1:23456/health'],
    // {PORT} is handed over otherwise: the addresses mean that one.
    ['--ui {PORT} --port 8081', '', 'http://127.0.0.1:23456/health'],
    ['--port /dev/ttyUSB0', '', 'http://127.0.0.1:23456/health'],
  ])('%s %s', async (Arguments, Environment, expected) => {
    const { io, adapter } = create({ Arguments, Environment, ReadyUrl, HealthUrl: ReadyUrl });
    await adapter.start();
    expect(io.probes[0]?.url).toBe(expected);
    expect(io.facts.address).toBe(expected.replace(/\/health$/, ''));
    const { port } = new URL(expected);
    expect(io.request?.port).toBe(Number(port));
    expect(io.calls[0]).toBe(port === '23456' ? 'choosePort' : `assertPortFree ${port}`);
  });

  test('for a port that is written in the addresses too', async () => {
    const { io, adapter } = create({
      Arguments: '--port 8081 --host ::1',
      ReadyUrl: 'http://127.0.0.1:8081/health',
      FreeMemoryUrl: 'http://127.0.0.1:9999/other',
    });
    await adapter.start();
    expect(io.probes[0]?.url).toBe('http://[::1]:8081/health');
  });

  test('an address on all addresses is asked on loopback, and its port is checked', async () => {
    const { io, adapter } = create({ ReadyUrl: 'http://0.0.0.0:8188/system_stats' });
    await adapter.start();
    expect(io.calls).toEqual(['assertPortFree 8188', 'spawn', 'waitUntilReady']);
    expect(io.probes[0]?.url).toBe('http://127.0.0.1:8188/system_stats');
    expect(io.facts.address).toBe('http://127.0.0.1:8188');
  });

  test.each([
    [{ Arguments: '--port 99999' }, 'Arguments has --port 99999, but a port is a number from 1 to 65535'],
    [{ Arguments: '--port 80x' }, 'Arguments has --port 80x'],
    [{ ReadyUrl: 'http://127.0.0.1:99999/' }, 'Ready address is not a web address: http://127.0.0.1:99999/'],
    [{ HealthUrl: 'http://127.0.0.1:99999/' }, 'Health address is not a web address'],
  ])('%j is refused before anything is spawned', async (settings, words) => {
    const { io, adapter } = create(settings);
    await expect(adapter.start()).rejects.toMatchObject({
      code: 'invalid_setting_at_start',
      message: expect.stringContaining(words),
    });
    expect(io.calls).not.toContain('spawn');
  });
});

describe('at its stop', () => {
  test('the connections of its clients count as its requests, and the card says for how many it waits', async () => {
    const { io, adapter } = create({ Arguments: '--port {PORT}' });
    await adapter.start();
    io.clients = 2;
    expect(await adapter.countInFlight?.(io.signal)).toBe(2);
    expect(io.facts.notice).toMatch(/^Waits for 2 connections that are open to it\. .* stop time-out\.$/);
    expect(io.countedPorts).toEqual([23_456]);
    io.clients = 1;
    await adapter.countInFlight?.(io.signal);
    expect(io.facts.notice).toMatch(/^Waits for a connection that is open to it\./);
    io.clients = 0;
    expect(await adapter.countInFlight?.(io.signal)).toBe(0);
    expect(io.facts.notice).toBeUndefined();
  });

  test('a connection that stays open leaves it a quarter of the time for its end', async () => {
    const { io, adapter } = create({ Arguments: '--port {PORT}', StopTimeout: 40 });
    await adapter.start();
    io.clients = 3;
    await adapter.countInFlight?.(io.signal);
    await io.clock.advance(29_999);
    expect(await adapter.countInFlight?.(io.signal)).toBe(3);
    await io.clock.advance(1);
    expect(await adapter.countInFlight?.(io.signal)).toBe(0);
    expect(io.logged.at(-1)).toBe('It is ended with its open connections (3): the time for them is over.');
  });

  test('it cannot tell where the system does not', async () => {
    const { io, adapter } = create({ ReadyUrl: 'http://127.0.0.1:8188/' });
    await adapter.start();
    io.clients = null;
    await expect(adapter.countInFlight?.(io.signal)).rejects.toThrow('does not tell');
    expect(io.facts.notice).toBeUndefined();
  });
});

describe('freeing memory', () => {
  const free = async (adapter: ReturnType<typeof create>['adapter']) => {
    const { signal } = new AbortController();
    const result = await adapter.freeMemory?.({ systemRam: false, signal });
    return result && inEnglish(result);
  };

  test('the request is sent as set, with {PORT} in the body too', async () => {
    const { engine, port } = await startEngine();
    const { io, adapter } = create({
      Arguments: '{PORT}',
      FreeMemoryUrl: 'http://127.0.0.1:{PORT}/unload',
      FreeMemoryBody: '{"port": "{PORT}"}',
    });
    io.port = port;
    await adapter.start();
    expect(await free(adapter)).toEqual({ ok: true, message: 'The memory request was answered with 200.' });
    expect(engine.requests).toEqual([
      { method: 'POST', url: '/unload', type: 'application/json', body: `{"port": "${port}"}` },
    ]);
  });

  test('GET is sent without a body', async () => {
    const { engine, port } = await startEngine();
    const url = `http://127.0.0.1:${port}/free`;
    const { adapter } = create({ FreeMemoryMethod: 'GET', FreeMemoryUrl: url, FreeMemoryBody: '{}' });
    await adapter.start();
    expect((await free(adapter))?.ok).toBe(true);
    expect(engine.requests).toEqual([{ method: 'GET', url: '/free', type: undefined, body: '' }]);
  });

  test('a refusal, a redirect and no reply have a message; a redirect is not followed', async () => {
    const { engine, port } = await startEngine();
    const { adapter } = create({ FreeMemoryUrl: `http://127.0.0.1:${port}/free` });
    await adapter.start();
    engine.status = 404;
    expect(await free(adapter)).toEqual({ ok: false, message: 'The memory request was refused with 404.' });
    engine.status = 307;
    engine.location = '/elsewhere';
    expect(await free(adapter)).toEqual({ ok: false, message: 'The memory request was refused with 307.' });
    expect(engine.requests).toHaveLength(2);
    engine.close();
    expect(await free(adapter)).toEqual({
      ok: false,
      message: 'The memory request failed: nothing listens there.',
    });
  });

  test('without an address it says so', async () => {
    const { adapter } = create({});
    await adapter.start();
    expect(await free(adapter)).toEqual({ ok: false, message: 'No request for freeing memory is set.' });
  });

  test('an address that is set while it runs is used at once, unless it uses {PORT} and no port was chosen', async () => {
    const { engine, port } = await startEngine();
    const { adapter } = create({});
    await adapter.start();
    adapter.applySettings?.(complete({ Command: '/opt/engine', FreeMemoryUrl: `http://127.0.0.1:${port}/` }));
    expect((await free(adapter))?.ok).toBe(true);
    expect(engine.requests).toHaveLength(1);
    adapter.applySettings?.(complete({ Command: '/opt/engine', FreeMemoryUrl: 'http://127.0.0.1:{PORT}/' }));
    expect(await free(adapter)).toEqual({
      ok: false,
      message: 'The address for freeing memory uses {PORT}, which takes effect at the next start.',
    });
  });
});

describe('health', () => {
  /** Lets the interval pass, and waits until the reply to the probe has been read. */
  async function probe(io: FakeAdapterIo, engine: Engine): Promise<void> {
    const count = engine.requests.length + 1;
    await io.clock.advance(HEALTH_INTERVAL_MS);
    await engine.waitForRequests(count);
    // The timer of the next probe is set when this reply was read.
    while (io.clock.pendingTimers().length === 0) await new Promise((resolve) => setImmediate(resolve));
  }

  test('three failures in a row lose contact, and one good reply finds it again', async () => {
    const { engine, port } = await startEngine();
    const { io, adapter } = create({ HealthUrl: `http://127.0.0.1:${port}/health` });
    await adapter.start();
    await probe(io, engine);
    expect(io.contact).toEqual([]);

    engine.status = 503;
    for (let failure = 1; failure < MAX_HEALTH_FAILURES; failure++) await probe(io, engine);
    engine.status = 200;
    await probe(io, engine);
    expect(io.contact).toEqual([]);

    engine.status = 503;
    for (let failure = 0; failure < MAX_HEALTH_FAILURES + 2; failure++) await probe(io, engine);
    expect(io.contact).toHaveLength(1);
    expect(io.contact[0]).toMatchObject({
      code: 'contact_lost',
      message: 'Backend 1 "Test" does not answer any more (it answered 503).',
    });
    engine.status = 200;
    await probe(io, engine);
    expect(io.contact.slice(1)).toEqual(['found']);
    io.stop();
    expect(io.clock.pendingTimers()).toEqual([]);
  });

  test('if the address is removed while contact is lost, contact is found and nothing is probed any more', async () => {
    const { engine, port } = await startEngine();
    engine.status = 500;
    const { io, adapter } = create({ HealthUrl: `http://127.0.0.1:${port}/health` });
    await adapter.start();
    for (let failure = 0; failure < MAX_HEALTH_FAILURES; failure++) await probe(io, engine);
    expect(io.contact).toHaveLength(1);
    adapter.applySettings?.(complete({ Command: '/opt/engine' }));
    expect(io.contact.slice(1)).toEqual(['found']);
    expect(io.clock.pendingTimers()).toEqual([]);
  });

  test('without an address nothing is probed', async () => {
    const { io, adapter } = create({});
    await adapter.start();
    expect(io.clock.pendingTimers()).toEqual([]);
  });
});
