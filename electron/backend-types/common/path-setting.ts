/** A setting that names a file or a folder. */
import { isAbsolute } from 'node:path';
import { SwitchyardError } from '../../../shared/errors.ts';
import { findPathKind } from '../../core/discovery/browse-folder.ts';

/** The path that a person meant: without spaces around it, and without the quotes that Windows copies with it. */
export function pathFromSetting(text: string): string {
  return text.trim().replace(/^"(.*)"$/, '$1');
}

/**
 * @param path as {@link pathFromSetting} has it
 * @param name how the field is labelled
 * @throws SwitchyardError `invalid_setting_at_start`
 */
export function assertFullPath(path: string, { backend, name }: { backend: string; name: string }): void {
  if (isAbsolute(path)) return;
  throw new SwitchyardError('invalid_setting_at_start', {
    backend,
    name,
    reason: 'is not a full path (one that begins at the root of a disk)',
  });
}

/** What is at a full path; what cannot be seen from here is missing to the one who starts it. */
export async function kindAt(path: string): Promise<'file' | 'folder' | 'missing'> {
  const kind = await findPathKind(path);
  return kind === 'unreadable' ? 'missing' : kind;
}
