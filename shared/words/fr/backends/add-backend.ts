import type { addBackendWords } from '../../en/backends/add-backend.ts';
import type { Translation } from '../../message.ts';

export const addBackendTranslation: Translation<typeof addBackendWords> = {
  addBackend: 'Ajouter un backend',
  dropHere: 'Déposez ici un modèle GGUF ou un dossier de moteur pour l’ajouter',
  droppedFolderUnknown:
    'Aucun moteur trouvé dans un dossier nommé {name} sur l’ordinateur où tourne Switchyard.',
  droppedNothingUsable: '{name} n’est ni un modèle GGUF ni un dossier.',
  droppedModelUnknown:
    '{name} est introuvable dans les dossiers de modèles habituels de l’ordinateur où tourne Switchyard.',
  closeMessage: 'Fermer ce message',
  browseInstead: '{message} Pour chercher ailleurs, utilisez « Parcourir » sous « Ajouter un backend ».',
  found: 'Trouvés sur cet ordinateur',
  swarmFound: 'SwarmUI dans {path} a {count, plural, one {# backend} other {# backends}}',
  import: 'Importer…',
  add: 'Ajouter…',
  choose: 'Choisir…',
  lookingFailed: 'Impossible de rechercher des moteurs.',
  addingFailed: 'Impossible d’ajouter le backend.',
  addNamed: 'Ajouter {name}',
  startFrom: 'Partir de',
  presetNone: 'Vide',
  otherType: 'Autre type',
  correctFields: 'Corrigez les champs marqués.',
  startsAtOnce: 'Il démarre dès que vous l’ajoutez.',
  addConfirm: 'Ajouter',
  whatToRun: 'Que faut-il exécuter ?',
  findType: 'Chercher un type ou un programme',
  findTypePlaceholder: 'Chercher LM Studio, vLLM, Forge, GGUF…',
  backendTypes: 'Types de backend',
  noTypeFound: 'Aucun résultat. « Programme quelconque » démarre tout ce qui a une ligne de commande.',
  chooseModel: 'Choisir parmi les modèles de cet ordinateur…',
  importFromSwarm: 'Importer des backends de SwarmUI…',
  noTypes: 'Ce Switchyard n’a aucun type de backend.',
  showAdvancedTypes: 'Afficher les types avancés',
  advanced: 'avancé',
  lookingForFailed: 'Impossible de rechercher {name} : Switchyard ne répond pas.',
  modelsFound:
    '{count, plural, one {# modèle} other {# modèles}} dans {folders, plural, one {le dossier} other {les dossiers}} de {sources}',
};
