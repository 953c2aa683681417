import type { adviceWords } from '../../en/settings/advice.ts';
import type { Translation } from '../../message.ts';

export const adviceTranslation: Translation<typeof adviceWords> = {
  programOnly: 'Seul le programme a sa place ici : {program}.',
  argumentsOnly: 'Seul ce qui suit le programme a sa place ici.',
  toArguments: 'Ce qui le suit, à partir de {first}, va dans ses arguments.',
  toVariables: 'Définissez {variables} dans les variables d’environnement.',
  toWorkingFolder: 'Indiquez {folder} comme dossier de travail.',
  noShell:
    'Retirez {words} : aucun shell n’intervient, et le programme s’exécute au premier plan, sous l’utilisateur de Switchyard.',
  isProgram: 'Retirez {word}, qui est le programme lui-même.',
  shellWord:
    'Aucun shell n’intervient : {word} est transmis tel quel au programme. Retirez-le ; ce que le programme affiche est dans son journal.',
  shellBackground:
    'Aucun shell n’intervient : {word} est transmis tel quel au programme. Retirez-le : le programme doit s’exécuter au premier plan.',
  notExpanded: 'Rien n’est remplacé : {text} reste tel quel. Écrivez en entier ce qu’il représente.',
  notExpandedIn:
    'Rien n’est remplacé : dans {name}, {text} reste tel quel. Écrivez en entier ce qu’il représente.',
  otherHome: 'Le dossier personnel d’un autre utilisateur n’est pas recherché. Écrivez le chemin en entier.',
  longDash: '{word} commence par un tiret long, comme en font les traitements de texte : écrivez -- ou -.',
  typographicQuote:
    '{word} commence par un guillemet typographique, qui est un caractère comme un autre : écrivez un guillemet droit.',
  detached:
    'Retirez {flag}, pour que le conteneur s’exécute au premier plan et s’arrête avec ce backend. Ce qui a été démarré en arrière-plan continue : docker ps l’affiche, et docker stop l’arrête.',
  attach:
    'Ajoutez {flag}, pour qu’il attende le conteneur. Ce qui a été démarré en arrière-plan continue : docker ps l’affiche, et docker stop l’arrête.',
  serviceManager:
    'Un gestionnaire de services le démarre en arrière-plan et le surveille lui-même. Indiquez le programme que le service exécute (systemctl cat l’affiche comme ExecStart), et arrêtez le service, qui continue.',
  programItself: 'Indiquez le programme lui-même, sans ce qui l’envoie en arrière-plan.',
  ampersand: 'Retirez le & à la fin de sa commande.',
  addArguments: 'Ajoutez {words}.',
  foreground: 'Retirez {flag} : le programme doit s’exécuter au premier plan.',
};
