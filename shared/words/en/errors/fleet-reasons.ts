import { defineArea } from '../../message.ts';

/** Why an instance could not be started, or what runs is unknown: parts of sentences, behind a colon; “it” is the launch. */
export const fleetReasonWords = defineArea('fleetReasons', {
  // The launch.
  declaredFailed: 'it says that it failed: {reason}',
  declaredFailedOnly: 'it says that it failed, but not why',
  noAddressInTime: 'it named no address within {minutes, plural, one {# minute} other {# minutes}}',
  endedWithoutAddress: '{end}, and it had named no address of an instance',
  endedBeforeAnswer: '{end}, and the instance had not answered yet',
  notAnInstance: '{place} did not answer as an instance does: {reason}',
  scriptEnded: 'its script has ended ({exit})',
  printedLast: '{end}, and printed last: {lines}',

  // Slurm and its programs.
  submissionRefused: 'sbatch refused the job: {reason}',
  programMissing: 'there is no {program} on the PATH of this computer',
  programTooSlow: '{program} did not end in time',
  programExit: '{program} ended with exit code {code}',
  noJobList: '{program} ended with exit code {code} and printed no list of jobs',
  slurmError: 'Slurm reports an error',
  justSubmitted: 'it was just submitted',

  // How a job of Slurm has ended.
  job_timeLimit: 'job {id} has reached its time limit',
  job_preempted: 'job {id} was preempted: another job took its place',
  job_nodeLost: 'job {id} has lost its node{hasReason, select, yes { ({reason})} other {}}',
  job_outOfMemory: 'job {id} was ended because it used more memory than it had asked for',
  job_deadline: 'job {id} has reached its deadline',
  job_cancelled: 'job {id} was cancelled{hasReason, select, yes { ({reason})} other {}}',
  job_ended: 'job {id} has ended',
  job_failed: 'job {id} failed{hasReason, select, yes { ({reason})} other {}}',
  job_failedWithCode: 'job {id} failed with exit code {code}{hasReason, select, yes { ({reason})} other {}}',
  job_failedBySignal:
    'job {id} failed, ended by signal {signal}{hasReason, select, yes { ({reason})} other {}}',
  job_forgotten: 'job {id} is not known to Slurm any more',
});
