/** The settings of `llamaserver`. */

import { integer, text, type ValuesOf } from '../../../shared/settings.ts';
import { workerCommonSettings } from '../../core/backend/common-settings.ts';
import { aliasSetting } from '../common/alias-setting.ts';
import { environmentSetting } from '../common/environment-setting.ts';
import { gpuListSetting } from '../common/gpu-list-setting.ts';
import { listenSetting } from '../common/listen-setting.ts';
import { portSetting } from '../common/port-setting.ts';
import {
  autoRestartSetting,
  startTimeoutSetting,
  stopTimeoutSetting,
} from '../common/start-and-stop-settings.ts';
import { apiKeySetting } from '../common/worker-key.ts';

export const llamaServerLabels = {
  Command: 'Program',
  ModelPath: 'Model file',
  ModelsDir: 'Folder of models',
  ExtraArgs: 'More arguments',
};

export const llamaServerSettings = {
  Command: text({
    label: llamaServerLabels.Command,
    description: 'llama-server: its full path, or its name where it is installed for all programs.',
    placeholder: '/usr/local/bin/llama-server',
    default: 'llama-server',
    required: true,
    format: 'program',
  }),
  ModelPath: text({
    label: llamaServerLabels.ModelPath,
    description:
      'Full path of the GGUF file that it serves. Empty: it serves a folder of models, or what its arguments name (-hf, --models-preset).',
    placeholder: '/data/models/model.gguf',
    format: 'path-file',
  }),
  ModelsDir: text({
    label: llamaServerLabels.ModelsDir,
    description:
      'Full path of a folder of GGUF files: it loads them when they are asked for, and they can be unloaded one by one. Only without a model file.',
    placeholder: '/data/models',
    format: 'path-dir',
  }),
  ContextSize: integer({
    label: 'Context size',
    description:
      'Tokens for all requests together that are answered side by side. 0: what the model was made for.',
    default: 0,
    min: 0,
    max: 10_000_000,
    unit: 'tokens',
  }),
  GPULayers: integer({
    label: 'Layers on the GPU',
    description:
      'How much of the model is put on the graphics card. -1: as llama-server decides. 0: nothing.',
    default: -1,
    min: -1,
    max: 10_000,
  }),
  GPU_ID: gpuListSetting(),
  MaxUsages: integer({
    label: 'Requests at the same time',
    description:
      'How many requests it answers side by side. --parallel in its arguments wins, and the card shows what it says itself.',
    default: 1,
    min: 1,
    max: 256,
  }),
  ExtraArgs: text({
    label: llamaServerLabels.ExtraArgs,
    description:
      'Arguments beyond those that follow from the other settings. They come last, so they win. Web pages of other origins cannot read its answers, unless --cors-origins says otherwise.',
    placeholder: '--flash-attn on',
    format: 'args',
    secretsGoTo: 'ApiKey',
  }),
  Environment: environmentSetting({ advanced: true }),
  Port: portSetting(),
  ListenOn: listenSetting({
    warning: 'Without an API key below, whoever reaches the address can use it.',
  }),
  ApiKey: apiKeySetting('by LLAMA_API_KEY, so that it stands on no command line'),
  AutoRestart: autoRestartSetting(),
  StartTimeout: startTimeoutSetting({
    description: 'A start counts as failed when the model is not loaded after this time.',
    default: 600,
    advanced: true,
  }),
  StopTimeout: stopTimeoutSetting({
    description: 'How long requests being answered and its end may take before it is ended by force.',
    advanced: true,
  }),
  ...aliasSetting,
  ...workerCommonSettings,
};

export type LlamaServerSettings = ValuesOf<typeof llamaServerSettings>;
