/** The settings of `localllama`. */

import { boolean, integer, text, type ValuesOf } from '../../../shared/settings.ts';
import { unloadableCommonSettings } from '../../core/backend/common-settings.ts';
import { aliasSetting } from '../common/alias-setting.ts';
import { environmentSetting } from '../common/environment-setting.ts';
import { gpuListSetting } from '../common/gpu-list-setting.ts';
import { listenSetting, NO_KEY_WARNING } from '../common/listen-setting.ts';
import { portSetting } from '../common/port-setting.ts';
import {
  autoRestartSetting,
  startTimeoutSetting,
  stopTimeoutSetting,
} from '../common/start-and-stop-settings.ts';

export const MODEL_PATH_LABEL = 'Model file';

export const localllamaSettings = {
  ModelPath: text({
    label: MODEL_PATH_LABEL,
    description:
      'The GGUF file of the model to serve. Left empty, a tiny built-in sample is served: it shows that everything works, but what it says is random.',
    placeholder: '/home/me/models/model.gguf',
    format: 'path-file',
    group: 'Model',
  }),
  GPULoadLayers: integer({
    label: 'Layers on the GPU',
    description:
      'How much of the model is put on the graphics card. -1 = as much as fits, 0 = none (the processor does everything).',
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
    description:
      'The port on which it answers. 0 = the one that it got at its first start, which it keeps: where another program has taken it, it gets another one, and the card says so. A port of yours is taken or the start fails.',
  }),
  ListenOn: listenSetting({ group: 'Start and stop', warning: NO_KEY_WARNING }),
  ContextSize: integer({
    label: 'Context size',
    description:
      'How much text, prompt and answer together, the model keeps in view for each request. More needs more memory. 0 = as much as the model was made for and memory allows.',
    default: 4096,
    min: 0,
    max: 1_048_576,
    unit: 'tokens',
    group: 'Model',
  }),
  Threads: integer({
    label: 'Processor threads',
    description:
      'How many processor cores to compute with. 0 = chosen for this machine: one for each core, but one core is left free. More threads than cores make it very slow.',
    default: 0,
    min: 0,
    max: 256,
    group: 'Model',
    advanced: true,
  }),
  MaxUsages: integer({
    label: 'Requests at the same time',
    description:
      'How many requests are answered side by side; more wait for their turn. Each takes memory for a context of its own.',
    default: 1,
    min: 1,
    max: 64,
    group: 'Use',
  }),
  KeepLoadedMinutes: integer({
    label: 'Unload when unused for',
    description:
      'After so many minutes without a request the model leaves memory; the next request loads it again. 0 = it stays.',
    default: 0,
    min: 0,
    max: 10_080,
    unit: 'min',
    group: 'Memory',
    requiresRestart: false,
  }),
  AlwaysFreeMemory: boolean({
    label: 'Free memory after each request',
    description:
      'The model leaves memory as soon as no request is left. For sharing the graphics card with something else: every first request waits until it is loaded again.',
    default: false,
    group: 'Memory',
    requiresRestart: false,
  }),
  AutoRestart: autoRestartSetting({
    description: 'Starts the worker again when it ended by itself, first at once, then at growing intervals.',
    group: 'Start and stop',
  }),
  StartTimeout: startTimeoutSetting({
    description:
      'A start counts as failed when the model is not loaded after this time. Large models on slow disks need minutes.',
    default: 600,
    group: 'Start and stop',
    advanced: true,
  }),
  StopTimeout: stopTimeoutSetting({
    description: 'How long a stop waits for requests that are being answered before it ends them.',
    group: 'Start and stop',
    advanced: true,
  }),
  ...aliasSetting,
  ...unloadableCommonSettings,
};

export type LocalllamaSettings = ValuesOf<typeof localllamaSettings>;
