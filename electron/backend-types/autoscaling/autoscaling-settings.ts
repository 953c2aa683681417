/**
 * The settings of `autoscalingbackend`. Names, defaults and meanings are SwarmUI's down to ConnectionAttemptTimeoutSeconds; the
 * rest is ours.
 */
import { decimal, dropdown, integer, list, text, type ValuesOf } from '../../../shared/settings.ts';
import type { Text } from '../../../shared/words/phrase.ts';
import { settingText as t } from '../../../shared/words/setting-text.ts';
import { remoteCommonSettings } from '../../core/backend/common-settings.ts';
import { aliasSetting } from '../common/settings/alias-setting.ts';
import { credentialSettings } from '../remote/remote-settings.ts';

export const labels = {
  StartScript: t('autoscaling_StartScript'),
  MinBackends: t('autoscaling_MinBackends'),
  MaxBackends: t('autoscaling_MaxBackends'),
  UrlPattern: t('autoscaling_UrlPattern'),
  SlurmArguments: t('autoscaling_SlurmArguments'),
};

const minutes = (options: { label: Text; description: Text; default: number }) =>
  decimal({ ...options, min: 0, max: 100_000, unit: 'min', requiresRestart: false, group: 'Demand' });

const onSlurm = { setting: 'Scheduler', values: ['slurm'] };

const slurmText = (options: { label: Text; description: Text; placeholder: string }) =>
  text({ ...options, group: 'Scheduler', visibleWhen: onSlurm });

export const autoscalingSettings = {
  StartScript: text({
    label: t('autoscaling_StartScript'),
    description: t('autoscaling_StartScript_description'),
    placeholder: '/srv/switchyard/start-instance.sh',
    required: true,
    format: 'path-file',
  }),
  MaxBackends: integer({
    label: t('autoscaling_MaxBackends'),
    description: t('autoscaling_MaxBackends_description'),
    default: 5,
    min: 0,
    max: 1000,
    requiresRestart: false,
    group: 'Demand',
  }),
  MinBackends: integer({
    label: t('autoscaling_MinBackends'),
    description: t('autoscaling_MinBackends_description'),
    default: 0,
    min: 0,
    max: 1000,
    requiresRestart: false,
    group: 'Demand',
  }),
  MinQueuedBeforeExpand: integer({
    label: t('autoscaling_MinQueuedBeforeExpand'),
    description: t('autoscaling_MinQueuedBeforeExpand_description'),
    default: 10,
    min: 1,
    max: 100_000,
    requiresRestart: false,
    group: 'Demand',
  }),
  MinWaitBetweenStart: minutes({
    label: t('autoscaling_MinWaitBetweenStart'),
    description: t('autoscaling_MinWaitBetweenStart_description'),
    default: 1,
  }),
  MinWaitAfterFailure: minutes({
    label: t('autoscaling_MinWaitAfterFailure'),
    description: t('autoscaling_MinWaitAfterFailure_description'),
    default: 2,
  }),
  MinWaitBetweenStop: minutes({
    label: t('autoscaling_MinWaitBetweenStop'),
    description: t('autoscaling_MinWaitBetweenStop_description'),
    default: 1,
  }),
  MinIdleTime: minutes({
    label: t('autoscaling_MinIdleTime'),
    description: t('autoscaling_MinIdleTime_description'),
    default: 10,
  }),
  ...credentialSettings({ group: 'Contact' }),
  ConnectionAttemptTimeoutSeconds: integer({
    label: t('autoscaling_ConnectionAttemptTimeoutSeconds'),
    description: t('autoscaling_ConnectionAttemptTimeoutSeconds_description'),
    default: 30,
    min: 1,
    max: 3600,
    unit: 's',
    group: 'Contact',
  }),
  Kind: dropdown({
    label: t('autoscaling_Kind'),
    description: t('autoscaling_Kind_description'),
    default: 'auto',
    values: ['auto', 'swarm', 'openai', 'comfyui'],
    names: [
      t('autoscaling_Kind_choice1'),
      t('autoscaling_Kind_choice2'),
      t('autoscaling_Kind_choice3'),
      t('autoscaling_Kind_choice4'),
    ],
    group: 'Contact',
  }),
  UrlPattern: text({
    label: t('autoscaling_UrlPattern'),
    description: t('autoscaling_UrlPattern_description'),
    placeholder: 'running on (http://\\S+)',
    advanced: true,
    group: 'Contact',
  }),
  UrlFile: text({
    label: t('autoscaling_UrlFile'),
    description: t('autoscaling_UrlFile_description'),
    placeholder: '/shared/instances/{LAUNCH}.url',
    advanced: true,
    group: 'Contact',
  }),
  MaxUsages: integer({
    label: t('autoscaling_MaxUsages'),
    description: t('autoscaling_MaxUsages_description'),
    default: 16,
    min: 1,
    max: 1000,
    requiresRestart: false,
    group: 'Demand',
  }),
  Models: list({
    label: t('autoscaling_Models'),
    description: t('autoscaling_Models_description'),
    requiresRestart: false,
  }),
  LaunchTimeout: decimal({
    label: t('autoscaling_LaunchTimeout'),
    description: t('autoscaling_LaunchTimeout_description'),
    default: 15,
    min: 0,
    max: 100_000,
    unit: 'min',
    advanced: true,
    requiresRestart: false,
    group: 'Contact',
  }),
  Scheduler: dropdown({
    label: t('autoscaling_Scheduler'),
    description: t('autoscaling_Scheduler_description'),
    default: 'script',
    values: ['script', 'slurm'],
    names: [t('autoscaling_Scheduler_choice1'), t('autoscaling_Scheduler_choice2')],
    group: 'Scheduler',
  }),
  SlurmPartition: slurmText({
    label: t('autoscaling_SlurmPartition'),
    description: t('autoscaling_SlurmPartition_description'),
    placeholder: 'gpu',
  }),
  SlurmGpus: integer({
    label: t('autoscaling_SlurmGpus'),
    description: t('autoscaling_SlurmGpus_description'),
    default: 1,
    min: 0,
    max: 1024,
    group: 'Scheduler',
    visibleWhen: onSlurm,
  }),
  SlurmTimeLimit: slurmText({
    label: t('autoscaling_SlurmTimeLimit'),
    description: t('autoscaling_SlurmTimeLimit_description'),
    placeholder: '24:00:00',
  }),
  SlurmAccount: slurmText({
    label: t('autoscaling_SlurmAccount'),
    description: t('autoscaling_SlurmAccount_description'),
    placeholder: '',
  }),
  SlurmArguments: text({
    label: t('autoscaling_SlurmArguments'),
    description: t('autoscaling_SlurmArguments_description'),
    placeholder: '--constraint=h200 --exclusive',
    format: 'args',
    advanced: true,
    group: 'Scheduler',
    visibleWhen: onSlurm,
  }),
  SlurmOutputFolder: text({
    label: t('autoscaling_SlurmOutputFolder'),
    description: t('autoscaling_SlurmOutputFolder_description'),
    placeholder: '/shared/switchyard/logs',
    format: 'path-dir',
    advanced: true,
    group: 'Scheduler',
    visibleWhen: onSlurm,
  }),
  AfterRestart: dropdown({
    label: t('autoscaling_AfterRestart'),
    description: t('autoscaling_AfterRestart_description'),
    default: 'adopt',
    values: ['adopt', 'cancel'],
    names: [t('autoscaling_AfterRestart_choice1'), t('autoscaling_AfterRestart_choice2')],
    group: 'Scheduler',
    visibleWhen: onSlurm,
  }),
  ...aliasSetting,
  ...remoteCommonSettings,
};

export type AutoscalingSettings = ValuesOf<typeof autoscalingSettings>;
