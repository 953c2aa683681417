import type { addBackendWords } from '../../en/backends/add-backend.ts';
import type { Translation } from '../../message.ts';

export const addBackendTranslation: Translation<typeof addBackendWords> = {
  addBackend: 'Backend hinzufügen',
  dropHere: 'GGUF-Modell oder Engine-Ordner zum Hinzufügen hier ablegen',
  droppedFolderUnknown:
    'Auf dem Rechner, auf dem Switchyard läuft, wurde in keinem Ordner namens {name} eine Engine gefunden.',
  droppedNothingUsable: '{name} ist weder ein GGUF-Modell noch ein Ordner.',
  droppedModelUnknown:
    '{name} wurde in den üblichen Modellordnern des Rechners, auf dem Switchyard läuft, nicht gefunden.',
  closeMessage: 'Meldung schließen',
  browseInstead: '{message} Um woanders zu suchen, verwenden Sie „Durchsuchen“ unter „Backend hinzufügen“.',
  found: 'Auf diesem Rechner gefunden',
  swarmFound: 'SwarmUI in {path} hat {count, plural, one {# Backend} other {# Backends}}',
  import: 'Importieren…',
  add: 'Hinzufügen…',
  choose: 'Auswählen…',
  lookingFailed: 'Die Suche nach Engines war nicht möglich.',
  addingFailed: 'Das Backend konnte nicht hinzugefügt werden.',
  addNamed: '{name} hinzufügen',
  startFrom: 'Vorlage',
  presetNone: 'Leer',
  otherType: 'Anderer Typ',
  correctFields: 'Bitte die markierten Felder korrigieren.',
  startsAtOnce: 'Es startet, sobald Sie es hinzufügen.',
  addConfirm: 'Hinzufügen',
  whatToRun: 'Was soll laufen?',
  findType: 'Typ oder Programm suchen',
  findTypePlaceholder: 'LM Studio, vLLM, Forge, GGUF… suchen',
  backendTypes: 'Backend-Typen',
  noTypeFound: 'Nichts gefunden. „Beliebiges Programm“ startet alles, was eine Befehlszeile hat.',
  chooseModel: 'Aus den Modellen auf diesem Rechner wählen…',
  importFromSwarm: 'Backends aus SwarmUI importieren…',
  noTypes: 'Dieses Switchyard hat keine Backend-Typen.',
  showAdvancedTypes: 'Erweiterte Typen anzeigen',
  advanced: 'erweitert',
  lookingForFailed: 'Die Suche nach {name} war nicht möglich: Switchyard antwortet nicht.',
  modelsFound:
    '{count, plural, one {# Modell} other {# Modelle}} {folders, plural, one {im Ordner} other {in den Ordnern}} von {sources}',
};
