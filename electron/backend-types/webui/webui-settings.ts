/** The settings of `auto_webui_selfstart`, and the login of the API, which it shares with `auto_webui_api`. */
import { secret, text, type ValuesOf } from '../../../shared/settings.ts';
import type { Text } from '../../../shared/words/phrase.ts';
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

export const webuiLabels = {
  StartScript: t('webui_StartScript'),
  Python: t('webui_Python'),
  ExtraArgs: t('webui_ExtraArgs'),
  ApiAuth: t('webui_ApiAuth'),
};

/** @param boundTo the setting with the address that it is sent to, for a web UI that is not started here */
export const apiAuthSetting = (description: Text, boundTo?: string) =>
  secret({
    label: t('webui_ApiAuth'),
    description,
    placeholder: 'user:password',
    ...(boundTo === undefined ? {} : { boundTo }),
  });

export const webuiSettings = {
  StartScript: text({
    label: t('webui_StartScript'),
    description: t('webui_StartScript_description'),
    placeholder: '/home/me/stable-diffusion-webui-forge/webui.sh',
    required: true,
    format: 'path-file',
  }),
  Python: text({
    label: t('webui_Python'),
    description: t('webui_Python_description'),
    placeholder: '/opt/conda/envs/webui/bin/python',
    format: 'path-file',
    advanced: true,
  }),
  ExtraArgs: text({
    label: t('webui_ExtraArgs'),
    description: t('webui_ExtraArgs_description'),
    placeholder: '--medvram --xformers',
    format: 'args',
  }),
  GPU_ID: gpuListSetting({ default: '0' }),
  ApiAuth: apiAuthSetting(t('webui_ApiAuth_description')),
  Environment: environmentSetting({ advanced: true }),
  Port: portSetting(),
  ListenOn: listenSetting({
    description: t('webui_ListenOn_description'),
  }),
  AutoRestart: autoRestartSetting(),
  StartTimeout: startTimeoutSetting({
    description: t('webui_StartTimeout_description'),
    default: 1800,
    advanced: true,
  }),
  StopTimeout: stopTimeoutSetting({
    description: t('webui_StopTimeout_description'),
    advanced: true,
  }),
  ...workerCommonSettings,
};

export type WebuiSettings = ValuesOf<typeof webuiSettings>;
