/** Looks at intervals whether the files of a loaded model are still there, and says so on the card where they are not. */
import { codeOf, messageOf } from '../../../../shared/errors.ts';
import type { AdapterIo } from '../../../core/backend/backend-type.ts';

/** Milliseconds between two checks. */
export const FILE_WATCH_INTERVAL_MS = 5_000;

type WatchIo = Pick<AdapterIo, 'clock' | 'files' | 'log' | 'signal'>;

/**
 * Watches until the worker is to stop.
 * @param onChange gets the notice for the card, and null once all is as it was when the watch began
 */
export function watchModelFiles(
  paths: readonly string[],
  io: WatchIo,
  onChange: (notice: string | null) => void,
): void {
  const sizes = new Map<string, number>();
  let last: string | null = null;
  const check = async () => {
    const notice = await findNotice(paths, sizes, io);
    if (io.signal.aborted) return;
    if (notice !== last) {
      last = notice;
      io.log(notice ?? 'The model file is there again, as it was when it was loaded.');
      onChange(notice);
    }
    io.clock.setTimer(FILE_WATCH_INTERVAL_MS, () => void check());
  };
  void check();
}

async function findNotice(
  paths: readonly string[],
  sizes: Map<string, number>,
  { files }: WatchIo,
): Promise<string | null> {
  for (const path of paths) {
    try {
      const { kind, bytes } = await files.stat(path);
      const before = sizes.get(path) ?? bytes;
      sizes.set(path, before);
      if (kind !== 'file') return gone(path, 'is not a file any more');
      if (bytes !== before) return gone(path, 'has changed since it was loaded');
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') return gone(path, 'is not there any more');
      return gone(
        path,
        `cannot be read any more (${code === 'EACCES' ? 'permission denied' : messageOf(error)})`,
      );
    }
  }
  return null;
}

const gone = (path: string, what: string) =>
  `The model file ${path} ${what}. What is in memory goes on being served, but it cannot be loaded again: put the file back, or choose another.`;
