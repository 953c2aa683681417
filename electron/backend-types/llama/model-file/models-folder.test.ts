import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { embeddingModel } from '../../../../e2e/testkit/embedding-model.ts';
import { ggufModel } from '../../../../e2e/testkit/gguf.ts';
import { inEnglish } from '../../../../e2e/testkit/in-language.ts';
import { localFileChecks } from '../../../core/files/file-checks.ts';
import { findUnservableFiles, formatUnservable } from './models-folder.ts';

async function find(content: Record<string, Uint8Array | string>) {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-models-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, bytes] of Object.entries(content)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  return inEnglish(await findUnservableFiles(folder, localFileChecks));
}

const adapter = ggufModel({ 'general.type': 'adapter' });

test('files that the router offers and cannot serve are named with the reason', async () => {
  expect(
    await find({
      'good.gguf': ggufModel(),
      'adapter.gguf': adapter,
      'embed.gguf': embeddingModel(),
      'page.gguf': '<html>',
      'readme.txt': 'no model',
    }),
  ).toEqual([
    'adapter (adapter.gguf) is a LoRA adapter for a model of the architecture llama, and no model',
    'embed (embed.gguf) is an embedding model, which needs a backend of its own',
    'page (page.gguf) is a web page, and not a GGUF model',
  ]);
});

test('companions that the router knows by their names are not offered, so nothing is said of them', async () => {
  const projector = ggufModel({ 'general.architecture': 'clip' });
  expect(
    await find({
      'mmproj-model.gguf': projector,
      'mtp-model.gguf': adapter,
      'vision/model.gguf': ggufModel(),
      'vision/mmproj-F16.gguf': projector,
      'empty/readme.txt': '',
    }),
  ).toEqual([]);
});

test('a model in a folder is called by the folder, and only what the router would load is looked at', async () => {
  expect(await find({ 'lora/adapter.gguf': adapter, 'deep/er/adapter.gguf': adapter })).toEqual([
    'lora (adapter.gguf) is a LoRA adapter for a model of the architecture llama, and no model',
  ]);
});

test('the card names five of them, and how many more there are', () => {
  expect(inEnglish(formatUnservable([]))).toBeNull();
  expect(inEnglish(formatUnservable(['a (a.gguf) is no model']))).toBe(
    'It lists models that it cannot serve: a (a.gguf) is no model.',
  );
  expect(inEnglish(formatUnservable(['1', '2', '3', '4', '5', '6', '7']))).toBe(
    'It lists models that it cannot serve: 1; 2; 3; 4; 5; and 2 more.',
  );
});
