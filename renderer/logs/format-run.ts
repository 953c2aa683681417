/** Texts about the runs of a backend. */
import type { LogRun } from '../../shared/log-runs.ts';
import { formatMoment } from '../format/time.ts';

function formatLength(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  return `${Math.round(minutes / 60)} h`;
}

/** `14:03, 12 s: exit code 1 – CUDA out of memory`; of a launch, `Instance 3, 14:03, …`. @param now epoch milliseconds */
export function formatRun(run: LogRun, now: number): string {
  const at = formatMoment(run.started_at, now);
  const start = run.launch === null ? at : `Instance ${run.launch}, ${at}`;
  if (run.live) return `${start}, since then`;
  if (run.ended_at === null) return `${start}: ended together with Switchyard`;
  const length = formatLength(Date.parse(run.ended_at) - Date.parse(run.started_at));
  const end = run.failed ? (run.diagnosis ?? run.exit ?? 'failed') : 'stopped';
  return `${start}, ${length}: ${end}`;
}
