import type { adviceWords } from '../../en/settings/advice.ts';
import type { Translation } from '../../message.ts';

export const adviceTranslation: Translation<typeof adviceWords> = {
  programOnly: 'Hierher gehört nur das Programm: {program}.',
  argumentsOnly: 'Hierher gehört nur, was auf das Programm folgt.',
  toArguments: 'Was darauf folgt, ab {first}, gehört in seine Argumente.',
  toVariables: 'Setzen Sie {variables} bei den Umgebungsvariablen.',
  toWorkingFolder: 'Tragen Sie {folder} als Arbeitsordner ein.',
  noShell:
    'Lassen Sie {words} weg: Es ist keine Shell beteiligt, und das Programm läuft im Vordergrund, als Benutzer von Switchyard.',
  isProgram: 'Lassen Sie {word} weg, das ist das Programm selbst.',
  shellWord:
    'Es ist keine Shell beteiligt: {word} wird dem Programm unverändert übergeben. Lassen Sie es weg; was das Programm ausgibt, steht in seinem Log.',
  shellBackground:
    'Es ist keine Shell beteiligt: {word} wird dem Programm unverändert übergeben. Lassen Sie es weg: Das Programm muss im Vordergrund laufen.',
  notExpanded: 'Nichts wird ersetzt: {text} bleibt, wie es ist. Schreiben Sie aus, wofür es steht.',
  notExpandedIn:
    'Nichts wird ersetzt: In {name} bleibt {text}, wie es ist. Schreiben Sie aus, wofür es steht.',
  otherHome: 'Der Home-Ordner eines anderen Benutzers wird nicht nachgeschlagen. Schreiben Sie den Pfad aus.',
  longDash:
    '{word} beginnt mit einem langen Strich, wie ihn Textprogramme aus Bindestrichen machen: Schreiben Sie -- oder -.',
  typographicQuote:
    '{word} beginnt mit einem typografischen Anführungszeichen, das ein Zeichen wie jedes andere ist: Schreiben Sie ein gerades.',
  detached:
    'Lassen Sie {flag} weg, damit der Container im Vordergrund läuft und mit diesem Backend endet. Was im Hintergrund gestartet wurde, läuft weiter: docker ps zeigt es, und docker stop beendet es.',
  attach:
    'Fügen Sie {flag} hinzu, damit es auf den Container wartet. Was im Hintergrund gestartet wurde, läuft weiter: docker ps zeigt es, und docker stop beendet es.',
  serviceManager:
    'Ein Dienstverwalter startet es im Hintergrund und überwacht es selbst. Tragen Sie das Programm ein, das der Dienst ausführt (systemctl cat zeigt es als ExecStart), und stoppen Sie den Dienst, der weiterläuft.',
  programItself: 'Tragen Sie das Programm selbst ein, ohne das, was es in den Hintergrund schickt.',
  ampersand: 'Lassen Sie das & am Ende des Befehls weg.',
  addArguments: 'Fügen Sie {words} hinzu.',
  foreground: 'Lassen Sie {flag} weg: Das Programm muss im Vordergrund laufen.',
};
