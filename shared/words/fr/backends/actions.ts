import type { backendActionsWords } from '../../en/backends/actions.ts';
import type { Translation } from '../../message.ts';

export const backendActionsTranslation: Translation<typeof backendActionsWords> = {
  dismissFailed: 'Impossible de masquer le message.',
  languageFailed: 'Impossible de changer la langue.',
  coloursFailed: 'Impossible de changer les couleurs.',
  switchOnFailed: 'Impossible de l’activer.',
  switchOffFailed: 'Impossible de le désactiver.',
  restartFailed: 'Impossible de le redémarrer.',
  nothingToRestart: 'Rien n’a été redémarré : il n’a aucun processus sur cet ordinateur.',
  startWhenFailed: 'Impossible de changer le moment où il démarre.',
  openPageFailed: 'Impossible d’ouvrir son interface web.',
  trustFailed: 'Impossible d’accepter son certificat.',
  freeForFailed: 'Impossible de libérer de la mémoire pour lui.',
  startAnywayFailed: 'Impossible de le démarrer.',
  freeFailed: 'Impossible de libérer sa mémoire.',
  freeOfFailed: 'Impossible de libérer la mémoire de {name}.',
  freeAllFailed: 'Impossible de libérer la mémoire de tous les backends.',
  renameFailed: 'Impossible de le renommer.',
  pinFailed: 'Impossible de changer son GPU.',
  duplicateFailed: 'Impossible de le dupliquer.',
  deleteFailed: 'Impossible de le supprimer.',
  orderFailed: 'Impossible de changer l’ordre.',
  deleted: '<b>{name}</b> supprimé.',
  restoreFailed: 'Impossible de restaurer le backend.',
};
