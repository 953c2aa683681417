import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FakeAdapterIo } from '../../../e2e/testkit/backend-types/fake-adapter-io.ts';
import type { SettingValues } from '../../../shared/backend.ts';
import type { SwitchyardError } from '../../../shared/errors.ts';
import { defaultSettings, mergeSettings } from '../../../shared/settings.ts';
import { englishOf } from '../../../shared/words/phrase.ts';
import type { Adapter } from '../../core/backend/backend-type.ts';
import { localFileChecks } from '../../core/files/file-checks.ts';
import { comfyuiSelfstart } from './comfyui-selfstart.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchyard-comfy-'));
  await mkdir(join(folder, 'comfy'));
  await writeFile(join(folder, 'main.py'), '');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function create(settings: SettingValues = {}, io = new FakeAdapterIo()) {
  const { settings: shape, id } = comfyuiSelfstart;
  const script = { StartScript: join(folder, 'main.py') };
  const values = mergeSettings(shape, id, defaultSettings(shape), { ...script, ...settings });
  return { io, adapter: comfyuiSelfstart.createAdapter(values, io), values };
}

/** Starts it as far as the spawn. The start then fails, because no ComfyUI answers. */
async function spawned(settings: SettingValues = {}) {
  const { io, adapter } = create(settings);
  io.gpuEnvironment = { CUDA_VISIBLE_DEVICES: '0' };
  await expect(adapter.start()).rejects.toThrow();
  return io;
}

describe('the command line', () => {
  test('begins with -s and the script, and has the arguments that Switchyard adds', async () => {
    const io = await spawned();
    expect(io.request).toMatchObject({
      command: 'python3',
      args: [
        '-s',
        join(folder, 'main.py'),
        '--port',
        '23456',
        '--disable-auto-launch',
        '--preview-method',
        'latent2rgb',
      ],
      cwd: folder,
      port: 23_456,
      env: { CUDA_VISIBLE_DEVICES: '0' },
    });
    expect(io.probes[0]?.url).toBe('http://127.0.0.1:23456/system_stats');
  });

  test('that names a graphics card by itself gets no variables of the chosen ones beside it', async () => {
    for (const ExtraArgs of ['--cuda-device 1', '--default-device=1']) {
      const io = await spawned({ ExtraArgs });
      expect(io.request?.env?.CUDA_VISIBLE_DEVICES).toBeUndefined();
      expect(io.logged.join()).toContain(`${ExtraArgs.slice(0, 7)}`);
    }
  });

  test('has only the port where those are turned off, and the arguments of the user last', async () => {
    const io = await spawned({
      DisableInternalArgs: true,
      ExtraArgs: '--reserve-vram 1 "--base-directory" "/a b"',
    });
    expect(io.request?.args.slice(2)).toEqual([
      '--port',
      '23456',
      '--reserve-vram',
      '1',
      '--base-directory',
      '/a b',
    ]);
  });

  test.each([
    [{ EnablePreviews: 'false' }, '--preview-method none'],
    [{ EnablePreviews: 'taesd' }, '--preview-method taesd'],
    [{ FrontendVersion: 'Latest' }, '--front-end-version Comfy-Org/ComfyUI_frontend@latest'],
    [{ FrontendVersion: 'Legacy' }, '--front-end-version Comfy-Org/ComfyUI_legacy_frontend@latest'],
  ])('%j gives %s', async (settings, args) => {
    expect((await spawned(settings)).request?.args.join(' ')).toContain(args);
  });

  test('follows a port and an address of the user, and checks that the port is free', async () => {
    const io = await spawned({ ExtraArgs: '--port=8188 --listen 192.168.1.20' });
    expect(io.request?.args).not.toContain('23456');
    expect(io.calls).toEqual(['assertPortFree 8188', 'spawn', 'waitUntilReady']);
    expect(io.probes[0]?.url).toBe('http://192.168.1.20:8188/system_stats');
    for (const ExtraArgs of ['--listen', '--listen 0.0.0.0', '--listen --cpu'])
      expect((await spawned({ ExtraArgs })).facts.address).toBe('http://127.0.0.1:23456');
  });

  test('has the address for the network where that is to reach it, and the card warns of it', async () => {
    const io = await spawned({ ListenOn: 'the network', DisableInternalArgs: true });
    expect(io.request?.args.slice(2)).toEqual(['--port', '23456', '--listen', '0.0.0.0']);
    expect(io.probes[0]?.url).toBe('http://127.0.0.1:23456/system_stats');
    expect(io.facts).toMatchObject({
      isOnNetwork: true,
      notice: expect.stringContaining('It asks them for no key'),
    });
    const own = await spawned({ ExtraArgs: '--listen' });
    expect(own.facts).toMatchObject({
      isOnNetwork: true,
      notice: expect.stringContaining(', because More arguments has --listen. It asks them for no key'),
    });
  });

  test('follows IPv6 and TLS of the user, and names its own way to a free port', async () => {
    const io = await spawned({ ExtraArgs: '--listen :: --tls-keyfile k.pem --tls-certfile c.pem' });
    expect(io.probes[0]).toMatchObject({ url: 'https://[::1]:23456/system_stats' });
    const fixed = await spawned({ ExtraArgs: '--port 8188' });
    expect(englishOf(fixed.portAdvice ?? '')).toBe(
      'Without --port in More arguments, Switchyard gives it a free one.',
    );
    expect(fixed.probes[0]?.portAdvice).toBe(fixed.portAdvice);
  });

  test.each(['--listen [::1]', '--port 99999', '--port 80x'])('refuses %s in words', async (ExtraArgs) => {
    await expect(create({ ExtraArgs }).adapter.start()).rejects.toMatchObject({
      code: 'invalid_setting_at_start',
      message: expect.stringContaining(`cannot start: More arguments has ${ExtraArgs}, but`),
    });
  });

  test('a login before its routes gets the credentials of the settings, in the first probe already', async () => {
    const io = await spawned({ AuthorizationHeader: 'Bearer canary', OtherHeaders: 'X-Tenant: studio' });
    expect(io.probes[0]).toMatchObject({
      headers: { authorization: 'Bearer canary', 'x-tenant': 'studio' },
      settings: { key: { text: 'Authorization header' } },
    });
    expect(JSON.stringify([io.request, io.facts])).not.toContain('canary');
  });

  test('a folder stands for the script in it', async () => {
    expect((await spawned({ StartScript: folder })).request?.args[1]).toBe(join(folder, 'main.py'));
  });
});

describe('the Python that runs it', () => {
  async function makePython(...path: string[]): Promise<string> {
    const python = join(folder, ...path);
    await mkdir(dirname(python), { recursive: true });
    await writeFile(python, '', { mode: 0o755 });
    return python;
  }

  test('is the one that the settings name, by its path, its environment or its name on the PATH', async () => {
    await makePython('venv', 'bin', 'python3');
    const named = await makePython('conda env', 'bin', 'python3');
    expect((await spawned({ Python: named })).request).toMatchObject({ command: named, cwd: folder });
    expect((await spawned({ Python: `"${join(folder, 'conda env')}"` })).request?.command).toBe(named);
    expect((await spawned({ Python: 'python3.12' })).request?.command).toBe('python3.12');
    expect((await spawned()).request?.command).toBe(join(folder, 'venv', 'bin', 'python3'));
  });

  test('is looked for in the settings alone where they name one: what is not there is named', async () => {
    await mkdir(join(folder, 'empty'));
    for (const [Python, code] of [
      [join(folder, 'gone', 'python'), 'path_not_found'],
      [join(folder, 'empty'), 'invalid_setting_at_start'],
      ['venv/bin/python', 'invalid_setting_at_start'],
    ] as const) {
      const error: unknown = await create({ Python })
        .adapter.start()
        .catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code, message: expect.stringContaining('Backend 1') });
      expect(String((error as SwitchyardError).hint)).toContain('Correct Python');
    }
  });

  test('is shown in the form before the start, for the script, its folder and an environment', async () => {
    const context = { files: localFileChecks, platform: 'linux' as const };
    const describePath = (setting: string, path: string) =>
      comfyuiSelfstart.describePath?.(setting, path, context);
    const script = join(folder, 'main.py');
    expect(await describePath('StartScript', script)).toMatchObject({
      text: expect.stringMatching(/^No Python of its own.*run by python3/),
    });
    const python = await makePython('.venv', 'bin', 'python');
    for (const path of [script, folder])
      expect(await describePath('StartScript', path)).toMatchObject({
        text: `It is run by ${python}, unless “Python” names another.`,
      });
    expect(await describePath('Python', join(folder, '.venv'))).toMatchObject({
      text: `Its Python is ${python}.`,
    });
    expect(await describePath('Python', python)).toBeNull();
    expect(await describePath('StartScript', join(folder, 'comfy'))).toBeNull();
  });
});

describe('before anything is spawned, an error says', () => {
  test.each([
    ['that nothing is set', () => '', 'setting_required'],
    ['that a path is not a full path', () => 'ComfyUI/main.py', 'invalid_setting_at_start'],
    ['that there is no such file', () => join(folder, 'gone', 'main.py'), 'path_not_found'],
    ['that a folder has no main.py', () => join(folder, 'comfy'), 'path_not_found'],
    ['that it is another kind of file', () => join(folder, 'run.bat'), 'invalid_setting_at_start'],
    ['that the script is that of another program', () => join(folder, 'other', 'main.py'), 'not_comfyui'],
  ])('%s', async (_, path, code) => {
    await mkdir(join(folder, 'other'));
    await writeFile(join(folder, 'other', 'main.py'), '');
    await writeFile(join(folder, 'run.bat'), '');
    const { io, adapter } = create({ StartScript: path() });
    await expect(adapter.start()).rejects.toMatchObject({ code });
    expect(io.request).toBeNull();
  });
});

test('it takes one request more than its over-queue, and none for -1', () => {
  expect([3, 0, -1].map((OverQueue) => comfyuiSelfstart.maxUsages(create({ OverQueue }).values))).toEqual([
    4, 1, 0,
  ]);
  expect(comfyuiSelfstart.gpus(create({ GPU_ID: '0,1' }).values)).toEqual(['0', '1']);
});

describe('its jobs, asked for at a stop', () => {
  /** What it answers about its queue; null: nothing for now. */
  let queue: { queue_running: number[]; queue_pending: number[] } | null;
  let server: Server;
  let io: FakeAdapterIo;
  let adapter: Adapter;

  beforeEach(async () => {
    queue = { queue_running: [], queue_pending: [] };
    server = createServer((request, response) => {
      if (queue === null) return;
      const isQueue = request.url === '/queue';
      const stats = { system: {}, devices: [] };
      response.end(JSON.stringify(isQueue ? queue : stats));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ io, adapter } = create());
    io.port = (server.address() as AddressInfo).port;
    await adapter.start();
  });
  afterEach(() => {
    io.stop();
    server.closeAllConnections();
    server.close();
  });
  const count = async () => {
    const counted = adapter.countInFlight?.(new AbortController().signal).catch(() => 'unknown');
    const asked = queue === null ? once(server, 'request') : Promise.resolve();
    await asked;
    await io.clock.advance(queue === null ? 2500 : 0);
    return await counted;
  };

  test('are those in work and those in its queue', async () => {
    queue = { queue_running: [1], queue_pending: [2, 3] };
    expect(await count()).toBe(3);
    queue = { queue_running: [], queue_pending: [] };
    expect(await count()).toBe(0);
  });

  test('are at least one where it has stopped answering just now: a node computes', async () => {
    queue = null;
    expect(await count()).toBe(1);
  });

  test('are not known where nobody listens any more', async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
    expect(await count()).toBe('unknown');
  });
});
