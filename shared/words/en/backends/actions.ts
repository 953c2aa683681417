import { defineArea } from '../../message.ts';

/** What can be done with a backend, where it could not be done. Stands before the reason. */
export const backendActionsWords = defineArea('backendActions', {
  dismissFailed: 'Could not dismiss the message.',
  languageFailed: 'Could not change the language.',
  coloursFailed: 'Could not change the colours.',
  switchOnFailed: 'Could not switch it on.',
  switchOffFailed: 'Could not switch it off.',
  restartFailed: 'Could not restart it.',
  nothingToRestart: 'Nothing was restarted: it has no process on this computer.',
  startWhenFailed: 'Could not change when it starts.',
  openPageFailed: 'Could not open its web UI.',
  trustFailed: 'Could not accept its certificate.',
  freeForFailed: 'Could not free memory for it.',
  startAnywayFailed: 'Could not start it.',
  freeFailed: 'Could not free its memory.',
  freeOfFailed: 'Could not free the memory of {name}.',
  freeAllFailed: 'Could not free the memory of all backends.',
  renameFailed: 'Could not rename it.',
  pinFailed: 'Could not change its GPU.',
  duplicateFailed: 'Could not duplicate it.',
  deleteFailed: 'Could not delete it.',
  orderFailed: 'Could not change the order.',
  deleted: 'Deleted <b>{name}</b>.',
  restoreFailed: 'Could not restore the backend.',
});
