/** Command lines and environments for Windows, read back as Microsoft's C library and the system read them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { property } from '../../../../../e2e/testkit/fuzz.ts';
import { quoteArgument, toCommandLine, toEnvironmentBlock } from './command-line.ts';

/** As Microsoft documents it: 2n backslashes before a quote are n and a delimiter, 2n+1 are n and a quote. */
function split(line: string): string[] {
  const found: string[] = [];
  let [argument, isQuoted, isOpen] = ['', false, false];
  for (let at = 0; at < line.length; ) {
    const [, slashes = '', quote = ''] = /^(\\*)("?)/.exec(line.slice(at)) ?? [];
    if (slashes.length + quote.length > 0) {
      at += slashes.length + quote.length;
      isOpen = true;
      argument += quote === '' ? slashes : '\\'.repeat(Math.floor(slashes.length / 2));
      if (quote !== '' && slashes.length % 2 === 1) argument += '"';
      else if (quote !== '') isQuoted = !isQuoted;
      continue;
    }
    const character = line[at] ?? '';
    at += 1;
    if (isQuoted || !/[ \t]/.test(character)) {
      argument += character;
      isOpen = true;
    } else if (isOpen) {
      found.push(argument);
      [argument, isOpen] = ['', false];
    }
  }
  return isOpen ? [...found, argument] : found;
}

describe('a command line', () => {
  property(
    'is read as the arguments that it was made of',
    fc.array(fc.stringMatching(/^[a-z"\\ \t%&^<>|é]*$/), { maxLength: 5 }),
    (args) => {
      const line = toCommandLine('C:\\Program Files\\engine.exe', args);
      expect(line.startsWith('"C:\\Program Files\\engine.exe"')).toBe(true);
      expect(split(line.slice('"C:\\Program Files\\engine.exe"'.length))).toEqual(args);
    },
  );

  test('leaves what needs no quotes as it is', () => {
    expect(['--port', 'C:\\models\\a.gguf', '', 'a b', 'a"b', 'a b\\'].map(quoteArgument)).toEqual([
      '--port',
      'C:\\models\\a.gguf',
      '""',
      '"a b"',
      '"a\\"b"',
      '"a b\\\\"',
    ]);
  });

  test('that Windows would cut is refused in words', () => {
    expect(() => toCommandLine('C:\\e.exe', ['x'.repeat(40_000)])).toThrow(
      'its arguments are too long for Windows: 40011 characters of 32766',
    );
    expect(() => toCommandLine('C:\\e.exe', ['a\0b'])).toThrow('an argument holds a NUL character');
  });
});

describe('an environment', () => {
  const entries = (block: Buffer) => block.toString('utf16le').split('\0');

  test('is sorted without regard to case and ends with an empty entry', () => {
    expect(entries(toEnvironmentBlock({ b: '2', A: '1', C: '' }, {}))).toEqual(['A=1', 'b=2', 'C=', '', '']);
  });

  test('has what Windows programs cannot do without, unless it says otherwise', () => {
    const block = entries(
      toEnvironmentBlock({ TEMP: 'D:\\t' }, { SystemRoot: 'C:\\Windows', temp: 'C:\\t', X: '1' }),
    );
    expect(block).toEqual(['SystemRoot=C:\\Windows', 'TEMP=D:\\t', '', '']);
  });

  test('with a NUL is refused in words', () => {
    expect(() => toEnvironmentBlock({ A: 'x\0B=y' }, {})).toThrow(
      'a variable of its environment holds a NUL',
    );
  });
});
