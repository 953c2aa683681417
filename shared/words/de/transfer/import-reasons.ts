import type { importReasonsWords } from '../../en/transfer/import-reasons.ts';
import type { Translation } from '../../message.ts';

export const importReasonsTranslation: Translation<typeof importReasonsWords> = {
  fullPath: 'es wird der vollständige Pfad gebraucht',
  noFile: 'unter {path} gibt es keine Datei',
  noList:
    'im Ordner {path} ist keine Liste von Backends: weder Data/Backends.fds wie im Ordner von SwarmUI noch Backends.fds',
  notOrdinary: 'es ist eine Pipe oder ein Gerät',
  empty: 'sie ist leer',
  tooLarge: 'sie ist größer als {size} MB',
  utf32: 'sie ist in UTF-32. Öffnen Sie sie in einem Editor und speichern Sie sie als UTF-8',
  notText: 'sie ist keine Textdatei',
  badUtf16: 'sie ist in UTF-16, aber beschädigt oder abgeschnitten',
  otherEncoding:
    'Zeile {line} ist nicht in UTF-8: Die Datei wurde in einer anderen Kodierung gespeichert, etwa Windows-1252 oder GBK. Öffnen Sie sie in einem Editor, der sie richtig anzeigt, und speichern Sie sie als UTF-8',
  lostLetter:
    'in Zeile {line} ist ein Zeichen verloren gegangen, weil die Datei in der falschen Kodierung gespeichert oder gelesen wurde. Korrigieren Sie sie in einem Editor und speichern Sie sie als UTF-8',
  noBackends: 'es sind keine Backends darin',
  tooManyBackends: 'sie hat mehr als {max} Backends',
  noEntry: 'sie hat keinen Eintrag {entry}',
  notExported: 'sie ist keine Liste von Backends, die Switchyard exportiert hat',
  damaged: 'sie ist beschädigt{hasPlace, select, yes { ({place})} other {}}',
  damagedSecrets: 'ihre geheimen Werte sind beschädigt',
  noTypes: 'sie ist keine Liste von Backends mit je einem Typ',
  tooManySettings: 'ein Backend hat mehr als {max} Einstellungen',
  longSettingName: 'eine Einstellung hat einen Namen mit mehr als {max} Zeichen',
  line_deeper: 'Zeile {line} ist tiefer eingerückt als das, wozu sie gehört',
  line_noList: 'Zeile {line} ist ein Eintrag einer Liste ohne Namen',
  line_tooDeep: 'Zeile {line} ist zu tief verschachtelt',
  line_noValue: 'Zeile {line} hat nicht die Form „Name: Wert“',
};
