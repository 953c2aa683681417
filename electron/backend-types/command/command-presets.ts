/**
 * Ready-made settings of the type `command` for well-known engines. Choosing one only fills the form. They have placeholders in
 * capitals for what only the user knows. Source: the documentation of the engines, mid 2026.
 */
import type { Preset, SettingValues } from '../../../shared/backend.ts';

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
  description: string,
  settings: SettingValues & { Command: string },
  typeId?: string,
): Preset {
  const type = typeId === undefined ? {} : { type_id: typeId };
  return { id, name, description, settings: { ...blank, ...settings }, ...type };
}

const local = (path: string) => `http://127.0.0.1:{PORT}${path}`;

/** Otherwise every web page that a person opens could read what it answers. */
const LLAMA_ENVIRONMENT = 'LLAMA_ARG_CORS_ORIGINS=localhost';

export const commandPresets: Preset[] = [
  preset(
    'llama-server',
    'llama.cpp server',
    'llama-server with one model. Put the path of your GGUF file in place of /PATH/TO/MODEL.gguf. It cannot be asked to free memory; with --sleep-idle-seconds 900 in the arguments newer versions free it by themselves when unused. Requests at the same time is what --parallel says; web pages of other origins cannot read its answers while LLAMA_ARG_CORS_ORIGINS is localhost.',
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
    'llama-server as a router: it loads the GGUF files of a folder when they are asked for. Put the folder in place of /PATH/TO/MODELS, and in the body of the memory request the name of the model to unload in place of MODEL-NAME.',
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
  preset(
    'vllm',
    'vLLM',
    'vllm serve in sleep mode, so that its memory can be freed. Put the model in place of MODEL-NAME. After its memory was freed it answers again once it is woken by POST /wake_up, or restarted. The first start downloads and compiles: it takes long.',
    {
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
    },
  ),
  preset(
    'ollama',
    'Ollama',
    'A server of its own beside an installed Ollama, with the same models. It frees memory by itself after OLLAMA_KEEP_ALIVE. To free it by hand, put the name of the model, as "ollama list" shows it, in place of MODEL-NAME in the body of the memory request.',
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
  preset(
    'koboldcpp',
    'KoboldCpp',
    'KoboldCpp with one model. Put the path of your GGUF file in place of /PATH/TO/MODEL.gguf, and any folder in place of /PATH/TO/SETTINGS: its admin mode, which frees memory, needs one. Freeing memory makes KoboldCpp start anew without a model.',
    {
      Command: 'koboldcpp',
      Arguments:
        '--host {HOST} --port {PORT} --model /PATH/TO/MODEL.gguf --admin --admindir /PATH/TO/SETTINGS',
      ReadyUrl: local('/api/extra/version'),
      HealthUrl: local('/api/extra/version'),
      FreeMemoryUrl: local('/api/admin/reload_config'),
      FreeMemoryBody: '{"filename": "unload_model"}',
      StartTimeout: 600,
    },
  ),
  preset(
    'a1111',
    'A1111 / Forge',
    'Stable Diffusion web UI (AUTOMATIC1111 or Forge) with its API. The type Auto1111 SD-WebUI Self-Starting does more: it shows checkpoint and jobs, and a stop waits for images. Put its folder in place of /PATH/TO/WEBUI. On Windows the program is venv\\Scripts\\python.exe in that folder, and the arguments begin with launch.py. After its memory was freed, POST /sdapi/v1/reload-checkpoint loads the model again.',
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
