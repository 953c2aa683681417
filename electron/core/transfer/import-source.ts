/** Where the text of an import comes from: it was sent, or it is in a file on this machine. */
import { open, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { SwitchyardError } from '../../../shared/errors.ts';
import { MAX_IMPORT_SIZE } from '../../../shared/limits.ts';
import type { ParsedInput } from '../../../shared/operations.ts';
import { isMissing } from '../storage/durable-file.ts';
import { importUnreadable } from './backends-file.ts';

export interface ImportSource {
  text: string;
  /** SwarmUI's own folder, where the text is its file at its usual path; else empty. */
  swarmFolder: string;
}

/** @throws SwitchyardError `import_unreadable`; `missing_parameter` where neither text nor path is given */
export async function readImportSource({
  text,
  path,
}: Pick<ParsedInput<'PreviewImport'>, 'text' | 'path'>): Promise<ImportSource> {
  if (text !== undefined) return { text, swarmFolder: '' };
  if (path === undefined || path === '') throw new SwitchyardError('missing_parameter', { name: 'text' });
  if (!isAbsolute(path)) throw importUnreadable('its full path is needed');
  try {
    for (const file of [path, join(path, 'Data', 'Backends.fds'), join(path, 'Backends.fds')]) {
      const found = await stat(file).catch((error: unknown) => {
        if (isMissing(error)) return null;
        throw error;
      });
      if (!found?.isFile()) continue;
      const folder = dirname(file);
      return {
        text: await readBounded(file),
        swarmFolder: basename(folder).toLowerCase() === 'data' ? dirname(folder) : '',
      };
    }
  } catch (error) {
    if (error instanceof SwitchyardError) throw error;
    throw importUnreadable('it cannot be read');
  }
  throw importUnreadable(`there is no such file at ${path.slice(0, 300)}`);
}

async function readBounded(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const buffer = Buffer.alloc(MAX_IMPORT_SIZE + 1);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length, null);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    if (length > MAX_IMPORT_SIZE) throw importUnreadable(`it is larger than ${MAX_IMPORT_SIZE / 1e6} MB`);
    return buffer.toString('utf8', 0, length);
  } finally {
    await handle.close();
  }
}
