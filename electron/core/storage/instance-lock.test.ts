import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultDataDir } from './data-dir.ts';
import { acquireInstanceLock, lockPath } from './instance-lock.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'switchyard-lock-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

// The abstract socket of Linux and the socket file of macOS; a named pipe needs Windows.
describe.each(['linux', 'darwin'] as const)('the lock of a data directory, as on %s', (platform) => {
  it('is held by one program, which answers who it is', async () => {
    const first = await acquireInstanceLock(dataDir, platform);
    expect(first.held).toBe(true);
    if (first.held) first.setAddress('http://127.0.0.1:1');
    expect(await acquireInstanceLock(dataDir, platform)).toEqual({
      held: false,
      holder: { pid: process.pid, address: 'http://127.0.0.1:1' },
    });
    if (first.held) await first.release();
    const next = await acquireInstanceLock(dataDir, platform);
    expect(next.held).toBe(true);
    if (next.held) await next.release();
  });

  it('does not affect other data directories', async () => {
    const other = await mkdtemp(join(tmpdir(), 'switchyard-lock-'));
    const locks = await Promise.all([dataDir, other].map((dir) => acquireInstanceLock(dir, platform)));
    expect(locks.map(({ held }) => held)).toEqual([true, true]);
    for (const lock of locks) if (lock.held) await lock.release();
    await rm(other, { recursive: true });
  });
});

it('the lock is acquired where a dead holder left its socket file', async () => {
  const path = lockPath(dataDir, 'darwin');
  await writeFile(path, '');
  const lock = await acquireInstanceLock(dataDir, 'darwin');
  expect(lock.held).toBe(true);
  if (lock.held) await lock.release();
});

it('the lock is a named pipe on Windows', () => {
  expect(lockPath('C:\\data', 'win32')).toMatch(/^\\\\\.\\pipe\\switchyard-[0-9a-f]{24}$/);
});

describe('the default data directory', () => {
  it.each([
    ['linux', {}, '/home/me/.local/share/switchyard'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/switchyard'],
    ['darwin', {}, '/home/me/Library/Application Support/Switchyard'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/Switchyard'],
  ] as const)('on %s with %j is %s', (platform, env, expected) => {
    expect(defaultDataDir({ platform, env, home: '/home/me' })).toBe(expected);
  });
});
