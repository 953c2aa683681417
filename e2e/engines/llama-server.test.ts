/** `llamaserver` in a real host, with a stand-in of llama-server: with one model, and as a router. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { SECRET_MASK } from '../../shared/settings.ts';
import { it as hostIt } from '../launch/headless/host-for-test.ts';
import { beginRequest, sendOrders, standInPath } from '../launch/stand-ins/launch-engine.ts';
import { ggufModel } from '../testkit/gguf.ts';
import { isRunning } from '../testkit/processes.ts';

const type_id = 'llamaserver';
const Command = standInPath('llama-server');

const it = hostIt.extend<{
  /** Makes a folder with two files that begin as models do. */
  models(): Promise<string>;
}>({
  models: async ({ onTestFinished }, use) => {
    await use(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'switchyard models ü '));
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      const header = ggufModel();
      for (const name of ['one.gguf', 'two.gguf']) await writeFile(join(folder, name), header);
      return folder;
    });
  },
});
const orders = (given: object) => `--stand-in '${JSON.stringify(given)}'`;
/** No request is answered until an order says so. */
const HOLD = { answer_ms: 1_000_000_000 };
const RELEASE = { answer_ms: 0 };
/** Asks for an answer, as a client that the host knows nothing of. */
const complete = (address: string, body: object = {}, headers: Record<string, string> = {}) =>
  fetch(`${address}/completion`, { method: 'POST', body: JSON.stringify(body), headers });
/** What the stand-in has said of its start. */
function startOf(lines: readonly { text: string }[]): { argv: string[]; cuda?: string; cors?: string } {
  const line = lines.findLast(({ text }) => text.startsWith('STAND-IN '))?.text ?? '';
  return JSON.parse(line.slice('STAND-IN '.length));
}

describe.concurrent('with one model', () => {
  it('moves a key in its arguments into the secret, hands it over by its environment, and asks with it', async ({
    sharedHost,
    models,
  }) => {
    const ModelPath = join(await models(), 'one.gguf');
    const { host, backends } = sharedHost;
    const settings = { Command, ModelPath, ExtraArgs: '--api-key canary-4711' };
    const { id } = await backends.add(settings, { type_id });
    const running = await backends.running(id);
    expect(running.settings).toMatchObject({ ExtraArgs: '--api-key {API_KEY}', ApiKey: SECRET_MASK });
    expect(running.current_model).toBe('one');
    expect((await fetch(`${running.address}/props`)).status).toBe(401);
    const shown = JSON.stringify([await backends.fullList(), await backends.log(id), host.output()]);
    expect(shown).not.toContain('canary');
    expect(shown).not.toMatch(/argv[^}]*api-key/);
  });

  it('is ready when the model is loaded, shows it, and has the arguments of its settings', async ({
    sharedHost,
    models,
  }) => {
    const ModelPath = join(await models(), 'one.gguf');
    const { host, backends } = sharedHost;
    const settings = { Command, ModelPath, ContextSize: 4096, GPULayers: 20, MaxUsages: 2, GPU_ID: '1' };
    const { id } = await backends.add(settings, { type_id });
    const running = await backends.running(id);
    expect(running).toMatchObject({ current_model: 'one', max_usages: 2, gpu: ['1'] });
    const lines = await backends.log(id);
    const facts = startOf(lines);
    expect(facts.cuda).toBe('1');
    expect(facts.argv.slice(4)).toEqual([
      '--model',
      ModelPath,
      '--ctx-size',
      '4096',
      '--n-gpu-layers',
      '20',
      '--parallel',
      '2',
    ]);
    expect(lines.findIndex(({ text }) => text.includes('model loaded'))).toBeGreaterThan(0);
    expect(await host.call('FreeBackendMemory', { backend: id })).toMatchObject({
      count: 0,
      freed: [{ ok: false, message: expect.stringContaining('cannot be asked to unload it while it runs') }],
    });
  });

  it('a request that began a moment before the stop is answered', async ({ sharedHost, models }) => {
    const ModelPath = join(await models(), 'one.gguf');
    const { backends } = sharedHost;
    const settings = { Command, ModelPath, StopTimeout: 60, ExtraArgs: orders(HOLD) };
    const { id } = await backends.add(settings, { type_id });
    const { address = '', pid = 0 } = await backends.running(id);
    const { answered } = await beginRequest(address, (headers) => complete(address, {}, headers));
    const stopping = backends.toggle(id, false);
    await backends.until(id, 'has seen it', ({ last_used_at }) => last_used_at !== undefined);
    expect(isRunning(pid)).toBe(true);
    await sendOrders(address, RELEASE);
    await stopping;
    expect((await answered).status).toBe(200);
    expect(isRunning(pid)).toBe(false);
  });

  it('is used and waited for with a key of its own, too', async ({ sharedHost, models }) => {
    const ModelPath = join(await models(), 'one.gguf');
    const { backends } = sharedHost;
    const ExtraArgs = `--api-key canary-key ${orders(HOLD)}`;
    const { id } = await backends.add({ Command, ModelPath, StopTimeout: 60, ExtraArgs }, { type_id });
    const { address = '', current_model } = await backends.running(id);
    expect(current_model).toBe('one');
    expect((await complete(address)).status).toBe(401);
    const answered = complete(address, {}, { Authorization: 'Bearer canary-key' });
    await backends.until(id, 'is used', ({ last_used_at }) => last_used_at !== undefined);
    const stopping = backends.toggle(id, false);
    await backends.until(id, 'is stopping', ({ phase }) => phase === 'stopping');
    await sendOrders(address, RELEASE);
    await stopping;
    expect((await answered).status).toBe(200);
  });

  it('with a key that is not known here, says so, and open connections count as requests', async ({
    sharedHost,
    models,
  }) => {
    const ModelPath = join(await models(), 'one.gguf');
    const { backends } = sharedHost;
    const ExtraArgs = orders({ ...HOLD, key: 'unknown-key' });
    const { id } = await backends.add({ Command, ModelPath, StopTimeout: 60, ExtraArgs }, { type_id });
    const { address = '', notice, current_model } = await backends.running(id);
    expect(current_model).toBeNull();
    expect(notice).toContain('It wants an API key that Switchyard does not know');
    const { answered } = await beginRequest(address, (headers) =>
      complete(address, {}, { ...headers, Authorization: 'Bearer unknown-key', Connection: 'close' }),
    );
    const stopping = backends.toggle(id, false);
    await backends.until(id, 'has seen it', ({ last_used_at }) => last_used_at !== undefined);
    await sendOrders(address, RELEASE);
    expect((await answered).status).toBe(200);
    await stopping;
    const refusals = (await backends.log(id)).filter(({ text }) => text.includes('Invalid API Key'));
    expect(refusals.length, 'it is not asked again and again').toBeLessThan(3);
  });

  it('a stop waits for its requests, whoever has sent them', async ({ sharedHost, models }) => {
    const ModelPath = join(await models(), 'one.gguf');
    const { backends } = sharedHost;
    const { id } = await backends.add({ Command, ModelPath, StopTimeout: 60 }, { type_id });
    const { address = '', pid = 0 } = await backends.running(id);
    await sendOrders(address, { busy: 1 });
    await backends.until(id, 'is used', ({ last_used_at }) => last_used_at !== undefined);
    const stopping = backends.toggle(id, false);
    await backends.until(id, 'is stopping', ({ phase }) => phase === 'stopping');
    expect(isRunning(pid)).toBe(true);
    await sendOrders(address, { busy: 0 });
    await stopping;
    expect(isRunning(pid)).toBe(false);
  });

  it('goes to sleep under supervision, stays asleep while it is probed, and wakes for a request', async ({
    sharedHost,
    models,
  }) => {
    const ModelPath = join(await models(), 'one.gguf');
    const { host, backends } = sharedHost;
    const ExtraArgs = `--sleep-idle-seconds 1 ${orders({ answer_ms: 50 })}`;
    const { id } = await backends.add({ Command, ModelPath, ExtraArgs }, { type_id });
    const { address = '' } = await backends.running(id);
    const asleep = await backends.until(id, 'sleeps', ({ current_model }) => current_model === null);
    expect(asleep.notice).toContain('It sleeps without its model');
    const free = await host.call('FreeBackendMemory', { backend: id });
    expect(free).toMatchObject({ freed: [{ ok: false, message: expect.stringContaining('it sleeps') }] });
    expect((await complete(address)).status).toBe(200);
    await backends.until(id, 'is used', ({ last_used_at }) => last_used_at !== undefined);
    await backends.until(id, 'sleeps again', ({ current_model }) => current_model === null);
    const sleeps = (await backends.log(id)).filter(({ text }) => text.includes('entering sleeping state'));
    expect(sleeps.length, 'no probe has woken it').toBeLessThanOrEqual(2);
  });

  it('unloads when unused as llama-server can: it is told at its start, and a change says when it counts', async ({
    sharedHost,
    models,
  }) => {
    const ModelPath = join(await models(), 'one.gguf');
    const { host, backends } = sharedHost;
    const settings = { Command, ModelPath, UnloadWhenIdle: true, UnloadIdleMinutes: 30 };
    const { id } = await backends.add(settings, { type_id });
    await backends.running(id);
    expect(startOf(await backends.log(id)).argv.slice(-2)).toEqual(['--sleep-idle-seconds', '1800']);
    const freed = await host.call('FreeBackendMemory', { backend: id });
    expect(freed).toMatchObject({ freed: [{ message: expect.stringContaining('after 1800 s without') }] });
    await backends.edit(id, { settings: { UnloadIdleMinutes: 60 } });
    const changed = await backends.until(id, 'says when it counts', ({ notice }) => notice !== undefined);
    expect(changed.notice).toContain('takes effect at its next start');
  });

  it('takes as many requests as its own arguments and llama-server itself say', async ({
    sharedHost,
    models,
  }) => {
    const ModelPath = join(await models(), 'one.gguf');
    const { backends } = sharedHost;
    const settings = { Command, ModelPath, MaxUsages: 2, ExtraArgs: '-np 3' };
    const { id } = await backends.addResting(settings, { type_id });
    expect((await backends.full(id)).max_usages).toBe(3);
    await backends.toggle(id, true);
    expect((await backends.running(id)).max_usages).toBe(3);
    expect(startOf(await backends.log(id)).argv).not.toContain('--parallel');
    await backends.edit(id, { settings: { ExtraArgs: '-np -1' } });
    const automatic = await backends.until(
      id,
      'has four',
      (it) => it.status === 'running' && it.max_usages === 4,
    );
    expect(automatic.settings.MaxUsages).toBe(2);
  });

  it('answers no web page of another origin, unless a person opens it', async ({ sharedHost, models }) => {
    const ModelPath = join(await models(), 'one.gguf');
    const { backends } = sharedHost;
    const { id } = await backends.add({ Command, ModelPath }, { type_id });
    const allowed = async (address: string, origin: string) => {
      const { headers } = await fetch(`${address}/props`, { headers: { Origin: origin } });
      return headers.get('access-control-allow-origin');
    };
    const closed = await backends.running(id);
    expect(startOf(await backends.log(id)).cors).toBe('localhost');
    expect(await allowed(closed.address ?? '', 'https://elsewhere.example')).toBeNull();
    expect(await allowed(closed.address ?? '', 'http://localhost:7801')).toBe('http://localhost:7801');
    await backends.edit(id, { settings: { ExtraArgs: '--cors-origins "*"' } });
    const open = await backends.until(
      id,
      'runs anew',
      (it) => it.status === 'running' && it.pid !== closed.pid,
    );
    expect(await allowed(open.address ?? '', 'https://elsewhere.example')).toBe('https://elsewhere.example');
    await backends.edit(id, { settings: { ExtraArgs: '', Environment: 'LLAMA_ARG_CORS_ORIGINS=*' } });
    await backends.until(id, 'runs anew', (it) => it.status === 'running' && it.pid !== open.pid);
    expect(startOf(await backends.log(id)).cors).toBe('*');
  });

  it('serves what its own arguments name, without a model file or a folder', async ({ sharedHost }) => {
    const { backends } = sharedHost;
    const { id } = await backends.add({ Command, ExtraArgs: '-hf somebody/model-GGUF' }, { type_id });
    expect((await backends.running(id)).current_model).toBe('somebody/model-GGUF');
    const { id: router } = await backends.add({ Command, ExtraArgs: '--models-preset /p.ini' }, { type_id });
    expect((await backends.running(router)).current_model).toBeNull();
    expect(startOf(await backends.log(router)).argv.slice(4)).toEqual([
      ...['--parallel', '1'],
      ...['--models-preset', '/p.ini'],
    ]);
  });

  it('reports what is wrong with its settings and its arguments', async ({ sharedHost, models }) => {
    const folder = await models();
    await writeFile(join(folder, 'no.gguf'), 'no model');
    const { backends } = sharedHost;
    const { id } = await backends.add({ Command }, { type_id });
    const becomes = async (settings: object, code: string) => {
      await backends.edit(id, { settings });
      return await backends.until(id, code, ({ error }) => error?.code === code);
    };
    await becomes({}, 'setting_required');
    await becomes({ ModelPath: join(folder, 'gone.gguf') }, 'path_not_found');
    await becomes({ ModelPath: join(folder, 'no.gguf') }, 'not_a_model');
    await becomes({ ModelPath: join(folder, 'one.gguf'), ModelsDir: folder }, 'invalid_setting_at_start');
    await becomes({ ModelPath: '', ModelsDir: join(folder, 'one.gguf') }, 'wrong_kind_of_path');
    await becomes({ ModelsDir: folder, Command: 'llama-server-of-nobody' }, 'command_not_found');
    const refused = await becomes({ Command, ExtraArgs: '--from-the-future' }, 'engine_refused_argument');
    expect(refused).toMatchObject({ phase: 'errored', error: { exit_code: 1 } });
    expect(refused.error?.message).toContain('--from-the-future');
    expect(refused.error?.last_lines?.join('\n')).toContain('invalid argument');
  });
});

describe.concurrent('as a router', () => {
  it('loads nothing when it is probed, shows the loaded models with their other names, and unloads them', async ({
    sharedHost,
    models,
  }) => {
    const { host, backends } = sharedHost;
    const { id } = await backends.add({ Command, ModelsDir: await models() }, { type_id });
    const { address = '', current_model } = await backends.running(id);
    expect(current_model).toBeNull();
    const free = () => host.call('FreeBackendMemory', { backend: id });
    expect(await free()).toMatchObject({
      count: 0,
      freed: [{ message: expect.stringContaining('no model is loaded') }],
    });
    await complete(address, { model: 'one' });
    await complete(address, { model: 'second' });
    await backends.until(
      id,
      'shows both, and that they were used',
      (it) => it.current_model === 'one, two (second)' && it.last_used_at !== undefined,
    );
    expect(await free()).toMatchObject({
      count: 1,
      freed: [{ ok: true, message: '2 models were unloaded.' }],
    });
    expect((await backends.full(id)).current_model).toBeNull();
  });

  it('frees its memory when the running requests are answered, and says so before', async ({
    sharedHost,
    models,
  }) => {
    const { host, backends } = sharedHost;
    const ExtraArgs = orders({ ...HOLD, force_ms: 500 });
    const { id } = await backends.add({ Command, ModelsDir: await models(), ExtraArgs }, { type_id });
    const { address = '' } = await backends.running(id);
    const answered = complete(address, { model: 'one' });
    await backends.until(id, 'works', ({ last_used_at }) => last_used_at !== undefined);
    const freed = host.call('FreeBackendMemory', { backend: id });
    const waiting = await backends.until(id, 'says what it waits for', ({ notice }) => notice !== undefined);
    expect(waiting.notice).toBe('Its memory is freed when the running requests are answered: one (1).');
    await sendOrders(address, RELEASE);
    expect((await answered).status).toBe(200);
    expect(await freed).toMatchObject({ freed: [{ ok: true, message: 'A model was unloaded.' }] });
    expect((await backends.full(id)).notice).toBeUndefined();
  });

  it('a request to one of its models that began a moment before the stop is answered', async ({
    sharedHost,
    models,
  }) => {
    const { backends } = sharedHost;
    const ExtraArgs = orders(HOLD);
    const settings = { Command, ModelsDir: await models(), StopTimeout: 60, ExtraArgs };
    const { id } = await backends.add(settings, { type_id });
    const { address = '' } = await backends.running(id);
    // The model is still being loaded for it when the stop is ordered.
    const { answered } = await beginRequest(address, (headers) =>
      complete(address, { model: 'one' }, headers),
    );
    const stopping = backends.toggle(id, false);
    await backends.until(id, 'has seen it', ({ last_used_at }) => last_used_at !== undefined);
    await sendOrders(address, RELEASE);
    await stopping;
    expect((await answered).status).toBe(200);
  });

  it('shows a model that could not be loaded, and why', async ({ sharedHost, models }) => {
    const { backends } = sharedHost;
    const folder = await models();
    await writeFile(join(folder, 'broken.gguf'), ggufModel());
    const { id } = await backends.add({ Command, ModelsDir: folder }, { type_id });
    const { address = '' } = await backends.running(id);
    expect((await complete(address, { model: 'broken' })).status).toBe(500);
    const { notice } = await backends.until(id, 'shows it', (it) => it.notice !== undefined);
    expect(notice).toContain(
      `Could not be loaded: broken: ${join(folder, 'broken.gguf')} is cut off or damaged`,
    );
  });

  it('is started again when it crashes', async ({ sharedHost, models }) => {
    const { backends } = sharedHost;
    const settings = { Command, ModelsDir: await models() };
    const { id } = await backends.add(settings, { type_id });
    const { address = '', pid } = await backends.running(id);
    await sendOrders(address, { mood: 'dead' });
    await backends.until(id, 'runs again', (it) => it.status === 'running' && it.pid !== pid);
  });
});
