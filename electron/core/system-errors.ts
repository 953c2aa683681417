/** Says in words what the system or a schema has refused, for the messages that people read. */
import { z } from 'zod';
import { codeOf, messageOf } from '../../shared/errors.ts';

/** By the codes of Node and of the system. Each completes the sentence "The file cannot be used: …". */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission is denied'],
  ['EPERM', 'permission is denied'],
  ['ENOENT', 'there is no such file or folder'],
  ['ENOTDIR', 'a part of its path is not a folder'],
  ['EISDIR', 'there is a folder in its place'],
  ['ERR_FS_EISDIR', 'there is a folder in its place'],
  ['EEXIST', 'there is something else in its place'],
  ['ENOTEMPTY', 'there is a folder with files in its place'],
  ['ELOOP', 'its links lead in a circle'],
  ['ENAMETOOLONG', 'its path is too long'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the quota of the disk is used up'],
  ['EFBIG', 'it would be larger than the system allows'],
  ['EROFS', 'the disk is read-only'],
  ['EIO', 'the disk reports an error'],
  ['ESTALE', 'the network drive it is on has lost it'],
  ['EBUSY', 'another program uses it'],
  ['ETXTBSY', 'another program uses it'],
  ['EMFILE', 'this program has too many files open'],
  ['ENFILE', 'the system has too many files open'],
  ['ENOMEM', 'there is not enough memory'],
  ['E2BIG', 'its arguments are too long for the system'],
  ['ENOEXEC', 'the system cannot run it as a program'],
  ['ENXIO', 'it is not an ordinary file'],
  ['ENODEV', 'it is not an ordinary file'],
  ['EAGAIN', 'it is not an ordinary file, and there is nothing to read in it'],
  ['EINVAL', 'the system does not permit that for it'],
  ['ENOTSUP', 'the system does not permit that for it'],
]);

/** What zod calls the types of JSON. */
const EXPECTED: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'an object'],
  ['record', 'an object'],
]);

/**
 * A part of a sentence that says why something failed. The path is left out, for most messages have it. A message that is not
 * of the system or of a schema is returned as it is.
 */
export function describeSystemError(error: unknown): string {
  if (error instanceof z.ZodError) return describeIssue(error);
  // The parser's own message would quote the text, in which there may be secrets.
  if (error instanceof SyntaxError) return 'it is not valid JSON';
  const code = codeOf(error);
  if (code === 'ERR_INVALID_ARG_VALUE' && /null bytes/i.test(messageOf(error)))
    return 'its path holds a NUL character';
  return REASONS.get(code) ?? messageOf(error);
}

/** As {@link describeSystemError}, with the path of the file where the error has one. */
export function describeWithPath(error: unknown): string {
  const reason = describeSystemError(error);
  const path = error instanceof Error && 'path' in error ? error.path : undefined;
  return typeof path === 'string' && !reason.includes(path) ? `${reason} (${path})` : reason;
}

function describeIssue({ issues: [issue] }: z.ZodError): string {
  if (!issue) return 'it has another form than expected';
  const name = issue.path.length === 0 ? 'it' : issue.path.join('.').slice(0, 100);
  switch (issue.code) {
    case 'invalid_type':
      return `${name} must be ${EXPECTED.get(issue.expected) ?? 'something else'}`;
    case 'too_big':
      return `${name} is too large`;
    case 'too_small':
      return `${name} is too small`;
    default:
      return `${name} has a value that cannot be used`;
  }
}
