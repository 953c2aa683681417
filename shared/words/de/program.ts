import type { programWords } from '../en/program.ts';
import type { Translation } from '../message.ts';

export const programTranslation: Translation<typeof programWords> = {
  updateReady: 'Switchyard {version} ist bereit.',
  updateReady_hint: 'Beenden und starten Sie Switchyard, um es zu verwenden.',
  dataNotCopied:
    'Ihre Backends konnten nicht nach {chosen} kopiert werden ({reason}). Der Datenordner ist daher weiterhin {present}.',
  dataNotCopied_hint:
    'Switchyard versucht es beim nächsten Start erneut. In den Optionen können Sie einen anderen Ordner wählen.',
  dataDirectoryNextStart: 'Bis Switchyard neu gestartet wird, ist der Datenordner {dataDir}.',
  dataDirectoryNextStart_hint: 'Beenden Sie es über den Tray und starten Sie es wieder.',
  dataDirectoryNotFull: 'der Pfad muss vollständig sein',
  dataDirectoryFixed: 'er ist auf der Befehlszeile angegeben',
  publicUrls_hint:
    'Korrigieren Sie die öffentlichen Adressen in den Optionen. Bis dahin antwortet Switchyard unter keiner davon.',
  publicUrlsRefused_hint: 'Korrigieren Sie sie. Es wurde nichts geändert.',
  apiNotStarted_hint:
    'Wählen Sie in den Optionen einen anderen Port, oder beenden Sie das Programm, das ihn belegt, und schalten Sie die API aus und wieder ein.',
  gatewayNotStarted_hint:
    'Wählen Sie in den Optionen einen anderen Port für das Gateway oder schalten Sie das Gateway dort aus.',
  gatewayOnOtherPort:
    'Port {wanted} war nicht nutzbar. Das Gateway hat daher Port {port}, bis Switchyard neu gestartet wird.',
  gatewayOnOtherPort_hint: 'Beenden Sie das Programm, das den Port belegt, oder wählen Sie einen anderen.',
  portInUse: 'ein anderes Programm verwendet Port {port} bereits',
  portNotAllowed: 'dieser Benutzer darf Port {port} nicht verwenden',
  portNotApplied_hint: 'Wählen Sie einen anderen Port über 1023. Es wurde nichts geändert.',
  noKeyring:
    'Dieses System hat keinen Schlüsselbund. API-Schlüssel und Passwörter liegen daher unverschlüsselt in einer Datei, die nur Ihr Benutzer lesen kann.',
  noKeyring_hint:
    'Installieren und entsperren Sie einen Schlüsselbund wie GNOME-Schlüsselbund oder KWallet und starten Sie Switchyard neu.',
  keyring:
    '{system, select, mac {Der Schlüsselbund Ihres Mac verschlüsselt API-Schlüssel und Passwörter.} windows {Windows verschlüsselt API-Schlüssel und Passwörter für Ihr Benutzerkonto.} other {Der Schlüsselbund dieses Systems verschlüsselt API-Schlüssel und Passwörter.}}',
  loginNotInstalled: 'macOS startet bei der Anmeldung nur installierte Apps',
  loginNotInstalled_hint: 'Installieren Sie Switchyard von seinem Disk-Image.',
  loginNotAllowed: 'macOS verlangt erst Ihre Erlaubnis',
  loginNotAllowed_hint:
    'Erlauben Sie Switchyard in den Systemeinstellungen unter „Allgemein“, „Anmeldeobjekte“. Schalten Sie dies dann wieder ein.',
  loginRefused: '{system, select, mac {macOS} other {Windows}} hat es nicht angenommen',
  loginRefused_hint:
    '{system, select, mac {Prüfen Sie die Systemeinstellungen unter „Allgemein“, „Anmeldeobjekte“.} other {Prüfen Sie die Windows-Einstellungen unter „Apps“, „Autostart“. Vielleicht verbietet es eine Richtlinie Ihrer Organisation.}}',
  loginPathRefused: 'der Pfad {program} enthält {character}, was Desktops dort nicht annehmen',
  loginPathRefused_hint: 'Verschieben Sie das Programm in einen anderen Ordner.',
  loginFile:
    '{why, select, denied {dieser Benutzer darf {file} nicht schreiben} readOnly {{file} liegt auf einem schreibgeschützten Laufwerk} full {das Laufwerk ist voll, daher konnte {file} nicht geschrieben werden} folder {{file} kann nicht geschrieben werden: An der Stelle des Ordners liegt eine Datei} other {{file} kann nicht geschrieben werden: {reason}}}',
};
