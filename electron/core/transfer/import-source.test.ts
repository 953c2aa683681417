import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FileChecks, localFileChecks } from '../files/file-checks.ts';
import { readImportSource } from './import-source.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchyard-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The paths whose content was read. */
const read: string[] = [];
const files: FileChecks = {
  ...localFileChecks,
  readStart: (path, maxBytes) => {
    read.push(path);
    return localFileChecks.readStart(path, maxBytes);
  },
};
const failureOf = (path: string): Promise<string> =>
  readImportSource({ path }, files).then(
    () => 'no error',
    (error: Error) => error.message,
  );

it('takes a file, and the file of SwarmUI in its folder', async () => {
  await mkdir(join(folder, 'swarm/Data'), { recursive: true });
  await writeFile(join(folder, 'swarm/Data/Backends.fds'), 'text');
  expect(await readImportSource({ path: join(folder, 'swarm') }, files)).toEqual({
    text: 'text',
    swarmFolder: join(folder, 'swarm'),
  });
});

it
  .runIf(process.platform === 'linux')
  .each(['/proc/kmsg', '/proc/self/status', '/sys/kernel/debug/tracing/trace_pipe'])(
  'does not read %s, which the kernel makes while it is read and which may never end',
  async (path) => {
    read.length = 0;
    expect(await failureOf(path)).toMatch(
      /Could not import the file: (it is empty|there is no file at|permission is denied)/,
    );
    expect(read).toEqual([]);
  },
);

it('names in words why a path cannot be imported', async () => {
  const pipe = join(folder, 'pipe');
  if (process.platform !== 'win32') execFileSync('mkfifo', [pipe]);
  const huge = join(folder, 'huge');
  await writeFile(huge, '');
  await truncate(huge, 2 ** 40);
  read.length = 0;
  expect(await failureOf(pipe)).toContain('it is a pipe or a device');
  expect(await failureOf('/dev/zero')).toContain('it is a pipe or a device');
  expect(await failureOf(huge)).toContain('it is larger than 1 MB');
  expect(await failureOf('/a\0b')).toContain('its path holds a NUL character');
  expect(await failureOf(join(folder, 'x'.repeat(300)))).toContain('its path is too long');
  expect(await failureOf(join(huge, 'x'))).toContain('there is no file at');
  const empty = join(folder, 'empty');
  await mkdir(empty);
  expect(await failureOf(empty)).toContain(
    `the folder ${empty} has no list of backends: neither Data/Backends.fds, as SwarmUI’s folder has it, nor Backends.fds`,
  );
  expect(read).toEqual([]);
});
