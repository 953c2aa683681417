/** Every type of backend this program knows, in the order a person is offered them. */
import type { AnyBackendType } from '../core/backend/backend-type.ts';
import { autoscalingBackend } from './autoscaling/autoscaling-backend.ts';
import { comfyuiApi } from './comfyui/comfyui-api.ts';
import { comfyuiSelfstart } from './comfyui/comfyui-selfstart.ts';
import { command } from './command/command.ts';
import { llamaServer } from './llama/llama-server.ts';
import { localllama } from './llama/localllama.ts';
import { ollama } from './ollama/ollama.ts';
import { simpleRemoteLlm } from './openai/simple-remote-llm.ts';
import { swarmBackend } from './swarm/swarm-backend.ts';
import { webuiApi } from './webui/webui-api.ts';
import { webuiSelfstart } from './webui/webui-selfstart.ts';

export const backendTypes: readonly AnyBackendType[] = [
  localllama,
  comfyuiSelfstart,
  comfyuiApi,
  webuiSelfstart,
  webuiApi,
  swarmBackend,
  ollama,
  llamaServer,
  command,
  simpleRemoteLlm,
  autoscalingBackend,
];
