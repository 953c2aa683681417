/** Failures of disks, files and permissions. */
import { failureRemedyWords } from '../../../../shared/words/en/errors/failure-remedies.ts';
import { failureWords } from '../../../../shared/words/en/errors/failures.ts';
import { given, texts } from '../../../../shared/words/phrase.ts';
import type { KnownFailure } from '../known-failure.ts';
import { firstOf } from './advice.ts';

const cause = texts(failureWords);
const remedy = texts(failureRemedyWords);

export const fileFailures: readonly KnownFailure[] = [
  {
    id: 'disk_full',
    pattern:
      /No space left on device(?:: '([^']+)')?|ENOSPC|WinError 112|not enough (?:free )?(?:disk )?space (?:on|to)|Disk quota exceeded|EDQUOT/i,
    explain: ({ groups: [, path] }) => ({
      explanation: cause('disk_full', given('path', path)),
      remedy: remedy('disk_full'),
    }),
  },
  {
    id: 'read_only_disk',
    pattern: /Read-only file system(?:: '([^']+)')?|EROFS/,
    explain: ({ groups: [, path] }) => ({
      explanation: cause('read_only_disk', given('path', path)),
      remedy: remedy('read_only_disk'),
    }),
    isPermanent: true,
  },
  {
    id: 'permission_denied',
    pattern:
      /PermissionError: \[(?:Errno 13|WinError 5)\] [^:]*(?:: '([^']+)')?|EACCES: permission denied, \w+ '([^']+)'|open (\/\S+): permission denied|^(?:\S+: )?(\/\S+): Permission denied/,
    explain: ({ groups: [, ...paths] }) => ({
      explanation: cause('permission_denied', given('path', firstOf(paths))),
      remedy: remedy('permission_denied'),
    }),
    isPermanent: true,
  },
  {
    id: 'file_in_use',
    pattern: /WinError 32\b[^:]*(?:: '([^']+)')?|being used by another process|database is locked/i,
    explain: ({ groups: [, path] }) => ({
      explanation: cause('file_in_use', given('path', path)),
      remedy: remedy('file_in_use'),
    }),
  },
  {
    id: 'disk_error',
    pattern: /\[Errno 5\] Input\/output error|\bEIO\b|WinError 1117|Stale file handle|ESTALE/,
    explain: () => ({
      explanation: cause('disk_error'),
      remedy: remedy('disk_error'),
    }),
  },
];

/** Of a file that is not there. It comes after all others: many programs print it and go on. */
export const missingFileFailures: readonly KnownFailure[] = [
  {
    id: 'file_missing',
    pattern:
      /FileNotFoundError: \[(?:Errno 2|WinError [23])\][^:]*: '([^']+)'|can't open file '([^']+)': \[Errno 2\]|ENOENT: no such file or directory, \w+ '([^']+)'|(?:open|stat) (\S+): no such file or directory|: ([^\s:]+): No such file or directory$/,
    explain: ({ groups: [, ...paths] }) => ({
      explanation: cause('file_missing', { path: firstOf(paths) ?? '' }),
      remedy: remedy('file_missing'),
      action: { kind: 'open_settings' },
    }),
    isFollowUp: true,
  },
];
