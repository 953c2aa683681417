import { expect, test } from 'vitest';
import { backendTypes } from '../../electron/backend-types/index.ts';
import { desktopPreferences } from '../../electron/desktop/preferences/desktop-preferences.ts';
import { describeSettings } from '../../shared/settings.ts';
import { settingWords } from '../../shared/words/en/settings/settings.ts';

const types = backendTypes.map(({ id, settings }) => ({ id, settings: describeSettings(settings) }));
const settings = [...types.flatMap((type) => type.settings), ...describeSettings(desktopPreferences)];
const known = Object.keys(settingWords.messages);
const keyOf = (kind: string, text: string) => `${kind}_${text.toLowerCase().replace(/\W+/g, '_')}`;

test('every text of a setting, a preference and a type is in the catalogue, and nothing else is', () => {
  const used = new Set<string>();
  for (const { name, phrases = {}, value_names, group, unit } of settings) {
    // Languages have their own names everywhere.
    const names = name === 'Language' ? [] : (value_names ?? []);
    const texts = ['label', 'description', ...names.map((_, index) => `value_${index}`)];
    expect(Object.keys(phrases), name).toEqual(expect.arrayContaining(texts));
    for (const { key } of Object.values(phrases)) used.add(key.replace('settings.', ''));
    if (group !== undefined) used.add(keyOf('group', group));
    if (unit !== undefined) used.add(keyOf('unit', unit));
  }
  for (const { id } of types) used.add(`type_${id}`).add(`type_${id}_description`);
  expect([...used].sort()).toEqual([...known].sort());
});
