import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FakeAdapterIo } from '../../../../e2e/testkit/backend-types/fake-adapter-io.ts';
import { ggufModel } from '../../../../e2e/testkit/gguf.ts';
import type { SettingValues } from '../../../../shared/backend.ts';
import { defaultSettings, mergeSettings } from '../../../../shared/settings.ts';
import { backendTypes } from '../../index.ts';
import { workerEnvironment } from './environment-setting.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchyard-environment-'));
  await mkdir(join(folder, 'comfy'));
  await writeFile(join(folder, 'main.py'), '');
  await writeFile(join(folder, 'nodes.py'), '');
  await mkdir(join(folder, 'modules'));
  for (const name of ['launch.py', 'webui.py', 'webui.sh']) await writeFile(join(folder, name), '');
  await writeFile(join(folder, 'model.gguf'), ggufModel());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a worker needs to be spawned, by type. */
const minimal: Record<string, () => SettingValues> = {
  command: () => ({ Command: '/opt/engine' }),
  comfyui_selfstart: () => ({ StartScript: join(folder, 'main.py') }),
  llamaserver: () => ({ Command: '/opt/llama-server', ModelPath: join(folder, 'model.gguf') }),
  localllama: () => ({ ModelPath: join(folder, 'model.gguf') }),
  ollama: () => ({ Command: '/opt/ollama' }),
  auto_webui_selfstart: () => ({ StartScript: join(folder, 'webui.sh') }),
};

/** Types with a setting that only a worker which is started here has. */
const startedHere = backendTypes.filter(({ settings }) => 'AutoRestart' in settings);

describe.each(startedHere)('$id', (type) => {
  test('the variables of the setting reach the worker and win over those of the other settings', async () => {
    const io = new FakeAdapterIo();
    io.gpuEnvironment = { CUDA_DEVICE_ORDER: 'PCI_BUS_ID', CUDA_VISIBLE_DEVICES: '1' };
    const Environment = 'export HF_HOME="/data/hf"\nCUDA_DEVICE_ORDER=FASTEST_FIRST';
    const settings = mergeSettings(type.settings, type.id, defaultSettings(type.settings), {
      ...minimal[type.id]?.(),
      Environment,
    });
    const spawned = new Promise((resolve) => {
      io.onSpawn = resolve;
    });
    // Nothing answers, so some starts fail after the spawn, and others wait for it.
    type
      .createAdapter(settings, io)
      .start()
      .catch(() => undefined);
    await spawned;
    io.stop();
    expect(io.request?.env).toMatchObject({
      HF_HOME: '/data/hf',
      CUDA_DEVICE_ORDER: 'FASTEST_FIRST',
      CUDA_VISIBLE_DEVICES: '1',
    });
  });
});

describe('a variable that names GPUs', () => {
  const gpuEnvironment = { ROCR_VISIBLE_DEVICES: 'GPU-c3d9f2a1b4e50711', HIP_VISIBLE_DEVICES: undefined };

  test.each(['HIP_VISIBLE_DEVICES', 'ROCR_VISIBLE_DEVICES', 'CUDA_VISIBLE_DEVICES', 'GPU_DEVICE_ORDINAL'])(
    '%s: the chosen GPUs of the settings do not count beside it, and the log says so',
    (name) => {
      const io = new FakeAdapterIo();
      io.gpuEnvironment = gpuEnvironment;
      expect(workerEnvironment(io, `${name}=1`)).toEqual({
        ROCR_VISIBLE_DEVICES: undefined,
        HIP_VISIBLE_DEVICES: undefined,
        [name]: '1',
      });
      expect(io.logged.join()).toContain(name);
    },
  );

  test('is left alone where no GPU is chosen', () => {
    const io = new FakeAdapterIo();
    expect(workerEnvironment(io, 'HIP_VISIBLE_DEVICES=1')).toEqual({ HIP_VISIBLE_DEVICES: '1' });
    expect(io.logged).toEqual([]);
  });

  test('of another library leaves the chosen GPUs as they are', () => {
    const io = new FakeAdapterIo();
    io.gpuEnvironment = gpuEnvironment;
    expect(workerEnvironment(io, 'GGML_VK_VISIBLE_DEVICES=1')).toMatchObject(gpuEnvironment);
  });
});

test.each(['OLLAMA_HOST', 'ollama_host'])(
  'on Windows, %s of the person is refused, for Ollama would listen where nobody asks it',
  async (name) => {
    const ollama = backendTypes.find(({ id }) => id === 'ollama');
    if (ollama === undefined) throw new Error('There is no type of that name.');
    const settings = mergeSettings(ollama.settings, ollama.id, defaultSettings(ollama.settings), {
      Command: 'C:\\ollama.exe',
      Environment: `${name}=0.0.0.0:1`,
    });
    await expect(ollama.createAdapter(settings, new FakeAdapterIo('win32')).start()).rejects.toThrow(
      'has OLLAMA_HOST=0.0.0.0:1',
    );
  },
);

test('lines that are no variables end the start with the name of the field', () => {
  expect(() => workerEnvironment(new FakeAdapterIo(), 'HF_HOME: /data')).toThrow(
    /Environment variables must be lines of the form NAME=value \(line 1 is not\)/,
  );
});
