/** Tells what a model file is and what is wrong with it, by its header, without loading it. */

import { basename, dirname } from 'node:path';
import { assertNever, codeOf, SwitchyardError } from '../../../../shared/errors.ts';
import { modelFileWords } from '../../../../shared/words/en/errors/model-files.ts';
import { given, type HostText, type Text, texts } from '../../../../shared/words/phrase.ts';
import { settingText } from '../../../../shared/words/setting-text.ts';
import { type FileChecks, NotAnsweringError } from '../../../core/files/file-checks.ts';
import { isThere } from '../../../core/files/is-there.ts';
import { describeSystemError } from '../../../core/system-errors.ts';
import type { LoadFailureCode } from '../llama-protocol.ts';
import { FOREIGN_FILE_BYTES, recognizeForeignFile } from './foreign-files.ts';
import { type GgufFacts, readGgufHeader } from './gguf-header.ts';
import { knownArchitectures } from './known-architectures.ts';
import { classifyModel, type ModelPurpose } from './model-kind.ts';

const of = texts(modelFileWords);

export interface ModelFileProblem {
  code: Exclude<LoadFailureCode, 'not_enough_memory' | 'model_failed' | 'port_in_use'>;
  /** For `not_a_model`, `model_damaged` and `model_unsupported` it completes the sentence "The file …". */
  reason: HostText;
  /** What to do about it, in sentences, where it is more than the hint of the code. */
  advice?: HostText | undefined;
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
  tooNew: Text | null;
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
      advice: of('updateSwitchyard', { type: settingText('type_llamaserver') }),
    },
  };
}

function explainTooNew({ architecture, unknownTensorType }: GgufFacts): Text | null {
  if (architecture !== null && !knownArchitectures.has(architecture))
    return of('unknownArchitecture', { architecture });
  if (unknownTensorType !== null) return of('unknownTensorType', { type: unknownTensorType });
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
  const unsupported = (reason: Text, advice?: Text) => ({
    problem: { code: 'model_unsupported' as const, reason, advice },
  });
  if (number > 1) {
    const isNamed = suffix !== '' && named === digits;
    return unsupported(
      of('laterPart', { number, count, ...given('first', isNamed ? partPath(1) : null) }),
      isNamed ? await adviseFirstPart(partPath(1), files) : of('chooseFirst'),
    );
  }
  if (suffix === '' || named !== digits || partPath(1) !== path)
    return unsupported(of('partMisnamed', { count, ending: `-00001-of-${digits}.gguf` }), of('restoreNames'));
  if (count > MAX_PARTS) return unsupported(of('tooManyParts', { count, limit: MAX_PARTS }));
  let tensors = facts.tensors;
  const parts = [first];
  for (let part = 2; part <= count; part++) {
    const where = { number: part, count, path: partPath(part) };
    const found = await readHeader(where.path, files);
    if ('problem' in found) return { problem: describePart(found.problem, where) };
    if (found.facts.splitNumber !== part - 1 || found.facts.splitCount !== count)
      return {
        problem: describePart({ code: 'model_damaged', reason: of('part_other') }, where),
      };
    tensors += found.facts.tensors;
    parts.push({ path: where.path, bytes: found.bytes });
  }
  if (facts.splitTensors !== null && facts.splitTensors !== tensors)
    return {
      problem: {
        code: 'model_damaged',
        reason: of('partsIncomplete', { count, found: tensors, wanted: facts.splitTensors }),
      },
    };
  return { parts };
}

async function adviseFirstPart(first: string, files: FileChecks): Promise<Text> {
  return (await isThere(files)(first))
    ? of('chooseFirst_named', { file: basename(first) })
    : of('chooseFirst_missing', { file: basename(first) });
}

function describePart(
  { code, reason }: ModelFileProblem,
  { number, count, path }: { number: number; count: number; path: string },
): ModelFileProblem {
  const sentences: Partial<Record<ModelFileProblem['code'], Text>> = {
    path_not_found: of('part_missing'),
    wrong_kind_of_path: of('part_notFile'),
    path_not_readable: of('part_unreadable', { reason }),
  };
  return {
    code: code === 'model_unsupported' ? code : 'model_damaged',
    reason: of('partWrong', { number, count, path, problem: sentences[code] ?? reason }),
  };
}

async function readHeader(
  path: string,
  files: FileChecks,
): Promise<{ facts: GgufFacts; bytes: number } | { problem: ModelFileProblem }> {
  try {
    const { kind, bytes } = await files.stat(path);
    if (kind !== 'file') return { problem: { code: 'wrong_kind_of_path', reason: of('part_notFile') } };
    const read = await readGgufHeader((offset, length) => files.readPart(path, offset, length), bytes);
    if ('facts' in read) return { ...read, bytes };
    return { problem: await explainProblem(read.problem, { path, bytes, files }) };
  } catch (error) {
    if (error instanceof NotAnsweringError) throw error;
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR')
      return { problem: { code: 'path_not_found', reason: of('part_missing') } };
    return {
      problem: { code: 'path_not_readable', reason: describeSystemError(error) },
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
      reason: of('piece'),
      advice: of('piece_advice', { folder: dirname(path) }),
    };
  const isDownload = DOWNLOAD_NAME.test(name);
  const advice = isDownload ? of('stillDownloading') : undefined;
  if (problem.code !== 'not_a_model' || isDownload) return { ...problem, advice };
  const start = await files.readStart(path, FOREIGN_FILE_BYTES);
  const foreign = recognizeForeignFile(start, { fileBytes: bytes, name });
  return foreign === null
    ? problem
    : { ...problem, reason: of('foreign', { what: foreign.what }), advice: foreign.advice };
}
