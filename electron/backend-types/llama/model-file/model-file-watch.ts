/**
 * Looks at intervals whether the files of a loaded model, or the folder of a router, are still there, and says so on the card
 * where they are not.
 */
import { codeOf, messageOf } from '../../../../shared/errors.ts';
import type { AdapterIo } from '../../../core/backend/backend-type.ts';
import type { ModelPart } from './model-file.ts';

/** Milliseconds between two checks. */
export const FILE_WATCH_INTERVAL_MS = 5_000;

type WatchIo = Pick<AdapterIo, 'clock' | 'files' | 'log' | 'signal'>;

/**
 * Watches until the worker is to stop.
 * @param parts as they were before they were loaded
 * @param onChange gets the notice for the card, and null once all is as it was when the watch began
 */
export function watchModelFiles(
  parts: readonly ModelPart[],
  io: WatchIo,
  onChange: (notice: string | null) => void,
): void {
  watch(io, onChange, filesCheck(parts, io));
}

/** As {@link watchModelFiles}, for the folder of a router. */
export function watchModelsFolder(
  folder: string,
  io: WatchIo,
  onChange: (notice: string | null) => void,
): void {
  watch(io, onChange, async () => {
    const reason = await findAbsence(folder, 'folder', io);
    return reason === null
      ? null
      : `The folder of models ${folder} ${reason}. What is in memory goes on being served, but no other model can be loaded: put the folder back, or choose another.`;
  });
}

function watch(
  io: WatchIo,
  onChange: (notice: string | null) => void,
  findNotice: () => Promise<string | null>,
): void {
  let last: string | null = null;
  const check = async () => {
    const notice = await findNotice();
    if (io.signal.aborted) return;
    if (notice !== last) {
      last = notice;
      io.log(notice ?? 'What it serves is there again, as it was when it was loaded.');
      onChange(notice);
    }
    io.clock.setTimer(FILE_WATCH_INTERVAL_MS, () => void check());
  };
  void check();
}

function filesCheck(parts: readonly ModelPart[], io: WatchIo): () => Promise<string | null> {
  return async () => {
    for (const { path, bytes } of parts) {
      const reason = await findAbsence(path, 'file', io, bytes);
      if (reason !== null)
        return `The model file ${path} ${reason}. What is in memory goes on being served, but it cannot be loaded again: put the file back, or choose another.`;
    }
    return null;
  };
}

/** @param size bytes that it must have @returns what is wrong, as the rest of a sentence; null where it is there */
async function findAbsence(
  path: string,
  expected: 'file' | 'folder',
  { files }: WatchIo,
  size?: number,
): Promise<string | null> {
  try {
    const { kind, bytes } = await files.stat(path);
    if (kind !== expected) return `is not a ${expected} any more`;
    return size === undefined || size === bytes ? null : 'has changed since it was loaded';
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'is not there any more';
    return `cannot be read any more (${code === 'EACCES' ? 'permission denied' : messageOf(error)})`;
  }
}
