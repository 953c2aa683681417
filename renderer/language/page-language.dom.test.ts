import { beforeEach, expect, test, vi } from 'vitest';

/** A page that has shown nothing yet, whatever the other tests have shown. */
async function newPage() {
  vi.resetModules();
  const [page, { currentLanguage }] = await Promise.all([
    import('./page-language.ts'),
    import('../../shared/words/words.ts'),
  ]);
  const has = (area: string) => Object.hasOwn(currentLanguage().messages ?? {}, area);
  return { ...page, currentLanguage, has };
}

beforeEach(() => localStorage.clear());

test('the texts of the dialogs come when they are asked for, and with every later language', async () => {
  const { currentLanguage, has, loadTextsOfDialogs, showLanguage } = await newPage();
  await showLanguage('ja');
  expect([has('shell'), has('preferences')]).toEqual([true, false]);
  await loadTextsOfDialogs();
  expect([has('shell'), has('preferences')]).toEqual([true, true]);
  await showLanguage('fr');
  expect([currentLanguage().code, has('shell'), has('preferences')]).toEqual(['fr', true, true]);
});

test('a language that is being loaded meanwhile gets them too', async () => {
  const { currentLanguage, has, loadTextsOfDialogs, showLanguage } = await newPage();
  await Promise.all([showLanguage('de'), loadTextsOfDialogs()]);
  expect([currentLanguage().code, has('shell'), has('preferences')]).toEqual(['de', true, true]);
});

test('a page in English is not shown again for them', async () => {
  const { currentLanguage, loadTextsOfDialogs, showLanguage } = await newPage();
  await showLanguage('en');
  const shown = currentLanguage();
  await loadTextsOfDialogs();
  expect(currentLanguage()).toBe(shown);
});
