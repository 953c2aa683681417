/** Failures of disks, files and permissions. */
import type { KnownFailure } from '../known-failure.ts';

export const fileFailures: readonly KnownFailure[] = [
  {
    id: 'disk_full',
    pattern:
      /No space left on device(?:: '([^']+)')?|ENOSPC|WinError 112|not enough (?:free )?(?:disk )?space (?:on|to)|Disk quota exceeded|EDQUOT/i,
    explain: ({ groups: [, path] }) => ({
      explanation: `There is no space left to write${path === undefined ? '' : ` ${path}`}.`,
      remedy:
        'Free space on that disk. Downloaded models of Hugging Face lie in ~/.cache/huggingface; HF_HOME names another disk for them.',
    }),
  },
  {
    id: 'read_only_disk',
    pattern: /Read-only file system(?:: '([^']+)')?|EROFS/,
    explain: ({ groups: [, path] }) => ({
      explanation: `It wants to write${path === undefined ? '' : ` ${path}`}, and that disk is mounted for reading only. The system does that to a disk with errors, too.`,
      remedy:
        'Choose a folder on another disk, or mount it for writing. If nobody mounted it so, check the disk.',
    }),
    isPermanent: true,
  },
  {
    id: 'permission_denied',
    pattern:
      /PermissionError: \[(?:Errno 13|WinError 5)\] [^:]*(?:: '([^']+)')?|EACCES: permission denied, \w+ '([^']+)'|open (\/\S+): permission denied|^(?:\S+: )?(\/\S+): Permission denied/,
    explain: ({ groups: [, python, node, go, shell] }) => {
      const path = python ?? node ?? go ?? shell;
      return {
        explanation: `The user under which it runs may not use ${path ?? 'a file that it needs'}.`,
        remedy:
          'Correct owner and permissions of the file and the folders above it. Files that were made by root or in a container often belong to root.',
      };
    },
    isPermanent: true,
  },
  {
    id: 'file_in_use',
    pattern: /WinError 32\b[^:]*(?:: '([^']+)')?|being used by another process|database is locked/i,
    explain: ({ groups: [, path] }) => ({
      explanation: `Another program, or a second copy of this one, uses ${path ?? 'a file that it needs for itself'}.`,
      remedy: 'End the other copy. A virus scanner lets go of a file after a moment.',
    }),
  },
  {
    id: 'disk_error',
    pattern: /\[Errno 5\] Input\/output error|\bEIO\b|WinError 1117|Stale file handle|ESTALE/,
    explain: () => ({
      explanation: 'A file could not be read or written because its disk, or the connection to it, failed.',
      remedy: 'Look whether the drive or network share is connected, and check the disk (dmesg, smartctl).',
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
      explanation: `It looks for ${paths.find((path) => path !== undefined)}, which is not there.`,
      remedy:
        'Correct the path where it is named: in its arguments, its variables or its working folder. A moved or unmounted disk is a common cause.',
      action: { kind: 'open_settings' },
    }),
    isFollowUp: true,
  },
];
