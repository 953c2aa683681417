import type { hostNoticeWords } from '../en/host-notices.ts';
import type { Translation } from '../message.ts';

export const hostNoticeTranslation: Translation<typeof hostNoticeWords> = {
  logsUnwritable:
    'Switchyard garde les nouvelles lignes des journaux en mémoire seulement : {reason}. Les plus récentes restent lisibles ; les plus anciennes, absentes des fichiers, sont perdues.',
  logsUnwritable_hint:
    'Vos backends ne sont pas touchés. Switchyard écrira de nouveau les journaux dès que possible. Si le disque est plein, libérez de l’espace.',
  leftoversEnded:
    '{count, plural, one {Un processus laissé par une exécution précédente a été arrêté} other {# processus laissés par une exécution précédente ont été arrêtés}} : {processes}.',
  leftoversEnded_hint: 'Leur mémoire est de nouveau libre ; il n’y a rien à faire.',
  preferencesUnreadable:
    'Impossible de lire les préférences : elles ont donc leurs valeurs par défaut. Le fichier illisible est conservé sous le nom {file}.',
  preferencesUnreadable_hint: 'Vérifiez les préférences. Vos backends ne sont pas touchés.',
  preferencesNewer:
    'Les préférences ont été écrites par une version plus récente de Switchyard : celle-ci utilise celles qu’elle connaît, sans pouvoir les modifier.',
  preferencesNewer_hint: 'Installez la version plus récente pour les modifier.',
  preferencesNewer_reason: 'les préférences ont été écrites par une version plus récente de Switchyard',
  secretsInClear:
    'Impossible de chiffrer les clés API et les mots de passe du dossier de données : {reason}.',
  secretsInClear_hint:
    'Vos backends fonctionnent comme avant. Switchyard réessaiera à son prochain démarrage.',
  secretsRefused: 'le système a refusé de les chiffrer',
  listMended: 'Switchyard a modifié dans la liste des backends des valeurs inutilisables. {changes}',
  listMended_hint:
    'Vérifiez ces backends. La liste d’avant est conservée sous le nom {file} jusqu’à la prochaine modification.',
  mend_id: 'Le backend {before} porte maintenant le numéro {id} : les numéros vont de 0 à {max}.',
  mend_uid: 'Le backend {id} avait l’uid d’un autre backend et en a reçu une à lui.',
  mend_title: 'Backend {id} : son titre a été raccourci.',
  mend_type: 'Backend {id} : son type a été raccourci.',
  mend_modcount: 'Backend {id} : son modcount a été abaissé.',
  mend_tags: 'Backend {id} : ses tags ont été raccourcis.',
  mend_offNotice: 'Backend {id} : l’avis expliquant pourquoi il est désactivé a été retiré.',
  listRestored:
    '{problem, select, unreadable {Impossible de lire la liste des backends} other {La liste des backends manquait}} : la version précédente, du {time}, est utilisée.',
  listRestored_hint: 'Vérifiez si votre dernière modification y figure.',
  listLost:
    'Impossible de lire la liste des backends, et il n’y a pas de version précédente : elle est vide.',
  listLost_hint:
    'Si vous pouvez réparer le fichier conservé, quittez Switchyard, remettez le fichier sous son ancien nom et relancez.',
  unreadableKept: 'Le fichier illisible est conservé sous le nom {file} ({reason}).',
  otherWriter:
    'un autre programme écrit la liste des backends, ou a été tué en l’écrivant et a laissé {file}',
  listChanged:
    'un autre programme a modifié la liste des backends sur le disque, ou quelqu’un a modifié {path}',
  listGone: 'la liste des backends n’est plus à sa place : {path} ({reason})',
  listTooLarge: 'la liste des backends dépasserait {megabytes} Mio',
  secretNotEncrypted: 'un secret n’a pas pu être chiffré ({reason})',
  secretNotDecrypted: 'il n’a pas pu être déchiffré à nouveau',
  dataWasOpen:
    'D’autres utilisateurs de cet ordinateur pouvaient {could, select, change {modifier} other {lire}} ce que Switchyard conserve dans {folder} : {names}. Ils ne le peuvent plus.',
  dataWasOpen_hint:
    'Si l’un d’eux a pu le faire, {could, select, change {vérifiez les backends, créez} other {créez}} un nouveau jeton dans les préférences et remplacez les clés des serveurs distants.',
  dataIsOpen: 'D’autres peuvent accéder à ce que Switchyard conserve dans {folder} : {ways}.',
  dataIsOpen_hint:
    'Si ce n’est pas voulu, conservez les données dans un dossier à vous : démarrez avec --data-dir.',
  open_parent: 'le dossier {folder} appartient à un autre utilisateur ({uid})',
  open_itself: 'il appartient à un autre utilisateur ({uid})',
  open_file: 'le fichier {file} appartient à un autre utilisateur ({uid})',
  open_mode: 'les droits de {name} sont {mode} et ne peuvent pas être modifiés ici',
  folderItself: 'le dossier lui-même',
};
