// Checks the words: no text for a person outside of the catalogue in shared/words/ but in the folders of not-moved.mjs, no
// message that nothing uses, none that the code puts together, and none of the words that docs/words.md forbids.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../scripts/source-tree.mjs';
import { findJoins } from './find-joins.mjs';
import { findTexts } from './find-texts.mjs';
import { forbiddenWords } from './forbidden-words.mjs';
import { ENGLISH_ONLY, NOT_MOVED, NOT_TEXTS } from './not-moved.mjs';

/** Folders whose texts people see. */
const CHECKED = ['renderer', 'electron/desktop'];
/** Folders of the host, whose texts people see too. Those that are not in the catalogue yet are listed in host-texts.json. */
const HOST = ['electron/core', 'electron/backend-types'];
const HOST_TEXTS = 'build/words/host-texts.json';
/** Areas whose keys come from elsewhere, such as the codes of errors. */
const KEYS_FROM_ELSEWHERE = new Set(['errors', 'errorHints', 'settings', 'diagnoses']);

if (process.argv.includes('--forget')) forgetHostTexts();
const problems = [
  ...checkTexts(),
  ...checkNotTexts(),
  ...checkHostTexts(),
  ...checkJoins(),
  ...checkMessages(),
];
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log('The words are in the catalogue.');

function checkTexts() {
  /** @type {string[]} */
  const problems = [];
  const withTexts = new Set();
  for (const path of CHECKED.flatMap(sourceFiles)) {
    const texts = findTextsOf(path);
    const folder = folderIn(NOT_MOVED, path);
    if (texts.length > 0 && folder !== undefined) withTexts.add(folder);
    if (folder === undefined)
      problems.push(
        ...texts.map(
          ({ line, text }) => `${path}:${line} “${text}” belongs into shared/words/en/ (docs/words.md).`,
        ),
      );
  }
  for (const folder of NOT_MOVED)
    if (!withTexts.has(folder))
      problems.push(`${folder} has no more texts: take it out of build/words/not-moved.mjs.`);
  return problems;
}

/** The texts of a file, without those of which not-moved.mjs says that they are none. @param {string} path */
function findTextsOf(path) {
  const none = new Set(NOT_TEXTS[path] ?? []);
  return findTexts(path, read(path)).filter(({ text }) => !none.has(text));
}

function checkNotTexts() {
  return Object.entries(NOT_TEXTS).flatMap(([path, none]) => {
    const found = existsSync(join(ROOT, path)) ? findTexts(path, read(path)) : [];
    return none
      .filter((text) => !found.some((one) => one.text === text))
      .map((text) => `${path}: not-moved.mjs names “${text}”, which is not there.`);
  });
}

/** A sentence or a list is one message, or is made by shared/words/join-texts.ts. */
function checkJoins() {
  return CHECKED.flatMap(sourceFiles).flatMap((path) =>
    findJoins(path, read(path)).map(
      ({ line, text }) =>
        `${path}:${line} “${text}” is put together by the code: make it one message (docs/words.md).`,
    ),
  );
}

/** The list of the host's texts gets shorter alone: a new text belongs into the catalogue. */
function checkHostTexts() {
  const known = new Set(readHostTexts());
  const found = findHostTexts();
  const gone = [...known].filter((text) => !found.some((one) => one.text === text));
  return [
    ...found
      .filter(({ text }) => !known.has(text))
      .map(
        ({ path, line, text }) => `${path}:${line} “${text}” belongs into shared/words/en/ (docs/words.md).`,
      ),
    ...(gone.length === 0
      ? []
      : [
          `${HOST_TEXTS} has ${gone.length} texts that are not there any more, such as “${gone[0]}”. Take them out: node build/words/check-words.mjs --forget`,
        ]),
    ...Object.keys(ENGLISH_ONLY)
      .filter((path) => !existsSync(join(ROOT, path)))
      .map((path) => `not-moved.mjs names ${path}, which is not there.`),
  ];
}

function forgetHostTexts() {
  const found = new Set(findHostTexts().map(({ text }) => text));
  const kept = readHostTexts().filter((text) => found.has(text));
  writeFileSync(join(ROOT, HOST_TEXTS), `${JSON.stringify(kept, null, 2)}\n`);
}

/** @returns {string[]} */
function readHostTexts() {
  return JSON.parse(read(HOST_TEXTS));
}

function findHostTexts() {
  const isEnglishOnly = (/** @type {string} */ path) =>
    Object.keys(ENGLISH_ONLY).some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
  return HOST.flatMap(sourceFiles)
    .filter((path) => !isEnglishOnly(path))
    .flatMap((path) => findTextsOf(path).map((found) => ({ path, ...found })));
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

/** The longest of the folders that the file is in. @param {readonly string[]} folders @param {string} path */
function folderIn(folders, path) {
  const top = CHECKED.find((folder) => path.startsWith(`${folder}/`)) ?? '';
  return folders
    .filter((folder) => (folder === 'renderer' ? dirname(path) === top : path.startsWith(`${folder}/`)))
    .sort((a, b) => b.length - a.length)[0];
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
