import type { importNotesWords } from '../../en/transfer/import-notes.ts';
import type { Translation } from '../../message.ts';

export const importNotesTranslation: Translation<typeof importNotesWords> = {
  alreadyHere: 'Es ist schon hier.',
  idTaken: 'Die Nummer {number} ist hier schon vergeben, das Backend bekommt die {id}.',
  unknownType:
    'Diese Version kennt den Typ „{type}“ nicht. Das Backend bleibt ausgeschaltet erhalten, für eine Version, die ihn kennt.',
  titleCut: 'Der Titel wurde auf {max} Zeichen gekürzt.',
  tagsLeftOut:
    'Einige Tags wurden weggelassen: Ein Backend kann höchstens {count} Tags mit je höchstens {length} Zeichen haben.',
  settingUnknown: 'Die Einstellung {name} wurde weggelassen, weil diese Version sie nicht kennt.',
  settingUnreadable: 'Die Einstellung {name} wurde weggelassen, weil ihre Form hier nicht bekannt ist.',
  settingInvalid: 'Für „{setting}“ ist erforderlich: {expected}. Der Standardwert bleibt.',
  settingEmpty: '„{setting}“ ist in der Datei leer und daher wie in SwarmUI aus.',
  secretMissing: '„{setting}“ steht nicht in der Datei und muss nach dem Import eingegeben werden.',
  secretOfUnknownType:
    '{name} wurde weggelassen: Das sieht nach einem geheimen Wert aus, und bei einem unbekannten Typ ließe er sich nicht schützen.',
  pathInSwarm: '„{setting}“ liegt im Ordner von SwarmUI ({path}): Geben Sie diesen Ordner an.',
  enabledEmpty: '„enabled“ ist in der Datei leer, daher ist es wie in SwarmUI ausgeschaltet.',
  enabledUnclear:
    '„enabled“ ist in der Datei weder true noch false, daher ist es wie in SwarmUI ausgeschaltet.',
  repeated: '{name} steht mehrmals in der Datei. Wie in SwarmUI gilt das letzte.',
};
