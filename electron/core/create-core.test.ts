import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isRunning } from '../../e2e/testkit/processes.ts';
import type { StateEvent } from '../../shared/events.ts';
import { type Core, createCore } from './create-core.ts';
import { corePreferences, Preferences } from './storage/preferences.ts';

async function makeDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'switchyard-core-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  return dataDir;
}

async function openCore(dataDir: string): Promise<Core> {
  const preferences = await Preferences.open({
    dataDir,
    shape: corePreferences,
    lockedAtStart: false,
    wall: () => Date.now(),
  });
  const core = await createCore({
    dataDir,
    types: [],
    paths: { llamaWorker: '', sampleModel: '' },
    version: '1.2.3',
    preferences,
    licencesFile: '',
    surface: 'headless',
    onFault: (error) => {
      throw error;
    },
    onPanelFault: () => undefined,
    apiToken: () => null,
  });
  onTestFinished(() => core.close());
  return core;
}

/** Starts a process with the mark of a worker that an earlier host of this data directory started. @returns its PID */
async function startLeftover(dataDir: string): Promise<number> {
  const dataDirId = createHash('sha256')
    .update(await realpath(dataDir))
    .digest('hex')
    .slice(0, 16);
  const child = spawn('/bin/sh', ['-c', 'exec sleep 1000'], {
    env: { PATH: process.env.PATH ?? '', SWITCHYARD_WORKER: `${dataDirId}.before/3/1` },
    detached: true,
    stdio: 'ignore',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  return child.pid ?? 0;
}

test('ends the processes that an earlier host has left, and says so in a notice', async () => {
  const dataDir = await makeDataDir();
  const pid = await startLeftover(dataDir);
  const core = await openCore(dataDir);
  expect(isRunning(pid)).toBe(false);
  const events: StateEvent[] = [];
  core.bus.subscribe({ send: (event) => events.push(event) });
  expect(events[0]).toMatchObject({
    kind: 'snapshot',
    notices: [{ id: 'leftovers', message: expect.stringContaining(`PID ${pid}`) }],
  });
});

test('has no notice where nothing was left', async () => {
  const core = await openCore(await makeDataDir());
  const events: StateEvent[] = [];
  core.bus.subscribe({ send: (event) => events.push(event) });
  expect(events[0]).toMatchObject({ kind: 'snapshot', notices: [] });
});
