import { defineArea } from '../../message.ts';

/** What an import changes or leaves out of a backend. Each is a sentence of its own. */
export const importNotesWords = defineArea('importNotes', {
  alreadyHere: 'It is already here.',
  idTaken: 'The number {number} is taken here, so it becomes {id}.',
  unknownType:
    'This version does not know the type “{type}”. The backend is kept, switched off, for a version that does.',
  titleCut: 'Its title was cut to {max} characters.',
  tagsLeftOut:
    'Some of its tags were left out: a backend can have at most {count} tags of at most {length} characters.',

  // One of its settings.
  settingUnknown: 'The setting {name} was left out, because this version does not know it.',
  settingUnreadable: 'The setting {name} was left out, because its form is not known here.',
  settingInvalid: '“{setting}” must be {expected}, so it keeps its default.',
  settingEmpty: '“{setting}” is empty in the file, so it is off, as in SwarmUI.',
  secretMissing: '“{setting}” is not in the file. Enter it after the import.',
  secretOfUnknownType:
    '{name} was left out: it looks like a secret, and nobody could keep that of an unknown type safe.',

  // Of a file from SwarmUI.
  pathInSwarm: '“{setting}” lies in SwarmUI’s folder ({path}): enter that folder.',
  enabledEmpty: '“enabled” is empty in the file, so it is switched off, as in SwarmUI.',
  enabledUnclear: '“enabled” is neither true nor false in the file, so it is switched off, as in SwarmUI.',
  repeated: '{name} is in the file more than once. The last one counts, as in SwarmUI.',
});
