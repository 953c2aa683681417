// Checks the words: no text for a person outside of the catalogue in shared/words/ but those of exceptions.mjs, no
// message that nothing uses, none that the code puts together, and none of the words that docs/words.md forbids.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../scripts/source-tree.mjs';
import { ENGLISH_ONLY, NOT_TEXTS } from './exceptions.mjs';
import { findJoins } from './find-joins.mjs';
import { findTexts } from './find-texts.mjs';
import { forbiddenWords } from './forbidden-words.mjs';

/** Folders whose code puts no messages together, since people read what it shows. */
const SHOWN = ['renderer', 'electron/desktop'];
/** Folders whose texts people see: those, and the host. */
const CHECKED = [...SHOWN, 'electron/core', 'electron/backend-types'];
/** Areas whose keys come from elsewhere, such as the codes of errors. */
const KEYS_FROM_ELSEWHERE = new Set(['errors', 'errorHints', 'settings', 'diagnoses']);

const problems = [...checkTexts(), ...checkExceptions(), ...checkJoins(), ...checkMessages()];
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log('The words are in the catalogue.');

function checkTexts() {
  const isEnglishOnly = (/** @type {string} */ path) =>
    Object.keys(ENGLISH_ONLY).some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
  return CHECKED.flatMap(sourceFiles)
    .filter((path) => !isEnglishOnly(path))
    .flatMap((path) =>
      findTextsOf(path).map(
        ({ line, text }) => `${path}:${line} “${text}” belongs into shared/words/en/ (docs/words.md).`,
      ),
    );
}

/** The texts of a file, without those of which exceptions.mjs says that they are none. @param {string} path */
function findTextsOf(path) {
  const none = new Set(NOT_TEXTS[path] ?? []);
  return findTexts(path, read(path)).filter(({ text }) => !none.has(text));
}

function checkExceptions() {
  const folders = Object.keys(ENGLISH_ONLY).filter((path) => !existsSync(join(ROOT, path)));
  const texts = Object.entries(NOT_TEXTS).flatMap(([path, none]) => {
    const found = existsSync(join(ROOT, path)) ? findTexts(path, read(path)) : [];
    return none
      .filter((text) => !found.some((one) => one.text === text))
      .map((text) => `${path}: exceptions.mjs names “${text}”, which is not there.`);
  });
  return [...folders.map((path) => `exceptions.mjs names ${path}, which is not there.`), ...texts];
}

/** A sentence or a list is one message, or is made by shared/words/join-texts.ts. */
function checkJoins() {
  return SHOWN.flatMap(sourceFiles).flatMap((path) =>
    findJoins(path, read(path)).map(
      ({ line, text }) =>
        `${path}:${line} “${text}” is put together by the code: make it one message (docs/words.md).`,
    ),
  );
}

function checkMessages() {
  const forbidden = forbiddenWords(read('docs/words.md'));
  const sources = ['renderer', 'electron', 'shared']
    .flatMap(sourceFiles)
    .filter((path) => !/^shared\/words\/[a-z]{2}(-[A-Za-z]+)?\//.test(path));
  const texts = sources.map(read);
  return sourceFiles('shared/words/en').flatMap((path) => {
    const area = readArea(path);
    if (area === null) return [];
    const users = texts.filter((text) => text.includes(area.symbol)).join('\n');
    return area.messages.flatMap(({ key, text }) => {
      const problems = forbidden
        // People search with words of their own.
        .filter(({ pattern }) => !key.endsWith('Search') && pattern.test(text))
        .map(({ word, instead }) => `${path} ${key}: “${word}” is “${instead}” (docs/words.md).`);
      const isUsed = area.id === null || KEYS_FROM_ELSEWHERE.has(area.id) || isNamed(users, key);
      return isUsed ? problems : [...problems, `${path} ${key}: nothing uses this message.`];
    });
  });
}

/** Whether the sources name the key, or begin to: `status_${phase}`. @param {string} sources @param {string} key */
function isNamed(sources, key) {
  if (sources.includes(`'${key}'`)) return true;
  const start = key.indexOf('_') + 1;
  return start > 0 && sources.includes(`\`${key.slice(0, start)}\${`);
}

/** @param {string} path @returns {{id: string | null, symbol: string, messages: {key: string, text: string}[]} | null} */
function readArea(path) {
  const file = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true);
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      const found = initializer && findMessagesIn(initializer);
      if (!found) continue;
      const { id, messages } = found;
      return {
        id,
        symbol: name.getText(),
        messages: messages.properties.flatMap((property) =>
          ts.isPropertyAssignment(property) && ts.isStringLiteralLike(property.initializer)
            ? [{ key: property.name.getText().replace(/^'|'$/g, ''), text: property.initializer.text }]
            : [],
        ),
      };
    }
  }
  return null;
}

/**
 * `defineArea('id', {…})`; or `{…} as const`, a part of an area whose other messages stand in another file.
 * @param {ts.Expression} initializer
 * @returns {{id: string | null, messages: ts.ObjectLiteralExpression} | null}
 */
function findMessagesIn(initializer) {
  if (ts.isAsExpression(initializer) && ts.isObjectLiteralExpression(initializer.expression))
    return { id: null, messages: initializer.expression };
  if (!ts.isCallExpression(initializer) || initializer.expression.getText() !== 'defineArea') return null;
  const [id, messages] = initializer.arguments;
  return id && ts.isStringLiteral(id) && messages && ts.isObjectLiteralExpression(messages)
    ? { id: id.text, messages }
    : null;
}

/** Without tests and fixtures. @param {string} folder @returns {string[]} */
function sourceFiles(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => /\.tsx?$/.test(path) && !/\.test(-d)?\.tsx?$|\.d\.ts$|\/fixtures\//.test(path));
}

/** @param {string} path */
function read(path) {
  return readFileSync(join(ROOT, path), 'utf8');
}
