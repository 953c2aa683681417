import { describe, expect, it } from 'vitest';
import { decodeOutput } from './output-text.ts';

/** Windows with a code page of one byte a character, in which 0x81 is ü. */
const german = {
  MultiByteToWideChar: (page: number, _: number, bytes: Buffer, length: number, wide: Buffer | null) => {
    expect(page).toBe(1);
    wide?.write(bytes.toString('latin1', 0, length).replaceAll('\u0081', 'ü'), 'utf16le');
    return length;
  },
};

describe('a line of output', () => {
  it.each(['', 'ready', 'Grüße – 你好'])('that is UTF-8 is read as such: %j', (text) => {
    expect(decodeOutput(german, Buffer.from(text))).toBe(text);
  });

  it('that is not is read in the code page of the console', () => {
    expect(decodeOutput(german, Buffer.from('Zugriff f\x81r dich', 'latin1'))).toBe('Zugriff für dich');
  });

  it('that no code page can read keeps what is readable of it', () => {
    const helpless = { MultiByteToWideChar: () => 0 };
    expect(decodeOutput(helpless, Buffer.from([0x61, 0xff]))).toBe('a\ufffd');
  });
});
