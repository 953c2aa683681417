/**
 * Ready-made settings of the type `command` for well-known engines. Choosing one only fills the form. They have placeholders in
 * capitals for what only the user knows. Source: the documentation of the engines, mid 2026.
 */

import type { Preset, SettingValues } from '../../../shared/backend.ts';
import { presetWords } from '../../../shared/words/en/settings/presets.ts';
import { type Text, texts } from '../../../shared/words/phrase.ts';
import { settingText } from '../../../shared/words/setting-text.ts';
import { fieldText, onWire } from '../../../shared/words/wire-phrases.ts';
import { commandSettings } from './command-settings.ts';

const say = texts(presetWords);

const MODEL_FILE = '/PATH/TO/MODEL.gguf';
const MODEL_NAME = 'MODEL-NAME';

/** Every preset sets all of these, so that no value of a preset chosen before stays in the form. */
const blank = {
  Arguments: '',
  WorkingDirectory: '',
  Environment: '',
  ReadyUrl: '',
  HealthUrl: '',
  FreeMemoryMethod: 'POST',
  FreeMemoryUrl: '',
  FreeMemoryBody: '',
  StartTimeout: 120,
  StopTimeout: 10,
  MaxUsages: 1,
};

/** @param typeId the type that is made for this engine and does more */
function preset(
  id: string,
  name: string,
  description: Text,
  settings: SettingValues & { Command: string },
  typeId?: string,
): Preset {
  const type = typeId === undefined ? {} : { type_id: typeId };
  return { id, name, ...onWire({ description }), settings: { ...blank, ...settings }, ...type };
}

const local = (path: string) => `http://127.0.0.1:{PORT}${path}`;

/** Otherwise every web page that a person opens could read what it answers. */
const LLAMA_ENVIRONMENT = 'LLAMA_ARG_CORS_ORIGINS=localhost';

export const commandPresets: Preset[] = [
  preset(
    'llama-server',
    'llama.cpp server',
    say('llama_server', {
      model: MODEL_FILE,
      sleep: '--sleep-idle-seconds 900',
      usages: fieldText(commandSettings.MaxUsages.info, 'label'),
      origins: LLAMA_ENVIRONMENT,
    }),
    {
      Command: 'llama-server',
      Arguments: '--host {HOST} --port {PORT} --model /PATH/TO/MODEL.gguf --parallel 1',
      Environment: LLAMA_ENVIRONMENT,
      // It answers 503 while the model loads.
      ReadyUrl: local('/health'),
      HealthUrl: local('/health'),
      StartTimeout: 600,
    },
    'llamaserver',
  ),
  preset(
    'llama-server-router',
    'llama.cpp server, several models',
    say('llama_server_router', { folder: '/PATH/TO/MODELS', model: MODEL_NAME }),
    {
      Command: 'llama-server',
      Arguments: '--host {HOST} --port {PORT} --models-dir /PATH/TO/MODELS --parallel 1',
      Environment: LLAMA_ENVIRONMENT,
      ReadyUrl: local('/health'),
      HealthUrl: local('/health'),
      FreeMemoryUrl: local('/models/unload'),
      FreeMemoryBody: '{"model": "MODEL-NAME"}',
      StartTimeout: 120,
    },
    'llamaserver',
  ),
  preset('vllm', 'vLLM', say('vllm', { model: MODEL_NAME, wake: 'POST /wake_up' }), {
    Command: 'vllm',
    Arguments: 'serve MODEL-NAME --host {HOST} --port {PORT} --enable-sleep-mode',
    // Without it there is no /sleep.
    Environment: 'VLLM_SERVER_DEV_MODE=1',
    ReadyUrl: local('/health'),
    HealthUrl: local('/health'),
    FreeMemoryUrl: local('/sleep?level=1'),
    StartTimeout: 1800,
    StopTimeout: 30,
    MaxUsages: 16,
  }),
  preset(
    'ollama',
    'Ollama',
    say('ollama', { variable: 'OLLAMA_KEEP_ALIVE', model: MODEL_NAME }),
    {
      Command: 'ollama',
      Arguments: 'serve',
      Environment: 'OLLAMA_HOST={HOST}:{PORT}\nOLLAMA_KEEP_ALIVE=5m',
      ReadyUrl: local('/api/version'),
      HealthUrl: local('/api/version'),
      FreeMemoryUrl: local('/api/generate'),
      FreeMemoryBody: '{"model": "MODEL-NAME", "keep_alive": 0}',
      StartTimeout: 60,
    },
    'ollama',
  ),
  preset('koboldcpp', 'KoboldCpp', say('koboldcpp', { model: MODEL_FILE, folder: '/PATH/TO/SETTINGS' }), {
    Command: 'koboldcpp',
    Arguments: '--host {HOST} --port {PORT} --model /PATH/TO/MODEL.gguf --admin --admindir /PATH/TO/SETTINGS',
    ReadyUrl: local('/api/extra/version'),
    HealthUrl: local('/api/extra/version'),
    FreeMemoryUrl: local('/api/admin/reload_config'),
    FreeMemoryBody: '{"filename": "unload_model"}',
    StartTimeout: 600,
  }),
  preset(
    'a1111',
    'A1111 / Forge',
    say('a1111', {
      type: settingText('type_auto_webui_selfstart'),
      folder: '/PATH/TO/WEBUI',
      python: 'venv\\Scripts\\python.exe',
      reload: 'POST /sdapi/v1/reload-checkpoint',
    }),
    {
      Command: '/PATH/TO/WEBUI/webui.sh',
      Arguments: '--api --port {PORT}',
      WorkingDirectory: '/PATH/TO/WEBUI',
      ReadyUrl: local('/sdapi/v1/memory'),
      HealthUrl: local('/sdapi/v1/memory'),
      FreeMemoryUrl: local('/sdapi/v1/unload-checkpoint'),
      StartTimeout: 1800,
    },
    'auto_webui_selfstart',
  ),
];
