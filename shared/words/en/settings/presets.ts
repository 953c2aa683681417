import { defineArea } from '../../message.ts';

/** What a preset of “Any program” is for, and what to replace in it first. */
export const presetWords = defineArea('presets', {
  llama_server:
    'llama-server with one model. Replace {model} with the path of your GGUF file. It cannot be asked to free memory; with {sleep} in the arguments, newer versions free it by themselves when unused. “{usages}” is what --parallel says; web pages of other origins cannot read its answers while {origins}.',
  llama_server_router:
    'llama-server as a router: it loads the GGUF files of a folder when they are asked for. Replace {folder} with that folder, and {model} in the body of the memory request with the name of the model to unload.',
  vllm: 'vllm serve in sleep mode, so that its memory can be freed. Replace {model} with the model. After its memory was freed, it answers again once {wake} wakes it or it is restarted. The first start downloads and compiles, which takes long.',
  ollama:
    'A server of its own beside an installed Ollama, with the same models. It frees memory by itself after {variable}. To free it by hand, replace {model} in the body of the memory request with the name of the model, as “ollama list” shows it.',
  koboldcpp:
    'KoboldCpp with one model. Replace {model} with the path of your GGUF file, and {folder} with any folder: its admin mode, which frees memory, needs one. Freeing memory makes KoboldCpp start again without a model.',
  a1111:
    'Stable Diffusion web UI (AUTOMATIC1111 or Forge) with its API. The type {type} does more: it shows checkpoint and jobs, and a stop waits for images. Replace {folder} with its folder. On Windows, the program is {python} in that folder, and the arguments begin with launch.py. After its memory was freed, {reload} loads the model again.',
});
