/** The settings of `comfyui_selfstart`, and one that it shares with `comfyui_api`. */
import { boolean, dropdown, integer, text, type ValuesOf } from '../../../shared/settings.ts';
import { settingText as t } from '../../../shared/words/setting-text.ts';
import { workerCommonSettings } from '../../core/backend/common-settings.ts';
import { environmentSetting } from '../common/settings/environment-setting.ts';
import { gpuListSetting } from '../common/settings/gpu-list-setting.ts';
import { listenSetting } from '../common/settings/listen-setting.ts';
import { portSetting } from '../common/settings/port-setting.ts';
import {
  autoRestartSetting,
  startTimeoutSetting,
  stopTimeoutSetting,
} from '../common/settings/start-and-stop-settings.ts';
import { credentialSettings } from '../remote/remote-settings.ts';

export const comfyLabels = {
  StartScript: t('comfyui_StartScript'),
  Python: t('comfyui_Python'),
  ExtraArgs: t('comfyui_ExtraArgs'),
};

export const overQueueSetting = integer({
  label: t('comfyui_OverQueue'),
  description: t('comfyui_OverQueue_description'),
  default: 1,
  min: -1,
  max: 1000,
  requiresRestart: false,
});

const updateModes = {
  default: 'false' as const,
  values: ['true', 'aggressive', 'false'] as const,
  names: [
    t('comfyui_updateModes_choice1'),
    t('comfyui_updateModes_choice2'),
    t('comfyui_updateModes_choice3'),
  ],
  group: 'Updates' as const,
};

export const comfySettings = {
  StartScript: text({
    label: t('comfyui_StartScript'),
    description: t('comfyui_StartScript_description'),
    placeholder: '/home/me/ComfyUI/main.py',
    required: true,
    format: 'path-file',
  }),
  Python: text({
    label: t('comfyui_Python'),
    description: t('comfyui_Python_description'),
    placeholder: '/opt/conda/envs/comfyui/bin/python',
    format: 'path-file',
  }),
  ExtraArgs: text({
    label: t('comfyui_ExtraArgs'),
    description: t('comfyui_ExtraArgs_description'),
    placeholder: '--reserve-vram 1',
    format: 'args',
  }),
  GPU_ID: gpuListSetting({ default: '0' }),
  Environment: environmentSetting({ advanced: true }),
  Port: portSetting(),
  ListenOn: listenSetting({
    description: t('comfyui_ListenOn_description'),
  }),
  OverQueue: overQueueSetting,
  AutoRestart: autoRestartSetting(),
  EnablePreviews: dropdown({
    label: t('comfyui_EnablePreviews'),
    description: t('comfyui_EnablePreviews_description'),
    default: 'true',
    values: ['false', 'true', 'taesd'],
    names: [
      t('comfyui_EnablePreviews_choice1'),
      t('comfyui_EnablePreviews_choice2'),
      t('comfyui_EnablePreviews_choice3'),
    ],
  }),
  FrontendVersion: dropdown({
    label: t('comfyui_FrontendVersion'),
    description: t('comfyui_FrontendVersion_description'),
    default: 'LatestSwarmValidated',
    values: ['Latest', 'None', 'LatestSwarmValidated', 'Legacy'],
    names: [
      t('comfyui_FrontendVersion_choice1'),
      t('comfyui_FrontendVersion_choice2'),
      t('comfyui_FrontendVersion_choice3'),
      t('comfyui_FrontendVersion_choice4'),
    ],
    advanced: true,
  }),
  AutoUpdate: dropdown({
    ...updateModes,
    label: t('comfyui_AutoUpdate'),
    description: t('comfyui_AutoUpdate_description'),
  }),
  UpdateManagedNodes: dropdown({
    ...updateModes,
    label: t('comfyui_UpdateManagedNodes'),
    description: t('comfyui_UpdateManagedNodes_description'),
  }),
  DisableInternalArgs: boolean({
    label: t('comfyui_DisableInternalArgs'),
    description: t('comfyui_DisableInternalArgs_description'),
    default: false,
    advanced: true,
  }),
  ...credentialSettings({ group: 'Behind a login' }),
  StartTimeout: startTimeoutSetting({
    description: t('comfyui_StartTimeout_description'),
    default: 900,
    advanced: true,
  }),
  StopTimeout: stopTimeoutSetting({
    description: t('comfyui_StopTimeout_description'),
    advanced: true,
  }),
  ...workerCommonSettings,
};

export type ComfySettings = ValuesOf<typeof comfySettings>;
