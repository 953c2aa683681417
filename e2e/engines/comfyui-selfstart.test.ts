/** `comfyui_selfstart` in a real host, with a stand-in of ComfyUI that is a Python program with a main.py. */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import type { OperationOutput } from '../../shared/operations.ts';
import { ensurePython } from '../launch/stand-ins/find-python.ts';
import { sendOrders } from '../launch/stand-ins/launch-engine.ts';
import { eventually } from '../testkit/eventually.ts';
import { isRunning } from '../testkit/processes.ts';
import { itInstalled } from './installed-engine.ts';
import { startFactsOf } from './start-facts.ts';

const type_id = 'comfyui_selfstart';
const it = itInstalled('comfyui', 'ComfyUI');
let python: string;
beforeAll(() => {
  python = ensurePython();
});

/** A job that takes this long, in seconds. */
const job = (seconds: number) => ({
  method: 'POST',
  body: JSON.stringify({ prompt: { 1: { class_type: 'TestSlow', inputs: { seconds } } } }),
});
const orders = (given: object) => ({ ExtraArgs: `--stand-in '${JSON.stringify(given)}'` });

const statsOf = async (address: string) => {
  const { devices } = (await (await fetch(`${address}/system_stats`)).json()) as {
    devices: { torch_vram_total: number }[];
  };
  return devices[0] ?? { torch_vram_total: 0 };
};

describe.concurrent('a ComfyUI that is installed here', () => {
  it('starts from a path with spaces and non-ASCII letters, in a clean environment, with its GPU', async ({
    hostForTest,
    install,
  }) => {
    const folder = await install();
    const outer = join(dirname(folder), 'outer');
    execFileSync(python, ['-m', 'venv', '--without-pip', outer]);
    const env = {
      PYTHONPATH: '/nowhere',
      VIRTUAL_ENV: outer,
      PATH: `${join(outer, 'bin')}:${process.env.PATH}`,
    };
    const { backends } = await hostForTest({ env });
    const settings = { StartScript: join(folder, 'main.py'), GPU_ID: '1', OverQueue: 2 };
    const { id } = await backends.add(settings, { type_id });
    const running = await backends.until(id, 'knows its nodes', ({ features }) => features.includes('gguf'));
    expect(running).toMatchObject({ status: 'running', max_usages: 3, gpu: ['1'] });
    expect(running.error).toBeUndefined();

    const facts = await startFactsOf(backends, id);
    expect(facts).toMatchObject({ cwd: folder, no_user_site: 1 });
    expect(facts.env).toMatchObject({ CUDA_VISIBLE_DEVICES: '1' });
    expect(facts.env).not.toHaveProperty('ROCR_VISIBLE_DEVICES');
    expect(Object.keys(facts.env)).not.toEqual(expect.arrayContaining(['PYTHONPATH']));
    expect(facts.env).not.toHaveProperty('VIRTUAL_ENV');
    expect(facts.env.PATH).not.toContain(outer);
    expect(facts.executable).not.toContain(outer);
    expect(facts.argv).toEqual(expect.arrayContaining(['--disable-auto-launch', String(running.port)]));
    expect((await backends.log(id)).map(({ text }) => text)).toContain('This is ComfyUI 0.28.0.');
  });

  it('runs with the Python of the virtual environment beside it, or with the one that its settings name; CheckPath tells before the start', async ({
    sharedHost,
    install,
  }) => {
    const folder = await install();
    for (const name of ['venv', 'another'])
      execFileSync(python, ['-m', 'venv', '--without-pip', join(folder, name)]);
    const { host, backends } = sharedHost;
    const StartScript = join(folder, 'main.py');
    expect(
      await host.call('CheckPath', { path: StartScript, type_id, setting: 'StartScript' }),
    ).toMatchObject({
      kind: 'file',
      found: `It is run by ${join(folder, 'venv', 'bin', 'python3')}, unless “Python” names another.`,
    });
    const { id } = await backends.add({ StartScript }, { type_id });
    await backends.running(id);
    expect((await startFactsOf(backends, id)).executable).toContain(join(folder, 'venv', 'bin'));
    await backends.edit(id, { settings: { Python: join(folder, 'another') } });
    const isOther = async () => (await startFactsOf(backends, id)).executable?.includes('another') ?? false;
    await eventually('it runs with the other Python', isOther);
  });

  it('frees its memory, and says that nothing came back where ComfyUI only claims to have freed it', async ({
    sharedHost,
    install,
  }) => {
    const folder = await install();
    const { host, backends } = sharedHost;
    const { id } = await backends.add({ StartScript: join(folder, 'main.py') }, { type_id });
    const { address = '' } = await backends.running(id);
    const work = async () => {
      await fetch(`${address}/prompt`, job(0));
      await eventually('it holds a model', async () => (await statsOf(address)).torch_vram_total > 0);
    };
    const free = () => host.call('FreeBackendMemory', { backend: id });
    await work();
    expect(await free()).toMatchObject({ count: 1, freed: [{ ok: true, vram_bytes: 4 * 1024 ** 3 }] });
    await sendOrders(address, { mood: 'lie' });
    await work();
    // What a neighbour on the card frees meanwhile does not count.
    await sendOrders(address, { neighbour_mb: 9000 });
    const freeing = free();
    await sendOrders(address, { neighbour_mb: 0 });
    expect(await freeing).toMatchObject({
      count: 0,
      freed: [{ ok: false, message: expect.stringContaining('no memory came back') }],
    });
  });

  it('on the processor: what came back is measured of its processes, not of the machine', async ({
    sharedHost,
    install,
  }) => {
    const folder = await install();
    const { host, backends } = sharedHost;
    const settings = {
      StartScript: join(folder, 'main.py'),
      ...orders({ device: 'cpu', held_mb: 256, neighbour_mb: 5000 }),
    };
    const { id } = await backends.add(settings, { type_id });
    const { address = '' } = await backends.running(id);
    const free = () => host.call('FreeBackendMemory', { backend: id, system_ram: true });
    // The machine has more free memory, and ComfyUI says so.
    const idle = free();
    await sendOrders(address, { neighbour_mb: 0 });
    expect(await idle).toMatchObject({
      count: 0,
      freed: [{ ok: false, message: expect.stringContaining('its processes hold as much as before') }],
    });
    await fetch(`${address}/prompt`, job(0));
    await eventually('the job is done', async () =>
      (await backends.log(id)).some(({ text }) => text.includes('Prompt executed')),
    );
    const { count, freed: [entry] = [] } = (await free()) as OperationOutput<'FreeBackendMemory'>;
    expect([count, entry?.message]).toEqual([1, '256 MiB of RAM came back.']);
    expect(entry?.ram_bytes).toBeGreaterThan(250 * 1024 ** 2);
    expect(entry).not.toHaveProperty('vram_bytes');
    // All RAM of the machine is no graphics memory.
    expect(await backends.full(id)).not.toHaveProperty('vram_bytes');
  });

  it('counts its jobs as use, and a stop waits for a job that was given to it a moment ago', async ({
    sharedHost,
    install,
  }) => {
    const folder = await install();
    const { backends } = sharedHost;
    const settings = { StartScript: join(folder, 'main.py'), StopTimeout: 60 };
    const { id } = await backends.add(settings, { type_id });
    const { address = '', pid = 0 } = await backends.running(id);
    // The second one waits in the queue while the first is in work.
    await fetch(`${address}/prompt`, job(1));
    await fetch(`${address}/prompt`, job(0.5));
    const stopping = backends.toggle(id, false);
    await backends.until(id, 'is used', ({ last_used_at }) => last_used_at !== undefined);
    expect(isRunning(pid)).toBe(true);
    await stopping;
    expect(isRunning(pid)).toBe(false);
    const log = (await backends.log(id)).map(({ text }) => text);
    expect(log.filter((text) => text.includes('Prompt executed'))).toHaveLength(2);
    expect(log.join()).not.toContain('broken off');
  });

  it('a job that takes longer than a stop may take is broken off, and the log says so', async ({
    sharedHost,
    install,
  }) => {
    const folder = await install();
    const { backends } = sharedHost;
    const settings = { StartScript: join(folder, 'main.py'), StopTimeout: 1 };
    const { id } = await backends.add(settings, { type_id });
    const { address = '' } = await backends.running(id);
    await fetch(`${address}/prompt`, job(600));
    await fetch(`${address}/prompt`, job(600));
    await backends.toggle(id, false);
    expect((await backends.log(id)).map(({ text }) => text).join('\n')).toContain(
      'unanswered requests are broken off (requests: 2)',
    );
  });

  it('that restarts itself from inside stays the same worker, and shows the nodes that it has since', async ({
    sharedHost,
    install,
  }) => {
    const folder = await install();
    const { backends } = sharedHost;
    const settings = { StartScript: join(folder, 'main.py'), ...orders({ load_ms: 5000 }) };
    const { id } = await backends.add(settings, { type_id });
    const { address = '', pid, restarts } = await backends.running(id);
    await backends.until(id, 'knows its nodes', ({ features }) => features.includes('gguf'));
    await mkdir(join(folder, 'custom_nodes', 'TeaCache'), { recursive: true });
    await sendOrders(address, { mood: 'reboot' });
    const again = await backends.until(id, 'has the new node', ({ features }) =>
      features.includes('teacache'),
    );
    expect(again).toMatchObject({ pid, restarts });
    expect(again.error).toBeUndefined();
  });

  it('is started again when it dies', async ({ sharedHost, install }) => {
    const folder = await install();
    const { backends } = sharedHost;
    const { id } = await backends.add({ StartScript: join(folder, 'main.py') }, { type_id });
    const { address = '', pid } = await backends.running(id);
    await sendOrders(address, { mood: 'dead' });
    await backends.until(id, 'runs again', (backend) => backend.status === 'running' && backend.pid !== pid);
  });
});

describe.concurrent('an error and a hint tell about', () => {
  it.for<[string, { missing: string }, string, RegExp]>([
    [
      'a missing torch',
      { missing: 'torch' },
      'python_module_missing',
      /pip install -r requirements\.txt.*torch/,
    ],
    [
      'a missing package',
      { missing: 'aiohttp' },
      'python_module_missing',
      /pip install -r requirements\.txt/,
    ],
    [
      'a front end that an update needs and did not install',
      { missing: 'comfyui-frontend-package' },
      'python_module_missing',
      /pip install -r requirements\.txt.*An update of ComfyUI by git installs no packages/,
    ],
  ])('%s, and the start is not tried again', async ([_, given, code, hint], { sharedHost, install }) => {
    const folder = await install();
    const { backends } = sharedHost;
    const { id } = await backends.add(
      { StartScript: join(folder, 'main.py'), ...orders(given) },
      { type_id },
    );
    const { error, restarts } = await backends.errored(id);
    expect(error).toMatchObject({ code, exit_code: given.missing.startsWith('comfyui') ? 255 : 1 });
    expect(error?.hint).toMatch(hint);
    expect(error?.last_lines?.join('\n')).toMatch(/Traceback|is not installed/);
    expect(restarts).toBe(1);
  });

  it('arguments that this version does not know', async ({ sharedHost, install }) => {
    const folder = await install();
    const { backends } = sharedHost;
    const settings = { StartScript: join(folder, 'main.py'), ExtraArgs: '--from-the-future' };
    const { id } = await backends.add(settings, { type_id });
    const { error } = await backends.errored(id);
    expect(error).toMatchObject({ code: 'arguments_unknown' });
    expect(error?.message).toContain('--from-the-future');
  });

  it('a wrong path, and a main.py that is not ComfyUI', async ({ sharedHost, install }) => {
    const folder = await install();
    const other = join(dirname(folder), 'other');
    await mkdir(other);
    await writeFile(join(other, 'main.py'), 'print("hello")');
    const { backends } = sharedHost;
    const { id } = await backends.add({ StartScript: join(folder, 'gone.py') }, { type_id });
    expect((await backends.errored(id)).error).toMatchObject({ code: 'path_not_found' });
    await backends.edit(id, { settings: { StartScript: join(other, 'main.py') } });
    const found = await backends.until(id, 'is no ComfyUI', ({ error }) => error?.code === 'not_comfyui');
    expect(found.error?.hint).toContain('Choose main.py in the folder of ComfyUI');
  });

  it('a program that has the files of ComfyUI and answers something else', async ({
    sharedHost,
    install,
  }) => {
    const folder = await install();
    const { backends } = sharedHost;
    const settings = { StartScript: join(folder, 'main.py'), ...orders({ mood: 'garbage' }) };
    const { id } = await backends.add(settings, { type_id });
    const { error } = await backends.until(id, 'is no ComfyUI', ({ error }) => error?.code === 'not_comfyui');
    expect(error?.message).toContain('not JSON');
  });

  it('a machine without Python', async ({ hostForTest, onTestFinished, install }) => {
    const folder = await install();
    const bin = await mkdtemp(join(tmpdir(), 'switchyard-bin-'));
    onTestFinished(() => rm(bin, { recursive: true, force: true }));
    // The programs that the host itself needs.
    for (const name of ['sh', 'ps', 'env', 'sleep', 'cat', 'kill'])
      await symlink(execFileSync('which', [name], { encoding: 'utf8' }).trim(), join(bin, name)).catch(
        () => undefined,
      );
    const { backends } = await hostForTest({ env: { PATH: bin } });
    const { id } = await backends.add({ StartScript: join(folder, 'main.py') }, { type_id });
    expect((await backends.errored(id)).error).toMatchObject({
      code: 'python_not_found',
      hint: expect.stringContaining('virtual environment'),
    });
  });
});
