import { defineArea } from '../../message.ts';

/** The settings of a backend, its command line, and the recently deleted backends. */
export const backendDialogsWords = defineArea('backendDialogs', {
  settings: 'Settings',
  settingsOf: 'Settings of {name}',
  backendDeleted: 'This backend is deleted.',
  deletedMeanwhile:
    'This backend was deleted or got another number while you were editing. You cannot save here.',
  typeUnknown:
    'This version of Switchyard does not know its type “{type}”, so it cannot show its settings. They are kept.',
  typesNotRead: 'The backend types have not been read yet.',
  settingsLocked: 'Settings are locked. You can read them, but not change them.',
  savingFailed: 'Could not save the settings.',
  noChanges: 'No changes',
  nothingChanged: 'There are no changes to save.',
  changedSettings: '{count, plural, one {# changed setting} other {# changed settings}}',
  needsRestart: '{count, plural, one {{settings} needs the restart.} other {{settings} need the restart.}}',
  number: 'Number',
  numberText:
    'Other programs find this backend by its number. If you change it, change it in those programs too.',
  commandLineOf: 'Command line of {name}',
  noCommandLine: 'It is not running, so there is no command line.',
  copyCommandLine: 'Copy command line',
  recentlyDeleted: 'Recently deleted',
  readingDeleted: 'Reading the list…',
  readingDeletedFailed: 'Could not read the list.',
  nothingDeleted: 'Nothing was deleted recently.',
  deletedBackends: 'Deleted backends',
  deletedAgo: '#{id} {type} · deleted {ago}',
  restore: 'Restore',
  restoreOf: 'Restore {name}',
});
