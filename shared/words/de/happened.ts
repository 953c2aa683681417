import type { happenedWords } from '../en/happened.ts';
import type { Translation } from '../message.ts';

export const happenedTranslation: Translation<typeof happenedWords> = {
  switchedOn: 'Eingeschaltet.',
  switchedOff: 'Ausgeschaltet.',
  restartAsked: 'Neustart angefordert.',
  deleted: 'Gelöscht.',
  restored: 'Wiederhergestellt.',
  added: 'Hinzugefügt.',
  addedAsCopy: 'Als Kopie von {backend} hinzugefügt.',
  addedByImport: 'Durch Import hinzugefügt.',
  edited: 'Geändert: {labels}.',
  label_title: 'Titel',
  label_id: 'ID',
  label_tags: 'Tags',
  starting: 'Startet.',
  startingAgain: 'Startet erneut, Versuch {attempt} von {attempts}.',
  ready: 'Bereit nach {seconds} s.',
  stopped: 'Gestoppt nach {seconds} s.',
  answersAgain: 'Antwortet wieder.',
  startFailed: 'Der Start ist fehlgeschlagen.',
  notStartedAgain: 'Switchyard startet es nicht von selbst erneut.',
  gaveUp:
    'Es ist {failures}-mal nacheinander fehlgeschlagen, daher startet Switchyard es nicht von selbst erneut.',
  startedAgain: '{reason} Es wurde erneut gestartet.',
  sleepsUnused:
    'Es schläft, weil es {minutes, plural, one {# Minute} other {# Minuten}} lang niemand genutzt hat.',
  switchedOffUnused:
    'Ausgeschaltet, weil es {minutes, plural, one {# Minute} other {# Minuten}} lang niemand genutzt hat.',
  freedUnused:
    'Sein Speicher wurde freigegeben, weil es {minutes, plural, one {# Minute} other {# Minuten}} lang niemand genutzt hat{hasAmount, select, yes {: {amount} sind wieder frei} other {}}.',
  switchedOnBySchedule: 'Nach Zeitplan eingeschaltet.',
  switchedOffBySchedule: 'Nach Zeitplan ausgeschaltet.',
  freedFor: 'Sein VRAM wurde für {backend} freigegeben.',
  sleepsFor: 'Es schläft, um Speicher für {backend} freizugeben.',
  sleepsExcluded: 'Es schläft, weil {backend} gestartet wurde: Beide laufen nie zusammen.',
  switchedOffFor: 'Ausgeschaltet, um Speicher für {backend} freizugeben.',
  switchedOffExcluded: 'Ausgeschaltet, weil {backend} gestartet wurde: Beide laufen nie zusammen.',
  freedForThis: 'Vor dem Start: {steps}',
  step_freed: 'Der VRAM von {backend} wurde freigegeben{hasAmount, select, yes { ({amount})} other {}}.',
  step_notFreed: '{backend} sollte Speicher freigeben, aber es wurde nichts frei.',
  step_sleeps: '{backend} schläft{hasAmount, select, yes { ({amount})} other {}}.',
  step_switchedOff: '{backend} wurde ausgeschaltet{hasAmount, select, yes { ({amount})} other {}}.',
  yields:
    'Es nimmt keine neuen Anfragen an. Sobald es die laufenden beantwortet hat, geht sein VRAM an {backend}, das seit {seconds} s darauf wartet.',
  shortage:
    '{free, select, excluded {Es läuft nie zusammen mit anderen, die eingeschaltet sind.} other {Es braucht {needed} VRAM, aber nur {free} sind frei.}}{hasBusy, select, yes { Beschäftigt: {busy}.} other {}}{turn, select, now { Es hat lange genug gewartet: Beschäftigte Backends nehmen keine neuen Anfragen an und geben ihren Speicher frei, sobald sie die laufenden beantwortet haben.} later { Es kommt an die Reihe, wenn es {seconds} s gewartet hat und die beschäftigten Backends ebenso lange gelaufen sind.} other {}}',
  waitsForTurn: 'Es wartet, bis es an der Reihe ist: {reasons}.',
  turn_startsOnGpu: '{backend} startet gerade und braucht dieselbe GPU',
  turn_firstOnGpu: '{backend} ist vorher dran und braucht dieselbe GPU',
  turn_startsInGroup: '{backend} startet gerade und gehört zur selben Gruppe ({group})',
  turn_firstInGroup: '{backend} ist vorher dran und gehört zur selben Gruppe ({group})',
  pagesWait: 'Eine Anfrage für seine Seiten wartet.',
  requestWaits: 'Eine Anfrage für „{model}“ wartet.',
  cannotFree: 'Backends dieses Typs können im Betrieb keinen Speicher freigeben.',
  notRunning: '{backend} läuft nicht mehr.',
  couldNotFree: 'Der Speicher von {backend} konnte nicht freigegeben werden.',
  noAnswerWithin: 'keine Antwort innerhalb von {seconds} s',
  nothingCameBack:
    'Es hat die Anfrage angenommen, aber es wurde kein VRAM frei. Stoppen Sie es, um alles freizugeben.',
  offNotSaved:
    '{backend} ist jetzt aus, aber Switchyard konnte das nicht speichern: {reason}. Startet Switchyard neu, bevor es gespeichert ist, ist das Backend wieder eingeschaltet. Switchyard speichert es so bald wie möglich.',
  deletedNotSaved:
    '{backend} ist jetzt gelöscht, aber Switchyard konnte das nicht speichern: {reason}. Startet Switchyard neu, bevor es gespeichert ist, ist das Backend wieder da. Switchyard speichert es so bald wie möglich.',
  isOff: '{backend} ist aus',
  isDeleted: '{backend} ist gelöscht',
  stopsNotSaved:
    'Diese Änderungen konnten nicht gespeichert werden: {reason}. {changes}. Wird Switchyard vor dem Speichern neu gestartet, sind sie rückgängig gemacht.',
  stopsNotSaved_hint:
    'Switchyard speichert es so bald wie möglich. Wenn das Laufwerk voll ist, schaffen Sie etwas Platz.',
  programStarted: 'Switchyard {version} gestartet.',
  programStartedAfterCrash:
    'Switchyard {version} gestartet. Der vorige Lauf endete nicht ordentlich: Das Programm wurde gewaltsam beendet, oder der Rechner ging aus.',
  programEnded: 'Switchyard beendet.',
  preferencesChanged: 'Optionen geändert: {labels}.',
  tokenRenewed: 'Ein neues Token wurde erstellt. Das alte gilt nicht mehr.',
  signedOutEverywhere: 'Alle Browser wurden abgemeldet.',
  apiKeyAdded: 'Der API-Schlüssel „{name}“ mit der Rolle „{role}“ wurde hinzugefügt.',
  apiKeyRevoked: 'Der API-Schlüssel „{name}“ wurde widerrufen.',
  twoSentences: '{first} {second}',
  backendOn: '{backend} auf {parent}',
};
