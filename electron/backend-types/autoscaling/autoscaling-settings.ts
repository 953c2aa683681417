/**
 * The settings of `autoscalingbackend`. Names, defaults and meanings are SwarmUI's down to ConnectionAttemptTimeoutSeconds; the
 * rest is ours.
 */
import { decimal, dropdown, integer, list, text, type ValuesOf } from '../../../shared/settings.ts';
import { remoteCommonSettings } from '../../core/backend/common-settings.ts';
import { aliasSetting } from '../common/alias-setting.ts';
import { credentialSettings } from '../remote/remote-settings.ts';

export const labels = {
  StartScript: 'Start script',
  MinBackends: 'Instances at least',
  MaxBackends: 'Instances at most',
  UrlPattern: 'Address in its output',
  SlurmArguments: 'Further arguments of sbatch',
};

const minutes = (options: { label: string; description: string; default: number }) =>
  decimal({ ...options, min: 0, max: 100_000, unit: 'min', requiresRestart: false, group: 'Demand' });

const onSlurm = { setting: 'Scheduler', values: ['slurm'] };

const slurmText = (options: { label: string; description: string; placeholder: string }) =>
  text({ ...options, group: 'Scheduler', visibleWhen: onSlurm });

export const autoscalingSettings = {
  StartScript: text({
    label: labels.StartScript,
    description:
      'The full path of a script that starts one instance and prints [SwarmAutoScaleBackend]NewURL: http://…[/SwarmAutoScaleBackend]. docs/scale-out.md has scripts for Slurm and Kubernetes.',
    placeholder: '/srv/switchyard/start-instance.sh',
    required: true,
    format: 'path-file',
  }),
  MaxBackends: integer({
    label: labels.MaxBackends,
    description: 'Those that are being started count, too. 0: none is started.',
    default: 5,
    min: 0,
    max: 1000,
    requiresRestart: false,
    group: 'Demand',
  }),
  MinBackends: integer({
    label: labels.MinBackends,
    description: 'So many are kept even when nobody needs them.',
    default: 0,
    min: 0,
    max: 1000,
    requiresRestart: false,
    group: 'Demand',
  }),
  MinQueuedBeforeExpand: integer({
    label: 'Waiting requests for one more',
    description:
      'One more instance is started while so many requests wait: in the gateway, at the instances, or elsewhere by the word of ReportDemand.',
    default: 10,
    min: 1,
    max: 100_000,
    requiresRestart: false,
    group: 'Demand',
  }),
  MinWaitBetweenStart: minutes({
    label: 'Time between two starts',
    description: 'At least so long after one start comes the next one.',
    default: 1,
  }),
  MinWaitAfterFailure: minutes({
    label: 'Wait after a failed start',
    description: 'It gets longer with each start in a row that fails.',
    default: 2,
  }),
  MinWaitBetweenStop: minutes({
    label: 'Time between two stops',
    description: 'At least so long after one instance was stopped because it was unused, the next one is.',
    default: 1,
  }),
  MinIdleTime: minutes({
    label: 'Stop when unused for',
    description:
      'An instance that had nothing to do for so long is stopped. One with a request is never stopped.',
    default: 10,
  }),
  ...credentialSettings({ group: 'Contact' }),
  ConnectionAttemptTimeoutSeconds: integer({
    label: 'Time for the first contact',
    description:
      'How long a new instance is asked before an attempt counts as failed. A script gets more attempts by DoRetries.',
    default: 30,
    min: 1,
    max: 3600,
    unit: 's',
    group: 'Contact',
  }),
  Kind: dropdown({
    label: 'Kind of instance',
    description: 'What answers at the address of an instance. Found out: it is asked what it is.',
    default: 'auto',
    values: ['auto', 'swarm', 'openai', 'comfyui'],
    names: ['Found out', 'SwarmUI or Switchyard', "Server with OpenAI's API", 'ComfyUI'],
    group: 'Contact',
  }),
  UrlPattern: text({
    label: labels.UrlPattern,
    description:
      'A regular expression that finds the address of the instance in what its script prints, for a script that does not print NewURL. Its first group is the address, or all that it matches.',
    placeholder: 'running on (http://\\S+)',
    advanced: true,
    group: 'Contact',
  }),
  UrlFile: text({
    label: 'File with its address',
    description:
      'The full path of a file into which the script writes the address of the instance. {LAUNCH} stands for the number of the launch.',
    placeholder: '/shared/instances/{LAUNCH}.url',
    advanced: true,
    group: 'Contact',
  }),
  MaxUsages: integer({
    label: 'Requests at the same time, each',
    description:
      "How many requests one instance with OpenAI's API answers at the same time. The others wait.",
    default: 16,
    min: 1,
    max: 1000,
    requiresRestart: false,
    group: 'Demand',
  }),
  Models: list({
    label: 'Models',
    description:
      'Names of the models that the instances serve. Requests for them wait while no instance runs; without a name here, they are only known once one has run.',
    requiresRestart: false,
  }),
  LaunchTimeout: decimal({
    label: 'Time for a launch',
    description:
      'A launch that has named no address after this time is ended and counts as failed. The time in which it waits for a place does not count. 0: no limit.',
    default: 15,
    min: 0,
    max: 100_000,
    unit: 'min',
    advanced: true,
    requiresRestart: false,
    group: 'Contact',
  }),
  Scheduler: dropdown({
    label: 'Started by',
    description:
      'The script itself may ask a scheduler. With Slurm, the script is submitted as a job: it waits for its place, is found again when Switchyard was restarted, and is ended by scancel.',
    default: 'script',
    values: ['script', 'slurm'],
    names: ['The script', 'Slurm'],
    group: 'Scheduler',
  }),
  SlurmPartition: slurmText({
    label: 'Partition',
    description: 'Empty: the default one of the cluster.',
    placeholder: 'gpu',
  }),
  SlurmGpus: integer({
    label: 'GPUs of one instance',
    description: 'Asked for by --gpus. 0: none is asked for, or the script says how many.',
    default: 1,
    min: 0,
    max: 1024,
    group: 'Scheduler',
    visibleWhen: onSlurm,
  }),
  SlurmTimeLimit: slurmText({
    label: 'Time limit of a job',
    description: 'As sbatch takes it, such as 24:00:00 or 2-12. Empty: the one of the partition.',
    placeholder: '24:00:00',
  }),
  SlurmAccount: slurmText({
    label: 'Account',
    description: 'On which the jobs are booked. Empty: your default one.',
    placeholder: '',
  }),
  SlurmArguments: text({
    label: labels.SlurmArguments,
    description: 'They come last, so they win.',
    placeholder: '--constraint=h200 --exclusive',
    format: 'args',
    advanced: true,
    group: 'Scheduler',
    visibleWhen: onSlurm,
  }),
  SlurmOutputFolder: text({
    label: 'Folder for the output of jobs',
    description:
      'Where the nodes write what a job prints, and this machine reads it. Empty: the folder of the script.',
    placeholder: '/shared/switchyard/logs',
    format: 'path-dir',
    advanced: true,
    group: 'Scheduler',
    visibleWhen: onSlurm,
  }),
  AfterRestart: dropdown({
    label: 'Jobs of an earlier run',
    description:
      'What is done with jobs of this backend that still run when Switchyard starts again after it was killed or the machine failed.',
    default: 'adopt',
    values: ['adopt', 'cancel'],
    names: ['Go on with them', 'Cancel them'],
    group: 'Scheduler',
    visibleWhen: onSlurm,
  }),
  ...aliasSetting,
  ...remoteCommonSettings,
};

export type AutoscalingSettings = ValuesOf<typeof autoscalingSettings>;
