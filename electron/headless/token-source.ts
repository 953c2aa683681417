/** Where the token comes from that clients must send: a file, a variable, the command line, or the data directory. */
import { constants, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { codeOf } from '../../shared/errors.ts';
import { describeSystemError } from '../core/system-errors.ts';
import { UsageError } from './usage-error.ts';

/** The variable is removed from the environment once it is read, so that no other process gets it. */
export const TOKEN_VARIABLE = 'SWITCHYARD_TOKEN';

/** Characters of a token that a person chooses. Ours have 43. */
const MIN_TOKEN_LENGTH = 16;
const MIN_DIFFERENT_CHARACTERS = 8;
const MAX_TOKEN_LENGTH = 1000;
/** Milliseconds for a pipe, or a drive, to give the token. */
const READ_TIMEOUT = 10_000;

export type TokenSource =
  | { kind: 'none' }
  | { kind: 'data-directory' }
  | { kind: 'command-line'; token: string }
  | { kind: 'variable'; token: string }
  | { kind: 'file'; path: string };

export interface TokenOptions {
  token: string | undefined;
  'token-file': string | undefined;
  'no-auth': boolean | undefined;
}

/** Takes the variable out of `environment`. @throws UsageError where there are several tokens, or an empty one */
export function chooseTokenSource(options: TokenOptions, environment: NodeJS.ProcessEnv): TokenSource {
  const { token, 'token-file': path, 'no-auth': noAuth } = options;
  const inVariable = environment[TOKEN_VARIABLE];
  delete environment[TOKEN_VARIABLE];
  const given = [
    ...(token === undefined ? [] : ['--token']),
    ...(path === undefined ? [] : ['--token-file']),
    ...(inVariable === undefined ? [] : [TOKEN_VARIABLE]),
    ...(noAuth ? ['--no-auth'] : []),
  ];
  if (given.length > 1)
    throw new UsageError(
      `${given.join(' and ')} contradict each other: leave ${given.length > 2 ? 'all but one' : 'one'} out.`,
    );
  if (noAuth) return { kind: 'none' };
  if (path !== undefined) return { kind: 'file', path };
  if (inVariable !== undefined) return { kind: 'variable', token: inVariable };
  return token === undefined ? { kind: 'data-directory' } : { kind: 'command-line', token };
}

export interface GivenToken {
  token: string;
  /** What a person should know about the way in which it was given. */
  warning: string | null;
}

/** Reads a token that was given at the start. @throws UsageError where there is none, or one that is guessed too soon */
export async function readGivenToken(
  source: Exclude<TokenSource, { kind: 'none' | 'data-directory' }>,
): Promise<GivenToken> {
  switch (source.kind) {
    case 'command-line':
      return {
        token: checkStrength(source.token, '--token'),
        warning:
          'The token of --token can be read by every user of this machine, in its list of processes. ' +
          `Put it into a file and start with --token-file, or into the variable ${TOKEN_VARIABLE}.`,
      };
    case 'variable':
      return { token: checkStrength(source.token, TOKEN_VARIABLE), warning: null };
    case 'file': {
      const { text, stats } = await readTokenFile(source.path);
      return {
        token: checkStrength(text.trim(), `The token in ${source.path}`),
        warning: checkFileMode(source.path, stats),
      };
    }
  }
}

/** @throws UsageError */
function checkStrength(token: string, name: string): string {
  const refuse = (problem: string) =>
    new UsageError(
      `${name} ${problem}. Make one with "openssl rand -hex 32", or leave it out: then Switchyard makes one.`,
    );
  if (token === '') throw refuse('is empty');
  if (!/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(token))
    throw refuse('contains characters that cannot be sent in a header');
  if (token.length > MAX_TOKEN_LENGTH) throw refuse(`is longer than ${MAX_TOKEN_LENGTH} characters`);
  if (token.length < MIN_TOKEN_LENGTH)
    throw refuse(`is too easy to guess: it has fewer than ${MIN_TOKEN_LENGTH} characters`);
  if (
    new Set(token.toLowerCase()).size < MIN_DIFFERENT_CHARACTERS ||
    isSequence(token) ||
    isRepetition(token)
  )
    throw refuse('is too easy to guess: it repeats a few characters, or counts them up');
  return token;
}

/** Whether each character follows the one before by the same step, as in 0123456789abcdef read in hexadecimal digits. */
function isSequence(token: string): boolean {
  let followers = 0;
  for (let index = 1; index < token.length; index++)
    if (Math.abs(token.charCodeAt(index) - token.charCodeAt(index - 1)) <= 1) followers++;
  return followers > token.length * 0.75;
}

/** Whether a part of at most half its length is written again and again, as in `passwordpassword`. */
const isRepetition = (token: string): boolean => `${token}${token}`.indexOf(token, 1) < token.length;

/** @returns a warning where others can read the file @throws UsageError where others can replace what is in it */
function checkFileMode(path: string, stats: Stats): string | null {
  if (process.platform === 'win32' || !stats.isFile()) return null;
  if ((stats.mode & 0o022) !== 0)
    throw new UsageError(
      `The token file ${path} can be written by other users, who could give themselves access. Run "chmod 600 ${path}".`,
    );
  if ((stats.mode & 0o044) === 0) return null;
  return `The token file ${path} can be read by other users of this machine. Run "chmod 600 ${path}".`;
}

/** @throws UsageError */
async function readTokenFile(path: string): Promise<{ text: string; stats: Stats }> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('nothing can be read from it')), READ_TIMEOUT);
  });
  try {
    return await Promise.race([readBounded(path), timeout]);
  } catch (error) {
    const reason = {
      ENOENT: 'there is no such file',
      EACCES: 'permission is denied',
      EISDIR: 'it is a folder',
    }[codeOf(error)];
    throw new UsageError(
      `The token file ${path} cannot be read: ${reason ?? describeSystemError(error)}. Choose another with --token-file.`,
    );
  } finally {
    clearTimeout(timer);
  }
}

async function readBounded(path: string): Promise<{ text: string; stats: Stats }> {
  const file: FileHandle = await open(path, constants.O_RDONLY);
  try {
    const stats = await file.stat();
    const chunks: Buffer[] = [];
    for (let size = 0; size <= 2 * MAX_TOKEN_LENGTH; ) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(1024), 0, 1024, null);
      if (bytesRead === 0) break;
      chunks.push(buffer.subarray(0, bytesRead));
      size += bytesRead;
    }
    return { text: Buffer.concat(chunks).toString('utf8'), stats };
  } finally {
    await file.close();
  }
}
