import { defineArea } from '../message.ts';

/** Models on this computer. */
export const modelsWords = defineArea('models', {
  title: 'Models on this computer',
  looking: 'Looking for models…',
  lookingFailed: 'Could not look for models.',
  none: 'No GGUF models in the folders of LM Studio, Hugging Face, llama.cpp, Ollama, SwarmUI and StabilityMatrix, in ~/models or in Downloads. To use another folder, add a backend and choose “Browse”.',
  find: 'Find a model',
  list: 'Models',
  context: '{tokens, number} tokens of context',
  embeddings: 'makes embeddings',
  alreadyUsed: 'used by a backend',
  addOf: 'Add {title}…',
  add: 'Add…',
  needs: 'Needs about {size}',
  fitsOn: 'Fits on {gpus}',
  fitsSplit: 'Needs about {size}, fits on {count, plural, one {# GPU} other {# GPUs}} together',
  fitsNot: 'Needs about {size}, but GPU {gpu} has only {free} free',
  fitsRam: 'Fits into RAM, runs on the CPU',
  fitsNotRam: 'Needs about {size}, but only {free} of RAM is free',
  count: '{count, plural, one {# model} other {# models}}',
  countOf: '{shown, number} of {count, plural, one {# model} other {# models}}',
});
