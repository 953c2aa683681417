// Names the tests that failed, from the JSON reports of Vitest and Playwright.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from '../scripts/source-tree.mjs';

/** Enough for an assertion with its values and the line it stands in. */
const MAX_LINES = 12;

/**
 * @param {{vitest: string, playwright: string}} reports paths of the JSON reports; one that is missing or cut off has no tests
 * @returns {string[]} for each failed test, its file and name, and the first lines of its error
 */
export function describeFailedTests({ vitest, playwright }) {
  return [...failedInVitest(readReport(vitest)), ...failedInPlaywright(readReport(playwright))];
}

/** @param {string} path */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // The program ended before it wrote its report. Its own output says why.
    return {};
  }
}

/** @param {any} report */
function* failedInVitest({ testResults = [] }) {
  for (const { name: file, message, assertionResults } of testResults) {
    const failed = assertionResults.filter((/** @type {any} */ { status }) => status === 'failed');
    for (const { fullName, failureMessages } of failed) yield describe(file, fullName, failureMessages[0]);
    // A file that cannot be imported has no tests.
    if (failed.length === 0 && message) yield describe(file, '', message);
  }
}

/** @param {any} report */
function* failedInPlaywright({ config, suites = [], errors = [] }) {
  for (const { message } of errors) yield describe('', 'Playwright', message);
  for (const spec of suites.flatMap(specsOf))
    for (const { status, projectName, results } of spec.tests)
      if (status === 'unexpected')
        yield describe(
          `${config.rootDir}/${spec.file}`,
          `[${projectName}] ${spec.title}`,
          results.at(-1)?.error?.message,
        );
}

/** @param {any} suite */
function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

/**
 * @param {string} file
 * @param {string} name
 * @param {string} [message]
 */
function describe(file, name, message = '') {
  const lines = stripVTControlCharacters(message).split('\n').slice(0, MAX_LINES);
  return [`${relative(ROOT, file)} › ${name}`, ...lines.map((line) => `    ${line}`)].join('\n');
}
