import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { localFileChecks } from '../../core/files/file-checks.ts';
import { environmentOf, findApiKey, namesModels, slotsOf } from './llama-server-arguments.ts';

test.each([
  [['-np', '3'], {}, 3],
  [['--parallel', '3', '--parallel', '5'], {}, 5],
  [['-np', '-1'], {}, 4],
  [['--parallel', '0'], {}, 4],
  [['--parallel', 'many'], {}, 2],
  [['--parallel'], {}, 2],
  [[], { LLAMA_ARG_N_PARALLEL: '6' }, 6],
  [['-np', '3'], { LLAMA_ARG_N_PARALLEL: '6' }, 3],
  [[], {}, 2],
])('%j with %j answers %i requests at the same time, with 2 in the settings', (args, environment, slots) => {
  expect(slotsOf(args, environment, 2)).toBe(slots);
});

test.each([
  ['-m', 'x.gguf'],
  ['--model', 'x.gguf'],
  ['-hf', 'a/b'],
  ['--hf-repo', 'a/b'],
  ['-mu', 'https://example.com/x.gguf'],
  ['-dr', 'gemma3'],
  ['--models-dir', '/models'],
  ['--models-preset', '/p.ini'],
  ['--gpt-oss-20b-default'],
  ['--fim-qwen-1.5b-default'],
])('%s %s names what is served', (...args) => {
  expect(namesModels(args, {})).toBe(true);
});

test('what names no model: other arguments, and a shortcut for something else', () => {
  expect(namesModels(['--ctx-size', '4096', '--spec-default', '-hfd', 'a/b'], {})).toBe(false);
  expect(namesModels([], { LLAMA_ARG_HF_REPO: 'a/b' })).toBe(true);
  expect(namesModels([], { LLAMA_ARG_HF_REPO: '' })).toBe(false);
});

test('pages of other origins are shut out and metrics are on, unless a person decides otherwise', () => {
  const closed = { LLAMA_ARG_CORS_ORIGINS: 'localhost' };
  const metrics = { LLAMA_ARG_ENDPOINT_METRICS: '1' };
  expect(environmentOf([], {})).toEqual({ ...closed, ...metrics });
  expect(environmentOf(['--cors-origins', '*'], {})).toEqual(metrics);
  expect(environmentOf([], { LLAMA_ARG_CORS_ORIGINS: '*' })).toEqual(metrics);
  expect(environmentOf(['--metrics'], {})).toEqual(closed);
  expect(environmentOf([], { LLAMA_ARG_ENDPOINT_METRICS: '0' })).toEqual(closed);
});

test('a key is found where llama-server looks for it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-keys-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'keys.txt');
  await writeFile(file, '# ours\r\n\r\nfirst\r\nsecond\r\n');
  const find = (args: string[], environment = {}) => findApiKey(args, environment, localFileChecks);
  expect(await find([])).toBe('');
  expect(await find(['--api-key', 'one,two'])).toBe('one');
  expect(await find([], { LLAMA_API_KEY: 'three' })).toBe('three');
  expect(await find(['--api-key-file', file])).toBe('first');
  expect(await find([], { LLAMA_ARG_API_KEY_FILE: file })).toBe('first');
  expect(await find(['--api-key-file', join(folder, 'gone')])).toBe('');
});
