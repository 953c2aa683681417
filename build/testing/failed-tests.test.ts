/** What a run of all tests prints last, from the reports that the real programs write. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { inRepository } from '../../e2e/testkit/repository.ts';
import { describeFailedTests } from './failed-tests.mjs';

/** A folder inside the repository, where its packages are found. */
function makeFolder(): string {
  mkdirSync(inRepository('node_modules/.cache'), { recursive: true });
  const folder = mkdtempSync(inRepository('node_modules/.cache/failed-tests-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a program of the project in a folder of its own, as `npm test` runs it. */
function runProgram(cwd: string, program: string, args: string[], env: Record<string, string> = {}): void {
  const { CI: _, VITEST: __, ...own } = process.env;
  spawnSync(process.execPath, [inRepository(program), ...args], { cwd, env: { ...own, ...env } });
}

test('each test that failed is named with its file and its error, and those that passed are not', () => {
  const folder = makeFolder();
  writeFileSync(join(folder, 'vitest.config.mjs'), 'export default { test: { include: ["*.check.mjs"] } };');
  writeFileSync(
    join(folder, 'a.check.mjs'),
    'import { expect, test } from "vitest"; test("holds", () => {}); test("does not hold", () => expect(1).toBe(2));',
  );
  writeFileSync(join(folder, 'b.check.mjs'), 'throw new Error("it cannot be imported");');
  writeFileSync(
    join(folder, 'playwright.config.mjs'),
    'export default { testMatch: "*.spec.mjs", reporter: "json", projects: [{ name: "browser" }] };',
  );
  writeFileSync(
    join(folder, 'c.spec.mjs'),
    'import { expect, test } from "@playwright/test"; test("is shown", () => {}); test("is not shown", () => expect(3).toBe(4));',
  );
  const reports = { vitest: join(folder, 'vitest.json'), playwright: join(folder, 'playwright.json') };

  runProgram(folder, 'node_modules/vitest/vitest.mjs', [
    ...['run', '--reporter=json', `--outputFile.json=${reports.vitest}`],
  ]);
  runProgram(folder, 'node_modules/@playwright/test/cli.js', ['test'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: reports.playwright,
  });

  const failures = describeFailedTests(reports);
  expect(failures).toEqual([
    expect.stringMatching(/a\.check\.mjs › does not hold\n.*expected 1 to be 2/),
    expect.stringMatching(/b\.check\.mjs › \n.*it cannot be imported/),
    expect.stringMatching(/c\.spec\.mjs › \[browser\] is not shown\n(.*\n)*.*Expected: 4/),
  ]);
});

test('a program that ended before it wrote its report adds nothing', () => {
  const folder = makeFolder();
  writeFileSync(join(folder, 'cut-off.json'), '{"testResults": [');

  const reports = { vitest: join(folder, 'cut-off.json'), playwright: join(folder, 'missing.json') };
  expect(describeFailedTests(reports)).toEqual([]);
});
