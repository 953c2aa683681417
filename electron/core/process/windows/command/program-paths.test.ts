import { describe, expect, test } from 'vitest';
import { batchPaths, programPath, withoutPrefix, workingDirectory } from './program-paths.ts';

const LONG = `C:\\${'deep\\'.repeat(60)}run.exe`;

test.each([
  ['C:\\a\\run.exe', 'C:\\a\\run.exe'],
  ['\\\\?\\C:\\a\\run.exe', 'C:\\a\\run.exe'],
  ['\\\\.\\c:\\a', 'c:\\a'],
  ['\\\\?\\UNC\\nas\\models\\a', '\\\\nas\\models\\a'],
  ['\\\\nas\\models', '\\\\nas\\models'],
  // Neither a drive nor a share: a device, a volume without a letter.
  ['\\\\.\\pipe\\a', '\\\\.\\pipe\\a'],
  ['\\\\?\\Volume{1}\\a', '\\\\?\\Volume{1}\\a'],
])('%s is read by programs as %s', (path, plain) => {
  expect(withoutPrefix(path)).toBe(plain);
});

test('a program with a long path is named in the form in which Windows takes it', () => {
  expect(programPath(LONG)).toBe(`\\\\?\\${LONG}`);
  expect(programPath(`\\\\?\\${LONG}`)).toBe(`\\\\?\\${LONG}`);
  expect(programPath(`\\\\nas\\${'x'.repeat(260)}\\run.exe`)).toMatch(/^\\\\\?\\UNC\\nas\\x/);
  expect(programPath('\\\\?\\C:\\run.exe')).toBe('C:\\run.exe');
});

describe('a working directory', () => {
  test('is given without the prefix, up to the length that Windows takes', () => {
    const longest = `C:\\${'x'.repeat(255)}`;
    expect(workingDirectory(`\\\\?\\${longest}`)).toBe(longest);
    expect(() => workingDirectory(`${longest}x`)).toThrow(
      'has 259 characters, and Windows starts no program in one of more than 258. Choose a folder',
    );
  });

  test('of another machine is refused for a batch file, in words', () => {
    expect(() => batchPaths('C:\\run.bat', '\\\\nas\\models')).toThrow('Give the share a drive letter');
    expect(() => batchPaths('C:\\run.bat', '\\\\?\\UNC\\nas\\models')).toThrow('a folder of another machine');
    expect(batchPaths('\\\\?\\C:\\run.bat', '\\\\?\\C:\\models')).toEqual({
      file: 'C:\\run.bat',
      folder: 'C:\\models',
    });
    expect(() => batchPaths(LONG, 'C:\\')).toThrow('cmd.exe reads no more than 259');
  });
});
