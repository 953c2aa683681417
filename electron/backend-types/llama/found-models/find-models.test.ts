// The search for models in a home folder made for the test.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  ggufEntry,
  ggufHeader,
  ggufTensor,
  ggufText,
  ggufTypes,
  uint32,
} from '../../../../e2e/testkit/gguf.ts';
import type { WellKnownLocations } from '../../../core/discovery/well-known-locations.ts';
import { localFileChecks } from '../../../core/files/file-checks.ts';
import { findModels } from './find-models.ts';
import { quantizationOf } from './quantization.ts';

const model = (architecture: string, entries: Uint8Array[] = []): Buffer =>
  Buffer.concat([
    ggufHeader({
      entries: [ggufEntry('general.architecture', ggufTypes.text, ggufText(architecture)), ...entries],
      tensors: [ggufTensor('token_embd.weight')],
    }),
    Buffer.alloc(200),
  ]);
const llama = model('llama', [
  ggufEntry('llama.context_length', ggufTypes.uint32, uint32(8192)),
  ggufEntry('general.file_type', ggufTypes.uint32, uint32(15)),
]);

async function makeHome(files: Record<string, Uint8Array | string>): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'switchyard-models-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), content);
  }
  return home;
}

const search = (home: string, locations: Partial<WellKnownLocations> = {}) =>
  findModels({
    platform: 'linux',
    home,
    drives: [],
    env: {},
    ports: {},
    files: localFileChecks,
    ...locations,
  });

test('models are found where programs and people keep them, in an order that stays', async () => {
  const home = await makeHome({
    '.lmstudio/models/qwen/Qwen3-GGUF/Qwen3-8B-Q4_K_M.gguf': llama,
    '.cache/llama.cpp/tiny.gguf': llama,
    'models/deep/er/still/found.gguf': llama,
    'Downloads/new.gguf': llama,
    'Pictures/not-searched.gguf': llama,
  });
  const found = await search(home);
  expect(found.map(({ title, source }) => `${title} (${source})`)).toEqual([
    'Qwen3-8B-Q4_K_M (LM Studio)',
    'tiny (llama.cpp)',
    'found (~/models)',
    'new (~/Downloads)',
  ]);
  const path = join(home, '.lmstudio/models/qwen/Qwen3-GGUF/Qwen3-8B-Q4_K_M.gguf');
  expect(found[0]).toEqual({
    title: 'Qwen3-8B-Q4_K_M',
    settings: { ModelPath: path },
    path,
    folder: dirname(path),
    source: 'LM Studio',
    bytes: llama.length,
    purpose: 'text',
    quantization: 'Q4_K_M',
    contextTokens: 8192,
  });
});

test("the links of Hugging Face's cache are followed, and its revisions are models once each", async () => {
  const home = await makeHome({ '.cache/huggingface/hub/models--a--b/blobs/1234': llama });
  const snapshot = join(home, '.cache/huggingface/hub/models--a--b/snapshots/abc');
  await mkdir(snapshot, { recursive: true });
  await symlink('../../blobs/1234', join(snapshot, 'b-Q8_0.gguf'));
  expect(await search(home)).toMatchObject([
    { title: 'b-Q8_0', source: 'Hugging Face', quantization: 'Q8_0' },
  ]);
});

test("the models of Ollama's store are called as it calls them", async () => {
  const digest = 'ab'.repeat(32);
  const manifest = JSON.stringify({
    schemaVersion: 2,
    layers: [
      { mediaType: 'application/vnd.ollama.image.model', digest: `sha256:${digest}`, size: 1 },
      { mediaType: 'application/vnd.ollama.image.params', digest: `sha256:${'cd'.repeat(32)}`, size: 1 },
    ],
  });
  const home = await makeHome({
    [`store/blobs/sha256-${digest}`]: llama,
    'store/manifests/registry.ollama.ai/library/llama3.2/3b': manifest,
    'store/manifests/hf.co/me/mine/latest': JSON.stringify({
      layers: [{ mediaType: 'application/vnd.ollama.image.model', digest: 'sha256:../../etc/passwd' }],
    }),
    'store/manifests/registry.ollama.ai/library/broken/latest': '{',
  });
  expect(await search(home, { env: { OLLAMA_MODELS: join(home, 'store') } })).toMatchObject([
    {
      title: 'llama3.2:3b',
      settings: { Aliases: ['llama3.2:3b'] },
      source: 'Ollama',
      quantization: 'Q4_K_M',
      contextTokens: 8192,
    },
  ]);
});

test('what llama.cpp cannot serve as a model is not offered', async () => {
  const home = await makeHome({
    'models/good.gguf': llama,
    'models/flux1-Q4_0.gguf': model('flux'),
    'models/mmproj.gguf': model('clip'),
    'models/of-tomorrow.gguf': model('llama99'),
    'models/page.gguf': '<html>',
    'models/notes.txt': 'x',
    'models/.hidden.gguf': llama,
    'models/big-00002-of-00003.gguf': llama,
  });
  expect((await search(home)).map(({ title }) => title)).toEqual(['good']);
});

test('the folder that was chosen in LM Studio is searched', async () => {
  const home = await makeHome({ 'disk/lms/p/r/m.gguf': llama });
  await mkdir(join(home, '.lmstudio'));
  await writeFile(
    join(home, '.lmstudio/settings.json'),
    JSON.stringify({ downloadsFolder: join(home, 'disk/lms') }),
  );
  expect(await search(home)).toMatchObject([{ title: 'm', source: 'LM Studio' }]);
});

test('the library that was chosen in StabilityMatrix is searched', async () => {
  const home = await makeHome({ 'disk/library/Models/LLM/m.gguf': llama });
  const settings = join(home, '.config/StabilityMatrix');
  await mkdir(settings, { recursive: true });
  await writeFile(
    join(settings, 'library.json'),
    JSON.stringify({ LibraryPath: join(home, 'disk/library') }),
  );
  expect(await search(home)).toMatchObject([{ title: 'm', source: 'StabilityMatrix' }]);
});

test('where the case of a name does not matter, a model is listed once', async () => {
  const home = await makeHome({ 'models/m.gguf': llama, 'Models/m.gguf': llama });
  expect(await search(home)).toHaveLength(2);
  expect(await search(home, { platform: 'darwin' })).toMatchObject([{ source: '~/models' }]);
});

test('a folder that is not named by its full path is not searched', async () => {
  const home = await makeHome({ 'here/x.gguf': llama, 'here/llama.cpp/y.gguf': llama });
  const before = process.cwd();
  onTestFinished(() => process.chdir(before));
  process.chdir(join(home, 'here'));
  const env = { HF_HUB_CACHE: '', XDG_CACHE_HOME: '', OLLAMA_MODELS: '' };
  expect(await search(home, { env })).toEqual([]);
});

test.each([
  [15, 'model.gguf', 'Q4_K_M'],
  [null, 'Qwen3-8B-Q5_K_S.gguf', 'Q5_K_S'],
  [7, 'model-UD-Q4_K_XL.gguf', 'UD-Q4_K_XL'],
  [1, 'phi.f16.gguf', 'F16'],
  [null, 'IQ-test.gguf', null],
  [999, 'model.gguf', null],
])('the quantisation of type %j and name %s is %j', (type, name, expected) => {
  expect(quantizationOf(type, name)).toBe(expected);
});
