/** The settings of `auto_webui_selfstart`, and the login of the API, which it shares with `auto_webui_api`. */
import { secret, text, type ValuesOf } from '../../../shared/settings.ts';
import { workerCommonSettings } from '../../core/backend/common-settings.ts';
import { environmentSetting } from '../common/environment-setting.ts';
import { gpuListSetting } from '../common/gpu-list-setting.ts';
import { listenSetting } from '../common/listen-setting.ts';
import { portSetting } from '../common/port-setting.ts';
import {
  autoRestartSetting,
  startTimeoutSetting,
  stopTimeoutSetting,
} from '../common/start-and-stop-settings.ts';

export const webuiLabels = {
  StartScript: 'Start script',
  Python: 'Python',
  ExtraArgs: 'More arguments',
  ApiAuth: 'API login',
};

/** @param boundTo the setting with the address that it is sent to, for a web UI that is not started here */
export const apiAuthSetting = (description: string, boundTo?: string) =>
  secret({
    label: webuiLabels.ApiAuth,
    description,
    placeholder: 'user:password',
    ...(boundTo === undefined ? {} : { boundTo }),
  });

export const webuiSettings = {
  StartScript: text({
    label: webuiLabels.StartScript,
    description:
      "The full path of the web UI's webui.sh (on Windows webui.bat), or of its folder. What webui-user sets is followed.",
    placeholder: '/home/me/stable-diffusion-webui-forge/webui.sh',
    required: true,
    format: 'path-file',
  }),
  Python: text({
    label: webuiLabels.Python,
    description:
      'The Python that runs launch.py in place of webui.sh, or the folder of its environment: made by conda, or elsewhere. Empty: webui.sh chooses, and on Windows that of venv.',
    placeholder: '/opt/conda/envs/webui/bin/python',
    format: 'path-file',
    advanced: true,
  }),
  ExtraArgs: text({
    label: webuiLabels.ExtraArgs,
    description:
      'Arguments for the web UI beyond --api and --port, which Switchyard adds. A port or an address of yours is followed.',
    placeholder: '--medvram --xformers',
    format: 'args',
  }),
  GPU_ID: gpuListSetting({ default: '0' }),
  ApiAuth: apiAuthSetting(
    'The login that its API is to ask for (--api-auth), as user:password. It reaches the web UI by its environment, never on the command line. Empty: none.',
  ),
  Environment: environmentSetting({ advanced: true }),
  Port: portSetting(),
  ListenOn: listenSetting({
    warning: `Its page asks nobody for a login without --gradio-auth, nor its API without ${webuiLabels.ApiAuth}: whoever reaches the address can use it.`,
  }),
  AutoRestart: autoRestartSetting(),
  StartTimeout: startTimeoutSetting({
    description:
      'A start counts as failed when the API does not answer after this time. The first one installs packages, which takes long.',
    default: 1800,
    advanced: true,
  }),
  StopTimeout: stopTimeoutSetting({
    description: 'How long images under way and its end may take before it is ended by force.',
    advanced: true,
  }),
  ...workerCommonSettings,
};

export type WebuiSettings = ValuesOf<typeof webuiSettings>;
