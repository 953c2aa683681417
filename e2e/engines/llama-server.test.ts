/** `llamaserver` in a real host, with a stand-in of llama-server: with one model, and as a router. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it as hostIt } from '../launch/headless/host-for-test.ts';
import { sendOrders, standInPath } from '../launch/stand-ins/launch-engine.ts';
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

describe.concurrent('with one model', () => {
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
    const lines = (await backends.log(id)).map(({ text }) => text);
    const facts = JSON.parse(
      lines.find((text) => text.startsWith('STAND-IN '))?.slice('STAND-IN '.length) ?? '{}',
    );
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
    expect(lines.indexOf('main: model loaded')).toBeGreaterThan(0);
    expect(await host.call('FreeBackendMemory', { backend: id })).toMatchObject({
      count: 0,
      freed: [{ ok: false, message: expect.stringContaining('cannot unload it while it runs') }],
    });
    await sendOrders(running.address ?? '', { sleeping: true });
    await backends.until(id, 'sleeps', ({ current_model }) => current_model === null);
  });

  it('counts its requests as use, and a stop waits for them', async ({ sharedHost, models }) => {
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
  it('loads nothing when it is probed, shows the loaded models, unloads them, and says when it did not', async ({
    sharedHost,
    models,
  }) => {
    const { host, backends } = sharedHost;
    const { id } = await backends.add({ Command, ModelsDir: await models() }, { type_id });
    const { address = '', current_model } = await backends.running(id);
    expect(current_model).toBeNull();
    const load = (model: string) =>
      fetch(`${address}/models/load`, { method: 'POST', body: JSON.stringify({ model }) });
    const free = () => host.call('FreeBackendMemory', { backend: id });
    expect(await free()).toMatchObject({
      count: 0,
      freed: [{ message: expect.stringContaining('no model is loaded') }],
    });

    await load('one');
    await load('two');
    await backends.until(id, 'shows both', (it) => it.current_model === 'one, two');
    expect(await free()).toMatchObject({
      count: 1,
      freed: [{ ok: true, message: '2 models were unloaded.' }],
    });
    expect((await backends.full(id)).current_model).toBeNull();

    await sendOrders(address, { mood: 'lie' });
    await load('one');
    expect(await free()).toMatchObject({
      count: 0,
      freed: [{ ok: false, message: expect.stringContaining('one is still loaded') }],
    });
  });

  it('is started again when it crashes', async ({ sharedHost, models }) => {
    const { backends } = sharedHost;
    const settings = { Command, ModelsDir: await models(), ExtraArgs: orders({ unload_ms: 1 }) };
    const { id } = await backends.add(settings, { type_id });
    const { address = '', pid } = await backends.running(id);
    await sendOrders(address, { mood: 'dead' });
    await backends.until(id, 'runs again', (it) => it.status === 'running' && it.pid !== pid);
  });
});
