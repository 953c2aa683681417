import type { importReasonsWords } from '../../en/transfer/import-reasons.ts';
import type { Translation } from '../../message.ts';

export const importReasonsTranslation: Translation<typeof importReasonsWords> = {
  fullPath: 'il faut son chemin complet',
  noFile: 'il n’y a pas de fichier à l’emplacement {path}',
  noList:
    'le dossier {path} n’a pas de liste de backends : ni Data/Backends.fds, comme dans le dossier de SwarmUI, ni Backends.fds',
  notOrdinary: 'c’est un tube ou un périphérique',
  empty: 'il est vide',
  tooLarge: 'il dépasse {size} Mo',
  utf32: 'il est en UTF-32. Ouvrez-le dans un éditeur et enregistrez-le en UTF-8',
  notText: 'ce n’est pas un fichier texte',
  badUtf16: 'il est en UTF-16, mais endommagé ou tronqué',
  otherEncoding:
    'la ligne {line} n’est pas en UTF-8 : le fichier a été enregistré dans un autre encodage, comme Windows-1252 ou GBK. Ouvrez-le dans un éditeur qui l’affiche correctement et enregistrez-le en UTF-8',
  lostLetter:
    'la ligne {line} a perdu un caractère, car le fichier a été enregistré ou lu dans un mauvais encodage. Corrigez-le dans un éditeur et enregistrez-le en UTF-8',
  noBackends: 'il ne contient aucun backend',
  tooManyBackends: 'il a plus de {max} backends',
  noEntry: 'il n’a pas d’entrée {entry}',
  notExported: 'ce n’est pas une liste de backends exportée par Switchyard',
  damaged: 'il est endommagé{hasPlace, select, yes { ({place})} other {}}',
  damagedSecrets: 'ses secrets sont endommagés',
  noTypes: 'ce n’est pas une liste de backends ayant chacun un type',
  tooManySettings: 'un backend a plus de {max} paramètres',
  longSettingName: 'un paramètre a un nom de plus de {max} caractères',
  line_deeper: 'la ligne {line} est plus en retrait que ce à quoi elle appartient',
  line_noList: 'la ligne {line} est un élément d’une liste sans nom',
  line_tooDeep: 'la ligne {line} est imbriquée trop profondément',
  line_noValue: 'la ligne {line} n’est pas de la forme « nom: valeur »',
};
