/** A real file system of a few kilobytes, for what happens when a disk is full. Linux only. */
import { execFile } from 'node:child_process';
import { mkdtemp, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestContext } from 'vitest';

const run = promisify(execFile);

/**
 * Mounts a tmpfs until the test has finished: as root, else through a `sudo` that asks no password. Where neither may
 * mount, the test is reported as skipped, with the reason.
 */
export async function mountSmallDisk(
  { onTestFinished, skip }: Pick<TestContext, 'onTestFinished' | 'skip'>,
  kilobytes: number,
): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'switchyard-disk-'));
  const owner = `uid=${process.getuid?.()},gid=${process.getgid?.()},mode=0700`;
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const runAsRoot = async (...command: string[]) => {
    const [program = '', ...args] = [...prefix, ...command];
    await run(program, args);
  };
  try {
    await runAsRoot('mount', '-t', 'tmpfs', '-o', `size=${kilobytes}k,${owner}`, 'tmpfs', path);
  } catch (error) {
    await rmdir(path);
    skip(`This machine lets no disk be mounted: ${String(error)}`);
  }
  onTestFinished(async () => {
    await runAsRoot('umount', '--lazy', path);
    await rmdir(path);
  });
  return path;
}

/** Writes a file that takes all the space there is. */
export async function fillDisk(file: string): Promise<void> {
  for (let bytes = 1024 * 1024; bytes >= 1; bytes = Math.floor(bytes / 2)) {
    try {
      await writeFile(file, Buffer.alloc(bytes), { flag: 'a' });
      bytes *= 2;
    } catch {
      // Full for so many bytes, and what fitted of them is written.
    }
  }
}
