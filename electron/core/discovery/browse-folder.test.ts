/** The folders of Windows, as another system plays them. e2e/windows/paths.test.ts has the real ones. */
import { homedir } from 'node:os';
import { expect, test } from 'vitest';
import type { FileChecks, FolderEntry } from '../files/file-checks.ts';
import { browseFolder } from './browse-folder.ts';

/** Has the drives C and E, and a folder in each place that is asked for. */
const files = {
  access: async (path: string) => {
    if (!['C:\\', 'E:\\'].includes(path)) throw new Error('not there');
  },
  readFolder: async (): Promise<FolderEntry[]> => [{ name: 'models', kind: 'folder' }],
  stat: async () => ({ kind: 'folder', bytes: 0 }),
} as unknown as FileChecks;
const browse = (path: string) => browseFolder(path, files, 'win32');

test.each(['C:\\', 'C:', 'c:'])(
  '%s is the root of a drive, from where all drives can be reached',
  async (path) => {
    const found = await browse(path);
    expect(found).toMatchObject({ parent: null, drives: ['C:\\', 'E:\\'] });
    expect(found.path.toUpperCase()).toBe('C:\\');
  },
);

test('a share of another machine is a root too', async () => {
  expect(await browse('\\\\nas\\models')).toMatchObject({
    path: '\\\\nas\\models\\',
    parent: null,
    drives: ['C:\\', 'E:\\'],
  });
});

test('no drives are looked for below the root, nor on other systems', async () => {
  expect(await browse('C:\\models\\flux')).toMatchObject({ parent: 'C:\\models', drives: [] });
  expect(await browseFolder('/', files, 'linux')).toMatchObject({ path: '/', parent: null, drives: [] });
  expect(await browseFolder('', files, 'linux')).toMatchObject({ path: homedir(), drives: [] });
});
