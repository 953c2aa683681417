/** Texts about the runs of a backend. */

import type { LogRun } from '../../shared/log/log-runs.ts';
import { logsWords } from '../../shared/words/en/logs.ts';
import { words } from '../../shared/words/words.ts';
import { formatDuration } from '../format/amounts.ts';
import { formatMoment } from '../format/time.ts';

const t = words(logsWords);

function formatLength(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return formatDuration(seconds * 1000);
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return formatDuration(minutes * 60_000);
  return formatDuration(Math.round(minutes / 60) * 3_600_000);
}

/** `14:03, 12 s: exit code 1 – CUDA out of memory`; of a launch, `Instance 3, 14:03, …`. @param now epoch milliseconds */
export function formatRun(run: LogRun, now: number): string {
  const at = formatMoment(run.started_at, now);
  const start = run.launch === null ? at : t('runOfInstance', { number: run.launch, start: at });
  if (run.live) return t('runSince', { start });
  if (run.ended_at === null) return t('runLost', { start });
  const length = formatLength(Date.parse(run.ended_at) - Date.parse(run.started_at));
  const end = run.failed ? (run.diagnosis ?? run.exit ?? t('runFailed')) : t('runStopped');
  return t('runEnded', { start, length, end });
}
