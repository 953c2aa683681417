import { defineArea } from '../message.ts';

/** Notices about the program itself: its data, its logs and what an earlier run has left. */
export const hostNoticeWords = defineArea('hostNotices', {
  logsUnwritable:
    'Switchyard keeps new lines of logs in memory only: {reason}. You can read the newest; older ones that are not in the files are lost.',
  logsUnwritable_hint:
    'Your backends are not affected. Switchyard writes the logs again as soon as it can. If the disk is full, free some space.',
  leftoversEnded:
    'Ended {count, plural, one {a process} other {# processes}} that an earlier run had left behind: {processes}.',
  leftoversEnded_hint: 'Their memory is free again; there is nothing to do.',
  preferencesUnreadable:
    'Could not read the preferences, so all of them have their default values. The unreadable file is kept as {file}.',
  preferencesUnreadable_hint: 'Check Preferences. Your backends are not affected.',
  preferencesNewer:
    'A newer version of Switchyard wrote the preferences: this one uses those that it knows, and cannot change them.',
  preferencesNewer_hint: 'Install the newer version to change them.',
  preferencesNewer_reason: 'a newer version of Switchyard wrote the preferences',
  secretsInClear: 'Could not encrypt the API keys and passwords in the data directory: {reason}.',
  secretsInClear_hint: 'Your backends work as before. Switchyard tries again at its next start.',
  secretsRefused: 'the system refused to encrypt them',
  listMended: 'Switchyard changed values in the list of backends that it could not use. {changes}',
  listMended_hint: 'Check these backends. The list as it was is kept as {file} until the next change.',
  mend_id: 'Backend {before} has the number {id} now: numbers go from 0 to {max}.',
  mend_uid: 'Backend {id} had the uid of another backend, and got one of its own.',
  mend_title: 'Backend {id}: its title was cut.',
  mend_type: 'Backend {id}: its type was cut.',
  mend_modcount: 'Backend {id}: its modcount was lowered.',
  mend_tags: 'Backend {id}: its tags were shortened.',
  mend_offNotice: 'Backend {id}: the notice why it is off was left out.',
  listRestored:
    '{problem, select, unreadable {Could not read the list of backends} other {The list of backends was missing}}, so its previous version of {time} is used.',
  listRestored_hint: 'Check whether your latest change is there.',
  listLost: 'Could not read the list of backends, and there is no previous version: it starts empty.',
  listLost_hint:
    'If you can repair the kept file, quit Switchyard, put the file back under its old name and start again.',
  unreadableKept: 'The unreadable file is kept as {file} ({reason}).',
  otherWriter: 'another program is writing the list of backends, or was killed while it did, and left {file}',
  listChanged: 'another program has changed the list of backends on disk, or somebody has edited {path}',
  listGone: 'the list of backends is not where it was: {path} ({reason})',
  listTooLarge: 'the list of backends would be larger than {megabytes} MiB',
  secretNotEncrypted: 'a secret could not be encrypted ({reason})',
  secretNotDecrypted: 'it could not be decrypted again',

  // The data directory and other users; “it” is the directory.
  dataWasOpen:
    'Other users of this computer could {could, select, change {change} other {read}} what Switchyard keeps in {folder}: {names}. They cannot any more.',
  dataWasOpen_hint:
    'If one of them may have done so, {could, select, change {look through the backends, make a new token in Preferences, and replace} other {make a new token in Preferences, and replace}} the keys of remotes.',
  dataIsOpen: 'Others can get at what Switchyard keeps in {folder}: {ways}.',
  dataIsOpen_hint: 'If they are not meant to, keep the data in a folder of your own: start with --data-dir.',
  open_parent: 'the folder {folder} belongs to another user ({uid})',
  open_itself: 'it belongs to another user ({uid})',
  open_file: 'the file {file} belongs to another user ({uid})',
  open_mode: 'the mode of {name} is {mode} and cannot be changed here',
  folderItself: 'the folder itself',
});
