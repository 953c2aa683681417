import type { backendDialogsWords } from '../../en/backends/dialogs.ts';
import type { Translation } from '../../message.ts';

export const backendDialogsTranslation: Translation<typeof backendDialogsWords> = {
  settings: 'Einstellungen',
  settingsOf: 'Einstellungen von {name}',
  backendDeleted: 'Dieses Backend ist gelöscht.',
  deletedMeanwhile:
    'Dieses Backend wurde gelöscht oder bekam eine andere Nummer, während Sie es bearbeitet haben. Hier können Sie nicht speichern.',
  typeUnknown:
    'Diese Version von Switchyard kennt seinen Typ „{type}“ nicht und kann seine Einstellungen daher nicht anzeigen. Sie bleiben erhalten.',
  typesNotRead: 'Die Backend-Typen sind noch nicht geladen.',
  settingsLocked: 'Die Einstellungen sind gesperrt. Sie können sie ansehen, aber nicht ändern.',
  savingFailed: 'Die Einstellungen konnten nicht gespeichert werden.',
  noChanges: 'Keine Änderungen',
  nothingChanged: 'Es gibt keine Änderungen zu speichern.',
  changedSettings: '{count, plural, one {# geänderte Einstellung} other {# geänderte Einstellungen}}',
  needsRestart:
    '{count, plural, one {Neustart nötig wegen dieser Änderung: {settings}.} other {Neustart nötig wegen dieser Änderungen: {settings}.}}',
  number: 'Nummer',
  numberText:
    'Andere Programme finden dieses Backend über seine Nummer. Wenn Sie sie hier ändern, dann auch in diesen Programmen.',
  commandLineOf: 'Befehlszeile von {name}',
  noCommandLine: 'Es läuft nicht, daher gibt es keine Befehlszeile.',
  copyCommandLine: 'Befehlszeile kopieren',
  recentlyDeleted: 'Zuletzt gelöscht',
  readingDeleted: 'Liste wird geladen…',
  readingDeletedFailed: 'Die Liste konnte nicht geladen werden.',
  nothingDeleted: 'In letzter Zeit wurde nichts gelöscht.',
  deletedBackends: 'Gelöschte Backends',
  deletedAgo: '#{id} {type} · gelöscht {ago}',
  restore: 'Wiederherstellen',
  restoreOf: '{name} wiederherstellen',
};
