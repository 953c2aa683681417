/** Checks a model file without loading it. */
import { assertNever, codeOf, messageOf, SwitchyardError } from '../../../shared/errors.ts';
import { type FileChecks, NotAnsweringError } from '../../core/files/file-checks.ts';
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

/** @returns null for a readable file that begins as a GGUF file does. @throws NotAnsweringError */
export async function findModelFileProblem(
  path: string,
  files: FileChecks,
): Promise<ModelFileProblem | null> {
  try {
    const { kind } = await files.stat(path);
    if (kind !== 'file') return { code: 'wrong_kind_of_path', reason: 'it is not a file' };
    const header = await files.readStart(path, HEADER_BYTES);
    return header.length === HEADER_BYTES && Buffer.from(header).toString('latin1', 0, 4) === 'GGUF'
      ? null
      : { code: 'not_a_model', reason: 'it does not begin as a GGUF file' };
  } catch (error) {
    if (error instanceof NotAnsweringError) throw error;
    const code = codeOf(error) || messageOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { code: 'path_not_found', reason: 'it is not there' };
    return { code: 'path_not_readable', reason: code === 'EACCES' ? 'permission denied' : code };
  }
}
