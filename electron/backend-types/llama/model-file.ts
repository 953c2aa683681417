/** Checks a model file without loading it. */
import { open, stat } from 'node:fs/promises';
import { assertNever, codeOf, messageOf, SwitchyardError } from '../../../shared/errors.ts';
import type { LoadFailureCode } from './llama-protocol.ts';

export interface ModelFileProblem {
  code: Exclude<LoadFailureCode, 'model_failed' | 'port_in_use'>;
  reason: string;
}

/** @param where `name` is the label of the setting with the path */
export function modelFileError(
  { code, reason }: ModelFileProblem,
  where: { backend: string; name: string; path: string },
): SwitchyardError {
  switch (code) {
    case 'path_not_found':
    case 'wrong_kind_of_path':
      return new SwitchyardError(code, { ...where, expected: 'file' });
    case 'path_not_readable':
      return new SwitchyardError(code, { ...where, reason });
    case 'not_a_model':
      return new SwitchyardError(code, where);
    default:
      return assertNever(code);
  }
}

/** The fixed part of a GGUF header: magic, version, numbers of tensors and of metadata entries. */
const HEADER_BYTES = 24;

/** @returns null for a readable file that begins as a GGUF file does */
export async function findModelFileProblem(path: string): Promise<ModelFileProblem | null> {
  try {
    const info = await stat(path);
    if (!info.isFile()) return { code: 'wrong_kind_of_path', reason: 'it is not a file' };
    const file = await open(path);
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
      return bytesRead === HEADER_BYTES && buffer.toString('latin1', 0, 4) === 'GGUF'
        ? null
        : { code: 'not_a_model', reason: 'it does not begin as a GGUF file' };
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = codeOf(error) || messageOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { code: 'path_not_found', reason: 'it is not there' };
    return { code: 'path_not_readable', reason: code === 'EACCES' ? 'permission denied' : code };
  }
}
