/** The settings of `localllama`. */

import { boolean, integer, text, type ValuesOf } from '../../../shared/settings.ts';
import { settingText as t } from '../../../shared/words/setting-text.ts';
import { unloadableCommonSettings } from '../../core/backend/common-settings.ts';
import { aliasSetting } from '../common/settings/alias-setting.ts';
import { environmentSetting } from '../common/settings/environment-setting.ts';
import { gpuListSetting } from '../common/settings/gpu-list-setting.ts';
import { listenSetting, NO_KEY_DESCRIPTION } from '../common/settings/listen-setting.ts';
import { portSetting } from '../common/settings/port-setting.ts';
import {
  autoRestartSetting,
  startTimeoutSetting,
  stopTimeoutSetting,
} from '../common/settings/start-and-stop-settings.ts';

export const MODEL_PATH_LABEL = t('localLlama_ModelPath');

export const localllamaSettings = {
  ModelPath: text({
    label: t('localLlama_ModelPath'),
    description: t('localLlama_ModelPath_description'),
    placeholder: '/home/me/models/model.gguf',
    format: 'path-file',
    group: 'Model',
  }),
  GPULoadLayers: integer({
    label: t('localLlama_GPULoadLayers'),
    description: t('localLlama_GPULoadLayers_description'),
    default: -1,
    min: -1,
    max: 1000,
    unit: 'layers',
    group: 'Model',
  }),
  GPU_ID: gpuListSetting({ group: 'Model' }),
  Environment: environmentSetting({ group: 'Start and stop', advanced: true }),
  Port: portSetting({
    group: 'Start and stop',
    description: t('localLlama_Port_description'),
  }),
  ListenOn: listenSetting({ group: 'Start and stop', description: NO_KEY_DESCRIPTION }),
  ContextSize: integer({
    label: t('localLlama_ContextSize'),
    description: t('localLlama_ContextSize_description'),
    default: 4096,
    min: 0,
    max: 1_048_576,
    unit: 'tokens',
    group: 'Model',
  }),
  Threads: integer({
    label: t('localLlama_Threads'),
    description: t('localLlama_Threads_description'),
    default: 0,
    min: 0,
    max: 256,
    group: 'Model',
    advanced: true,
  }),
  MaxUsages: integer({
    label: t('localLlama_MaxUsages'),
    description: t('localLlama_MaxUsages_description'),
    default: 1,
    min: 1,
    max: 64,
    group: 'Use',
  }),
  KeepLoadedMinutes: integer({
    label: t('localLlama_KeepLoadedMinutes'),
    description: t('localLlama_KeepLoadedMinutes_description'),
    default: 0,
    min: 0,
    max: 10_080,
    unit: 'min',
    group: 'Memory',
    requiresRestart: false,
  }),
  AlwaysFreeMemory: boolean({
    label: t('localLlama_AlwaysFreeMemory'),
    description: t('localLlama_AlwaysFreeMemory_description'),
    default: false,
    group: 'Memory',
    requiresRestart: false,
  }),
  AutoRestart: autoRestartSetting({
    description: t('localLlama_AutoRestart_description'),
    group: 'Start and stop',
  }),
  StartTimeout: startTimeoutSetting({
    description: t('localLlama_StartTimeout_description'),
    default: 600,
    group: 'Start and stop',
    advanced: true,
  }),
  StopTimeout: stopTimeoutSetting({
    description: t('localLlama_StopTimeout_description'),
    group: 'Start and stop',
    advanced: true,
  }),
  ...aliasSetting,
  ...unloadableCommonSettings,
};

export type LocalllamaSettings = ValuesOf<typeof localllamaSettings>;
