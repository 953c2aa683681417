/** Where the text of an import comes from: it was sent, or it is in a file on this machine. */
import { basename, dirname, isAbsolute, join } from 'node:path';
import { codeOf, SwitchyardError } from '../../../shared/errors.ts';
import { MAX_IMPORT_SIZE } from '../../../shared/limits.ts';
import type { ParsedInput } from '../../../shared/operations.ts';
import { decodeText } from '../../../shared/text/decode-text.ts';
import { importReasonsWords } from '../../../shared/words/en/transfer/import-reasons.ts';
import { texts } from '../../../shared/words/phrase.ts';
import type { FileChecks } from '../files/file-checks.ts';
import { isMissing } from '../storage/files/durable-file.ts';
import { describeSystemError } from '../system-errors.ts';
import { importUnreadable } from './backends-file.ts';

const say = texts(importReasonsWords);

export interface ImportSource {
  text: string;
  /** SwarmUI's own folder, where the text is its file at its usual path; else empty. */
  swarmFolder: string;
}

/** @throws SwitchyardError `import_unreadable`; `missing_parameter` where neither text nor path is given */
export async function readImportSource(
  { text, path }: Pick<ParsedInput<'PreviewImport'>, 'text' | 'path'>,
  files: FileChecks,
): Promise<ImportSource> {
  if (text !== undefined) return { text, swarmFolder: '' };
  if (path === undefined || path === '') throw new SwitchyardError('missing_parameter', { name: 'text' });
  if (!isAbsolute(path)) throw importUnreadable(say('fullPath'));
  let isFolder = false;
  try {
    for (const file of [path, join(path, 'Data', 'Backends.fds'), join(path, 'Backends.fds')]) {
      const found = await files.stat(file).catch((error: unknown) => {
        if (isMissing(error) || codeOf(error) === 'ENOTDIR') return null;
        throw error;
      });
      if (found?.kind === 'other') throw importUnreadable(say('notOrdinary'));
      if (file === path) isFolder = found?.kind === 'folder';
      if (found?.kind !== 'file') continue;
      const folder = dirname(file);
      return {
        text: await readBounded(file, found.bytes, files),
        swarmFolder: basename(folder).toLowerCase() === 'data' ? dirname(folder) : '',
      };
    }
  } catch (error) {
    if (error instanceof SwitchyardError) throw error;
    throw importUnreadable(describeSystemError(error));
  }
  throw importUnreadable(say(isFolder ? 'noList' : 'noFile', { path: path.slice(0, 300) }));
}

async function readBounded(file: string, bytes: number, files: FileChecks): Promise<string> {
  // The size decides before anything is read: some files that the kernel makes never end, and all of them have no size.
  if (bytes === 0) throw importUnreadable(say('empty'));
  if (bytes > MAX_IMPORT_SIZE) throw tooLarge();
  const content = await files.readStart(file, MAX_IMPORT_SIZE + 1);
  if (content.length > MAX_IMPORT_SIZE) throw tooLarge();
  const decoded = decodeText(content);
  if ('problem' in decoded) throw importUnreadable(decoded.problem);
  return decoded.text;
}

const tooLarge = () => importUnreadable(say('tooLarge', { size: MAX_IMPORT_SIZE / 1e6 }));
