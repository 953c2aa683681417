import type { transferWords } from '../../en/transfer/transfer.ts';
import type { Translation } from '../../message.ts';

export const transferTranslation: Translation<typeof transferWords> = {
  exportTitle: 'Backends exportieren',
  exportFailed: 'Die Backends konnten nicht exportiert werden.',
  exportAll:
    'Speichert alle Backends mit ihren Einstellungen in einer Datei, als Sicherung oder für einen anderen Rechner.',
  exportSome:
    'Speichert {count, plural, one {# Backend mit seinen Einstellungen} other {# Backends mit ihren Einstellungen}} in einer Datei, als Sicherung oder für einen anderen Rechner.',
  exportHint:
    'Argumente, Umgebungsvariablen und Header werden unverändert gespeichert. Prüfen Sie, dass sie keine API-Schlüssel enthalten.',
  withSecrets: 'API-Schlüssel und Passwörter verschlüsselt mitspeichern',
  passphrase: 'Passphrase',
  passphraseText:
    'Mindestens {length, plural, one {# Zeichen} other {# Zeichen}}. Ohne sie kann niemand die geheimen Werte wiederherstellen.',
  passphraseMissing: 'Wählen Sie eine Passphrase.',
  export: 'Exportieren',
  copyText: 'Als Text kopieren',
  exported: '{count, plural, one {# Backend} other {# Backends}} exportiert.',
  leftOut: 'Ausgelassen',
  exportedWithout: '{backend}: ohne {settings}',
  saveFile: 'Datei speichern',
  importTitle: 'Backends importieren',
  nothingImported: 'Es wurde nichts importiert.',
  importFailed: 'Die Backends konnten nicht importiert werden.',
  importText:
    'Wählen Sie die Datei Backends.fds aus dem Ordner Data von SwarmUI oder eine Datei, die Switchyard exportiert hat. Sie sehen, was sie enthält, bevor etwas hinzugefügt wird.',
  file: 'Zu importierende Datei',
  chooseFile: 'Datei wählen…',
  dropFile: 'oder hier ablegen',
  fileTooLarge: '{name} ist zu groß für eine Liste von Backends.',
  fileUnreadable: '{name} kann nicht gelesen werden: {problem}.',
  fileGone: '{name} kann nicht gelesen werden.',
  swarmFileHint: 'Die Liste der Backends von SwarmUI ist die Datei Backends.fds in seinem Ordner Data.',
  chooseAgain: 'Wählen Sie die Datei erneut.',
  path: 'Oder einen Pfad auf dem Rechner eingeben, auf dem Switchyard läuft',
  pathText: 'Der SwarmUI-Ordner genügt.',
  browse: 'Durchsuchen',
  pathMissing: 'Geben Sie einen Pfad ein.',
  read: 'Datei lesen',
  switchedOff: 'Ausgeschaltet hinzufügen',
  switchedOffText:
    'So können Sie sie erst prüfen – auch solange ein anderes Programm dieselben Engines noch nutzt.',
  nothingToAdd: 'Es gibt nichts hinzuzufügen.',
  passphraseNeeded: 'Geben Sie die Passphrase ein oder lassen Sie die geheimen Werte weg.',
  sourceSwarm: '<b>{name}</b>, aus SwarmUI: {what}.',
  sourceSwitchyard: '<b>{name}</b>, aus Switchyard: {what}.',
  newBackends: '{count, plural, =0 {keine neuen Backends} one {# neues Backend} other {# neue Backends}}',
  newAndPresent:
    '{count, plural, =0 {keine neuen Backends} one {# neues Backend} other {# neue Backends}}, {present, plural, one {# ist schon hier} other {# sind schon hier}}',
  swarmFolder: 'SwarmUI-Ordner',
  swarmFolderText: 'Manche Programme sind relativ zu diesem Ordner angegeben.',
  swarmFolderMissing: 'Geben Sie den Ordner ein.',
  checkFolder: 'Ordner prüfen',
  secretsText: 'Sie entschlüsselt die geheimen Werte in dieser Datei.',
  skipSecrets: 'Geheime Werte weglassen',
  anotherFile: 'Andere Datei wählen',
  addCount: '{count, plural, one {# Backend} other {# Backends}} hinzufügen',
  added:
    '{count, plural, =0 {Keine Backends hinzugefügt.} one {# Backend hinzugefügt.} other {# Backends hinzugefügt.}}',
  addedAndPresent:
    '{count, plural, =0 {Keine Backends hinzugefügt.} one {# Backend hinzugefügt.} other {# Backends hinzugefügt.}} {present, plural, one {# war schon hier.} other {# waren schon hier.}}',
  toCheck: 'Bitte prüfen',
  rows: 'Zu importierende Backends',
  rowOff: 'aus',
  allGpus: 'Alle GPUs',
  gpusOf: 'GPUs von {name}',
  gpusOfFile: 'Wie in der Datei: {gpus}',
};
