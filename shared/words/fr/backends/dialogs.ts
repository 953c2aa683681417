import type { backendDialogsWords } from '../../en/backends/dialogs.ts';
import type { Translation } from '../../message.ts';

export const backendDialogsTranslation: Translation<typeof backendDialogsWords> = {
  settings: 'Paramètres',
  settingsOf: 'Paramètres de {name}',
  backendDeleted: 'Ce backend est supprimé.',
  deletedMeanwhile:
    'Ce backend a été supprimé ou a reçu un autre numéro pendant que vous le modifiiez. Vous ne pouvez pas enregistrer ici.',
  typeUnknown:
    'Cette version de Switchyard ne connaît pas son type « {type} » et ne peut donc pas montrer ses paramètres. Ils sont conservés.',
  typesNotRead: 'Les types de backend ne sont pas encore chargés.',
  settingsLocked: 'Les paramètres sont verrouillés. Vous pouvez les lire, mais pas les modifier.',
  savingFailed: 'Impossible d’enregistrer les paramètres.',
  noChanges: 'Aucune modification',
  nothingChanged: 'Il n’y a aucune modification à enregistrer.',
  changedSettings: '{count, plural, one {# paramètre modifié} other {# paramètres modifiés}}',
  needsRestart:
    'Redémarrage nécessaire pour {count, plural, one {ce paramètre : {settings}} other {ces paramètres : {settings}}}.',
  number: 'Numéro',
  numberText:
    'D’autres programmes trouvent ce backend par son numéro. Si vous le changez, changez-le aussi dans ces programmes.',
  commandLineOf: 'Ligne de commande de {name}',
  noCommandLine: 'Il ne tourne pas, il n’y a donc pas de ligne de commande.',
  copyCommandLine: 'Copier la ligne de commande',
  recentlyDeleted: 'Supprimés récemment',
  readingDeleted: 'Chargement de la liste…',
  readingDeletedFailed: 'Impossible de charger la liste.',
  nothingDeleted: 'Rien n’a été supprimé récemment.',
  deletedBackends: 'Backends supprimés',
  deletedAgo: '#{id} {type} · supprimé {ago}',
  restore: 'Restaurer',
  restoreOf: 'Restaurer {name}',
};
