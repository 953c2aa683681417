import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parseDesktopOptions } from './options.ts';

test('what is not for us is ignored', () => {
  expect(
    parseDesktopOptions(['/opt/Switchyard/switchyard', '--no-sandbox', 'switchyard://backend/3']),
  ).toEqual({
    dataDir: undefined,
    hidden: false,
    locked: false,
  });
});

test.each([[['--data-dir', 'here']], [['--data-dir=here']]])('%s names the data directory', (argv) => {
  expect(parseDesktopOptions(argv).dataDir).toBe(resolve('here'));
});

test('a login start is hidden, and settings can be locked', () => {
  expect(parseDesktopOptions(['--hidden', '--lock-settings'])).toMatchObject({ hidden: true, locked: true });
});
