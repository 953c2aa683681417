import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSampleModel, sampleModelDefaults } from './sample-model.mjs';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-sample-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the sample stays under 1 MiB and is a GGUF file of version 3', () => {
  const path = join(folder, 'sample.gguf');
  const { bytes } = makeSampleModel(path);
  const file = readFileSync(path);
  expect(file.length).toBe(bytes);
  expect(bytes).toBeLessThan(1024 * 1024);
  expect(file.subarray(0, 4).toString('latin1')).toBe('GGUF');
  expect(file.readUInt32LE(4)).toBe(3);
});

test('the same options give the same bytes, another seed gives others', () => {
  const [first, second, other] = ['a.gguf', 'b.gguf', 'c.gguf'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  makeSampleModel(first);
  makeSampleModel(second);
  makeSampleModel(other, { seed: 2 });
  expect(readFileSync(second).equals(readFileSync(first))).toBe(true);
  expect(readFileSync(other).equals(readFileSync(first))).toBe(false);
});

test('the script writes the file under its name alone, into a folder it makes', () => {
  const script = resolve(import.meta.dirname, '../scripts/make-sample-model.mjs');
  const path = join(folder, 'deep/er/big.gguf');
  const out = execFileSync(process.execPath, [script, path, '--layers', '3', '--embedding', '128'], {
    encoding: 'utf8',
  });
  expect(out).toContain(`${statSync(path).size} bytes`);
  expect(readdirSync(join(folder, 'deep/er'))).toEqual(['big.gguf']);
});

test.each([
  { layers: 0 },
  { embedding: 60.5 },
  { embedding: 66, heads: 4 },
  { heads: 4, keyValueHeads: 3 },
  { embedding: 8, heads: 2, keyValueHeads: 1 },
])('sizes that no engine could load are refused: %o', (options) => {
  const path = join(folder, 'refused.gguf');
  expect(() => makeSampleModel(path, { ...sampleModelDefaults, ...options })).toThrow(RangeError);
  expect(readdirSync(folder)).not.toContain('refused.gguf');
});
