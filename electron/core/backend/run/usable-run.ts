import type { WorkerRun } from './worker-run.ts';

/** A live run, as others than its actor may use it. */
export type UsableRun = Pick<
  WorkerRun,
  | 'facts'
  | 'startTime'
  | 'canFreeMemory'
  | 'openAiApi'
  | 'pages'
  | 'instances'
  | 'beginRequest'
  | 'countTokens'
  | 'probeNow'
>;
