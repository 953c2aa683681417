/** The settings of `comfyui_selfstart`, and one that it shares with `comfyui_api`. */
import { boolean, dropdown, integer, text, type ValuesOf } from '../../../shared/settings.ts';
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
import { credentialSettings } from '../remote/remote-settings.ts';

export const comfyLabels = { StartScript: 'Start script', Python: 'Python', ExtraArgs: 'More arguments' };

export const overQueueSetting = integer({
  label: 'Over-queue',
  description:
    'How many requests it takes beyond the one it works on, so that the next one waits there already. -1: it takes none at all.',
  default: 1,
  min: -1,
  max: 1000,
  requiresRestart: false,
});

const updateModes = {
  default: 'false' as const,
  values: ['true', 'aggressive', 'false'] as const,
  names: ['Yes', 'Yes, and back to the main branch', 'No'],
  group: 'Updates',
};

export const comfySettings = {
  StartScript: text({
    label: comfyLabels.StartScript,
    description:
      "The full path of ComfyUI's main.py. Its virtual environment or embedded Python is found by itself.",
    placeholder: '/home/me/ComfyUI/main.py',
    required: true,
    format: 'path-file',
  }),
  Python: text({
    label: comfyLabels.Python,
    description:
      'The Python that runs it, or the folder of its environment, for one that is not found by itself: made by conda, by ComfyUI Desktop, or elsewhere. Empty: the one that is found.',
    placeholder: '/opt/conda/envs/comfyui/bin/python',
    format: 'path-file',
  }),
  ExtraArgs: text({
    label: comfyLabels.ExtraArgs,
    description: 'Arguments for ComfyUI beyond those that Switchyard gives. They come last, so they win.',
    placeholder: '--reserve-vram 1',
    format: 'args',
  }),
  GPU_ID: gpuListSetting({ default: '0' }),
  Environment: environmentSetting({ advanced: true }),
  Port: portSetting(),
  ListenOn: listenSetting({
    warning:
      'ComfyUI asks nobody for a key: whoever reaches the address can use it, and its nodes can read files and run programs.',
  }),
  OverQueue: overQueueSetting,
  AutoRestart: autoRestartSetting(),
  EnablePreviews: dropdown({
    label: 'Previews',
    description:
      'Pictures while they are made. TAESD looks better and needs its models in models/vae_approx.',
    default: 'true',
    values: ['false', 'true', 'taesd'],
    names: ['None', 'Fast', 'TAESD'],
  }),
  FrontendVersion: dropdown({
    label: 'Web page of ComfyUI',
    description:
      'Which version of its own web page ComfyUI serves. Latest and Legacy are downloaded by ComfyUI at its start. Switchyard validates no version itself: the validated one is the one that ComfyUI names.',
    default: 'LatestSwarmValidated',
    values: ['Latest', 'None', 'LatestSwarmValidated', 'Legacy'],
    names: ['Latest', 'As installed', 'Validated with this ComfyUI', 'Legacy'],
    advanced: true,
  }),
  AutoUpdate: dropdown({
    ...updateModes,
    label: 'Update ComfyUI',
    description:
      'Before each start, by git. Never where files were changed by hand; the card says so. Packages are not installed.',
  }),
  UpdateManagedNodes: dropdown({
    ...updateModes,
    label: 'Update custom nodes',
    description: 'The same for the folders in custom_nodes that are git checkouts.',
  }),
  DisableInternalArgs: boolean({
    label: 'Only my arguments',
    description: 'Gives ComfyUI no arguments of its own accord but those for its port and its address.',
    default: false,
    advanced: true,
  }),
  ...credentialSettings({ group: 'Where a login guards it' }),
  StartTimeout: startTimeoutSetting({
    description:
      'A start counts as failed when ComfyUI is not ready after this time, updates included. Custom nodes may install packages at their first start.',
    default: 900,
    advanced: true,
  }),
  StopTimeout: stopTimeoutSetting({
    description: 'How long jobs under way and its end may take before it is ended by force.',
    advanced: true,
  }),
  ...workerCommonSettings,
};

export type ComfySettings = ValuesOf<typeof comfySettings>;
