// Facts of failed runs for tests of the diagnosis, without processes.

import { type DiagnosedFailure, diagnose } from '../../../electron/core/diagnosis/diagnose.ts';
import type { FailedRun } from '../../../electron/core/diagnosis/known-failure.ts';
import { RunOutput } from '../../../electron/core/diagnosis/run-output.ts';
import { makeBatch } from '../../../electron/core/text-batch.ts';
import { SwitchyardError } from '../../../shared/errors.ts';

const GIB = 1024 ** 3;
const ENDED = '2026-11-29T03:00:00.000Z';
const ENDED_AT = Date.parse(ENDED);

/** A program of the type `command` on Linux with two cards, which ended with exit code 1 before it was ready. */
export const failedRun = (facts: Partial<FailedRun> = {}): FailedRun => ({
  backend: 'Backend 3 "Flux"',
  platform: 'linux',
  exit: { code: 1, signal: null },
  wasReady: false,
  port: 7821,
  program: { command: '/opt/venv/bin/engine', args: [] },
  argumentsSetting: { name: 'Arguments', label: 'Arguments' },
  environmentSetting: { name: 'Environment', label: 'Environment variables' },
  kernelLog: [],
  portOwner: null,
  gpus: [
    { id: '0', name: 'NVIDIA RTX 4090', totalBytes: 24 * GIB, freeBytes: 1 * GIB, holders: [] },
    { id: '1', name: 'NVIDIA RTX 3060', totalBytes: 12 * GIB, freeBytes: 11 * GIB, holders: [] },
  ],
  canMakeRoom: false,
  ...facts,
});

/** @param secondsBefore of each line, before the end of the run */
export function diagnoseOutput(
  lines: readonly string[],
  facts: Partial<FailedRun> = {},
  secondsBefore: (index: number) => number = () => 0,
): DiagnosedFailure {
  const run = failedRun(facts);
  const output = new RunOutput();
  for (const [index, text] of lines.entries()) {
    const seconds = secondsBefore(index);
    const at = seconds === 0 ? ENDED : new Date(ENDED_AT - seconds * 1000).toISOString();
    output.add(makeBatch({ firstSeq: index + 1, at, stream: 'err' }, [text]));
  }
  const { backend, wasReady } = run;
  const error = wasReady
    ? new SwitchyardError('crashed', { backend, reason: 'exit code 1' })
    : new SwitchyardError('exited_before_ready', { backend, reason: 'exit code 1' });
  return diagnose({ error, lines: output.lines(), endedAt: ENDED_AT, run, explainByEngine: () => null });
}
