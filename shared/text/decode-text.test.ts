import { describe, expect, test } from 'vitest';
import { decodeText, findLostLetter } from './decode-text.ts';

declare const TextEncoder: new () => { encode(text: string): Uint8Array };

const TEXT = '0:\r\n\ttype: comfyui_api\r\n\ttitle: Büro 模型 🚂\r\n';
const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const hex = (digits: string) =>
  Uint8Array.from(digits.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
function utf16(text: string, isLittleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index++)
    view.setUint16(index * 2, text.charCodeAt(index), isLittleEndian);
  return bytes;
}
const utf16le = (text: string) => utf16(text, true);
const utf16be = (text: string) => utf16(text, false);

test.each<[string, Uint8Array]>([
  ['UTF-8', utf8(TEXT)],
  ['UTF-8 with a mark', utf8(`\uFEFF${TEXT}`)],
  ['UTF-16 LE with a mark, as PowerShell writes it', utf16le(`\uFEFF${TEXT}`)],
  ['UTF-16 BE with a mark', utf16be(`\uFEFF${TEXT}`)],
  ['UTF-16 LE without a mark', utf16le(TEXT)],
  ['UTF-16 BE without a mark', utf16be(TEXT)],
])('%s is understood', (_name, bytes) => {
  expect(decodeText(bytes)).toEqual({ text: TEXT });
});

describe('never read with wrong letters, but refused in words, is', () => {
  test.each<[string, Uint8Array, RegExp]>([
    ['Windows-1252', latin1('0:\r\n\ttitle: Büro\r\n'), /^line 2 is not in UTF-8: .* save it as UTF-8$/],
    ['GBK', hex('303a0a7469746c653a20c4a3d0cd0a'), /^line 2 is not in UTF-8/],
    ['Shift-JIS', hex('83828366838b'), /^line 1 is not in UTF-8/],
    ['UTF-8 that was cut in the middle of a letter', utf8('a\nü').subarray(0, 3), /^line 2 is not in UTF-8/],
    [
      'UTF-16 that was cut in the middle of a letter',
      utf16le(`\uFEFF${TEXT}`).subarray(0, 41),
      /damaged or cut off/,
    ],
    ['UTF-16 with half a pair', utf16le('\uFEFFab\uD83Dcd'), /damaged or cut off/],
    ['UTF-32', hex('fffe000030000000'), /UTF-32/],
    ['what is no text', hex('3000000031000700'), /^it is not a text file$/],
    ['a text with a NUL in it', utf8('0:\n\ttitle: a\0b\n'), /^it is not a text file$/],
  ])('%s', (_name, bytes, problem) => {
    const decoded = decodeText(bytes);
    expect('problem' in decoded && decoded.problem.text).toMatch(problem);
  });
});

test('an empty file is an empty text', () => {
  expect(decodeText(new Uint8Array())).toEqual({ text: '' });
});

test('a letter that was lost before is found by its line', () => {
  expect(findLostLetter('0:\n\ttitle: B\uFFFDro')).toBe(2);
  expect(findLostLetter('Büro')).toBeNull();
});
