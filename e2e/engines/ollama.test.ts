/** `ollama` in a real host, with a stand-in of Ollama that runs already or is started here. */
import { describe, expect } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import { sendOrders, standInPath } from '../launch/stand-ins/launch-engine.ts';
import { freePort } from '../testkit/net/free-port.ts';
import { isRunning } from '../testkit/processes.ts';
import { talkOfLoading, talkWithoutLoadedModel } from './ollama-conversations.ts';
import { startFactsOf } from './start-facts.ts';

const type_id = 'ollama';
const GB = 1024 ** 3;
const load = (url: string, model: string) =>
  fetch(`${url}/api/generate`, { method: 'POST', body: JSON.stringify({ model }) });

describe.concurrent('an Ollama that runs already', () => {
  it('shows its loaded models, unloads them, and says so when nothing came back', async ({
    sharedHost,
    standInForTest,
  }) => {
    const worker = await standInForTest('ollama');
    await load(worker.url, 'tiny:1b');
    const { host, backends } = sharedHost;
    const { id } = await backends.add({ Address: worker.url }, { type_id });
    expect((await backends.running(id)).current_model).toBe('tiny:1b');
    await load(worker.url, 'small:3b');
    const free = () => host.call('FreeBackendMemory', { backend: id });

    expect(await free()).toMatchObject({
      count: 1,
      freed: [{ ok: true, vram_bytes: 4 * GB, message: '6.0 GiB came back, 4.0 GiB of it VRAM.' }],
    });
    expect((await backends.full(id)).current_model).toBeNull();
    expect(await free()).toMatchObject({
      count: 0,
      freed: [{ message: expect.stringContaining('no model is loaded') }],
    });

    await worker.order({ mood: 'lie' });
    await load(worker.url, 'tiny:1b');
    expect(await free()).toMatchObject({
      count: 0,
      freed: [{ ok: false, message: expect.stringContaining('tiny:1b is still loaded') }],
    });
  });

  it('is not started a second time, and not ended, even if the settings name a program', async ({
    sharedHost,
    standInForTest,
  }) => {
    const worker = await standInForTest('ollama');
    const { backends } = sharedHost;
    const { id } = await backends.add({ Address: worker.url, Command: standInPath('ollama') }, { type_id });
    const running = await backends.running(id);
    expect(running.pid).toBeUndefined();
    expect(running.notice).toContain('running already');
    await backends.delete(id);
    expect((await fetch(`${worker.url}/api/version`)).status).toBe(200);
  });
});

describe('the stand-in of Ollama', () => {
  it('answers as the real one', async ({ standInForTest }) => {
    const { url } = await standInForTest('ollama', { unload_ms: 1 });
    await talkWithoutLoadedModel(url);
    await talkOfLoading(url);
  });
});

describe.concurrent('an Ollama that does not run yet', () => {
  it('is started at the address with its models and GPUs, started again after a crash, and ended', async ({
    sharedHost,
  }) => {
    const address = `http://127.0.0.1:${await freePort()}`;
    const { backends } = sharedHost;
    const settings = {
      Address: address,
      Command: standInPath('ollama'),
      ModelsDir: '/data/models',
      GPU_ID: '1',
    };
    const { id } = await backends.add(settings, { type_id });
    const { pid = 0, ...running } = await backends.running(id);
    expect(running).toMatchObject({ address, gpu: ['1'] });
    expect(await startFactsOf(backends, id)).toMatchObject({
      argv: ['serve'],
      env: { OLLAMA_MODELS: '/data/models', OLLAMA_KEEP_ALIVE: '5m', CUDA_VISIBLE_DEVICES: '1' },
    });
    await sendOrders(address, { mood: 'dead' });
    const again = await backends.until(id, 'runs again', (it) => it.status === 'running' && it.pid !== pid);
    await backends.toggle(id, false);
    expect(isRunning(again.pid ?? 0)).toBe(false);
  });

  it('is not started for an address that this machine cannot serve', async ({ sharedHost }) => {
    const { backends } = sharedHost;
    const settings = { Address: `https://127.0.0.1:${await freePort()}`, Command: 'ollama' };
    const { id } = await backends.add(settings, { type_id });
    expect((await backends.errored(id)).error).toMatchObject({ code: 'invalid_setting_at_start' });
  });

  it('reports which program is missing', async ({ sharedHost }) => {
    const { backends } = sharedHost;
    const settings = { Address: `http://127.0.0.1:${await freePort()}`, Command: 'ollama-of-nobody' };
    const { id } = await backends.add(settings, { type_id });
    expect((await backends.errored(id)).error).toMatchObject({ code: 'command_not_found' });
  });
});
