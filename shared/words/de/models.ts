import type { modelsWords } from '../en/models.ts';
import type { Translation } from '../message.ts';

export const modelsTranslation: Translation<typeof modelsWords> = {
  title: 'Modelle auf diesem Rechner',
  looking: 'Modelle werden gesucht…',
  lookingFailed: 'Die Suche nach Modellen war nicht möglich.',
  none: 'Keine GGUF-Modelle in den Ordnern von LM Studio, Hugging Face, llama.cpp, Ollama, SwarmUI und StabilityMatrix, in ~/models oder in den Downloads. Für einen anderen Ordner fügen Sie ein Backend hinzu und wählen „Durchsuchen“.',
  find: 'Modell suchen',
  list: 'Modelle',
  context: '{tokens, number} Tokens Kontext',
  embeddings: 'erzeugt Embeddings',
  alreadyUsed: 'von einem Backend genutzt',
  addOf: '{title} hinzufügen…',
  add: 'Hinzufügen…',
  needs: 'Braucht etwa {size}',
  fitsOn: 'Passt auf {gpus}',
  fitsSplit: 'Braucht etwa {size}, passt auf {count, plural, one {# GPU} other {# GPUs zusammen}}',
  fitsNot: 'Braucht etwa {size}, aber GPU {gpu} hat nur {free} frei',
  fitsRam: 'Passt in den RAM, läuft auf der CPU',
  fitsNotRam: 'Braucht etwa {size}, aber nur {free} RAM sind frei',
  count: '{count, plural, one {# Modell} other {# Modelle}}',
  countOf: '{shown, number} von {count, plural, one {# Modell} other {# Modellen}}',
};
