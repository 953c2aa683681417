/** The settings of `command`. */
import { boolean, dropdown, integer, text, type ValuesOf } from '../../../shared/settings.ts';
import { settingText as t } from '../../../shared/words/setting-text.ts';
import { workerCommonSettings } from '../../core/backend/common-settings.ts';
import { HEALTH_INTERVAL_MS, MAX_HEALTH_FAILURES } from '../common/health/health-monitor.ts';
import { environmentSetting } from '../common/settings/environment-setting.ts';
import { gpuListSetting } from '../common/settings/gpu-list-setting.ts';
import { listenSetting } from '../common/settings/listen-setting.ts';
import { portSetting } from '../common/settings/port-setting.ts';
import {
  autoRestartSetting,
  startTimeoutSetting,
  stopTimeoutSetting,
} from '../common/settings/start-and-stop-settings.ts';
import { apiKeySetting } from '../common/settings/worker-key.ts';

export const commandLabels = {
  Command: t('command_Command'),
  Arguments: t('command_Arguments'),
  WorkingDirectory: t('command_WorkingDirectory'),
  ReadyUrl: t('command_ReadyUrl'),
  HealthUrl: t('command_HealthUrl'),
};

/** What most programs need comes first; the rest is `advanced` and stands behind one line of the form. */
export const commandSettings = {
  Command: text({
    label: t('command_Command'),
    description: t('command_Command_description'),
    placeholder: '/usr/local/bin/llama-server',
    required: true,
    format: 'program',
    group: 'Program',
  }),
  Arguments: text({
    label: t('command_Arguments'),
    description: t('command_Arguments_description'),
    placeholder: '--host {HOST} --port {PORT}',
    format: 'args',
    secretsGoTo: 'ApiKey',
    group: 'Program',
  }),
  WorkingDirectory: text({
    label: t('command_WorkingDirectory'),
    description: t('command_WorkingDirectory_description'),
    placeholder: '/home/me/engine',
    format: 'path-dir',
    group: 'Program',
  }),
  Environment: environmentSetting({ group: 'Program' }),
  Port: portSetting({
    group: 'Program',
    description: t('command_Port_description'),
  }),
  ListenOn: listenSetting({
    group: 'Program',
    description: t('command_ListenOn_description'),
  }),
  ApiKey: apiKeySetting(t('command_ApiKey_description'), { group: 'Program', advanced: true }),
  GPU_ID: gpuListSetting({ group: 'Program' }),
  ReadyUrl: text({
    label: t('command_ReadyUrl'),
    description: t('command_ReadyUrl_description'),
    placeholder: 'http://127.0.0.1:{PORT}/health',
    format: 'url',
    group: 'Health',
  }),
  HealthUrl: text({
    label: t('command_HealthUrl'),
    description: t('command_HealthUrl_description', {
      seconds: HEALTH_INTERVAL_MS / 1000,
      failures: MAX_HEALTH_FAILURES,
    }),
    placeholder: 'http://127.0.0.1:{PORT}/health',
    format: 'url',
    group: 'Health',
    advanced: true,
    requiresRestart: false,
  }),
  OtherListener: boolean({
    label: t('command_OtherListener'),
    description: t('command_OtherListener_description'),
    default: false,
    group: 'Health',
    advanced: true,
  }),
  FreeMemoryUrl: text({
    label: t('command_FreeMemoryUrl'),
    description: t('command_FreeMemoryUrl_description'),
    placeholder: 'http://127.0.0.1:{PORT}/unload',
    format: 'url',
    group: 'Memory',
    advanced: true,
    requiresRestart: false,
  }),
  FreeMemoryMethod: dropdown({
    label: t('command_FreeMemoryMethod'),
    description: t('command_FreeMemoryMethod_description'),
    default: 'POST',
    values: ['POST', 'GET', 'PUT', 'DELETE'],
    group: 'Memory',
    visibleWhen: { setting: 'FreeMemoryUrl' },
    advanced: true,
    requiresRestart: false,
  }),
  FreeMemoryBody: text({
    label: t('command_FreeMemoryBody'),
    description: t('command_FreeMemoryBody_description'),
    placeholder: '{"unload_models": true}',
    format: 'json',
    group: 'Memory',
    visibleWhen: { setting: 'FreeMemoryUrl' },
    advanced: true,
    requiresRestart: false,
  }),
  MaxUsages: integer({
    label: t('command_MaxUsages'),
    description: t('command_MaxUsages_description'),
    default: 1,
    min: 1,
    max: 10_000,
    group: 'Use',
    advanced: true,
    requiresRestart: false,
  }),
  AutoRestart: autoRestartSetting({
    description: t('command_AutoRestart_description'),
    group: 'Start and stop',
  }),
  StartTimeout: startTimeoutSetting({
    description: t('command_StartTimeout_description'),
    default: 120,
    group: 'Start and stop',
    advanced: true,
  }),
  StopTimeout: stopTimeoutSetting({
    description: t('command_StopTimeout_description'),
    group: 'Start and stop',
    advanced: true,
  }),
  ...workerCommonSettings,
};

export type CommandSettings = ValuesOf<typeof commandSettings>;
