/** A rule for tests that linters do not know. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CODE_FOLDERS, ROOT } from './source-tree.mjs';

/** Vitest gives a hook without a context to the test that began last: what a test still uses would be cleared after another one. */
it('tests that run at the same time take `onTestFinished` from their own context', () => {
  const files = CODE_FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.test\.tsx?$/.test(file))
      .map((file) => join(folder, file)),
  );
  const isConcurrent = /\b(describe|it|test)\.concurrent\b|\bconcurrent: true\b/;
  const takesItFromVitest = /import \{[^}]*\bonTestFinished\b[^}]*\} from 'vitest'/;
  const texts = files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')] as const);
  const concurrent = texts.filter(([, text]) => isConcurrent.test(text));
  expect(concurrent.length).toBeGreaterThan(10);
  expect(concurrent.filter(([, text]) => takesItFromVitest.test(text)).map(([file]) => file)).toEqual([]);
});
