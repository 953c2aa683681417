import { afterEach, expect, test } from 'vitest';
import { defineArea } from './message.ts';
import { englishOf, texts } from './phrase.ts';
import { onWire, type Phrases, phrasesOfList, translateField, translateList } from './wire-phrases.ts';
import { currentLanguage, setCurrentLanguage } from './words.ts';

const say = texts(
  defineArea('sample', {
    full: 'The disk {disk} is full.',
    failed: 'Could not save: {reason}',
    names: 'Waits for {names}.',
    other: 'another one',
  }),
);
const before = currentLanguage();
afterEach(() => setCurrentLanguage(before));
const toGerman = () => {
  const messages = {
    sample: {
      full: 'Datenträger {disk} ist voll.',
      failed: 'Nicht gesichert: {reason}',
      names: 'Wartet auf {names}.',
      other: 'einen anderen',
    },
  };
  setCurrentLanguage({ code: 'de', locale: 'de', direction: 'ltr', messages });
};

test('a text travels in English, and is shown in the language of whoever gets it, with what is in it', () => {
  const sent = onWire({
    message: say('failed', { reason: say('full', { disk: 'D:' }) }),
    hint: 'As it came.',
  });
  expect(sent).toMatchObject({ message: 'Could not save: The disk D: is full.', hint: 'As it came.' });
  toGerman();
  const received = JSON.parse(JSON.stringify(sent)) as typeof sent;
  expect(translateField(received, 'message')).toBe('Nicht gesichert: Datenträger D: ist voll.');
  expect(translateField(received, 'hint')).toBe('As it came.');
});

test('texts in a list are translated one by one', () => {
  const sent = onWire({ message: say('names', { names: ['Flux', say('other')] }) });
  expect(sent.message).toBe('Waits for Flux and another one.');
  toGerman();
  expect(translateField(sent, 'message')).toBe('Wartet auf Flux und einen anderen.');
});

test('texts of a list travel beside it, and one that this version does not know is shown as it came', () => {
  const list = [say('full', { disk: 'D:' }), 'As it came.', say('other')];
  const sent = JSON.parse(
    JSON.stringify({ words: list.map(englishOf), ...phrasesOfList('words', list) }),
  ) as { words: string[]; phrases?: Phrases };
  expect(sent.words).toEqual(['The disk D: is full.', 'As it came.', 'another one']);
  sent.phrases = { ...sent.phrases, words_2: { key: 'sample.ofNewerHost' } };
  toGerman();
  expect(translateList(sent.words, 'words', sent.phrases)).toEqual([
    'Datenträger D: ist voll.',
    'As it came.',
    'another one',
  ]);
});

test('without texts of the catalogue, nothing is sent for other languages', () => {
  expect(onWire({ message: 'Said by a worker.' })).toEqual({ message: 'Said by a worker.' });
});
