/**
 * Which tests do not run on Windows, or not under Wine, and why. Nothing else leaves tests out there: what is not named here
 * runs. Each run prints the reasons, with the number of tests that each of them leaves out.
 */
import { relative } from 'node:path';
import { REPOSITORY } from '../testkit/repository.ts';
import { isWine } from '../testkit/wine.ts';
import { PROCESS_LIMITS, type TestLimit } from './process-limits.ts';

const MODES = 'Windows has no modes of files: who may read one follows from the folder that holds it.';
const SOCKET_FILE =
  'On Windows the lock answers on a named pipe, which is no file that could be removed or lie elsewhere.';

const NO_LLAMA =
  'A worker that a host starts inherits no NODE_OPTIONS, by which llama.cpp for Windows is found outside of node_modules under Wine. The tests of that worker run: electron/workers/llama-worker.test.ts.';

const SCRIPTS =
  'The scripts that start instances are of a shell (#!/bin/sh), as on the login nodes of clusters. Windows runs such a file by no program.';

const LIMITS: readonly TestLimit[] = [
  ...PROCESS_LIMITS,
  {
    on: 'windows',
    file: /storage\/store\.test/,
    test: /leaves a file that only this user can read/,
    reason: MODES,
  },
  {
    on: 'windows',
    file: /instance-lock\.test/,
    test: /other users of the machine see nothing/,
    reason: MODES,
  },
  {
    on: 'windows',
    file: /instance-lock\.test/,
    test: /without its socket|on another machine, on a network drive|after a restart of the machine/,
    reason: SOCKET_FILE,
  },
  {
    on: 'windows',
    file: /faults\/disk\/lock\.test/,
    test: /under another name of the directory|in place of the first|because the lock was removed/,
    reason:
      'Windows renames and removes nothing that a program has open: a directory that is in use keeps its name and its lock.',
  },
  {
    on: 'wine',
    file: /faults\/(failed-starts|supervision)\.test/,
    test: /answers OpenAI requests with tokens|of a real model worker/,
    reason: NO_LLAMA,
  },
  {
    on: 'windows',
    file: /gateway\/tokens\.test/,
    test: /over a restart of the host/,
    reason:
      'A test can end a host on Windows by force alone, and what it has counted since the last minute is written when it ends in order.',
  },
  { on: 'wine', file: /gateway\/(ai-sdk|ended-workers)\.test/, reason: NO_LLAMA },
  { on: 'wine', file: /gateway\/anthropic-sdk\.test/, test: /does not speak its API/, reason: NO_LLAMA },
  {
    on: 'wine',
    file: /gateway\/(ollama-api|on-demand|openai-api)\.test/,
    test: /the sample model|an embedding model|the worker’s own refusals|that no backend serves|sleeps after a restart of the host/,
    reason: NO_LLAMA,
  },
  { on: 'windows', file: /scale-out\/(autoscaling|kubernetes)\.test/, reason: SCRIPTS },
  {
    on: 'windows',
    file: /scale-out\/switchyard-instances\.test/,
    test: /shows its backends, frees their memory/,
    reason: SCRIPTS,
  },
  {
    on: 'windows',
    file: /engines\/real\/slurm\/slurm\.test/,
    closedFile: 'e2e/engines/real/slurm/slurm.test.ts',
    reason:
      'Slurm has neither a controller nor sbatch, squeue and scancel for Windows: a host there reaches a cluster by a script of its own or by an instance of Switchyard on a login node.',
  },
  ...(process.env.SWITCHYARD_INSTALLERS === undefined
    ? [
        {
          on: 'windows' as const,
          file: /windows\/installer\.test/,
          reason: 'There is no installer to run, because makensis is not installed (Debian: nsis).',
        },
      ]
    : []),
  {
    on: 'wine',
    file: /instance-lock\.test/,
    test: /holds under every name of the directory/,
    reason: 'Wine 8 makes no junctions or symbolic links.',
  },
];

const holdsHere = ({ on }: TestLimit): boolean => isWine || on === 'windows';

/** @returns why the test does not run here; null: it runs */
export function limitOf(file: string, test: string): string | null {
  const path = pathOf(file);
  const found = LIMITS.find(
    (limit) => holdsHere(limit) && limit.file.test(path) && (limit.test?.test(test) ?? true),
  );
  return found?.reason ?? null;
}

/** The files that are not opened here, and why. */
export const closedFiles = (): { file: string; reason: string }[] =>
  LIMITS.filter(holdsHere).flatMap(({ closedFile, reason }) =>
    closedFile === undefined ? [] : [{ file: closedFile, reason }],
  );

const pathOf = (file: string): string => relative(REPOSITORY, file).replaceAll('\\', '/');
