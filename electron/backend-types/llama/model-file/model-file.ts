/** Tells what a model file is and what is wrong with it, by its header, without loading it. */

import { basename, dirname } from 'node:path';
import { assertNever, codeOf, messageOf, SwitchyardError } from '../../../../shared/errors.ts';
import type { HostText } from '../../../../shared/words/phrase.ts';
import { type FileChecks, NotAnsweringError } from '../../../core/files/file-checks.ts';
import { isThere } from '../../../core/files/is-there.ts';
import type { LoadFailureCode } from '../llama-protocol.ts';
import { FOREIGN_FILE_BYTES, recognizeForeignFile } from './foreign-files.ts';
import { type GgufFacts, readGgufHeader } from './gguf-header.ts';
import { knownArchitectures } from './known-architectures.ts';
import { classifyModel, type ModelPurpose } from './model-kind.ts';

export interface ModelFileProblem {
  code: Exclude<LoadFailureCode, 'not_enough_memory' | 'model_failed' | 'port_in_use'>;
  /** For `not_a_model`, `model_damaged` and `model_unsupported` it completes the sentence "The file …". */
  reason: string;
  /** What to do about it, in sentences, where it is more than the hint of the code. */
  advice?: string | undefined;
}

export interface ModelPart {
  path: string;
  bytes: number;
}

/** A file that an engine may be given. */
export interface ModelFile {
  purpose: ModelPurpose;
  /** Whether the file tells how the vectors of its tokens become one. It matters for embeddings alone. */
  isPoolingKnown: boolean;
  /** All its files, the first part first. */
  parts: ModelPart[];
  /** In tokens: what the model was made for; null where the file does not tell. */
  contextLength: number | null;
  /** How its weights are quantised, by the number of llama.cpp; null where the file does not tell. */
  fileType: number | null;
  /**
   * Why the llama.cpp of this program cannot load it, although a newer one may; null where it can. It completes the sentence
   * "The file …".
   */
  tooNew: string | null;
}

/** @param where what the error names; `name` is the label of the setting with the path */
export function modelFileError(
  { code, reason, advice }: ModelFileProblem,
  where: { backend: string; name: HostText; path: string },
): SwitchyardError {
  const { backend, name, path } = where;
  switch (code) {
    case 'path_not_found':
    case 'wrong_kind_of_path':
      return new SwitchyardError(code, { backend, name, path, expected: 'file' });
    case 'path_not_readable':
      return new SwitchyardError(code, { backend, path, reason });
    case 'not_a_model':
    case 'model_damaged':
    case 'model_unsupported':
      return new SwitchyardError(code, { backend, path, reason, advice });
    default:
      return assertNever(code);
  }
}

/** How llama.cpp names the parts of a model that is split into several files. */
const PART_NAME = /-(\d{5})-of-(\d{5})\.gguf$/;
const MAX_PARTS = 1000;
/** A file that was cut into pieces, which have to be joined before they are of any use. */
const PIECE_NAME = /\.gguf[.-](part[\d-]*of\d+|split-[a-z\d]+|part-?[a-z\d]+|\d{3})$/i;
/** How programs name a file while they download it. */
const DOWNLOAD_NAME = /\.(part|crdownload|download|aria2|tmp|incomplete|!qb|opdownload)$/i;

/**
 * Reads the headers of all parts.
 * @throws NotAnsweringError
 */
export async function inspectModelFile(
  path: string,
  files: FileChecks,
): Promise<{ model: ModelFile } | { problem: ModelFileProblem }> {
  const read = await readHeader(path, files);
  if ('problem' in read) return read;
  const { facts } = read;
  const kind = classifyModel(facts);
  if ('unusable' in kind)
    return { problem: { code: 'model_unsupported', reason: kind.unusable, advice: kind.advice } };
  const found = await inspectParts({ path, bytes: read.bytes }, facts, files);
  if ('problem' in found) return found;
  const { purpose } = kind;
  const { contextLength, fileType, poolingType } = facts;
  const isPoolingKnown = (poolingType ?? 0) > 0;
  const { parts } = found;
  return { model: { purpose, isPoolingKnown, contextLength, fileType, parts, tooNew: explainTooNew(facts) } };
}

/** As {@link inspectModelFile}, for the llama.cpp of this program: a file that is too new for it is a problem. */
export async function inspectForOwnEngine(
  path: string,
  files: FileChecks,
): Promise<{ model: ModelFile } | { problem: ModelFileProblem }> {
  const found = await inspectModelFile(path, files);
  if ('problem' in found || found.model.tooNew === null) return found;
  return {
    problem: {
      code: 'model_unsupported',
      reason: found.model.tooNew,
      advice:
        'Update Switchyard, or serve it with a newer llama-server (the type llama.cpp server). Older files of the same model may do, too.',
    },
  };
}

function explainTooNew({ architecture, unknownTensorType }: GgufFacts): string | null {
  if (architecture !== null && !knownArchitectures.has(architecture))
    return `has the architecture ${architecture}, which the llama.cpp of Switchyard does not know`;
  if (unknownTensorType !== null)
    return `has tensors of the type ${unknownTensorType}, which the llama.cpp of Switchyard does not know`;
  return null;
}

async function inspectParts(
  first: ModelPart,
  facts: GgufFacts,
  files: FileChecks,
): Promise<{ parts: ModelPart[] } | { problem: ModelFileProblem }> {
  const { path } = first;
  const count = facts.splitCount ?? 0;
  if (count <= 1) return { parts: [first] };
  const number = (facts.splitNumber ?? 0) + 1;
  const [suffix = '', , named = ''] = PART_NAME.exec(path) ?? [];
  const digits = String(count).padStart(5, '0');
  const partPath = (part: number) =>
    `${path.slice(0, -suffix.length)}-${String(part).padStart(5, '0')}-of-${digits}.gguf`;
  const unsupported = (reason: string, advice?: string) => ({
    problem: { code: 'model_unsupported' as const, reason, advice },
  });
  if (number > 1) {
    const isNamed = suffix !== '' && named === digits;
    return unsupported(
      `is part ${number} of ${count} of a model, and the first part is what has to be chosen${isNamed ? ` (${partPath(1)})` : ''}`,
      isNamed ? await adviseFirstPart(partPath(1), files) : 'Choose the first part: it finds the others.',
    );
  }
  if (suffix === '' || named !== digits || partPath(1) !== path)
    return unsupported(
      `is part 1 of ${count} of a model, and its name does not end in -00001-of-${digits}.gguf, by which the others are found`,
      'Give all its parts their names back, in one folder.',
    );
  if (count > MAX_PARTS) return unsupported(`is one of ${count} parts, and ${MAX_PARTS} are allowed`);
  let tensors = facts.tensors;
  const parts = [first];
  for (let part = 2; part <= count; part++) {
    const where = { number: part, count, path: partPath(part) };
    const found = await readHeader(where.path, files);
    if ('problem' in found) return { problem: describePart(found.problem, where) };
    if (found.facts.splitNumber !== part - 1 || found.facts.splitCount !== count)
      return {
        problem: describePart({ code: 'model_damaged', reason: 'is a part of something else' }, where),
      };
    tensors += found.facts.tensors;
    parts.push({ path: where.path, bytes: found.bytes });
  }
  if (facts.splitTensors !== null && facts.splitTensors !== tensors)
    return {
      problem: {
        code: 'model_damaged',
        reason: `is incomplete: its ${count} parts hold ${tensors} of its ${facts.splitTensors} tensors`,
      },
    };
  return { parts };
}

async function adviseFirstPart(first: string, files: FileChecks): Promise<string> {
  return (await isThere(files)(first))
    ? `Choose ${basename(first)} in the same folder as its model file.`
    : `${basename(first)} is not in its folder: download it, and choose it as its model file.`;
}

function describePart(
  { code, reason }: ModelFileProblem,
  { number, count, path }: { number: number; count: number; path: string },
): ModelFileProblem {
  const sentences: Partial<Record<ModelFileProblem['code'], string>> = {
    path_not_found: 'is missing',
    wrong_kind_of_path: 'is not a file',
    path_not_readable: `cannot be read: ${reason}`,
  };
  return {
    code: code === 'model_unsupported' ? code : 'model_damaged',
    reason: `is incomplete: its part ${number} of ${count} (${path}) ${sentences[code] ?? reason}`,
  };
}

async function readHeader(
  path: string,
  files: FileChecks,
): Promise<{ facts: GgufFacts; bytes: number } | { problem: ModelFileProblem }> {
  try {
    const { kind, bytes } = await files.stat(path);
    if (kind !== 'file') return { problem: { code: 'wrong_kind_of_path', reason: 'is not a file' } };
    const read = await readGgufHeader((offset, length) => files.readPart(path, offset, length), bytes);
    if ('facts' in read) return { ...read, bytes };
    return { problem: await explainProblem(read.problem, { path, bytes, files }) };
  } catch (error) {
    if (error instanceof NotAnsweringError) throw error;
    const code = codeOf(error) || messageOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR')
      return { problem: { code: 'path_not_found', reason: 'is not there' } };
    return {
      problem: { code: 'path_not_readable', reason: code === 'EACCES' ? 'permission denied' : code },
    };
  }
}

/** Adds to the problem of a header what the name and the first bytes of the file tell. */
async function explainProblem(
  problem: ModelFileProblem,
  { path, bytes, files }: { path: string; bytes: number; files: FileChecks },
): Promise<ModelFileProblem> {
  if (problem.code === 'model_unsupported') return problem;
  const name = basename(path);
  if (PIECE_NAME.test(name))
    return {
      code: 'model_unsupported',
      reason: 'is one piece of a file that was cut into several',
      advice: `Join its pieces in ${dirname(path)} in their order (cat piece1 piece2 > model.gguf; on Windows: copy /b piece1 + piece2 model.gguf), and choose the whole file.`,
    };
  const isDownload = DOWNLOAD_NAME.test(name);
  const advice = isDownload ? 'By its name, it is still being downloaded: let that finish.' : undefined;
  if (problem.code !== 'not_a_model' || isDownload) return { ...problem, advice };
  const start = await files.readStart(path, FOREIGN_FILE_BYTES);
  const foreign = recognizeForeignFile(start, { fileBytes: bytes, name });
  return foreign === null
    ? problem
    : { ...problem, reason: `is ${foreign.what}, and not a GGUF model`, advice: foreign.advice };
}
