/**
 * The installer that makensis compiles, around a stand-in for the app (build/packaging/windows/stand-in): installed for one user, put
 * over a program that runs, and uninstalled. build/scripts/test-windows.mjs has made it where makensis is there.
 */
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { eventually } from '../testkit/eventually.ts';

const run = promisify(execFile);
const { LOCALAPPDATA = '', APPDATA = '', SWITCHYARD_INSTALLERS = '' } = process.env;
const folder = join(LOCALAPPDATA, 'Programs', 'Switchyard');
const program = join(folder, 'Switchyard.exe');
const uninstaller = join(folder, 'Uninstall Switchyard.exe');
const shortcut = join(APPDATA, 'Microsoft', 'Windows', 'Start Menu', 'Programs', 'Switchyard.lnk');
/** The stand-in has it there while it runs. */
const running = (version: number) => join(tmpdir(), `switchyard-runs-${version}`);
const install = (version: number) => run(join(SWITCHYARD_INSTALLERS, `setup-${version}.exe`), ['/S']);
const start = () => spawn(program, { stdio: 'ignore', detached: true }).unref();

test('installs for one user, replaces a running version once it has quit, and uninstalls without the data', async () => {
  const data = join(APPDATA, 'Switchyard');
  await mkdir(data, { recursive: true });
  await writeFile(join(data, 'backends.json'), '{}');

  await install(1);
  expect(existsSync(shortcut)).toBe(true);
  expect(await readdir(join(folder, 'resources'))).toEqual(['only-in-1.txt']);
  // What a person has put there is none of the installer's.
  await writeFile(join(folder, 'my notes.txt'), 'mine');

  start();
  await eventually('version 1 runs', () => existsSync(running(1)));
  await install(2);
  expect(existsSync(running(1))).toBe(false);
  expect(await readdir(join(folder, 'resources'))).toEqual(['only-in-2.txt']);

  start();
  await eventually('version 2 runs', () => existsSync(running(2)));
  // It goes on in a copy of itself, since no program can remove its own file.
  await run(uninstaller, ['/S']);
  await eventually('the program is gone', () => !existsSync(uninstaller) && !existsSync(program));
  expect(existsSync(running(2))).toBe(false);
  await eventually('the shortcut is gone', () => !existsSync(shortcut));
  expect(await readdir(folder)).toEqual(['my notes.txt']);
  expect(await readdir(data)).toContain('backends.json');
  await rm(folder, { recursive: true });
});
