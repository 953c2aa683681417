import { mkdtemp, open, readFile, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { errorIn } from '../../e2e/testkit/in-language.ts';
import { SwitchyardError } from '../../shared/errors.ts';
import { describeSystemError, describeWithPath } from './system-errors.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchyard-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => error,
  );

it.each([
  ['a folder in the place of a file', () => readFile(folder), 'there is a folder in its place'],
  ['a folder that is removed as a file', () => rm(folder), 'there is a folder in its place'],
  ['a missing file', () => readFile(join(folder, 'x')), 'there is no such file or folder'],
  ['a NUL in a path', () => open('/a\0b'), 'its path holds a NUL character'],
  ['a file in the place of a folder', () => rmdir('/etc/hostname/x'), 'a part of its path is not a folder'],
  ['a name that is too long', () => readFile(join(folder, 'x'.repeat(300))), 'its path is too long'],
])('%s is described without codes', async (_, work, expected) => {
  expect(String(describeSystemError(await failureOf(work())))).toBe(expected);
});

it('the path is added on request', async () => {
  expect(String(describeWithPath(await failureOf(readFile(folder))))).toBe('there is a folder in its place');
  const missing = join(folder, 'x');
  expect(String(describeWithPath(await failureOf(readFile(missing))))).toBe(
    `there is no such file or folder (${missing})`,
  );
});

it.each([
  ['{"backends": [{"id": "x"}]}', 'backends.0.id must be a number'],
  ['{"backends": 3}', 'backends must be a list'],
  ['3', 'it must be an object'],
  ['{"backends": [{"id": -1}]}', 'backends.0.id is too small'],
  ['{"backends": [{"id": 1e300}]}', 'backends.0.id is too large'],
  ['{"secret', 'it is not valid JSON'],
])('a value that does not fit the schema is named in words: %s', (text, expected) => {
  const schema = z.object({ backends: z.array(z.object({ id: z.int().min(0) })) });
  let error: unknown;
  try {
    schema.parse(JSON.parse(text));
  } catch (caught) {
    error = caught;
  }
  expect(String(describeSystemError(error))).toBe(expected);
});

it('the reason is said in the language of the panel, and the path stays', async () => {
  const missing = join(folder, 'x');
  const reason = describeWithPath(await failureOf(readFile(missing)));
  const { message } = await errorIn('de', new SwitchyardError('store_failed', { reason }).toReply());
  expect(message).toBe(`Die Änderung konnte nicht gespeichert werden: Datei oder Ordner fehlt (${missing}).`);
});
