import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { startUpdates, type Updater, type UpdatesOptions } from './updates.ts';

const HOUR = 60 * 60 * 1000;

let resourcesPath: string;
let clock: ManualClock;
let events: string[];
let loads: number;
/** What the feed answers to each check: a version to download, or an error. */
let feed: (string | Error)[];

/** Fakes electron-updater: answers from `feed`, and downloads at once. */
function createUpdater(): Updater {
  let onDownloaded: (update: { version: string }) => void = () => undefined;
  let onError: (error: Error) => void = () => undefined;
  return {
    autoDownload: false,
    autoInstallOnAppQuit: false,
    logger: console,
    on(event: string, listener: never) {
      if (event === 'update-downloaded') onDownloaded = listener;
      if (event === 'error') onError = listener;
    },
    async checkForUpdates() {
      events.push('checked');
      const answer = feed.shift();
      if (answer instanceof Error) {
        onError(answer);
        throw answer;
      }
      if (answer !== undefined) onDownloaded({ version: answer });
      return null;
    },
    quitAndInstall: (isSilent, isForceRunAfter) =>
      void events.push(`installed${isSilent ? ' silently' : ''}${isForceRunAfter ? ', then run' : ''}`),
  };
}

const start = (options: Partial<UpdatesOptions> = {}) =>
  startUpdates({
    isPackaged: true,
    resourcesPath,
    clock,
    onReady: (version) => void events.push(`ready: ${version}`),
    onFault: (error, where) => void events.push(`${where}: ${(error as Error).message}`),
    load: async () => {
      loads++;
      return createUpdater();
    },
    ...options,
  });

beforeEach(() => {
  resourcesPath = mkdtempSync(join(tmpdir(), 'switchyard-updates-'));
  writeFileSync(join(resourcesPath, 'app-update.yml'), 'provider: generic\nurl: https://updates.example\n');
  clock = new ManualClock();
  events = [];
  loads = 0;
  feed = [];
});
afterEach(() => rmSync(resourcesPath, { recursive: true }));

test('without a feed nothing is loaded, scheduled or reported, not even at an explicit check', async () => {
  rmSync(join(resourcesPath, 'app-update.yml'));
  const updates = start();
  await clock.advance(72 * HOUR);
  await updates.check();
  updates.quitAndInstall();
  expect(updates.available).toBe(false);
  expect([loads, events, clock.pendingTimers()]).toEqual([0, [], []]);
});

test('from a source tree nothing happens either', async () => {
  const updates = start({ isPackaged: false });
  await clock.advance(72 * HOUR);
  expect([updates.available, loads, clock.pendingTimers()]).toEqual([false, 0, []]);
});

test('with a feed it checks soon after the start and then once a day, and loads the library once', async () => {
  const updates = start();
  expect([updates.available, loads]).toEqual([true, 0]);
  await clock.advance(HOUR);
  expect(events).toEqual(['checked']);
  await clock.advance(48 * HOUR);
  expect(events).toEqual(['checked', 'checked', 'checked']);
  expect(loads).toBe(1);
});

test('a downloaded version is reported, and installed on request', async () => {
  feed = ['1.2.3'];
  const updates = start();
  updates.quitAndInstall();
  expect(events).toEqual([]);
  await updates.check();
  updates.quitAndInstall();
  expect(events).toEqual(['checked', 'ready: 1.2.3', 'installed silently, then run']);
});

test('a failure is reported once, and the checks go on', async () => {
  feed = [new Error('no connection'), '1.2.3'];
  start();
  await clock.advance(HOUR);
  expect(events).toEqual(['checked', 'updating: no connection']);
  await clock.advance(24 * HOUR);
  expect(events.slice(2)).toEqual(['checked', 'ready: 1.2.3']);
});

test('a library that cannot be loaded is loaded again at the next check', async () => {
  let broken = true;
  const updates = start({
    load: async () => {
      if (broken) throw new Error('not found');
      return createUpdater();
    },
  });
  await updates.check();
  broken = false;
  await updates.check();
  expect(events).toEqual(['loading the updater: not found', 'checked']);
});

test('once stopped it checks no more', async () => {
  const updates = start();
  await clock.advance(HOUR);
  updates.stop();
  await clock.advance(72 * HOUR);
  expect([events, clock.pendingTimers()]).toEqual([['checked'], []]);
});
