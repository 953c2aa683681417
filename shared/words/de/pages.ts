import type { pageWords } from '../en/pages.ts';
import type { Translation } from '../message.ts';

export const pageTranslation: Translation<typeof pageWords> = {
  titled: '{title} – Switchyard',
  notAvailableTitle: 'Nicht verfügbar',
  notAvailable: 'Diese Seite ist nicht verfügbar',
  couldNotOpen: 'Switchyard konnte diese Seite nicht öffnen. Warum, steht im Programmlog.',
  startingTitle: '{name} startet',
  starting: '{name} startet…',
  theBackend: 'Das Backend',
  backendNumber: 'Backend {id}',
  opensByItself: 'Diese Seite öffnet sich von selbst, sobald es bereit ist.',
  lastAttemptFailed:
    'Der letzte Versuch ist fehlgeschlagen: {reason} Switchyard versucht es von selbst erneut (Versuch {attempt, number} von {attempts, number}).',
  previousRunEnds: 'Der vorige Lauf muss erst enden.',
  waitsForItsTurn: 'Wartet, bis es mit dem Start an der Reihe ist.',
  loading: 'Wird geladen.',
  percentDone: '{percent} % geladen.',
  usualSeconds: 'Ein Start dauert gewöhnlich {count, plural, one {# Sekunde} other {# Sekunden}}.',
  usualMinutes: 'Ein Start dauert gewöhnlich {count, plural, one {# Minute} other {# Minuten}}.',
  refusedTitle: 'Switchyard: Diese Adresse ist nicht erlaubt',
  allowAddress:
    'Wenn das Ihre eigene Adresse für Switchyard ist (ein Proxy, ein Tunnel oder ein Container), erlauben Sie sie mit diesem Parameter:',
  compareAddress:
    'Vergleichen Sie sie zuerst mit der Adressleiste: Beide müssen mit demselben <code>http://</code> oder <code>https://</code> beginnen und denselben Port haben. In einem Container setzen Sie stattdessen die Variable <code>SWITCHYARD_PUBLIC_URL</code>. In der Desktop-App fügen Sie die Adresse in den Optionen unter „Öffentliche Adressen“ hinzu. Die Datei <code>docs/remote-access.md</code> erklärt Proxys und Tunnel.',
  otherwiseUsePrinted: 'Sonst verwenden Sie die Adresse, die Switchyard beim Start ausgegeben hat.',
  usePrinted: 'Verwenden Sie die Adresse, die Switchyard beim Start ausgegeben hat.',
  noSuchPage: 'Diese Seite gibt es in Switchyard nicht.',
  triesAgain: 'Diese Seite versucht es {seconds, plural, one {jede Sekunde} other {alle # Sekunden}} erneut.',
  whyExact:
    'Namen werden genau verglichen: Sonst könnte eine andere Webseite unter einem eigenen Namen ein Programm auf diesem Rechner erreichen.',
};
