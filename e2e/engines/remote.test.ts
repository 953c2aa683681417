/** The remote types in a real host, each with a stand-in of its engine. */
import { describe, expect } from 'vitest';
import { SECRET_MASK } from '../../shared/settings.ts';
import { it } from '../launch/headless/host-for-test.ts';
import type { StandInName } from '../launch/stand-ins/launch-engine.ts';
import { eventually } from '../testkit/eventually.ts';
import { freePort } from '../testkit/net/free-port.ts';

const remotes: { type: string; standIn: StandInName }[] = [
  { type: 'comfyui_api', standIn: 'comfyui' },
  { type: 'simpleremotellm', standIn: 'openai' },
  { type: 'ollama', standIn: 'ollama' },
  { type: 'auto_webui_api', standIn: 'webui' },
];

/** The shortest time-out, for tests of a reply that does not come. */
const shortestTimeout = (type: string) =>
  type === 'simpleremotellm' || type === 'auto_webui_api' ? { ConnectionAttemptTimeoutSeconds: 1 } : {};

describe.concurrent.each(remotes)('$type', ({ type, standIn }) => {
  it('runs while the engine answers, is errored when it dies, and runs again within seconds of its return', async ({
    sharedHost,
    standInForTest,
  }) => {
    const worker = await standInForTest(standIn);
    const { backends } = sharedHost;
    const { id } = await backends.add({ Address: worker.url }, { type_id: type });
    expect(await backends.running(id)).toMatchObject({ address: worker.url });

    await worker.die();
    const lost = await backends.errored(id);
    expect(lost.error).toMatchObject({ code: 'contact_lost' });
    expect(lost.error?.message).toContain('nothing listens there');
    expect(lost.error?.hint).toContain('keeps asking');

    await worker.comeBack();
    const since = performance.now();
    await backends.running(id);
    // The longest interval between two probes, and some time for a loaded machine.
    expect(performance.now() - since).toBeLessThan(10_000);
    expect((await backends.log(id)).map(({ text }) => text)).toContain('It answers again.');
  });

  it('is idle instead where it may be away, even at its start', async ({ sharedHost, standInForTest }) => {
    const worker = await standInForTest(standIn);
    await worker.die();
    const { backends } = sharedHost;
    const { id } = await backends.add({ Address: worker.url, AllowIdle: true }, { type_id: type });
    const idle = await backends.until(id, 'is idle', ({ status }) => status === 'idle');
    expect(idle.error).toMatchObject({ code: 'no_contact' });
    await worker.comeBack();
    expect((await backends.running(id)).error).toBeUndefined();
  });

  it.for<[string, string, RegExp]>([
    ['answers garbage', 'garbage', /does not find|speak http/],
    ['refuses', 'refuse', /it answered 50[03]/],
    ['hangs', 'hang', /no answer in time/],
  ])(
    'reports what is wrong with an engine that %s, and runs when that is over',
    async ([_, mood, message], { sharedHost, standInForTest }) => {
      const worker = await standInForTest(standIn, { mood });
      const { backends } = sharedHost;
      const { id } = await backends.add({ Address: worker.url, ...shortestTimeout(type) }, { type_id: type });
      expect((await backends.errored(id)).error?.message).toMatch(message);
      await worker.order({ mood: 'ok' });
      await backends.running(id);
    },
  );

  it('runs with a slow engine', async ({ sharedHost, standInForTest }) => {
    const worker = await standInForTest(standIn, { mood: 'slow' });
    const { backends } = sharedHost;
    const { id } = await backends.add({ Address: worker.url }, { type_id: type });
    await backends.running(id);
  });

  it('is switched off, restarted and deleted at once while it does not answer', async ({ sharedHost }) => {
    const { backends } = sharedHost;
    const address = `http://127.0.0.1:${await freePort()}`;
    const { id } = await backends.add({ Address: address }, { type_id: type });
    await backends.errored(id);
    expect((await backends.restart(id)).count).toBe(1);
    await backends.errored(id);
    await backends.toggle(id, false);
    expect((await backends.one(id)).status).toBe('disabled');
    await backends.toggle(id, true);
    await backends.errored(id);
    expect(await backends.delete(id)).toEqual({ result: 'Deleted.' });
  });

  it('refuses what is no address of a server, with a message', async ({ sharedHost }) => {
    const { host, backends } = sharedHost;
    const { id } = await backends.add({ Address: '' }, { type_id: type });
    expect((await backends.unconfigured(id)).error).toMatchObject({ code: 'setting_required' });
    for (const Address of ['file:///etc/passwd', 'gopher://127.0.0.1/', 'ftp://user:word@127.0.0.1/'])
      expect(await host.call('EditBackend', { backend_id: id, settings: { Address } })).toMatchObject({
        error: expect.stringContaining('web address'),
      });
    await backends.edit(id, { settings: { Address: 'http://0xA9FEA9FE/latest' } });
    const refused = await backends.until(
      id,
      'is refused',
      ({ error }) => error?.code === 'invalid_setting_at_start',
    );
    expect(refused.error?.message).toContain('never asks');
  });
});

describe.concurrent('comfyui_api', () => {
  it('shows the features of its nodes, has one more usage than its over-queue, and uses /api where the settings say so', async ({
    sharedHost,
    standInForTest,
  }) => {
    const worker = await standInForTest('comfyui');
    const { backends } = sharedHost;
    const settings = { Address: `${worker.url}/`, OverQueue: 3, EnableFrontendDev: true };
    const { id } = await backends.add(settings, { type_id: 'comfyui_api' });
    const running = await backends.until(id, 'knows its nodes', ({ features }) => features.includes('gguf'));
    expect(running.features).toEqual(expect.arrayContaining(['comfyui', 'controlnet', 'refiners']));
    expect(running.max_usages).toBe(4);
    await backends.edit(id, { settings: { OverQueue: -1 } });
    expect((await backends.full(id)).max_usages).toBe(0);
  });

  it('frees memory and reports how much came back, or that nothing did', async ({
    sharedHost,
    standInForTest,
  }) => {
    const worker = await standInForTest('comfyui');
    const { host, backends } = sharedHost;
    const { id } = await backends.add({ Address: worker.url }, { type_id: 'comfyui_api' });
    await backends.running(id);
    const free = () => host.call('FreeBackendMemory', { backend: id, system_ram: true });
    const work = () =>
      fetch(`${worker.url}/prompt`, {
        method: 'POST',
        body: JSON.stringify({ prompt: { 1: { class_type: 'TestSlow', inputs: {} } } }),
      });

    expect(await free()).toMatchObject({
      count: 0,
      freed: [{ ok: false, message: expect.stringContaining('holds no models') }],
    });
    await work();
    // The reply comes before the job has loaded its model.
    await eventually('the job has loaded its model', async () => {
      const stats = await (await fetch(`${worker.url}/system_stats`)).json();
      return (stats as { devices: { torch_vram_total: number }[] }).devices[0]?.torch_vram_total !== 0;
    });
    expect(await free()).toMatchObject({
      result: true,
      count: 1,
      freed: [{ ok: true, vram_bytes: 4 * 1024 ** 3, message: '4.0 GiB of VRAM came back.' }],
    });
    await worker.order({ mood: 'lie' });
    await work();
    expect(await free()).toMatchObject({
      count: 0,
      freed: [{ ok: false, message: expect.stringContaining('no memory came back') }],
    });
    await worker.order({ mood: 'ok', job_ms: 60_000 });
    await work();
    expect(await free()).toMatchObject({
      count: 0,
      freed: [{ ok: false, message: expect.stringContaining('busy') }],
    });
  });
});

describe.concurrent('simpleremotellm', () => {
  const type_id = 'simpleremotellm';

  it('sends its secret and its headers, shows the models, and shows the secret nowhere', async ({
    sharedHost,
    standInForTest,
  }) => {
    const key = 'Bearer canary-4711';
    const worker = await standInForTest('openai', { key, models: ['a', 'b'] });
    const { host, backends } = sharedHost;
    const settings = {
      Address: `${worker.url}/v1`,
      AuthorizationHeader: key,
      OtherHeaders: 'X-Tenant: studio',
    };
    const { id } = await backends.add(settings, { type_id });
    expect((await backends.running(id)).current_model).toBe('a, b');
    const seen = await (await fetch(`${worker.url}/stand-in`)).text();
    expect(seen).toContain('studio');

    await worker.order({ key: 'another' });
    const refused = await backends.errored(id);
    expect(refused.error).toMatchObject({ code: 'access_refused' });
    const shown = JSON.stringify([await backends.fullList(), await backends.log(id), host.output()]);
    expect(shown).not.toContain('canary');
  });

  it('follows no redirect to another server, and limits the size of a reply', async ({
    sharedHost,
    standInForTest,
  }) => {
    const thief = await standInForTest('openai');
    const worker = await standInForTest('openai', { redirect: `${thief.url}/v1/models` });
    const { backends } = sharedHost;
    const settings = {
      Address: worker.url,
      AuthorizationHeader: 'Bearer canary',
      ConnectionAttemptTimeoutSeconds: 5,
    };
    const { id } = await backends.add(settings, { type_id });
    expect((await backends.errored(id)).error?.message).toContain('not followed');
    expect(await (await fetch(`${thief.url}/stand-in`)).text()).not.toContain('canary');

    await worker.order({ redirect: null, mood: 'flood' });
    await backends.until(
      id,
      'read too much',
      ({ error }) => error?.message.includes('larger than 8 MB') ?? false,
    );
  });

  it('says that its API has no way to free memory', async ({ sharedHost, standInForTest }) => {
    const worker = await standInForTest('openai');
    const { host, backends } = sharedHost;
    const { id } = await backends.add({ Address: worker.url }, { type_id });
    await backends.running(id);
    expect(await host.call('FreeBackendMemory', { backend: id })).toMatchObject({
      count: 0,
      freed: [{ ok: false, message: expect.stringContaining('cannot free memory') }],
    });
  });

  it('never sends the stored secret to another server after an edit of the address', async ({
    sharedHost,
    standInForTest,
  }) => {
    const worker = await standInForTest('openai');
    const thief = await standInForTest('openai');
    const { host, backends } = sharedHost;
    const { id } = await backends.add(
      { Address: worker.url, AuthorizationHeader: 'Bearer canary' },
      { type_id },
    );
    await backends.running(id);
    for (const settings of [{ Address: thief.url }, { Address: thief.url, AuthorizationHeader: SECRET_MASK }])
      expect(await host.call('EditBackend', { backend_id: id, settings })).toMatchObject({
        error: expect.stringContaining('does not send the stored'),
      });
    expect((await backends.full(id)).settings).toMatchObject({
      Address: worker.url,
      AuthorizationHeader: SECRET_MASK,
    });

    await backends.edit(id, { settings: { Address: thief.url, AuthorizationHeader: '' } });
    await backends.running(id);
    expect(await (await fetch(`${thief.url}/stand-in`)).text()).not.toContain('canary');
  });
});
