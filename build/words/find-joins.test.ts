import { expect, test } from 'vitest';
import { findJoins } from './find-joins.mjs';

const found = (code: string, path = 'panel.tsx') =>
  findJoins(path, `const t = words(logWords);\n${asTemplate(code)}`).map(({ text }) => text);

/** Biome takes a dollar before a brace for a mistake. */
const asTemplate = (code: string) => code.replaceAll('@{', '${');

test.each([
  ["const a = `@{t('a')} @{t('b')}`;", "`@{t('a')} @{t('b')}`"],
  ["const a = `@{name}: @{isOn ? t('on') : t('off')}`;", "`@{name}: @{isOn ? t('on') : t('off')}`"],
  ["const a = t('a') + text;", "t('a') + text"],
  ["const a = [t('a'), t('b')].filter(Boolean).join(' ');", "[t('a'), t('b')].filter(Boolean).join(' ')"],
  ["const a = ids.map((id) => t('gpu', { id })).join(', ');", "ids.map((id) => t('gpu', { id })).join(', ')"],
  ['const a = <p>{name}: {value}</p>;', ':'],
  ['const a = <p>{name} ({value})</p>;', '('],
  ['const a = value.toFixed(2);', 'value.toFixed(2)'],
  ['const a = value.toLocaleString();', 'value.toLocaleString()'],
])('finds what is joined in %s', (code, text) => {
  expect(found(code)).toContain(asTemplate(text));
});

test.each([
  "const a = [t('a'), t('b')].join(' · ');",
  "const a = `@{t('a')}\\n@{t('b')}`;",
  "const a = `• @{t('a')}`;",
  "const a = `Comment=@{escape(t('a'))}`;",
  "const a = classes.join(' ');",
  'const a = Number(value.toFixed(2));',
  'const a = <p>#{id} · {name}</p>;',
])('leaves %s', (code) => {
  expect(found(code)).toEqual([]);
});
