/**
 * Looks at intervals whether the files of a loaded model, or the folder of a router, are still there, and says so on the card
 * where they are not.
 */

import { codeOf } from '../../../../shared/errors.ts';
import { noticeWords } from '../../../../shared/words/en/backends/notices.ts';
import { type HostText, type Text, texts } from '../../../../shared/words/phrase.ts';
import type { AdapterIo } from '../../../core/backend/backend-type.ts';
import { describeSystemError } from '../../../core/system-errors.ts';
import type { ModelPart } from './model-file.ts';

const note = texts(noticeWords);

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
  onChange: (notice: HostText | null) => void,
): void {
  watch(io, onChange, filesCheck(parts, io));
}

/** As {@link watchModelFiles}, for the folder of a router. */
export function watchModelsFolder(
  folder: string,
  io: WatchIo,
  onChange: (notice: HostText | null) => void,
): void {
  watch(io, onChange, () => findAbsence(folder, 'folder', io));
}

function watch(
  io: WatchIo,
  onChange: (notice: HostText | null) => void,
  findNotice: () => Promise<Text | null>,
): void {
  let last: string | null = null;
  const check = async () => {
    const notice = await findNotice();
    if (io.signal.aborted) return;
    const english = notice?.text ?? null;
    if (english !== last) {
      last = english;
      io.log(english ?? 'What it serves is there again, as it was when it was loaded.');
      onChange(notice);
    }
    io.clock.setTimer(FILE_WATCH_INTERVAL_MS, () => void check());
  };
  void check();
}

function filesCheck(parts: readonly ModelPart[], io: WatchIo): () => Promise<Text | null> {
  return async () => {
    for (const { path, bytes } of parts) {
      const notice = await findAbsence(path, 'file', io, bytes);
      if (notice !== null) return notice;
    }
    return null;
  };
}

/** @param size bytes that it must have @returns what is wrong; null where it is there */
async function findAbsence(
  path: string,
  expected: 'file' | 'folder',
  { files }: WatchIo,
  size?: number,
): Promise<Text | null> {
  const where = { path, meanwhile: note(`meanwhile_${expected}`) };
  try {
    const { kind, bytes } = await files.stat(path);
    if (kind !== expected) return note(`otherKind_${expected}`, where);
    return size === undefined || size === bytes ? null : note('file_changed', where);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return note(`absent_${expected}`, where);
    const reason = describeSystemError(error);
    return note(`unreadable_${expected}`, { ...where, reason });
  }
}
