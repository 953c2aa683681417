/** Makes invisible characters visible, wherever text of others is shown or stored: they may change what a reader sees. */

/** Control characters; direction overrides, isolates and marks; invisible separators; line separators. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be shown
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

const formatCodePoint = (character: string): string =>
  `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`;

/** For a name of one line: without invisible characters, and with a space for a tab or a line break. */
export const removeControlCharacters = (text: string): string =>
  text.replace(/[\t\n\r\u2028\u2029]+/g, ' ').replace(INVISIBLE, '');

/** Replaces each invisible character by its number, as `⟨U+202E⟩`. @param except characters that stay */
export const showControlCharacters = (text: string, except: string): string =>
  text.replace(INVISIBLE, (character) =>
    except.includes(character) ? character : formatCodePoint(character),
  );

const ONE_INVISIBLE = new RegExp(
  INVISIBLE.source.replace('\\u0000-\\u001f', '\\u0000-\\u0009\\u000b-\\u001f'),
);

/** Whether a text has invisible characters, line feeds aside. */
export const hasInvisible = (text: string): boolean => ONE_INVISIBLE.test(text);
