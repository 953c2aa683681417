/** Every type of backend this program knows, in the order a person is offered them. */
import type { AnyBackendType } from '../core/backend-type.ts';
import { comfyuiApi } from './comfyui-api.ts';
import { comfyuiSelfstart } from './comfyui-selfstart.ts';
import { command } from './command.ts';
import { llamaServer } from './llama-server.ts';
import { localllama } from './localllama.ts';
import { ollama } from './ollama.ts';
import { simpleRemoteLlm } from './simple-remote-llm.ts';
import { swarmBackend } from './swarm-backend.ts';

export const backendTypes: readonly AnyBackendType[] = [
  localllama,
  comfyuiSelfstart,
  comfyuiApi,
  swarmBackend,
  ollama,
  llamaServer,
  command,
  simpleRemoteLlm,
];
