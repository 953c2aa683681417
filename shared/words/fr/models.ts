import type { modelsWords } from '../en/models.ts';
import type { Translation } from '../message.ts';

export const modelsTranslation: Translation<typeof modelsWords> = {
  title: 'Modèles de cet ordinateur',
  looking: 'Recherche des modèles…',
  lookingFailed: 'Impossible de rechercher des modèles.',
  none: 'Aucun modèle GGUF dans les dossiers de LM Studio, Hugging Face, llama.cpp, Ollama, SwarmUI et StabilityMatrix, dans ~/models ni dans les téléchargements. Pour un autre dossier, ajoutez un backend et choisissez « Parcourir ».',
  find: 'Chercher un modèle',
  list: 'Modèles',
  context: '{tokens, number} tokens de contexte',
  embeddings: 'produit des embeddings',
  alreadyUsed: 'utilisé par un backend',
  addOf: 'Ajouter {title}…',
  add: 'Ajouter…',
  needs: 'Demande environ {size}',
  fitsOn: 'Tient sur {gpus}',
  fitsSplit: 'Demande environ {size}, tient sur {count, plural, one {# GPU} other {# GPU réunis}}',
  fitsNot: 'Demande environ {size}, mais le GPU {gpu} n’a que {free} libres',
  fitsRam: 'Tient dans la RAM, tourne sur le processeur',
  fitsNotRam: 'Demande environ {size}, mais seulement {free} de RAM sont libres',
  count: '{count, plural, one {# modèle} other {# modèles}}',
  countOf: '{shown, number} sur {count, plural, one {# modèle} other {# modèles}}',
};
