import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireInstanceLock } from '../../core/storage/instance-lock.ts';
import { chooseDataDir, locateDataDir } from './data-location.ts';

let root: string;
let home: string;
let other: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'switchyard-location-'));
  home = join(root, 'home');
  other = join(root, 'other disk', 'switchyard');
  mkdirSync(join(home, 'logs'), { recursive: true });
  mkdirSync(join(home, 'window'));
  writeFileSync(join(home, 'backends.json'), 'the registry');
  writeFileSync(join(home, 'token'), 'the token');
  writeFileSync(join(home, 'logs', 'a.log'), 'a line');
  writeFileSync(join(home, 'window', 'Cookies'), 'of the window');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const read = (...path: string[]) => readFileSync(join(...path), 'utf8');

test('without a choice the default folder is used', () => {
  expect(locateDataDir(undefined, home)).toEqual({ dataDir: home, isChosen: true });
});

test('the command line overrides every choice, and then none can be made', () => {
  chooseDataDir(other, home, home);
  expect(locateDataDir('/elsewhere', home)).toEqual({ dataDir: '/elsewhere', isChosen: false });
});

test('a choice takes effect at the next start, with a copy of everything but the files of the window', () => {
  chooseDataDir(other, home, home);
  expect(locateDataDir(undefined, home)).toEqual({ dataDir: other, isChosen: true });
  expect(read(other, 'backends.json')).toBe('the registry');
  expect(read(other, 'token')).toBe('the token');
  expect(read(other, 'logs', 'a.log')).toBe('a line');
  expect(() => read(other, 'window', 'Cookies')).toThrow();
  // The old folder stays as it is.
  expect(read(home, 'backends.json')).toBe('the registry');
});

test('the lock of the old folder and its socket are not copied', async () => {
  const lock = await acquireInstanceLock(home);
  chooseDataDir(other, home, home);
  expect(locateDataDir(undefined, home)).toEqual({ dataDir: other, isChosen: true });
  expect(() => readdirSync(join(other, 'instance-lock'))).toThrow();
  if (lock.held) await lock.release();
});

test('a folder that already contains backends is used as it is', () => {
  mkdirSync(other, { recursive: true });
  writeFileSync(join(other, 'backends.json'), 'older ones');
  chooseDataDir(other, home, home);
  locateDataDir(undefined, home);
  expect(read(other, 'backends.json')).toBe('older ones');
});

test('at a later start nothing is copied again', () => {
  chooseDataDir(other, home, home);
  locateDataDir(undefined, home);
  rmSync(join(other, 'backends.json'));
  expect(locateDataDir(undefined, home)).toEqual({ dataDir: other, isChosen: true });
  expect(() => read(other, 'backends.json')).toThrow();
});

test('where the copy fails, the old folder stays in use, with a message', () => {
  chooseDataDir(other, home, home);
  rmSync(other, { recursive: true });
  writeFileSync(other, 'a file in its place');
  const location = locateDataDir(undefined, home);
  expect(location.dataDir).toBe(home);
  expect(String(location.problem)).toContain(`the data directory is still ${home}`);
});

test('a chosen folder that is gone is reported as missing, and not created without backends', () => {
  chooseDataDir(other, home, home);
  locateDataDir(undefined, home);
  rmSync(other, { recursive: true });
  expect(locateDataDir(undefined, home)).toMatchObject({ dataDir: other, isMissing: true });
});

test('a folder that is not writable is refused when it is chosen', () => {
  writeFileSync(join(root, 'file'), '');
  expect(() => chooseDataDir(join(root, 'file', 'below'), home, home)).toThrow();
  expect(locateDataDir(undefined, home).dataDir).toBe(home);
});

test('the old folder can be chosen again', () => {
  chooseDataDir(other, home, home);
  locateDataDir(undefined, home);
  chooseDataDir(home, other, home);
  expect(locateDataDir(undefined, home).dataDir).toBe(home);
});
