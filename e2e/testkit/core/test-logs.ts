/** The logs of backends in a folder of the present test's own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Clock, systemClock } from '../../../electron/core/clock.ts';
import type { BackendLog } from '../../../electron/core/logging/backend-log.ts';
import { createLogs } from '../../../electron/core/logging/logs.ts';
import type { LogLine } from '../../../shared/events.ts';

/** `open` opens the same folder once more, as the next run of the program does. */
export async function openTestLogs(clock: Clock = systemClock) {
  const dir = await mkdtemp(join(tmpdir(), 'switchyard-test-'));
  const open = () => {
    const logs = createLogs({ dir, clock });
    onTestFinished(() => logs.close());
    return logs;
  };
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const logs = open();
  return { dir, logs, log: logs.of('7'), open };
}

export const numberedTexts = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `line ${from + index}`);

/** The lines of one page, without its other limits. */
export const readLines = async (
  log: Pick<BackendLog, 'read'>,
  options: Parameters<BackendLog['read']>[0],
): Promise<LogLine[]> => (await log.read(options)).lines;

export const textsOf = (lines: LogLine[]): string[] => lines.map(({ text }) => text);
