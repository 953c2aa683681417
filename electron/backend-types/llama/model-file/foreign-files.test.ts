import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { uint64 } from '../../../../e2e/testkit/gguf.ts';
import { inEnglish } from '../../../../e2e/testkit/in-language.ts';
import { recognizeForeignFile } from './foreign-files.ts';

const recognize = (content: Uint8Array | string, name = 'model.gguf') => {
  const bytes = Buffer.from(content);
  return inEnglish(recognizeForeignFile(bytes, { fileBytes: bytes.length, name }));
};

const safetensorsHeader = JSON.stringify({ 'a.weight': { dtype: 'F32', shape: [1], data_offsets: [0, 4] } });
/** A local file header of a ZIP archive with that entry. */
const zip = (entry: string) => {
  const header = Buffer.alloc(30);
  header.write('PK\x03\x04', 'latin1');
  header.writeUInt16LE(entry.length, 26);
  return Buffer.concat([header, Buffer.from(entry), Buffer.alloc(100, 7)]);
};

test.each<[string, Uint8Array | string, string, RegExp]>([
  ['a page that says 404', '<!DOCTYPE html>\n<html><head><title>404 Not Found', 'a web page', /browser/],
  ['a page with blanks before it', '\n\n  <html lang="en">', 'a web page', /browser/],
  ['a reply in XML', '<?xml version="1.0"?><Error><Code>AccessDenied', 'a web page', /browser/],
  [
    'a pointer of Git LFS',
    'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 4661211808\n',
    'a Git LFS pointer, which only names the model',
    /git lfs pull/,
  ],
  ['an error in JSON', '{"error":"Repository not found"}', 'a text in JSON', /browser/],
  ['an error in a line', 'Entry not found', 'a text', /browser/],
  [
    'safetensors',
    Buffer.concat([uint64(safetensorsHeader.length), Buffer.from(safetensorsHeader), Buffer.alloc(4)]),
    'a safetensors file',
    /GGUF/,
  ],
  ['PyTorch', zip('archive/data.pkl'), 'a PyTorch file', /GGUF/],
  ['PyTorch before 1.6', Buffer.from([0x80, 2, 0x8a, 10]), 'a PyTorch file (pickle)', /GGUF/],
  ['a ZIP archive', zip('model.gguf'), 'a ZIP archive', /Unpack/],
  ['gzip', gzipSync('GGUF'), 'a gzip archive', /Unpack/],
  [
    'tar',
    Buffer.concat([Buffer.alloc(257, 65), Buffer.from('ustar\x0000'), Buffer.alloc(300)]),
    'a tar archive',
    /Unpack/,
  ],
  [
    'a model of 2023',
    Buffer.from('tjgg\x03\x00\x00\x00'),
    'a model of the format before GGUF, which llama.cpp has not read since 2023',
    /again/,
  ],
  ['a file of zeros', Buffer.alloc(4096), 'an unfinished download, which begins with zeros', /finish/],
])('%s', (_name, content, what, advice) => {
  expect(recognize(content)).toEqual({ what, advice: expect.stringMatching(advice) });
});

test('a ZIP archive with a name of PyTorch is one of PyTorch', () => {
  expect(recognize(zip('x'), 'pytorch_model.bin')?.what).toBe('a PyTorch file');
});

test('a text in another encoding is a text too, and a page in it is a page', () => {
  expect(recognize(Buffer.from('\uFEFF<html>ü', 'utf16le'))?.what).toBe('a web page');
  expect(recognize(Buffer.from('\uFEFFnicht gefunden', 'utf16le'))?.what).toBe('a text');
  expect(recognize('nicht gefunden: ü')?.what).toBe('a text');
  // Cut in the middle of a character.
  expect(recognize(Buffer.from('nicht gefunden: ü').subarray(0, -1))?.what).toBe('a text');
});

test('programs and other bytes are not taken for text, and what is not known is not guessed', () => {
  expect(recognize(Buffer.from('7f454c460201010000', 'hex'))?.what).toBe('a program');
  expect(recognize(Buffer.from([3, 1, 4, 1, 5, 9, 2, 6]))).toBeNull();
  expect(recognize('')).toBeNull();
});
