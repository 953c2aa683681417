/** Says in words what the system or a schema has refused, for the messages that people read. */

import { z } from 'zod';
import { codeOf, messageOf } from '../../shared/errors.ts';
import { systemReasonWords } from '../../shared/words/en/errors/system-reasons.ts';
import { englishOf, type HostText, type Text, texts } from '../../shared/words/phrase.ts';
import { ReasonError } from '../../shared/words/reason-error.ts';

const say = texts(systemReasonWords);

/** By the codes of Node and of the system. Each completes the sentence "The file cannot be used: …". */
const REASONS: ReadonlyMap<string, Text> = new Map([
  ['EACCES', say('denied')],
  ['EPERM', say('denied')],
  ['ENOENT', say('absent')],
  ['ENOTDIR', say('partNotFolder')],
  ['EISDIR', say('folderInPlace')],
  ['ERR_FS_EISDIR', say('folderInPlace')],
  ['EEXIST', say('otherInPlace')],
  ['ENOTEMPTY', say('fullFolderInPlace')],
  ['ELOOP', say('linkCircle')],
  ['ENAMETOOLONG', say('pathTooLong')],
  ['ENOSPC', say('diskFull')],
  ['EDQUOT', say('quotaUsed')],
  ['EFBIG', say('fileTooLarge')],
  ['EROFS', say('readOnlyDisk')],
  ['EIO', say('diskError')],
  ['ESTALE', say('lostByNetworkDrive')],
  ['EBUSY', say('usedByOther')],
  ['ETXTBSY', say('usedByOther')],
  ['EMFILE', say('tooManyFilesHere')],
  ['ENFILE', say('tooManyFiles')],
  ['ENOMEM', say('outOfMemory')],
  ['E2BIG', say('argumentsTooLong')],
  ['ENOEXEC', say('notRunnable')],
  ['ENXIO', say('notOrdinary')],
  ['ENODEV', say('notOrdinary')],
  ['EAGAIN', say('notOrdinaryEmpty')],
  ['EINVAL', say('notPermitted')],
  ['ENOTSUP', say('notPermitted')],
]);

/** What zod calls the types of JSON, and what messages call them. */
const EXPECTED: ReadonlyMap<string, string> = new Map([
  ['string', 'text'],
  ['number', 'number'],
  ['int', 'whole'],
  ['boolean', 'boolean'],
  ['array', 'list'],
  ['object', 'object'],
  ['record', 'object'],
]);

/**
 * A part of a sentence that says why something failed. The path is left out, for most messages have it. A message that is not
 * of the system or of a schema is returned as it is.
 */
export function describeSystemError(error: unknown): HostText {
  if (error instanceof ReasonError) return error.reason;
  if (error instanceof z.ZodError) return describeIssue(error);
  // The parser's own message would quote the text, in which there may be secrets.
  if (error instanceof SyntaxError) return say('notJson');
  const code = codeOf(error);
  if (code === 'ERR_INVALID_ARG_VALUE' && /null bytes/i.test(messageOf(error))) return say('nulInPath');
  return REASONS.get(code) ?? messageOf(error);
}

/** As {@link describeSystemError}, with the path of the file where the error has one. */
export function describeWithPath(error: unknown): HostText {
  const reason = describeSystemError(error);
  const path = error instanceof Error && 'path' in error ? error.path : undefined;
  return typeof path === 'string' && !englishOf(reason).includes(path)
    ? say('withPath', { reason, path })
    : reason;
}

function describeIssue({ issues: [issue] }: z.ZodError): Text {
  if (!issue) return say('otherForm');
  const name = issue.path.length === 0 ? say('theText') : issue.path.join('.').slice(0, 100);
  switch (issue.code) {
    case 'invalid_type':
      return say('wrongType', { name, type: EXPECTED.get(issue.expected) ?? 'other' });
    case 'too_big':
      return say('tooLarge', { name });
    case 'too_small':
      return say('tooSmall', { name });
    default:
      return say('badValue', { name });
  }
}
