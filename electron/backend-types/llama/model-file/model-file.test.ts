import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ggufHeader } from '../../../../e2e/testkit/gguf.ts';
import { localFileChecks } from '../../../core/files/file-checks.ts';
import { findModelFileProblem } from './model-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchyard-model-file-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const check = (name: string) => findModelFileProblem(join(folder, name), localFileChecks);
const write = (name: string, content: Uint8Array = ggufHeader()) => writeFile(join(folder, name), content);

test('a folder is no model file, and a missing one is said to be missing', async () => {
  await mkdir(join(folder, 'folder.gguf'));
  expect(await check('folder.gguf')).toMatchObject({ code: 'wrong_kind_of_path' });
  expect(await check('gone.gguf')).toMatchObject({ code: 'path_not_found' });
});

test('a sparse file of a terabyte with absurd counts is refused', async () => {
  await write('sparse.gguf', ggufHeader({ tensorCount: 2n ** 35n }));
  await truncate(join(folder, 'sparse.gguf'), 2 ** 40);
  expect(await check('sparse.gguf')).toMatchObject({
    code: 'model_damaged',
    reason: 'is damaged: its header names 34,359,738,368 tensors, and no model has more than 65,536',
  });
});

test('a model of several parts needs all of them, each with a whole header, and is named by its first', async () => {
  await write('big-00001-of-00003.gguf');
  await write('big-00003-of-00003.gguf');
  const second = join(folder, 'big-00002-of-00003.gguf');
  expect(await check('big-00001-of-00003.gguf')).toEqual({
    code: 'model_damaged',
    reason: `is incomplete: its part 2 of 3 (${second}) is missing`,
  });
  await write('big-00002-of-00003.gguf', ggufHeader({ tensorCount: 5 }));
  expect(await check('big-00001-of-00003.gguf')).toEqual({
    code: 'model_damaged',
    reason: `is incomplete: its part 2 of 3 (${second}) is damaged: its header names 5 tensors in a file of 24 bytes`,
  });
  await write('big-00002-of-00003.gguf');
  expect(await check('big-00001-of-00003.gguf')).toBeNull();
  expect(await check('big-00003-of-00003.gguf')).toEqual({
    code: 'model_unsupported',
    reason: `is part 3 of 3 of a model, and the first part is what has to be chosen (${join(folder, 'big-00001-of-00003.gguf')})`,
  });
});

test('a single part is a file as any other, and no model has a hundred thousand', async () => {
  await write('one-00001-of-00001.gguf');
  await write('none-00000-of-00000.gguf');
  await write('many-00001-of-99999.gguf');
  expect(await check('one-00001-of-00001.gguf')).toBeNull();
  expect(await check('none-00000-of-00000.gguf')).toBeNull();
  expect(await check('many-00001-of-99999.gguf')).toMatchObject({ code: 'model_unsupported' });
});
