import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coerceSetting } from './coerce-setting.ts';
import {
  boolean,
  changeNeedsRestart,
  decimal,
  defaultSettings,
  describeSettings,
  dropdown,
  integer,
  list,
  maskSettings,
  mergeSettings,
  SECRET_MASK,
  secret,
  text,
} from './settings.ts';

const words = { label: 'Label', description: 'What it does.' };
const shape = {
  Name: text({ ...words, label: 'Name' }),
  Count: integer({ ...words, label: 'Count', default: 1, min: 1, max: 10 }),
  Ratio: decimal({ ...words, default: 0.5 }),
  On: boolean({ ...words, default: true, requiresRestart: false }),
  Mode: dropdown({ ...words, default: 'a', values: ['a', 'b'] }),
  Items: list(words),
  Key: secret({ ...words, label: 'Key' }),
};
const defaults = defaultSettings(shape);
const merge = (sent: Record<string, unknown>) => mergeSettings(shape, 'test', defaults, sent);

describe('coercion', () => {
  it.each([
    ['text', shape.Name, 3, '3'],
    ['an integer as text', shape.Count, '3', 3],
    ['a decimal as text', shape.Ratio, '0.25', 0.25],
    ['a boolean as text', shape.On, 'False', false],
    ['a dropdown value', shape.Mode, 'b', 'b'],
    ['a list', shape.Items, ['x', 'y'], ['x', 'y']],
    ['a list as lines', shape.Items, 'x\ny', ['x', 'y']],
  ])('takes %s', (_, field, raw, value) => {
    expect(coerceSetting(field.info, raw)).toEqual({ ok: true, value });
  });

  it.each([
    ['an object as text', shape.Name, {}, 'a text'],
    ['two lines in a one-line text', shape.Name, 'a\nb', 'a text on one line'],
    ['a NUL character', shape.Name, 'a\0b', 'free of NUL characters'],
    ['a fraction as integer', shape.Count, 1.5, 'a whole number from 1 to 10'],
    ['a number out of bounds', shape.Count, 11, 'a whole number from 1 to 10'],
    ['infinity', shape.Ratio, '1e309', 'a number'],
    ['NaN', shape.Ratio, Number.NaN, 'a number'],
    ['the word NaN', shape.Ratio, 'NaN', 'a number'],
    ['an empty number', shape.Count, '', 'a whole number from 1 to 10'],
    ['hexadecimal', shape.Count, '0x5', 'a whole number from 1 to 10'],
    ['yes as a boolean', shape.On, 'yes', 'true or false'],
    ['an unknown choice', shape.Mode, 'c', "one of 'a', 'b'"],
    ['a list of numbers', shape.Items, [1], 'a list of texts'],
  ])('refuses %s and says what it must be', (_, field, raw, expected) => {
    expect(coerceSetting(field.info, raw)).toEqual({ ok: false, expected });
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

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(shape)), fc.anything(), (field, raw) => {
        const result = coerceSetting(field.info, raw);
        // What was accepted once is accepted again unchanged: reading back goes through the same door.
        if (result.ok) expect(coerceSetting(field.info, result.value)).toEqual(result);
      }),
    );
  });
});

describe('merging', () => {
  it('keeps a setting that was left out', () =>
    expect(merge({ Count: 4 })).toEqual({ ...defaults, Count: 4 }));
  it('does not change the current values', () => {
    merge({ Count: 4 });
    expect(defaults.Count).toBe(1);
  });
  it('refuses the name of no setting', () => {
    for (const name of ['Other', '__proto__', 'constructor', 'toString'])
      expect(() => merge(JSON.parse(`{${JSON.stringify(name)}: 1}`)), name).toThrow(
        `The backend type 'test' has no setting '${name}'.`,
      );
  });
  it('is refused with the label of the setting and what it must be', () => {
    expect(() => merge({ Count: 99 })).toThrow(
      "Count cannot be '99': it must be a whole number from 1 to 10.",
    );
  });
  it('keeps a secret that comes back masked, and accepts a new one', () => {
    const stored = { ...defaults, Key: 'sesame' };
    expect(mergeSettings(shape, 'test', stored, { Key: SECRET_MASK }).Key).toBe('sesame');
    expect(mergeSettings(shape, 'test', stored, { Key: 'new' }).Key).toBe('new');
    expect(mergeSettings(shape, 'test', stored, { Key: '' }).Key).toBe('');
  });
  it('never puts a secret into an error', () => {
    expect(() => merge({ Key: 'ses\0ame' })).toThrow(/^Key cannot be '…'/);
  });
  it('does not write a deeply nested value into an error', () => {
    const deep: unknown = JSON.parse('['.repeat(10_000) + ']'.repeat(10_000));
    expect(() => merge({ Count: deep })).toThrow("Count cannot be 'a list'");
  });
});

describe('the settings for clients', () => {
  it('masks secrets that are set, and only those', () => {
    expect(maskSettings(shape, { ...defaults, Key: 'sesame' }).Key).toBe(SECRET_MASK);
    expect(maskSettings(shape, defaults).Key).toBe('');
  });
  it('describes every setting in order, with its name', () => {
    expect(describeSettings(shape).map(({ name }) => name)).toEqual(Object.keys(shape));
    expect(describeSettings(shape)[4]).toMatchObject({
      type: 'dropdown',
      values: ['a', 'b'],
      value_names: null,
    });
  });
});

describe('the need for a restart', () => {
  it('comes from the declaration of the changed setting', () => {
    expect(changeNeedsRestart(shape, defaults, { ...defaults, On: false })).toBe(false);
    expect(changeNeedsRestart(shape, defaults, { ...defaults, Name: 'x' })).toBe(true);
  });
  it('does not come from an unchanged list', () => {
    expect(changeNeedsRestart(shape, defaults, merge({ Items: [] }))).toBe(false);
  });
});
