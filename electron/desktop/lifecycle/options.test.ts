import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parseDesktopOptions } from './options.ts';

test('unknown arguments are ignored', () => {
  expect(
    parseDesktopOptions(['/opt/Switchyard/switchyard', '--no-sandbox', 'switchyard://backend/3']),
  ).toEqual({
    dataDir: undefined,
    hidden: false,
    quit: false,
    locked: false,
    logLevel: 'info',
  });
});

test.each([[['--data-dir', 'here']], [['--data-dir=here']]])('%s names the data directory', (argv) => {
  expect(parseDesktopOptions(argv).dataDir).toBe(resolve('here'));
});

test('a login start is hidden, and settings can be locked', () => {
  expect(parseDesktopOptions(['--hidden', '--lock-settings'])).toMatchObject({ hidden: true, locked: true });
});

test.each([
  [['--log-level', 'debug'], 'debug'],
  [['--log-level=error'], 'error'],
  [['--log-level', '0'], 'info'],
  [['--log-level=loud'], 'info'],
  [['--log-level'], 'info'],
])('%j sets the level of the program log; an unknown level leaves the default', (argv, level) => {
  expect(parseDesktopOptions(argv).logLevel).toBe(level);
});
