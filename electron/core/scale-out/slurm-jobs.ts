/**
 * Reads what `squeue --json` says of the jobs. Names and shapes of the fields change with each release, so they are read leniently.
 * Sources: recordings of Slurm 22.05.8 (`e2e/recordings/slurm-22.05.8/`); the shapes since 23.11 (`data_parser` v0.0.40: states as
 * a list, numbers as `{set, infinite, number}`) from Slurm's own documentation.
 */

import { z } from 'zod';
import { fleetReasonWords } from '../../../shared/words/en/errors/fleet-reasons.ts';
import { given, type HostText, type Text, texts } from '../../../shared/words/phrase.ts';

const say = texts(fleetReasonWords);

export interface SlurmJob {
  id: string;
  name: string;
  phase: 'pending' | 'running' | 'ended';
  /** As Slurm names it, such as `COMPLETING`. */
  state: string;
  /** Why it waits, or has ended, as Slurm names it; null for none. */
  reason: string | null;
  /** Name of its first node; null where it has none. */
  node: string | null;
  exitCode: number;
}

/** `unknown`: the controller does not answer. That says nothing of what runs. */
export type SlurmReading = { kind: 'jobs'; jobs: SlurmJob[] } | { kind: 'unknown'; reason: HostText };

export interface CommandResult {
  /** Null where it could not be run, or did not end in time. */
  code: number | null;
  stdout: string;
  stderr: string;
  /** Why it could not be run; left out where it was. */
  problem?: Text;
}

const ENDED = new Set([
  'BOOT_FAIL',
  'CANCELLED',
  'COMPLETED',
  'DEADLINE',
  'FAILED',
  'LAUNCH_FAILED',
  'NODE_FAIL',
  'OUT_OF_MEMORY',
  'PREEMPTED',
  'RECONFIG_FAIL',
  'REVOKED',
  'TIMEOUT',
]);
const PENDING = new Set([
  'PENDING',
  'REQUEUED',
  'REQUEUE_FED',
  'REQUEUE_HOLD',
  'SPECIAL_EXIT',
  'RESV_DEL_HOLD',
]);

const stateSchema = z.union([z.string().transform((state) => [state]), z.array(z.string())]);
const numberSchema = z.union([
  z.number(),
  z.object({ number: z.number() }).transform(({ number }) => number),
  z
    .object({ return_code: z.object({ number: z.number() }) })
    // This is the exit code of the program. The older number is the status that wait() gives, with the exit code in its upper byte.
    .transform(({ return_code }) => return_code.number << 8),
]);
const jobSchema = z.object({
  job_id: numberSchema,
  name: z.string().catch(''),
  job_state: stateSchema,
  state_reason: z.string().catch(''),
  batch_host: z.string().catch(''),
  nodes: z.string().catch(''),
  exit_code: numberSchema.catch(0),
});
const replySchema = z.object({
  jobs: z.array(z.unknown()),
  errors: z
    .array(z.looseObject({ description: z.string().catch(''), error: z.string().catch('') }))
    .catch([]),
});

/**
 * Invariant: an empty list is only taken for one where Slurm reports no error. With a dead controller, `squeue --json` of 22.05
 * exits 0 with an empty list after 9 s, and says so in `errors` alone.
 */
export function parseJobs(result: CommandResult): SlurmReading {
  const { code, stdout } = result;
  const reply = replySchema.safeParse(parseJson(stdout));
  const unknown = (reason: HostText): SlurmReading => ({ kind: 'unknown', reason });
  if (code === null) return unknown(failureOf('squeue', result));
  const said = saidBy(result);
  if (!reply.success) return unknown(said ?? say('noJobList', { program: 'squeue', code: String(code) }));
  const [error] = reply.data.errors;
  if (error) {
    const reported = [error.description, error.error].filter((text) => text !== '').join(': ');
    return unknown(said ?? (reported === '' ? say('slurmError') : reported));
  }
  if (code !== 0) return unknown(failureOf('squeue', result));
  return {
    kind: 'jobs',
    jobs: reply.data.jobs.flatMap((raw) => {
      const job = jobSchema.safeParse(raw);
      return job.success ? [toJob(job.data)] : [];
    }),
  };
}

function toJob(job: z.infer<typeof jobSchema>): SlurmJob {
  const states = job.job_state;
  const ended = states.find((state) => ENDED.has(state));
  // While it completes, its processes are being ended.
  const isEnded = ended !== undefined && !states.includes('COMPLETING');
  const [state = 'UNKNOWN'] = ended === undefined ? states : [ended];
  return {
    id: String(job.job_id),
    name: job.name,
    phase: isEnded ? 'ended' : PENDING.has(state) ? 'pending' : 'running',
    state,
    reason: job.state_reason === '' || job.state_reason === 'None' ? null : job.state_reason,
    node: firstNode(job.batch_host) ?? firstNode(job.nodes),
    exitCode: job.exit_code,
  };
}

/** `node[3-5],x` is node3. */
function firstNode(nodes: string): string | null {
  const [, prefix = '', number = '', rest = ''] =
    /^([^[,]+)(?:\[(\d+)[^\]]*\])?([^[,]*)/.exec(nodes.trim()) ?? [];
  const node = `${prefix}${number}${rest}`;
  return node === '' || node === '(null)' ? null : node;
}

/** How a job has ended, as a part of a sentence. */
export function describeEnd({ id, state, reason, exitCode }: SlurmJob): Text {
  const because = { id, ...given('reason', reason) };
  const signal = exitCode & 0x7f;
  const code = exitCode >> 8;
  switch (state) {
    case 'TIMEOUT':
      return say('job_timeLimit', { id });
    case 'PREEMPTED':
      return say('job_preempted', { id });
    case 'NODE_FAIL':
    case 'BOOT_FAIL':
      return say('job_nodeLost', because);
    case 'OUT_OF_MEMORY':
      return say('job_outOfMemory', { id });
    case 'DEADLINE':
      return say('job_deadline', { id });
    case 'CANCELLED':
      return say('job_cancelled', because);
    case 'COMPLETED':
      return say('job_ended', { id });
    default:
      if (code > 0) return say('job_failedWithCode', { ...because, code: String(code) });
      if (signal > 0) return say('job_failedBySignal', { ...because, signal: String(signal) });
      return say('job_failed', because);
  }
}

/** Why a program of Slurm did not do what it was asked for. */
export const failureOf = (program: string, result: CommandResult): HostText =>
  saidBy(result) ??
  (result.code === null
    ? say('programTooSlow', { program })
    : say('programExit', { program, code: String(result.code) }));

/** What it has said last, which is the reason; null where it has said nothing. */
const saidBy = ({ problem, stderr }: CommandResult): HostText | null => problem ?? lastLine(stderr);

/** The last line that a program of Slurm has printed on stderr, without the name of the program. */
export function lastLine(stderr: string): string | null {
  const line = stderr
    .split('\n')
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .at(-1);
  return line?.replace(/^\w+: (?:error: |fatal: )?/, '') ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
