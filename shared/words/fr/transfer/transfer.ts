import type { transferWords } from '../../en/transfer/transfer.ts';
import type { Translation } from '../../message.ts';

export const transferTranslation: Translation<typeof transferWords> = {
  exportTitle: 'Exporter les backends',
  exportFailed: 'Impossible d’exporter les backends.',
  exportAll:
    'Enregistre tous les backends et leurs paramètres dans un fichier, comme sauvegarde ou pour un autre ordinateur.',
  exportSome:
    'Enregistre {count, plural, one {# backend et ses paramètres} other {# backends et leurs paramètres}} dans un fichier, comme sauvegarde ou pour un autre ordinateur.',
  exportHint:
    'Les arguments, les variables d’environnement et les en-têtes sont enregistrés tels quels. Vérifiez qu’ils ne contiennent pas de clé API.',
  withSecrets: 'Inclure les clés API et mots de passe, chiffrés',
  passphrase: 'Phrase secrète',
  passphraseText:
    'Au moins {length, plural, one {# caractère} other {# caractères}}. Sans elle, personne ne peut restaurer les secrets.',
  passphraseMissing: 'Choisissez une phrase secrète.',
  export: 'Exporter',
  copyText: 'Copier comme texte',
  exported: '{count, plural, one {# backend exporté.} other {# backends exportés.}}',
  leftOut: 'Laissé de côté',
  exportedWithout: '{backend} : sans {settings}',
  saveFile: 'Enregistrer le fichier',
  importTitle: 'Importer des backends',
  nothingImported: 'Rien n’a été importé.',
  importFailed: 'Impossible d’importer les backends.',
  importText:
    'Choisissez le fichier Backends.fds du dossier Data de SwarmUI, ou un fichier exporté par Switchyard. Vous verrez son contenu avant tout ajout.',
  file: 'Fichier à importer',
  chooseFile: 'Choisir un fichier…',
  dropFile: 'ou déposez-le ici',
  fileTooLarge: '{name} est trop gros pour une liste de backends.',
  fileUnreadable: 'Impossible de lire {name} : {problem}.',
  fileGone: 'Impossible de lire {name}.',
  swarmFileHint: 'La liste des backends de SwarmUI est le fichier Backends.fds de son dossier Data.',
  chooseAgain: 'Choisissez à nouveau le fichier.',
  path: 'Ou saisissez un chemin sur l’ordinateur où tourne Switchyard',
  pathText: 'Le dossier de SwarmUI suffit.',
  browse: 'Parcourir',
  pathMissing: 'Saisissez un chemin.',
  read: 'Lire le fichier',
  switchedOff: 'Les ajouter désactivés',
  switchedOffText:
    'Pour les vérifier d’abord, ou tant qu’un autre programme utilise encore les mêmes moteurs.',
  nothingToAdd: 'Il n’y a rien à ajouter.',
  passphraseNeeded: 'Saisissez la phrase secrète, ou laissez les secrets de côté.',
  sourceSwarm: '<b>{name}</b>, de SwarmUI : {what}.',
  sourceSwitchyard: '<b>{name}</b>, de Switchyard : {what}.',
  newBackends:
    '{count, plural, =0 {aucun nouveau backend} one {# nouveau backend} other {# nouveaux backends}}',
  newAndPresent:
    '{count, plural, =0 {aucun nouveau backend} one {# nouveau backend} other {# nouveaux backends}}, {present, plural, one {# est déjà ici} other {# sont déjà ici}}',
  swarmFolder: 'Dossier de SwarmUI',
  swarmFolderText: 'Certains programmes sont indiqués par rapport à ce dossier.',
  swarmFolderMissing: 'Saisissez le dossier.',
  checkFolder: 'Vérifier le dossier',
  secretsText: 'Elle déchiffre les secrets de ce fichier.',
  skipSecrets: 'Laisser les secrets de côté',
  anotherFile: 'Choisir un autre fichier',
  addCount: 'Ajouter {count, plural, one {# backend} other {# backends}}',
  added: '{count, plural, =0 {Aucun backend ajouté.} one {# backend ajouté.} other {# backends ajoutés.}}',
  addedAndPresent:
    '{count, plural, =0 {Aucun backend ajouté.} one {# backend ajouté.} other {# backends ajoutés.}} {present, plural, one {# était déjà ici.} other {# étaient déjà ici.}}',
  toCheck: 'À vérifier',
  rows: 'Backends à importer',
  rowOff: 'désactivé',
  allGpus: 'Tous les GPU',
  gpusOf: 'GPU de {name}',
  gpusOfFile: 'Comme dans le fichier : {gpus}',
};
