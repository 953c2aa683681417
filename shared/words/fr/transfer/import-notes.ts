import type { importNotesWords } from '../../en/transfer/import-notes.ts';
import type { Translation } from '../../message.ts';

export const importNotesTranslation: Translation<typeof importNotesWords> = {
  alreadyHere: 'Il est déjà ici.',
  idTaken: 'Le numéro {number} est déjà pris ici, le backend reçoit le {id}.',
  unknownType:
    'Cette version ne connaît pas le type « {type} ». Le backend est conservé, désactivé, pour une version qui le connaît.',
  titleCut: 'Son titre a été réduit à {max} caractères.',
  tagsLeftOut:
    'Certains tags ont été laissés de côté : un backend peut avoir au plus {count} tags, de {length} caractères au plus.',
  settingUnknown: 'Le paramètre {name} a été laissé de côté, car cette version ne le connaît pas.',
  settingUnreadable: 'Le paramètre {name} a été laissé de côté, car sa forme n’est pas connue ici.',
  settingInvalid: 'Pour « {setting} », il faut {expected} : la valeur par défaut reste en place.',
  settingEmpty: '« {setting} » est vide dans le fichier, donc désactivé, comme dans SwarmUI.',
  secretMissing: '« {setting} » n’est pas dans le fichier : à saisir après l’import.',
  secretOfUnknownType:
    '{name} a été laissé de côté : cela ressemble à un secret, et celui d’un type inconnu ne pourrait pas être protégé.',
  pathInSwarm: '« {setting} » se trouve dans le dossier de SwarmUI ({path}) : indiquez ce dossier.',
  enabledEmpty: '« enabled » est vide dans le fichier, il est donc désactivé, comme dans SwarmUI.',
  enabledUnclear:
    '« enabled » n’est ni true ni false dans le fichier, il est donc désactivé, comme dans SwarmUI.',
  repeated:
    '{name} figure plusieurs fois dans le fichier. Comme dans SwarmUI, c’est la dernière valeur qui compte.',
};
