import type { expectedWords } from '../../en/settings/expected.ts';
import type { Translation } from '../../message.ts';

export const expectedTranslation: Translation<typeof expectedWords> = {
  mustBe: 'erforderlich ist {expected}',
  trueOrFalse: 'true oder false',
  oneOf: 'einer der Werte {values}',
  listOfTexts: 'eine Liste von Texten',
  shorterList: 'eine Liste mit höchstens {max} Texten',
  text: 'ein Text',
  shorterText: 'ein Text mit höchstens {max} Zeichen',
  withoutNul: 'ein Text ohne NUL-Zeichen',
  oneLine: 'ein Text in einer einzigen Zeile',
  pathOnOneLine: 'ein Pfad in einer einzigen Zeile',
  programAlone: 'das Programm allein, in einer einzigen Zeile: Was danach kommt, gehört zu seinen Argumenten',
  gpuList: 'eine Liste von GPU-Nummern, durch Kommas getrennt, etwa 0 oder 0,1',
  webAddress: 'eine Webadresse, die mit http:// oder https:// beginnt',
  addressWithoutLogin:
    'eine Adresse ohne Benutzername und Passwort, denn alle, die die Einstellungen sehen, könnten sie lesen',
  addressWithKey: 'eine Adresse ohne Benutzername und Passwort, solange sie auch einen Schlüssel hat',
  fingerprint: 'ein SHA-256-Fingerabdruck: 64 Hexadezimalziffern, mit oder ohne Doppelpunkte',
  json: 'gültiges JSON',
  number:
    '{kind, select, whole {eine ganze Zahl} other {eine Zahl}}{bounds, select, both { von {min} bis {max}} min { ab {min}} max { bis {max}} other {}}',
  closedQuote: 'eine vollständige Befehlszeile (ein {quote} wird nie geschlossen)',
  variableLines: 'die Form NAME=Wert in jeder Zeile (Zeile {line} hat sie nicht)',
  fewerLines: 'ein Text mit höchstens {max} Zeilen',
  scheduleLines: 'die Form Mon-Fri 08:00-18:00 in jeder Zeile, nicht „{line}“',
  headerLines: 'Zeilen der Form Name: Wert (Zeile {line} ist keine)',
  noReservedHeader: 'ein Text ohne {name}, das von selbst gesetzt wird (Zeile {line})',
  headersOnce: 'ein Text, in dem kein Header zweimal steht (Zeile {line})',
  plainHeader: 'ein Text aus einfachen Zeichen (Zeile {line} ist keiner)',
};
