import { expect, test } from 'vitest';
import { folderOf, joinPath } from './folder-path.ts';

test.each([
  ['/home/you/a.gguf', '/home/you'],
  ['/a.gguf', '/'],
  ['C:\\models\\a.gguf', 'C:\\models'],
  ['C:\\a.gguf', 'C:\\'],
  ['\\\\nas\\models\\a.gguf', '\\\\nas\\models'],
])('the folder of %s is %s', (path, folder) => {
  expect(folderOf(path)).toBe(folder);
});

test.each([
  ['/', 'models', '/models'],
  ['/home', 'you', '/home/you'],
  ['D:\\', 'models', 'D:\\models'],
  ['\\\\nas\\models', 'a.gguf', '\\\\nas\\models\\a.gguf'],
])('%s and %s are joined to %s', (folder, name, path) => {
  expect(joinPath(folder, name)).toBe(path);
});
