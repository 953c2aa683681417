import { describe, expect, it } from 'vitest';
import { fieldIn, inEnglish } from '../../../e2e/testkit/in-language.ts';
import { recordedText } from '../../../e2e/testkit/recordings.ts';
import { englishOf } from '../../../shared/words/phrase.ts';
import { onWire } from '../../../shared/words/wire-phrases.ts';
import { describeEnd, lastLine, parseJobs, type SlurmJob } from './slurm-jobs.ts';

const recorded = (name: string) => recordedText('slurm-22.05.8', name);
const parse = (stdout: string, code: number | null = 0, stderr = '') => parseJobs({ code, stdout, stderr });

function jobsOf(stdout: string): SlurmJob[] {
  const reading = parse(stdout);
  if (reading.kind !== 'jobs') throw new Error(englishOf(reading.reason));
  return reading.jobs;
}

describe('squeue --json of Slurm 22.05', () => {
  it('tells which jobs run, wait and have ended, with the reasons', () => {
    const jobs = jobsOf(recorded('squeue-running.json'));
    expect(jobs.filter(({ phase }) => phase === 'running').map(({ id, node }) => [id, node])).toEqual([
      ['6', 'vm'],
      ['7', 'vm'],
    ]);
    expect(jobs.filter(({ phase }) => phase === 'pending').map(({ id, reason }) => [id, reason])).toEqual([
      ['8', 'Resources'],
      ['9', 'Priority'],
    ]);
    expect(jobs.filter(({ phase }) => phase === 'ended').map((job) => describeEnd(job).text)).toEqual([
      'job 1 was cancelled',
      'job 2 has ended',
      'job 3 was cancelled',
      'job 4 failed, ended by signal 1 (BadConstraints)',
      'job 5 failed with exit code 3 (NonZeroExitCode)',
    ]);
    const tenth = jobsOf(recorded('squeue-ended.json')).find(({ id }) => id === '10') as SlurmJob;
    expect(describeEnd(tenth).text).toBe('job 10 has reached its time limit');
  });

  it('does not take the empty list of a dead controller for an empty list, although it exits with 0', () => {
    expect(parse(recorded('squeue-controller-dead.json'))).toEqual({
      kind: 'unknown',
      reason: 'Failed while looking for jobs: Unspecified error',
    });
  });
});

it('knows nothing where squeue fails, does not end, or prints no list', () => {
  const stderr = 'squeue: error: Unable to contact slurm controller (connect failure)\n';
  for (const reading of [
    parse('', 1, stderr),
    parse('', null, stderr),
    parse('{"jobs": []}', 1, stderr),
    parse('{"jobs": [', 0, stderr),
  ])
    expect(reading).toEqual({
      kind: 'unknown',
      reason: 'Unable to contact slurm controller (connect failure)',
    });
  expect(inEnglish(parse('', null))).toEqual({ kind: 'unknown', reason: 'squeue did not end in time' });
  expect(inEnglish(parse('{}', 0))).toEqual({
    kind: 'unknown',
    reason: 'squeue ended with exit code 0 and printed no list of jobs',
  });
  expect(parse('{"jobs": [], "errors": []}')).toEqual({ kind: 'jobs', jobs: [] });
});

it('reads the shapes of newer releases', () => {
  const job = {
    job_id: { set: true, infinite: false, number: 77 },
    name: 'switchyard-a-1',
    job_state: ['RUNNING', 'COMPLETING'],
    state_reason: 'None',
    nodes: 'gpu[07-09],login',
    exit_code: { status: ['SUCCESS'], return_code: { set: true, infinite: false, number: 0 } },
  };
  const [running, failed] = jobsOf(
    JSON.stringify({
      jobs: [
        job,
        { ...job, job_state: ['FAILED'], exit_code: { return_code: { number: 3 } } },
        { name: 'no id' },
      ],
      errors: [],
      warnings: [],
    }),
  );
  expect(running).toMatchObject({ id: '77', phase: 'running', node: 'gpu07', reason: null });
  expect(failed && describeEnd(failed).text).toBe('job 77 failed with exit code 3');
});

it('is told in the language of the panel: why it is not known what runs, and how a job has ended', async () => {
  const reading = parse('', null);
  const end = jobsOf(recorded('squeue-running.json')).find(({ id }) => id === '5');
  const sent = onWire({
    reason: reading.kind === 'unknown' ? reading.reason : '',
    end: end ? describeEnd(end) : '',
  });
  expect(await fieldIn('de', sent, 'reason')).toBe('squeue endete nicht rechtzeitig');
  expect(await fieldIn('de', sent, 'end')).toBe('Job 5 ist mit Exit-Code 3 fehlgeschlagen (NonZeroExitCode)');
});

it('takes what Slurm says last as the reason', () => {
  expect(
    lastLine(
      'sbatch: error: invalid partition specified: nope\nsbatch: error: Batch job submission failed: Invalid partition name specified\n',
    ),
  ).toBe('Batch job submission failed: Invalid partition name specified');
  expect(lastLine(' \n')).toBeNull();
});
