/** Checks a model file without loading it. */
import { assertNever, codeOf, messageOf, SwitchyardError } from '../../../../shared/errors.ts';
import { type FileChecks, NotAnsweringError } from '../../../core/files/file-checks.ts';
import type { LoadFailureCode } from '../llama-protocol.ts';
import { findGgufProblem } from './gguf-header.ts';

export interface ModelFileProblem {
  code: Exclude<LoadFailureCode, 'model_failed' | 'port_in_use'>;
  /** For `model_damaged` and `model_unsupported` it completes the sentence "The file …". */
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
    case 'model_damaged':
    case 'model_unsupported':
      return new SwitchyardError(code, { ...where, reason });
    case 'not_a_model':
      return new SwitchyardError(code, where);
    default:
      return assertNever(code);
  }
}

/** How llama.cpp names the parts of a model that is split into several files. */
const PART_NAME = /-(\d{5})-of-(\d{5})\.gguf$/;
const MAX_PARTS = 1000;

/** Walks through the headers of all parts. @returns null for a model that an engine may be given @throws NotAnsweringError */
export async function findModelFileProblem(
  path: string,
  files: FileChecks,
): Promise<ModelFileProblem | null> {
  const problem = await findFileProblem(path, files);
  if (problem) return problem;
  const [suffix = '', part = '', parts = ''] = PART_NAME.exec(path) ?? [];
  const count = Number(parts);
  if (suffix === '' || count <= 1) return null;
  const partPath = (number: number) =>
    `${path.slice(0, -suffix.length)}-${String(number).padStart(5, '0')}-of-${parts}.gguf`;
  if (Number(part) !== 1)
    return {
      code: 'model_unsupported',
      reason: `is part ${Number(part)} of ${count} of a model, and the first part is what has to be chosen (${partPath(1)})`,
    };
  if (count > MAX_PARTS)
    return { code: 'model_unsupported', reason: `is one of ${count} parts, and ${MAX_PARTS} are allowed` };
  for (let number = 2; number <= count; number++) {
    const found = await findFileProblem(partPath(number), files);
    if (found) return describePart(found, { number, count, path: partPath(number) });
  }
  return null;
}

function describePart(
  { code, reason }: ModelFileProblem,
  { number, count, path }: { number: number; count: number; path: string },
): ModelFileProblem {
  const sentences: Partial<Record<ModelFileProblem['code'], string>> = {
    path_not_found: 'is missing',
    wrong_kind_of_path: 'is not a file',
    path_not_readable: `cannot be read: ${reason}`,
    not_a_model: 'is not a GGUF file',
  };
  return {
    code: code === 'model_unsupported' ? code : 'model_damaged',
    reason: `is incomplete: its part ${number} of ${count} (${path}) ${sentences[code] ?? reason}`,
  };
}

async function findFileProblem(path: string, files: FileChecks): Promise<ModelFileProblem | null> {
  try {
    const { kind, bytes } = await files.stat(path);
    if (kind !== 'file') return { code: 'wrong_kind_of_path', reason: 'it is not a file' };
    return await findGgufProblem((offset, length) => files.readPart(path, offset, length), bytes);
  } catch (error) {
    if (error instanceof NotAnsweringError) throw error;
    const code = codeOf(error) || messageOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { code: 'path_not_found', reason: 'it is not there' };
    return { code: 'path_not_readable', reason: code === 'EACCES' ? 'permission denied' : code };
  }
}
