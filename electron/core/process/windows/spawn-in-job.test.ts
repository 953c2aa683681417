/** What a spawn on Windows does where Windows, or the package that asks it, does not help. Real jobs: e2e/windows/supervision.test.ts. */
import { tmpdir } from 'node:os';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { systemClock } from '../../clock.ts';
import { localFileChecks } from '../../files/file-checks.ts';
import type { LogSink } from '../../logging/output-pipe.ts';
import { createSpawner } from '../worker-process.ts';
import type { WindowsProcesses } from './windows-processes.ts';

function setUp(windows: () => Promise<WindowsProcesses>) {
  const launched: string[] = [];
  const messages: string[] = [];
  const spawner = createSpawner({
    platform: 'win32',
    dataDir: tmpdir(),
    owner: { dataDirId: 'd', hostId: 'h' },
    clock: systemClock,
    files: localFileChecks,
    log: { warn: () => {} },
    windows,
    launchModule: async ({ module }) => {
      launched.push(module);
      const [stdout, stderr] = [new PassThrough().end(), new PassThrough().end()];
      return { pid: 4242, stdout, stderr, exited: new Promise(() => {}) };
    },
  });
  const sink: LogSink = {
    add: () => {},
    whenWritable: () => undefined,
    logMessage: (text) => void messages.push(text),
  };
  const spawn = () =>
    spawner.spawnWorker(
      { module: '/worker.js', args: [] },
      { backendId: 0, generation: 1, backend: 'Backend 0', sink },
    );
  return { launched, messages, spawn };
}

test('where koffi cannot be loaded, nothing is launched, and the error says what to do', async () => {
  const { launched, spawn } = setUp(async () => {
    throw new Error('The package koffi cannot be loaded. Install Switchyard again.');
  });
  await expect(spawn()).rejects.toMatchObject({
    code: 'spawn_failed',
    message: expect.stringContaining('Install Switchyard again.'),
  });
  expect(launched).toEqual([]);
});

test('a job that Windows refuses is told in the log of the backend, and the worker runs', async () => {
  const { launched, messages, spawn } = setUp(async () => {
    const refusing: Partial<WindowsProcesses> = { adopt: () => 'access is denied (Windows error 5)' };
    return refusing as WindowsProcesses;
  });
  expect((await spawn()).pid).toBe(4242);
  expect(launched).toEqual(['/worker.js']);
  expect(messages).toEqual([
    'Windows gave this worker no job object of its own: access is denied (Windows error 5). What it starts is found by its parents and by its mark, and is ended only at the next start if this program is killed.',
  ]);
});
