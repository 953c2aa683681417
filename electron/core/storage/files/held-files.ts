/**
 * On Windows a virus scanner, an indexer or a backup program opens a file that was just written, and until it closes it the file
 * cannot be replaced, renamed or removed, and in some cases not even read. That takes a moment. No other system refuses such
 * a thing for that reason.
 */
import { codeOf } from '../../../../shared/errors/caught-error.ts';
import type { OpenFile } from './disk.ts';

/** What Windows answers for a file that another program has open. It answers the same where something is not permitted. */
const REFUSALS: readonly unknown[] = ['EACCES', 'EBUSY', 'EPERM'];
/** Milliseconds for all tries together: who waits is a person who has pressed Save. */
const LIMIT = 3000;
const FIRST_PAUSE = 10;
const MAX_PAUSE = 200;

/**
 * Tries again on Windows, for three seconds at most, as long as another program seems to hold the file.
 * @param work must be able to fail any number of times, and leave everything as it was when it does
 * @throws its last error
 */
export async function untilReleased<Result>(
  work: () => Promise<Result>,
  platform: NodeJS.Platform = process.platform,
): Promise<Result> {
  const start = performance.now();
  for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, MAX_PAUSE)) {
    try {
      return await work();
    } catch (error) {
      if (platform !== 'win32' || !REFUSALS.includes(codeOf(error))) throw error;
      if (performance.now() - start + pause > LIMIT) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/**
 * Closes a file that is renamed or replaced next. Windows refuses that while the file is open. Elsewhere nobody waits for the
 * close, because a user waits for each step of a change.
 */
export async function release(handle: OpenFile): Promise<void> {
  if (process.platform === 'win32') await handle.close();
  else closeQuietly(handle);
}

/** Closes a file and does `work` with it: on Windows afterwards, elsewhere at the same time, the work first. */
export async function releaseWhile(handle: OpenFile, work: () => Promise<unknown>): Promise<void> {
  if (process.platform === 'win32') {
    await handle.close();
    await work();
    return;
  }
  const isDone = work();
  closeQuietly(handle);
  await isDone;
}

/** Nothing depends on it, so nobody waits for it. */
export const closeQuietly = (handle: OpenFile | null): void => void handle?.close().catch(() => undefined);
