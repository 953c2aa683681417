import { describe, expect, it } from 'vitest';
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
