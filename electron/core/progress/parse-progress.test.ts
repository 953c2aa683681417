import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parseProgress } from './parse-progress.ts';

const RECORDINGS = join(import.meta.dirname, '../../../e2e/recordings');
/** The states of a recorded output in their order, a rewritten line as several. */
const statesOf = (path: string) =>
  stripVTControlCharacters(readFileSync(join(RECORDINGS, path), 'utf8')).split(/[\r\n]+/);

describe('what programs have printed', () => {
  test.each([
    ['tqdm-4.70.1-shards.txt', [0, 1], 10],
    ['tqdm-4.70.1-bytes.txt', [0, 1], 9],
    ['tqdm-4.70.1-completed-lines.txt', [0, 1], 6],
    ['curl-7.88.1.txt', [0, 1], 5],
    ['wget-1.21.3-bar.txt', [0, 1], 10],
    ['wget-1.21.3-dots.txt', [0, 1], 12],
  ] as const)(
    '%s is read from its first state to its last, and never backwards',
    (file, [first, last], count) => {
      const found = statesOf(`progress/${file}`)
        .map(parseProgress)
        .filter((fraction) => fraction !== null);
      expect(found.length).toBeGreaterThanOrEqual(count);
      expect(found[0]).toBeCloseTo(first, 1);
      expect(found.at(-1)).toBeCloseTo(last, 2);
      expect(found).toEqual(found.toSorted((a, b) => a - b));
    },
  );

  test('git tells the progress of each of its phases', () => {
    const found = statesOf('progress/git-clone-2.39.5.txt').map(parseProgress);
    expect(found.filter((fraction) => fraction === 1).length).toBeGreaterThanOrEqual(4);
  });

  test.each(readdirSync(join(RECORDINGS, 'healthy-starts')).filter((name) => name.endsWith('.txt')))(
    'nothing in the healthy start %s is taken for progress that is none',
    (name) => {
      const wrong = statesOf(`healthy-starts/${name}`).filter((state) => parseProgress(state) !== null);
      expect(wrong).toEqual([]);
    },
  );
});

test.each([
  ['Loading checkpoint shards 3/8', 0.375],
  ['downloading 1.2/4.7 GB', 0.255],
  ['Downloading model.gguf: 512 MB of 2 GB', 0.256],
  ['pulling 8eeb52dfb3bb...  45% ▕████████          ▏ 2.1 GB/4.7 GB  65 MB/s', 0.45],
  ['   ━━━━━━━━━━━━━━━╸━━━━━━━━━━━━━━━━━━━━━━━━ 1.2/3.0 GB 55.1 MB/s eta 0:00:33 downloading', 0.4],
  ['Loading the model, 45 %', 0.45],
  ['[12/48] Building CXX object ggml.o', 0.25],
  ['Loaded layer 12 of 48', 0.25],
  ['....................', 0.2],
  ['Capturing CUDA graph shapes:  50%|█████     | 5/10 [00:03<00:03,  1.4it/s]', 0.5],
  ['progress = 65.5 %', 0.655],
  ['0%|          | 0/20 [00:00<?, ?it/s]', 0],
])('%j has come to %d', (state, expected) => {
  expect(parseProgress(state)).toBeCloseTo(expected, 2);
});

test.each([
  '',
  'Loading model...',
  'GPU memory used: 45%',
  'Loading weights took 3.2 s, GPU memory usage 45%',
  'GPU KV cache usage: 0.0%, CPU KV cache usage: 0.0%',
  'Available memory 12.0/24.0 GB after loading',
  'INFO: 127.0.0.1 - "GET /health HTTP/1.1" 200 OK',
  'Started on 29/11/2026 at 10:35',
  'loading /models/v1/2/model.gguf',
  'Loading model with 1/1 processes',
  'reading version 3.10/3.11 of the file format.py',
  'temperature 0.8/1.0',
  'load 250%',
  'loaded 9/8 shards',
  'kv 27: tokenizer.chat_template str = {% for m in messages %}{{ m.role }}',
  'see https://example.org/load/3/8',
])('%j tells of no progress', (state) => {
  expect(parseProgress(state)).toBeNull();
});

test('a state of any length is read in a moment', () => {
  const start = performance.now();
  for (const text of [
    'load '.repeat(200_000),
    '1/'.repeat(500_000),
    '.'.repeat(1_000_000),
    '9%'.repeat(500_000),
  ])
    parseProgress(text);
  expect(performance.now() - start).toBeLessThan(1000);
});
