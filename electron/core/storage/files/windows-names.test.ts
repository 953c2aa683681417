import { expect, test } from 'vitest';
import { makeDataDir } from '../data-dir.ts';
import { findUnusableName } from './windows-names.ts';

test.each([
  ['C:\\switchyard.', '“switchyard.” ends with a dot, which most programs on Windows leave out'],
  ['C:\\my data \\yard', '“my data ” ends with a space, which most programs on Windows leave out'],
  ['C:\\con', 'con is the name of a device on Windows'],
  ['D:\\a\\NUL.data\\b', 'NUL.data is the name of a device on Windows'],
  ['\\\\nas\\share\\LPT1', 'LPT1 is the name of a device on Windows'],
  ['C:\\what?', '“what?” holds ?, which Windows does not take in a name'],
  ['C:\\a\\b:stream', '“b:stream” holds :, which Windows does not take in a name'],
])('%s cannot be used: %s', (path, reason) => {
  expect(findUnusableName(path)).toBe(reason);
});

test.each([
  'C:\\',
  'C:\\Users\\me\\AppData\\Roaming\\Switchyard',
  'C:/Users/me/switch.yard/',
  '\\\\nas\\share\\yard',
  '\\\\?\\D:\\yard',
  'C:\\console\\communication\\nullable',
  'C:\\a\\.\\..\\b',
])('%s can be used', (path) => {
  expect(findUnusableName(path)).toBeNull();
});

test('a data directory with such a name is refused before it is made, in words', async () => {
  await expect(makeDataDir('C:\\con', 'win32')).rejects.toThrow(
    'The data directory C:\\con cannot be made: con is the name of a device on Windows. Choose another with --data-dir.',
  );
});
