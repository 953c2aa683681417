/** No address of the project is public yet. Whoever publishes it finds every placeholder in one list. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../scripts/source-tree.mjs';
import { APP_ID, HOMEPAGE } from './project-addresses.mjs';

const FOLDERS = ['.', '.github', 'build', 'docs', 'e2e', 'electron', 'renderer', 'shared'];
/** This file names the placeholders to find them, and releasing.md to list them. */
const NOT_LOOKED_AT = ['build/packaging/project-addresses.test.ts', 'docs/releasing.md'];

/** Paths of the text files of the repository, with slashes. Without git, which a machine need not have. */
function sources(): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: folder !== '.', withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|cjs|json|md|yml|html|css|plist)$/.test(entry.name))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll(sep, '/')),
  ).filter((path) => path !== 'package-lock.json' && !NOT_LOOKED_AT.includes(path));
}

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

it('docs/releasing.md lists every file that holds a placeholder address', () => {
  const holders = sources().filter((path) => /switchyard\.example|example\.switchyard/.test(read(path)));
  const [, list = ''] = read('docs/releasing.md').split('## Addresses to replace');
  const listed = [...list.matchAll(/^\| `([^`]+)` \|/gm)].map(([, path]) => path);
  expect(listed.sort()).toEqual(holders.sort());
});

it('package.json names the same homepage, and where the sources and the issues are', () => {
  const { homepage, repository, bugs } = JSON.parse(read('package.json')) as Record<string, unknown>;
  expect(homepage).toBe(HOMEPAGE);
  expect(repository).toMatchObject({ type: 'git', url: expect.stringContaining('switchyard') });
  expect(bugs).toMatchObject({ url: expect.stringContaining('issues') });
  expect(APP_ID.split('.').slice(0, 2).reverse().join('.')).toBe(new URL(HOMEPAGE).hostname);
});
