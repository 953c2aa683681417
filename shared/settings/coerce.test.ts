import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boolean, decimal, dropdown, integer, list, secret, text } from '../settings.ts';
import { coerceSetting } from './coerce.ts';

const words = { label: 'Label', description: 'What it does.' };
const fields = {
  Name: text(words),
  Count: integer({ ...words, default: 1, min: 1, max: 10 }),
  Ratio: decimal({ ...words, default: 0.5 }),
  On: boolean({ ...words, default: true }),
  Mode: dropdown({ ...words, default: 'a', values: ['a', 'b'] }),
  Update: dropdown({ ...words, default: 'true', values: ['true', 'aggressive', 'false'] }),
  Level: dropdown({ ...words, default: '0', values: ['0', '1', '2.5'] }),
  Address: text({ ...words, format: 'url' }),
  Items: list(words),
  Key: secret(words),
};

describe('coercion', () => {
  it.each([
    ['text', fields.Name, 3, '3'],
    ['an integer as text', fields.Count, '3', 3],
    ['a decimal as text', fields.Ratio, '0.25', 0.25],
    ['a boolean as text', fields.On, 'False', false],
    ['a dropdown value', fields.Mode, 'b', 'b'],
    ['the dropdown value that false spells', fields.Update, false, 'false'],
    ['the dropdown value that true spells', fields.Update, true, 'true'],
    ['the dropdown value that a number spells', fields.Level, 2.5, '2.5'],
    ['an address with spaces around it', fields.Address, ' http://host:80/ \n', 'http://host:80/'],
    ['nothing but spaces as no address', fields.Address, '  ', ''],
    ['a list', fields.Items, ['x', 'y'], ['x', 'y']],
    ['a list as lines', fields.Items, 'x\ny', ['x', 'y']],
  ])('accepts %s', (_, field, raw, value) => {
    expect(coerceSetting(field.info, raw)).toEqual({ ok: true, value });
  });

  it.each([
    ['an object as text', fields.Name, {}, 'a text'],
    ['two lines in a one-line text', fields.Name, 'a\nb', 'a text on one line'],
    ['a NUL character', fields.Name, 'a\0b', 'free of NUL characters'],
    ['a fraction as integer', fields.Count, 1.5, 'a whole number from 1 to 10'],
    ['a number out of bounds', fields.Count, 11, 'a whole number from 1 to 10'],
    ['infinity', fields.Ratio, '1e309', 'a number'],
    ['NaN', fields.Ratio, Number.NaN, 'a number'],
    ['the word NaN', fields.Ratio, 'NaN', 'a number'],
    ['an empty number', fields.Count, '', 'a whole number from 1 to 10'],
    ['hexadecimal', fields.Count, '0x5', 'a whole number from 1 to 10'],
    ['yes as a boolean', fields.On, 'yes', 'true or false'],
    ['an unknown choice', fields.Mode, 'c', "one of 'a', 'b'"],
    ['a boolean that spells no choice', fields.Mode, true, "one of 'a', 'b'"],
    ['a number that spells no choice', fields.Level, 3, "one of '0', '1', '2.5'"],
    ['a list as a choice', fields.Level, ['1'], "one of '0', '1', '2.5'"],
    [
      'an address with a space inside',
      fields.Address,
      'http://a b/',
      'a web address that starts with http:// or https://',
    ],
    ['a list of numbers', fields.Items, [1], 'a list of texts'],
  ])('refuses %s and says what it must be', (_, field, raw, expected) => {
    expect(coerceSetting(field.info, raw)).toMatchObject({ ok: false, expected: { text: expected } });
  });

  it.each([
    ['url', 'http://127.0.0.1:{PORT}/health', true],
    ['url', 'https://example.org', true],
    ['url', 'http://[::1]:80/x', true],
    ['url', 'file:///etc/passwd', false],
    ['url', 'http://', false],
    ['url', 'http://user@host/', false],
    ['args', '--name "two words"', true],
    ['args', '--name "two words', false],
    ['env', 'A=1\n# note\n\nB=x=y', true],
    ['env', 'no equals sign', false],
    ['gpu-list', '0, 1', true],
    ['gpu-list', '0;rm', false],
    ['json', '{"a": 1}', true],
    ['json', '{a}', false],
    ['path-file', '/a b/ü.gguf', true],
    ['path-dir', '/a\n/b', false],
  ] as const)('of format %s: %j is valid: %s', (format, raw, valid) => {
    expect(coerceSetting(text({ ...words, format }).info, raw).ok).toBe(valid);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(fields)), fc.anything(), (field, raw) => {
        const result = coerceSetting(field.info, raw);
        // What was accepted is accepted again unchanged: values that are read from the disk are checked too.
        if (result.ok) expect(coerceSetting(field.info, result.value)).toEqual(result);
      }),
    );
  });
});
