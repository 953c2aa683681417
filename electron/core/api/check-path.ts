/** CheckPath: what is at a path, for the form that it is typed into. */
import type { OperationOutput } from '../../../shared/operations.ts';
import { onWire } from '../../../shared/words/wire-phrases.ts';
import type { AnyBackendType, PathContext } from '../backend/backend-type.ts';
import { findPathKind } from '../discovery/browse-folder.ts';
import { NotAnsweringError } from '../files/file-checks.ts';

/** @param context with the type and the setting whose form asks, if one does */
export async function checkPath(
  path: string,
  { type, setting, ...context }: PathContext & { type: AnyBackendType | undefined; setting: string },
): Promise<OperationOutput<'CheckPath'>> {
  try {
    const kind = await findPathKind(path, context.files);
    const isThere = kind === 'file' || kind === 'folder';
    const found = isThere ? await type?.describePath?.(setting, path, context) : null;
    return found ? { kind, ...onWire({ found }) } : { kind };
  } catch (error) {
    if (error instanceof NotAnsweringError) return { kind: 'unreadable' };
    throw error;
  }
}
