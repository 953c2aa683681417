import type { modelsWords } from '../en/models.ts';
import type { Translation } from '../message.ts';

export const modelsTranslation: Translation<typeof modelsWords> = {
  title: 'Modelos en este equipo',
  looking: 'Buscando modelos…',
  lookingFailed: 'No se pudieron buscar modelos.',
  none: 'No hay modelos GGUF en las carpetas de LM Studio, Hugging Face, llama.cpp, Ollama, SwarmUI y StabilityMatrix, ni en ~/models ni en Descargas. Para usar otra carpeta, añade un backend y elige «Examinar».',
  find: 'Buscar un modelo',
  list: 'Modelos',
  context: '{tokens, number} tokens de contexto',
  embeddings: 'genera embeddings',
  alreadyUsed: 'lo usa un backend',
  addOf: 'Añadir {title}…',
  add: 'Añadir…',
  needs: 'Necesita unos {size}',
  fitsOn: 'Cabe en {gpus}',
  fitsSplit: 'Necesita unos {size}, {count, plural, one {cabe en # GPU} other {cabe repartido en # GPU}}',
  fitsNot: 'Necesita unos {size}, pero la GPU {gpu} solo tiene {free} libres',
  fitsRam: 'Cabe en la RAM, se ejecuta en la CPU',
  fitsNotRam: 'Necesita unos {size}, pero solo hay {free} de RAM libres',
  count: '{count, plural, one {# modelo} other {# modelos}}',
  countOf: '{shown, number} de {count, plural, one {# modelo} other {# modelos}}',
};
