import type { backendFailureWords } from '../../en/backends/failure.ts';
import type { Translation } from '../../message.ts';

export const backendFailureTranslation: Translation<typeof backendFailureWords> = {
  changeSettings: 'Einstellungen ändern',
  restart: 'Neu starten',
  restartNow: 'Jetzt neu starten',
  stopTrying: 'Nicht weiter versuchen',
  starting: 'Es startet gerade.',
  lastLines: 'Letzte Zeilen des Logs',
  fromLine: 'Log ab Zeile {line, number}',
  copyCommand: 'Befehl kopieren',
  crashes: '{count, plural, one {# Absturz} other {# Abstürze}}',
  crashAt: '<time></time> · {title} ({reason})',
  freeAndRestart: 'Speicher freigeben und neu starten',
  freeAndStart: 'Speicher freigeben und starten',
  startAnyway: 'Trotzdem starten',
  startingAnyway: 'Es startet trotzdem.',
  freeing: 'Dafür wird Speicher freigegeben.',
  toFree: 'Um Speicher freizugeben:',
  waitingFor: 'Wartet auf {names}. Danach:',
  stepUnload: '{name}{bytes, select, none {} other { ({bytes})}} entladen',
  stepStop: '{name}{bytes, select, none {} other { ({bytes})}} ausschalten',
  nothingToFree: 'Dafür lässt sich kein Speicher freigeben, es passt also vielleicht nicht.',
  notEnough: 'Auch dann passt es vielleicht nicht.',
  acceptCertificate: 'Zertifikat akzeptieren…',
  certificateMatches: 'Stimmt überein: akzeptieren',
  doNotAccept: 'Nicht akzeptieren',
};
