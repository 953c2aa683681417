import type { commonWords } from '../en/common.ts';
import type { Translation } from '../message.ts';

export const commonTranslation: Translation<typeof commonWords> = {
  asTheSystem: 'Wie das System',
  confirmAnyway: 'Trotzdem ausführen',
  copied: 'Kopiert',
  copiedText: '{text} kopiert',
  copyByHand: 'Diese Seite darf nicht kopieren. Die Adresse lautet {text}',
  copyingNotAllowed: 'Diese Seite darf nicht kopieren',
  dismissError: 'Fehler ausblenden',
  language: 'Sprache',
  languageBlocked: 'Sprache: {reason}',
  tryAgain: 'Erneut versuchen',
  dismissMessage: 'Meldung ausblenden',
  close: 'Schließen',
  closeMessage: 'Meldung schließen',
  undo: 'Rückgängig',
  plainHttp:
    'Diese Seite kam unverschlüsselt über HTTP von einem anderen Rechner. Jeder im Netzwerk kann Ihre Anmeldung mitlesen.',
  plainHttpHint:
    'Verwenden Sie eine https://-Adresse oder einen Tunnel, wie in docs/remote-access.md beschrieben. Am schnellsten geht es, wenn Sie Switchyard mit --tls self-signed starten.',
  statusDeleting: 'Wird gelöscht…',
  statusSwitchingOff: 'Wird ausgeschaltet…',
  statusSwitchingOn: 'Wird eingeschaltet…',
  lastKnown: 'Zuletzt bekannt: {status}',
  save: 'Speichern',
  cancel: 'Abbrechen',
  done: 'Fertig',
  keep: 'Behalten',
  nothingChanged: 'Es gibt keine Änderungen zu speichern.',
  settingsLocked: 'Die Einstellungen sind gesperrt.',
  gpus: '{count, plural, one {GPU {ids}} other {GPUs {ids}}}',
};
