/**
 * Updates a git checkout without changing anything that a person did: only by fast-forward, and never where files were changed by
 * hand. Every step is limited in time, and none asks for a password.
 */

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { messageOf } from '../../../shared/errors.ts';
import { noticeWords } from '../../../shared/words/en/backends/notices.ts';
import { type HostText, texts } from '../../../shared/words/phrase.ts';
import { type FileChecks, NotAnsweringError } from '../../core/files/file-checks.ts';

const note = texts(noticeWords);

export type GitUpdate =
  | { kind: 'current' }
  | { kind: 'updated'; from: string; to: string; requirementsChanged: boolean }
  | { kind: 'changed-by-hand'; files: number }
  | { kind: 'failed'; reason: HostText };

export interface GitUpdateOptions {
  signal: AbortSignal;
  /** For all steps together, in ms. */
  timeoutMs: number;
  /** Checks out the main branch where another branch, or a fixed version, is checked out. */
  toMainBranch: boolean;
}

/** Not inherited, because they would make git use another checkout. */
const EXCLUDED_VARIABLES = /^GIT_(DIR|WORK_TREE|INDEX_FILE|NAMESPACE|OBJECT_DIRECTORY|COMMON_DIR)$/;

/** Whether the folder is the root of a checkout, and not only inside one. @throws NotAnsweringError */
export const isCheckout = (folder: string, files: FileChecks): Promise<boolean> =>
  files.access(join(folder, '.git'), 'exists').then(
    () => true,
    (error: unknown) => {
      if (error instanceof NotAnsweringError) throw error;
      return false;
    },
  );

/** There is no program git. */
class NoGitError extends Error {}

/** Never rejects. @param folder the root of a checkout, see {@link isCheckout} */
export async function updateCheckout(folder: string, options: GitUpdateOptions): Promise<GitUpdate> {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(Math.ceil(options.timeoutMs))]);
  const git = (...args: string[]) => runGit(folder, args, signal);
  try {
    const from = await git('rev-parse', 'HEAD');
    // Untracked files, such as models, do not matter.
    const changed = await git('status', '--porcelain', '--untracked-files=no');
    if (changed !== '') return { kind: 'changed-by-hand', files: changed.split('\n').length };
    if (options.toMainBranch) await checkOutMainBranch(git);
    const branch = await git('branch', '--show-current');
    if (branch === '') return { kind: 'failed', reason: note('update_fixedVersion') };
    await git('pull', '--ff-only', '--quiet');
    const to = await git('rev-parse', 'HEAD');
    if (from === to) return { kind: 'current' };
    const requirements = await git('diff', '--name-only', from, to, '--', 'requirements.txt');
    return {
      kind: 'updated',
      from: shortHash(from),
      to: shortHash(to),
      requirementsChanged: requirements !== '',
    };
  } catch (error) {
    const reason = options.signal.aborted
      ? note('update_calledOff')
      : signal.aborted
        ? note('update_tookTooLong', { seconds: Math.round(options.timeoutMs / 1000) })
        : error instanceof NoGitError
          ? note('update_noGit')
          : messageOf(error);
    return { kind: 'failed', reason };
  }
}

async function checkOutMainBranch(git: (...args: string[]) => Promise<string>): Promise<void> {
  await git('fetch', '--quiet', 'origin');
  // A checkout that was not made by `git clone` may not know it.
  const head = await git('rev-parse', '--abbrev-ref', 'origin/HEAD').catch(() => 'origin/master');
  const main = head.replace(/^origin\//, '');
  if ((await git('branch', '--show-current')) !== main) await git('checkout', '--quiet', main);
}

const shortHash = (commit: string): string => commit.slice(0, 8);

/** @returns its output @throws Error with the error message of git */
function runGit(folder: string, args: string[], signal: AbortSignal): Promise<string> {
  const inherited = Object.entries(process.env).filter(([name]) => !EXCLUDED_VARIABLES.test(name));
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      ['-C', folder, ...args],
      {
        signal,
        windowsHide: true,
        maxBuffer: 16 * 1024 * 1024,
        env: {
          ...Object.fromEntries(inherited),
          LC_ALL: 'C',
          GIT_TERMINAL_PROMPT: '0',
          GIT_ASKPASS: 'true',
          GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o ConnectTimeout=10',
        },
      },
      (error, stdout, stderr) => {
        if (!error) resolve(stdout.trim());
        else if ('code' in error && error.code === 'ENOENT') reject(new NoGitError());
        else reject(new Error(errorMessage(stderr) || error.message));
      },
    );
    child.stdin?.end();
  });
}

/** The first line with an error, without the credentials that an address in it may contain. */
function errorMessage(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => /^(fatal|error):/.test(line));
  return (lines[0] ?? '').replace(/^(fatal|error): /, '').replace(/\/\/[^@/\s]+@/g, '//');
}
