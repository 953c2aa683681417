import { defineArea } from '../../message.ts';

/** Why a file cannot be read or imported; “it” is the file. Each follows a colon: “Could not import the file: …”. */
export const importReasonsWords = defineArea('importReasons', {
  // Where it is looked for.
  fullPath: 'its full path is needed',
  noFile: 'there is no file at {path}',
  noList:
    'the folder {path} has no list of backends: neither Data/Backends.fds, as SwarmUI’s folder has it, nor Backends.fds',
  notOrdinary: 'it is a pipe or a device',
  empty: 'it is empty',
  tooLarge: 'it is larger than {size} MB',

  // Its letters.
  utf32: 'it is in UTF-32. Open it in an editor, and save it as UTF-8',
  notText: 'it is not a text file',
  badUtf16: 'it is UTF-16 that is damaged or cut off',
  otherEncoding:
    'line {line} is not in UTF-8: the file was saved in another encoding, such as Windows-1252 or GBK. Open it in an editor that shows it correctly, and save it as UTF-8',
  lostLetter:
    'line {line} has lost a letter, because the file was saved or read in the wrong encoding. Correct it in an editor, and save it as UTF-8',

  // What is in it.
  noBackends: 'there are no backends in it',
  tooManyBackends: 'it has more than {max} backends',
  noEntry: 'it has no entry {entry}',

  // Of a file that Switchyard exported.
  notExported: 'it is not a list of backends that Switchyard exported',
  damaged: 'it is damaged{hasPlace, select, yes { at {place}} other {}}',
  damagedSecrets: 'its secrets are damaged',

  // Of a file from SwarmUI.
  noTypes: 'it does not list backends with a type each',
  tooManySettings: 'a backend has more than {max} settings',
  longSettingName: 'a setting has a name of more than {max} characters',
  line_deeper: 'line {line} is indented deeper than what it belongs to',
  line_noList: 'line {line} is an item of a list that has no name',
  line_tooDeep: 'line {line} is nested too deeply',
  line_noValue: 'line {line} is not of the form “name: value”',
});
