import type { backendActionsWords } from '../../en/backends/actions.ts';
import type { Translation } from '../../message.ts';

export const backendActionsTranslation: Translation<typeof backendActionsWords> = {
  dismissFailed: 'Die Meldung konnte nicht ausgeblendet werden.',
  languageFailed: 'Die Sprache konnte nicht geändert werden.',
  coloursFailed: 'Die Farben konnten nicht geändert werden.',
  switchOnFailed: 'Einschalten war nicht möglich.',
  switchOffFailed: 'Ausschalten war nicht möglich.',
  restartFailed: 'Ein Neustart war nicht möglich.',
  nothingToRestart: 'Es wurde nichts neu gestartet: Das Backend hat keinen Prozess auf diesem Rechner.',
  startWhenFailed: 'Der Startzeitpunkt konnte nicht geändert werden.',
  openPageFailed: 'Die Web-UI konnte nicht geöffnet werden.',
  trustFailed: 'Das Zertifikat konnte nicht akzeptiert werden.',
  freeForFailed: 'Dafür konnte kein Speicher freigegeben werden.',
  startAnywayFailed: 'Der Start war nicht möglich.',
  freeFailed: 'Der Speicher konnte nicht freigegeben werden.',
  freeOfFailed: 'Der Speicher von {name} konnte nicht freigegeben werden.',
  freeAllFailed: 'Der Speicher aller Backends konnte nicht freigegeben werden.',
  renameFailed: 'Umbenennen war nicht möglich.',
  pinFailed: 'Die GPU konnte nicht geändert werden.',
  duplicateFailed: 'Duplizieren war nicht möglich.',
  deleteFailed: 'Löschen war nicht möglich.',
  orderFailed: 'Die Reihenfolge konnte nicht geändert werden.',
  deleted: '<b>{name}</b> gelöscht.',
  restoreFailed: 'Das Backend konnte nicht wiederhergestellt werden.',
};
