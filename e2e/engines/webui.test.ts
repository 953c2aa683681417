/** `auto_webui_selfstart` and `auto_webui_api` in a real host, with a stand-in of Forge and AUTOMATIC1111. */
import { execFileSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import { SECRET_MASK } from '../../shared/settings.ts';
import { ensurePython } from '../launch/stand-ins/find-python.ts';
import { sendOrders } from '../launch/stand-ins/launch-engine.ts';
import { eventually } from '../testkit/eventually.ts';
import { freePort } from '../testkit/net/free-port.ts';
import { isRunning } from '../testkit/processes.ts';
import { itInstalled } from './installed-engine.ts';
import { startFactsOf } from './start-facts.ts';

const type_id = 'auto_webui_selfstart';
const GIBIBYTE = 1024 ** 3;
/** webui.sh refuses to run as root without it. */
const AS_ROOT = process.getuid?.() === 0 ? '-f ' : '';
let python: string;
beforeAll(() => {
  python = ensurePython();
});

const it = itInstalled('webui', 'stable-diffusion-webui-forge');

/** The settings of one whose stand-in behaves as ordered. */
const settingsFor = (
  folder: string,
  orders: object = {},
  more: { args?: string; [setting: string]: string | number | boolean | undefined } = {},
) => {
  const { args = '', ...rest } = more;
  return {
    StartScript: join(folder, 'webui.sh'),
    ExtraArgs: `${AS_ROOT}${args} --stand-in '${JSON.stringify(orders)}'`,
    ...rest,
  };
};

/** How many images wait for their turn. */
async function pendingOf(address: string): Promise<number> {
  const reply = await fetch(`${address}/internal/pending-tasks`);
  return ((await reply.json()) as { size: number }).size;
}

const makeImage = (address: string) =>
  fetch(`${address}/sdapi/v1/txt2img`, { method: 'POST', body: '{}' }).then(({ status }) => status);

describe.concurrent('a web UI that is installed here', () => {
  it('starts by its webui.sh, with its API, its GPU and its own Python, and shows its checkpoint', async ({
    hostForTest,
    install,
  }) => {
    const folder = await install();
    execFileSync(python, ['-m', 'venv', '--without-pip', join(folder, 'venv')]);
    // An outer virtual environment would keep webui.sh from using its own.
    const env = { PYTHONPATH: '/nowhere', VIRTUAL_ENV: join(folder, 'outer') };
    const { backends } = await hostForTest({ env });
    const settings = settingsFor(folder, { routes_ms: 500 }, { GPU_ID: 1, args: '--medvram' });
    const { id } = await backends.add(settings, { type_id });
    const running = await backends.until(id, 'knows its checkpoint', (backend) => !!backend.current_model);
    expect(running).toMatchObject({
      status: 'running',
      can_load_models: true,
      max_usages: 1,
      gpu: ['1'],
      current_model: 'random-sd15.safetensors [8961ddfd]',
      features: ['variation_seed', 'autowebui'],
    });
    expect(running.error).toBeUndefined();
    const facts = await startFactsOf(backends, id);
    expect(facts.cwd).toBe(folder);
    expect(facts.executable).toContain(join(folder, 'venv', 'bin'));
    expect(facts.env).toMatchObject({ CUDA_VISIBLE_DEVICES: '1' });
    expect(facts.env).not.toHaveProperty('PYTHONPATH');
    expect(facts.argv).toEqual(
      expect.arrayContaining(['--api', '--medvram', '--port', String(running.port)]),
    );
  });

  it('frees what its own process held, and says what the next image needs', async ({
    sharedHost,
    install,
  }) => {
    const folder = await install();
    const { host, backends } = sharedHost;
    const { id } = await backends.add(settingsFor(folder), { type_id });
    const { address = '' } = await backends.running(id);
    const free = async () => {
      const { freed } = (await host.call('FreeBackendMemory', { backend: id })) as {
        freed: { ok: boolean; message: string; vram_bytes?: number }[];
      };
      return freed[0];
    };
    expect(await free()).toMatchObject({ ok: false, message: expect.stringContaining('nothing to free') });
    expect((await backends.full(id)).last_used_at).toBeUndefined();
    expect(await makeImage(address)).toBe(200);
    // It was over before it could be seen at work.
    await backends.until(id, 'was used', ({ last_used_at }) => last_used_at !== undefined);
    // Others hold 4 GiB of the card: they are not counted.
    expect(await free()).toMatchObject({
      ok: true,
      vram_bytes: 2 * GIBIBYTE,
      message: expect.stringContaining('The next image loads its checkpoint again'),
    });
  });

  it('does not take the checkpoint from under an image', async ({ sharedHost, install }) => {
    const folder = await install();
    const { host, backends } = sharedHost;
    const { id } = await backends.add(settingsFor(folder, { job_ms: 2500 }), { type_id });
    const { address = '' } = await backends.running(id);
    const image = makeImage(address);
    const second = makeImage(address);
    await eventually('one works and one waits', async () => (await pendingOf(address)) === 1);
    expect(await host.call('FreeBackendMemory', { backend: id })).toMatchObject({
      count: 0,
      freed: [{ ok: false, message: expect.stringContaining('It is busy') }],
    });
    expect([await image, await second]).toEqual([200, 200]);
  });

  it('an AUTOMATIC1111 is asked to load its checkpoint again once an image was tried', async ({
    sharedHost,
    install,
  }) => {
    const folder = await install();
    const { host, backends } = sharedHost;
    const { id } = await backends.add(settingsFor(folder, { flavor: 'a1111' }), { type_id });
    const { address = '' } = await backends.running(id);
    expect(await makeImage(address)).toBe(200);
    const { freed } = (await host.call('FreeBackendMemory', { backend: id })) as {
      freed: { message: string }[];
    };
    expect(freed[0]?.message).toContain('does not load its checkpoint again by itself');
    expect(await makeImage(address)).toBe(500);
    await eventually('it was asked to load it again', async () =>
      (await backends.log(id)).some(({ text }) => text.includes('it was asked to load it again')),
    );
    expect(await makeImage(address)).toBe(200);
  });

  it('a stop waits for an image that began just before it', async ({ sharedHost, install }) => {
    const folder = await install();
    const { backends } = sharedHost;
    const settings = settingsFor(folder, { job_ms: 2000 }, { StopTimeout: 60 });
    const { id } = await backends.add(settings, { type_id });
    const { address = '', pid = 0 } = await backends.running(id);
    const image = makeImage(address);
    await eventually('the image is under way', async () => {
      const reply = await fetch(`${address}/sdapi/v1/progress`);
      return ((await reply.json()) as { state: { job: string } }).state.job !== '';
    });
    await backends.toggle(id, false);
    expect(await image).toBe(200);
    expect(isRunning(pid)).toBe(false);
  });

  it('its login reaches it by the environment alone, and every request of ours has it', async ({
    sharedHost,
    install,
  }) => {
    const folder = await install();
    const { host, backends } = sharedHost;
    const settings = settingsFor(folder, {}, { ApiAuth: 'zoe:wordofhers' });
    const { id } = await backends.add(settings, { type_id });
    const { address = '', command_line, settings: shown } = await backends.running(id);
    expect(shown.ApiAuth).toBe(SECRET_MASK);
    expect(command_line).not.toContain('wordofhers');
    expect((await fetch(`${address}/sdapi/v1/memory`)).status).toBe(401);
    expect(await host.call('FreeBackendMemory', { backend: id })).toMatchObject({
      freed: [{ message: expect.stringContaining('nothing to free') }],
    });
    const log = (await backends.log(id)).map(({ text }) => text).join('\n');
    expect(log).toContain('--api-auth');
    expect(log).not.toContain('wordofhers');
  });

  it('a port, a login and an address in webui-user.sh are followed', async ({ sharedHost, install }) => {
    const folder = await install();
    const port = await freePort();
    await writeFile(
      join(folder, 'webui-user.sh'),
      `# export COMMANDLINE_ARGS="--port 1"\nexport COMMANDLINE_ARGS="--listen --port ${port} --api-auth zoe:word"\n`,
    );
    const { backends } = sharedHost;
    const { id } = await backends.add(settingsFor(folder), { type_id });
    const running = await backends.running(id);
    expect(running).toMatchObject({ port, address: `http://127.0.0.1:${port}` });
    await backends.edit(id, { settings: { ApiAuth: 'zoe:other' } });
    const refused = await backends.until(
      id,
      'is refused',
      ({ error }) => error?.code === 'invalid_setting_at_start',
    );
    expect(refused.error?.message).toContain('webui-user.sh sets COMMANDLINE_ARGS');
  });

  it('without a checkpoint it says so on its card', async ({ sharedHost, install }) => {
    const folder = await install();
    const { backends } = sharedHost;
    const { id } = await backends.add(settingsFor(folder, { checkpoint: null }), { type_id });
    const running = await backends.running(id);
    expect(running.notice).toContain('models/Stable-diffusion');
    await sendOrders(running.address ?? '', { checkpoint: 'x.safetensors' });
    await backends.until(
      id,
      'has one',
      ({ current_model, notice }) => !!current_model && notice === undefined,
    );
  });

  it('is started again when it dies', async ({ sharedHost, install }) => {
    const folder = await install();
    const { backends } = sharedHost;
    const { id } = await backends.add(settingsFor(folder), { type_id });
    const { address = '', pid } = await backends.running(id);
    await sendOrders(address, { mood: 'dead' });
    await backends.until(id, 'runs again', (backend) => backend.status === 'running' && backend.pid !== pid);
  });
});

describe.concurrent('an error and a hint tell about', () => {
  it.for<[string, object, string, RegExp]>([
    ['a card that torch cannot use', { fails: 'cuda' }, 'webui_gpu_not_usable', /--always-cpu/],
    ['a missing package', { fails: 'module' }, 'webui_module_missing', /requirements_versions\.txt/],
  ])('%s, and the start is not tried again', async ([_, orders, code, hint], { sharedHost, install }) => {
    const folder = await install();
    const { backends } = sharedHost;
    const { id } = await backends.add(settingsFor(folder, orders), { type_id });
    const { error, restarts } = await backends.errored(id);
    // webui.sh ends with 0 whatever became of the web UI.
    expect(error).toMatchObject({ code, exit_code: 0 });
    expect(error?.hint).toMatch(hint);
    expect(restarts).toBe(1);
  });

  it('a web server that failed while the process lives on, which would be waited for in vain', async ({
    sharedHost,
    install,
  }) => {
    const folder = await install();
    const { backends } = sharedHost;
    const { id } = await backends.add(settingsFor(folder, { fails: 'port' }), { type_id });
    const { error } = await backends.until(id, 'has failed', (backend) => backend.error !== undefined);
    expect(error).toMatchObject({ code: 'port_in_use', hint: expect.not.stringContaining('{PORT}') });
  });

  it.runIf(AS_ROOT !== '')('a webui.sh that refuses to run as root', async ({ sharedHost, install }) => {
    const folder = await install();
    const { backends } = sharedHost;
    const { id } = await backends.add({ StartScript: folder }, { type_id });
    const { error } = await backends.errored(id);
    expect(error).toMatchObject({ code: 'webui_script_refused', hint: expect.stringContaining('-f') });
  });

  it('arguments that it does not know, a wrong value, a wrong port, and a folder of something else', async ({
    sharedHost,
    install,
  }) => {
    const folder = await install();
    const { backends } = sharedHost;
    const { id } = await backends.add(settingsFor(folder, {}, { args: '--from-the-future' }), { type_id });
    const unknown = (await backends.errored(id)).error;
    expect(unknown).toMatchObject({
      code: 'arguments_unknown',
      hint: expect.stringContaining('More arguments'),
    });
    const becomes = async (settings: object, code: string, words: string) => {
      await backends.edit(id, { settings });
      const { error } = await backends.until(
        id,
        words,
        (backend) => backend.error?.code === code && backend.error.message.includes(words),
      );
      expect(error?.hint).not.toBe('');
    };
    await becomes({ ExtraArgs: '--port 99999' }, 'invalid_setting_at_start', '--port 99999');
    await becomes({ ExtraArgs: '--port 80x' }, 'invalid_setting_at_start', '--port 80x');
    await rm(join(folder, 'launch.py'));
    await becomes({ ExtraArgs: '' }, 'not_webui', 'has no launch.py');
    await becomes({ StartScript: join(folder, 'gone.sh') }, 'path_not_found', 'gone.sh');
  });
});

describe.concurrent('auto_webui_api', () => {
  const remote = 'auto_webui_api';

  it('shows checkpoint and jobs of one that runs already, and unloads it', async ({
    hostForTest,
    standInForTest,
  }) => {
    const worker = await standInForTest('webui', { job_ms: 6000 });
    const { host, backends } = await hostForTest();
    const { id } = await backends.add({ Address: `${worker.url}/sdapi/v1/txt2img` }, { type_id: remote });
    expect(await backends.running(id)).toMatchObject({
      address: worker.url,
      current_model: 'random-sd15.safetensors [8961ddfd]',
    });
    const image = makeImage(worker.url);
    const gens = async () => {
      const { status } = (await host.call('GetCurrentStatus')) as { status: Record<string, number> };
      return status;
    };
    await eventually('its job is shown', async () => (await gens()).live_gens === 1);
    expect(await image).toBe(200);
    await eventually('it is at rest', async () => (await gens()).live_gens === 0);
    expect(await host.call('FreeBackendMemory', { backend: id })).toMatchObject({
      freed: [{ ok: true, vram_bytes: 2 * GIBIBYTE }],
    });
  });

  it('says that the API is off where the page answers without it', async ({ sharedHost, standInForTest }) => {
    const worker = await standInForTest('webui', { routes_ms: 1e9 });
    const { backends } = sharedHost;
    const { id } = await backends.add({ Address: worker.url }, { type_id: remote });
    const { error } = await backends.errored(id);
    expect(error).toMatchObject({ code: 'webui_api_off', hint: expect.stringContaining('--api') });
    await worker.order({ routes_ms: 0 });
    await backends.running(id);
  });

  it('signs in with the login, and says what is wrong with another one', async ({
    sharedHost,
    standInForTest,
  }) => {
    const worker = await standInForTest('webui', {}, { args: ['--api-auth', 'zoe:word,other:x'] });
    const { backends } = sharedHost;
    const { id } = await backends.add({ Address: worker.url, ApiAuth: 'zoe:wrong' }, { type_id: remote });
    expect((await backends.errored(id)).error).toMatchObject({ code: 'access_refused' });
    await backends.edit(id, { settings: { ApiAuth: 'zoe:word' } });
    await backends.running(id);
    await backends.edit(id, { settings: { ApiAuth: 'zoe' } });
    const { error } = await backends.until(
      id,
      'is refused',
      (backend) => backend.error?.code === 'invalid_setting_at_start',
    );
    expect(error?.message).toContain('user:password');
  });
});
