import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backendTypeSchema } from '../../shared/backend.ts';
import { coerceSetting } from '../../shared/settings/coerce.ts';
import { describeBackendType } from '../core/backend/backend-type.ts';
import { workerCommonSettings } from '../core/backend/common-settings.ts';
import { backendTypes } from './index.ts';

const documentation = await readFile(resolve(import.meta.dirname, '../../docs/backend-types.md'), 'utf8');

test('the ids are unique', () => {
  expect(new Set(backendTypes.map(({ id }) => id)).size).toBe(backendTypes.length);
});

describe.each(backendTypes.map((type) => describeBackendType(type)))('$id', (type) => {
  test('is described as the contract wants it', () => {
    expect(backendTypeSchema.parse(type)).toEqual(type);
  });

  test.each(type.settings)(
    '$name: named, explained, with a default of its own kind, and documented',
    (setting) => {
      expect(setting.name).toMatch(/^[A-Z]\w+$/);
      expect(setting.label).not.toBe('');
      expect(setting.description).toMatch(/\.$/);
      expect(coerceSetting(setting, setting.default)).toEqual({ ok: true, value: setting.default });
      const heading = Object.hasOwn(workerCommonSettings, setting.name)
        ? '## Common settings'
        : `## \`${type.id}\``;
      const [, section = ''] = documentation.split(`\n${heading}\n`);
      expect(section.split('\n## ')[0]).toContain(`| \`${setting.name}\` |`);
    },
  );

  test('a setting that is hidden depends on another one of the same form', () => {
    for (const { name, visible_when: condition } of type.settings) {
      const other = type.settings.find((one) => one.name === condition?.setting);
      if (condition !== undefined) expect(other, name).toBeDefined();
      for (const value of condition?.values ?? []) expect(coerceSetting(other as never, value).ok).toBe(true);
    }
  });

  test('a preset sends to another type only where there is one', () => {
    for (const { type_id: other } of type.presets)
      if (other !== undefined) expect(backendTypes.map(({ id }) => id)).toContain(other);
  });
});

test.each(['LM Studio', 'vLLM', 'Forge', 'OpenAI-compatible server', 'KoboldCpp', 'SwarmUI'])(
  'a type is found by the name %s',
  (name) => {
    const found = backendTypes.filter(({ keywords = [] }) => keywords.includes(name));
    expect(found.length).toBeGreaterThan(0);
  },
);
