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
};

const minutes = (options: { label: string; description: string; default: number }) =>
  decimal({ ...options, min: 0, max: 100_000, unit: 'min', requiresRestart: false, group: 'Demand' });

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
  ...aliasSetting,
  ...remoteCommonSettings,
};

export type AutoscalingSettings = ValuesOf<typeof autoscalingSettings>;
