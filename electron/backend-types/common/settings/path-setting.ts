/** A setting that names a file or a folder. */

import { isAbsolute } from 'node:path';
import { SwitchyardError } from '../../../../shared/errors.ts';
import { startReasonWords } from '../../../../shared/words/en/errors/start-reasons.ts';
import { type HostText, texts } from '../../../../shared/words/phrase.ts';
import { findPathKind } from '../../../core/discovery/browse-folder.ts';
import type { FileChecks } from '../../../core/files/file-checks.ts';
import { expandHome } from '../../../core/files/home-folder.ts';

const why = texts(startReasonWords);

/** Removes spaces around the path, and the quotes that Windows adds when a path is copied; `~` becomes the home folder. */
export function pathFromSetting(text: string): string {
  return expandHome(text.trim().replace(/^(["'])(.*)\1$/, '$2'));
}

/**
 * @param path as {@link pathFromSetting} returns it
 * @param name the label of the field
 * @throws SwitchyardError `invalid_setting_at_start`
 */
export function assertFullPath(path: string, { backend, name }: { backend: string; name: HostText }): void {
  if (isAbsolute(path)) return;
  throw new SwitchyardError('invalid_setting_at_start', {
    backend,
    name,
    reason: why('notFullPath'),
  });
}

/**
 * @param path full, as {@link assertFullPath} wants it
 * @throws SwitchyardError `path_not_found`, `wrong_kind_of_path`; NotAnsweringError
 */
export async function assertPathKind(
  path: string,
  expected: 'file' | 'folder',
  { backend, files, name }: { backend: string; name: HostText; files: FileChecks },
): Promise<void> {
  const kind = await checkPathKind(path, files);
  if (kind === expected) return;
  const code = kind === 'missing' ? 'path_not_found' : 'wrong_kind_of_path';
  throw new SwitchyardError(code, { backend, name, path, expected });
}

/** What is at a full path. A path that this program may not read counts as missing, because the worker could not read it either. @throws NotAnsweringError */
export async function checkPathKind(path: string, files: FileChecks): Promise<'file' | 'folder' | 'missing'> {
  const kind = await findPathKind(path, files);
  return kind === 'unreadable' ? 'missing' : kind;
}
