/** The settings of `llamaserver`. */

import { integer, text, type ValuesOf } from '../../../shared/settings.ts';
import { settingText as t } from '../../../shared/words/setting-text.ts';
import { workerCommonSettings } from '../../core/backend/common-settings.ts';
import { aliasSetting } from '../common/settings/alias-setting.ts';
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

export const llamaServerLabels = {
  Command: t('llamaServer_Command'),
  ModelPath: t('llamaServer_ModelPath'),
  ModelsDir: t('llamaServer_ModelsDir'),
  ExtraArgs: t('llamaServer_ExtraArgs'),
};

export const llamaServerSettings = {
  Command: text({
    label: t('llamaServer_Command'),
    description: t('llamaServer_Command_description'),
    placeholder: '/usr/local/bin/llama-server',
    default: 'llama-server',
    required: true,
    format: 'program',
  }),
  ModelPath: text({
    label: t('llamaServer_ModelPath'),
    description: t('llamaServer_ModelPath_description'),
    placeholder: '/data/models/model.gguf',
    format: 'path-file',
  }),
  ModelsDir: text({
    label: t('llamaServer_ModelsDir'),
    description: t('llamaServer_ModelsDir_description'),
    placeholder: '/data/models',
    format: 'path-dir',
  }),
  ContextSize: integer({
    label: t('llamaServer_ContextSize'),
    description: t('llamaServer_ContextSize_description'),
    default: 0,
    min: 0,
    max: 10_000_000,
    unit: 'tokens',
  }),
  GPULayers: integer({
    label: t('llamaServer_GPULayers'),
    description: t('llamaServer_GPULayers_description'),
    default: -1,
    min: -1,
    max: 10_000,
  }),
  GPU_ID: gpuListSetting(),
  MaxUsages: integer({
    label: t('llamaServer_MaxUsages'),
    description: t('llamaServer_MaxUsages_description'),
    default: 1,
    min: 1,
    max: 256,
  }),
  ExtraArgs: text({
    label: t('llamaServer_ExtraArgs'),
    description: t('llamaServer_ExtraArgs_description'),
    placeholder: '--flash-attn on',
    format: 'args',
    secretsGoTo: 'ApiKey',
  }),
  Environment: environmentSetting({ advanced: true }),
  Port: portSetting(),
  ListenOn: listenSetting({
    description: t('llamaServer_ListenOn_description'),
  }),
  ApiKey: apiKeySetting(t('llamaServer_ApiKey_description')),
  AutoRestart: autoRestartSetting(),
  StartTimeout: startTimeoutSetting({
    description: t('llamaServer_StartTimeout_description'),
    default: 600,
    advanced: true,
  }),
  StopTimeout: stopTimeoutSetting({
    description: t('llamaServer_StopTimeout_description'),
    advanced: true,
  }),
  ...aliasSetting,
  ...workerCommonSettings,
};

export type LlamaServerSettings = ValuesOf<typeof llamaServerSettings>;
