import type { hostNoticeWords } from '../en/host-notices.ts';
import type { Translation } from '../message.ts';

export const hostNoticeTranslation: Translation<typeof hostNoticeWords> = {
  logsUnwritable:
    'Switchyard hält neue Zeilen der Logs nur im Speicher: {reason}. Die neuesten sind lesbar; ältere, die nicht in den Dateien stehen, gehen verloren.',
  logsUnwritable_hint:
    'Ihre Backends sind nicht betroffen. Switchyard schreibt die Logs wieder, sobald es möglich ist. Ist das Laufwerk voll, geben Sie Platz frei.',
  leftoversEnded:
    '{count, plural, one {Ein Prozess wurde beendet, den} other {# Prozesse wurden beendet, die}} ein früherer Lauf zurückgelassen hatte: {processes}.',
  leftoversEnded_hint: 'Ihr Speicher ist wieder frei; es ist nichts zu tun.',
  preferencesUnreadable:
    'Die Optionen konnten nicht gelesen werden und haben daher ihre Standardwerte. Die unlesbare Datei ist als {file} aufbewahrt.',
  preferencesUnreadable_hint: 'Prüfen Sie die Optionen. Ihre Backends sind nicht betroffen.',
  preferencesNewer:
    'Eine neuere Version von Switchyard hat die Optionen geschrieben: Diese verwendet die, die sie kennt, und kann sie nicht ändern.',
  preferencesNewer_hint: 'Installieren Sie die neuere Version, um sie zu ändern.',
  preferencesNewer_reason: 'eine neuere Version von Switchyard hat die Optionen geschrieben',
  secretsInClear:
    'Die API-Schlüssel und Passwörter im Datenordner konnten nicht verschlüsselt werden: {reason}.',
  secretsInClear_hint: 'Ihre Backends arbeiten wie zuvor. Switchyard versucht es beim nächsten Start erneut.',
  secretsRefused: 'das System hat das Verschlüsseln verweigert',
  listMended:
    'Switchyard hat Werte in der Liste der Backends geändert, die es nicht verwenden konnte. {changes}',
  listMended_hint:
    'Prüfen Sie diese Backends. Die Liste, wie sie war, bleibt bis zur nächsten Änderung als {file} erhalten.',
  mend_id: 'Backend {before} hat jetzt die Nummer {id}: Nummern gehen von 0 bis {max}.',
  mend_uid: 'Backend {id} hatte die uid eines anderen Backends und hat eine eigene bekommen.',
  mend_title: 'Backend {id}: Der Titel wurde gekürzt.',
  mend_type: 'Backend {id}: Der Typ wurde gekürzt.',
  mend_modcount: 'Backend {id}: Der modcount wurde gesenkt.',
  mend_tags: 'Backend {id}: Die Tags wurden gekürzt.',
  mend_offNotice: 'Backend {id}: Der Hinweis, warum es aus ist, wurde weggelassen.',
  listRestored:
    '{problem, select, unreadable {Die Liste der Backends war nicht lesbar} other {Die Liste der Backends fehlte}}; verwendet wird daher die vorige Fassung von {time}.',
  listRestored_hint: 'Prüfen Sie, ob Ihre letzte Änderung noch da ist.',
  listLost: 'Die Liste der Backends war nicht lesbar, und es gibt keine vorige Fassung: Sie beginnt leer.',
  listLost_hint:
    'Wenn Sie die aufbewahrte Datei reparieren können, beenden Sie Switchyard, legen Sie die Datei unter ihrem alten Namen zurück und starten Sie erneut.',
  unreadableKept: 'Die unlesbare Datei ist als {file} aufbewahrt ({reason}).',
  otherWriter:
    'ein anderes Programm schreibt gerade die Liste der Backends oder wurde dabei abgebrochen und hat {file} zurückgelassen',
  listChanged:
    'ein anderes Programm hat die Liste der Backends auf der Platte geändert, oder jemand hat {path} bearbeitet',
  listGone: 'die Liste der Backends ist nicht mehr an ihrem Platz: {path} ({reason})',
  listTooLarge: 'die Liste der Backends würde größer als {megabytes} MiB',
  secretNotEncrypted: 'ein API-Schlüssel oder Passwort konnte nicht verschlüsselt werden ({reason})',
  secretNotDecrypted: 'es lässt sich nicht wieder entschlüsseln',
  dataWasOpen:
    'Andere Benutzer dieses Rechners konnten {could, select, change {ändern} other {lesen}}, was Switchyard in {folder} aufbewahrt: {names}. Jetzt können sie es nicht mehr.',
  dataWasOpen_hint:
    'Wenn jemand das getan haben könnte, {could, select, change {sehen Sie die Backends durch, erzeugen Sie} other {erzeugen Sie}} in den Optionen ein neues Token und ersetzen Sie die Schlüssel entfernter Server.',
  dataIsOpen: 'Andere kommen an das, was Switchyard in {folder} aufbewahrt: {ways}.',
  dataIsOpen_hint:
    'Wenn das nicht so sein soll, bewahren Sie die Daten in einem eigenen Ordner auf: Starten Sie mit --data-dir.',
  open_parent: 'der Ordner {folder} gehört einem anderen Benutzer ({uid})',
  open_itself: 'er gehört einem anderen Benutzer ({uid})',
  open_file: 'die Datei {file} gehört einem anderen Benutzer ({uid})',
  open_mode: 'die Zugriffsrechte von {name} sind {mode} und lassen sich hier nicht ändern',
  folderItself: 'der Ordner selbst',
};
