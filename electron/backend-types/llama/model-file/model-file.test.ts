import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ggufEntry, ggufHeader, ggufModel, ggufTypes, uint32 } from '../../../../e2e/testkit/gguf.ts';
import { errorIn, inEnglish } from '../../../../e2e/testkit/in-language.ts';
import { settingText } from '../../../../shared/words/setting-text.ts';
import { localFileChecks } from '../../../core/files/file-checks.ts';
import { inspectForOwnEngine, inspectModelFile, modelFileError } from './model-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchyard-model-file-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const inspect = (name: string) => inspectModelFile(join(folder, name), localFileChecks);
const write = (name: string, content: Uint8Array | string = ggufModel()) =>
  writeFile(join(folder, name), content);

/** What is wrong with the file. */
async function problemOf(name: string) {
  const found = await inspect(name);
  if (!('problem' in found)) throw new Error(`${name} was accepted`);
  return inEnglish(found.problem);
}

const uint16 = (value: number) => uint32(value).subarray(0, 2);
/** A part of a model, as llama.cpp's gguf-split writes it. @param number counted from 1 @param tensors of all parts */
const part = (number: number, count: number, tensors = count) =>
  ggufModel({
    number: ggufEntry('split.no', ggufTypes.uint16, uint16(number - 1)),
    count: ggufEntry('split.count', ggufTypes.uint16, uint16(count)),
    tensors: ggufEntry('split.tensors.count', ggufTypes.int32, uint32(tensors)),
  });

test('a folder is no model file, and a missing one is said to be missing', async () => {
  await mkdir(join(folder, 'folder.gguf'));
  expect(await problemOf('folder.gguf')).toMatchObject({ code: 'wrong_kind_of_path' });
  expect(await problemOf('gone.gguf')).toMatchObject({ code: 'path_not_found' });
});

test('a sparse file of a terabyte with absurd counts is refused', async () => {
  await write('sparse.gguf', ggufHeader({ tensorCount: 2n ** 35n }));
  await truncate(join(folder, 'sparse.gguf'), 2 ** 40);
  expect(await problemOf('sparse.gguf')).toMatchObject({
    code: 'model_damaged',
    reason: 'is damaged: its header names 34,359,738,368 tensors, and no model has more than 65,536',
  });
});

test('a model of several parts needs all of them, each with a whole header, and is named by its first', async () => {
  await write('big-00001-of-00003.gguf', part(1, 3));
  await write('big-00003-of-00003.gguf', part(3, 3));
  const second = join(folder, 'big-00002-of-00003.gguf');
  expect(await problemOf('big-00001-of-00003.gguf')).toEqual({
    code: 'model_damaged',
    reason: `is incomplete: its part 2 of 3 (${second}) is missing`,
  });
  await write('big-00002-of-00003.gguf', ggufHeader({ tensorCount: 5 }));
  expect(await problemOf('big-00001-of-00003.gguf')).toEqual({
    code: 'model_damaged',
    reason: `is incomplete: its part 2 of 3 (${second}) is damaged: its header names 5 tensors in a file of 24 bytes`,
  });
  await write('big-00002-of-00003.gguf', '<html>');
  expect(await problemOf('big-00001-of-00003.gguf')).toMatchObject({
    reason: `is incomplete: its part 2 of 3 (${second}) is a web page, and not a GGUF model`,
  });
  await write('big-00002-of-00003.gguf', part(2, 3));
  expect(await inspect('big-00001-of-00003.gguf')).toMatchObject({
    model: {
      parts: [1, 2, 3].map((number) => ({ path: join(folder, `big-0000${number}-of-00003.gguf`) })),
    },
  });
  expect(await problemOf('big-00003-of-00003.gguf')).toEqual({
    code: 'model_unsupported',
    reason: `is part 3 of 3 of a model: choose the first part (${join(folder, 'big-00001-of-00003.gguf')})`,
    advice: 'Choose big-00001-of-00003.gguf in the same folder as its model file.',
  });
});

test('where the first part is missing, a later one says so', async () => {
  await write('late-00002-of-00002.gguf', part(2, 2));
  expect((await problemOf('late-00002-of-00002.gguf')).advice).toBe(
    'late-00001-of-00002.gguf is not in its folder: download it, and choose it as the model file.',
  );
});

test('a part is told by its header, whatever its name is', async () => {
  await write('renamed.gguf', part(1, 2));
  expect(await problemOf('renamed.gguf')).toEqual({
    code: 'model_unsupported',
    reason:
      'is part 1 of 2 of a model, and its name does not end in -00001-of-00002.gguf, by which the others are found',
    advice: 'Give all its parts their names back, in one folder.',
  });
  await write('renamed-too.gguf', part(2, 2));
  expect(await problemOf('renamed-too.gguf')).toMatchObject({
    reason: 'is part 2 of 2 of a model: choose the first part',
  });
  await write('other-00001-of-00004.gguf', part(1, 2));
  expect(await problemOf('other-00001-of-00004.gguf')).toMatchObject({ code: 'model_unsupported' });
});

test('parts of another model, and parts that lack tensors, are refused', async () => {
  await write('mix-00001-of-00002.gguf', part(1, 2));
  await write('mix-00002-of-00002.gguf', part(2, 3));
  expect((await problemOf('mix-00001-of-00002.gguf')).reason).toContain('is a part of something else');
  await write('mix-00002-of-00002.gguf');
  expect((await problemOf('mix-00001-of-00002.gguf')).reason).toContain('is a part of something else');
  await write('few-00001-of-00002.gguf', part(1, 2, 90));
  await write('few-00002-of-00002.gguf', part(2, 2, 90));
  expect(await problemOf('few-00001-of-00002.gguf')).toEqual({
    code: 'model_damaged',
    reason: 'is incomplete: its 2 parts hold 2 of its 90 tensors',
  });
});

test('a file with the name of a part is a file as any other where its header says so, as for llama.cpp', async () => {
  await write('one-00001-of-00001.gguf', part(1, 1));
  await write('none-00000-of-00000.gguf');
  await write('whole-00001-of-00003.gguf');
  for (const name of ['one-00001-of-00001.gguf', 'none-00000-of-00000.gguf', 'whole-00001-of-00003.gguf'])
    expect(await inspect(name)).toMatchObject({ model: { parts: [{ path: join(folder, name) }] } });
  await write('many-00001-of-60000.gguf', part(1, 60_000));
  expect(await problemOf('many-00001-of-60000.gguf')).toMatchObject({ code: 'model_unsupported' });
});

test.each(['model.gguf.part1of3', 'model.gguf-split-a', 'model.gguf.001', 'model.Q4_K_M.gguf.part-aa'])(
  'a piece of a file that has to be joined first is told by its name: %s',
  async (name) => {
    await write(name, ggufModel().subarray(0, -20));
    expect(await problemOf(name)).toMatchObject({
      code: 'model_unsupported',
      reason: 'is one piece of a file that was cut into several',
      advice: expect.stringContaining('cat piece1 piece2'),
    });
    await write(name, 'bytes in the middle of it');
    expect(await problemOf(name)).toMatchObject({ code: 'model_unsupported' });
  },
);

test.each(['model.gguf.part', 'model.gguf.crdownload', 'model.gguf.incomplete'])(
  'a download that has not finished is told by its name: %s',
  async (name) => {
    await write(name, ggufModel().subarray(0, -20));
    expect(await problemOf(name)).toMatchObject({
      code: 'model_damaged',
      advice: expect.stringContaining('still being downloaded'),
    });
  },
);

test('an architecture that is not known is a problem for the engine of this program, and a fact for another', async () => {
  await write('new.gguf', ggufModel({ 'general.architecture': 'llama9' }));
  expect(await inspect('new.gguf')).toMatchObject({
    model: {
      tooNew: { text: 'has the architecture llama9, which the llama.cpp of Switchyard does not know' },
    },
  });
  expect(await inspectForOwnEngine(join(folder, 'new.gguf'), localFileChecks)).toMatchObject({
    problem: { code: 'model_unsupported', advice: { text: expect.stringContaining('a newer llama-server') } },
  });
  await write('known.gguf');
  expect(await inspectForOwnEngine(join(folder, 'known.gguf'), localFileChecks)).toMatchObject({
    model: { tooNew: null, purpose: 'text' },
  });
});

test('what is wrong with a file, and what to do about it, is said in the language of the panel', async () => {
  const inGerman = async (name: string) => {
    const found = await inspect(name);
    if (!('problem' in found)) throw new Error(`${name} was accepted`);
    const where = { backend: 'Flux', name: settingText('llamaServer_ModelPath'), path: name };
    return await errorIn('de', modelFileError(found.problem, where).toReply());
  };
  await write('old.gguf', 'tjgg\x03\x00\x00\x00');
  expect(await inGerman('old.gguf')).toEqual({
    message:
      'Flux kann old.gguf nicht laden: ist kein GGUF-Modell, sondern ein Modell im Format vor GGUF, das llama.cpp seit 2023 nicht mehr liest.',
    hint: 'Laden Sie das Modell erneut als GGUF-Datei herunter.',
  });
  await write('lost-00001-of-00002.gguf', part(1, 2));
  const second = join(folder, 'lost-00002-of-00002.gguf');
  expect((await inGerman('lost-00001-of-00002.gguf')).message).toBe(
    `Flux kann sein Modell nicht laden: lost-00001-of-00002.gguf – ist unvollständig: Teil 2 von 2 (${second}) fehlt.`,
  );
  await write('named.gguf', part(1, 2));
  expect((await inGerman('named.gguf')).hint).toBe(
    'Geben Sie allen Teilen ihre Namen zurück, in einem Ordner.',
  );
});
