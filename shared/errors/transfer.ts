/** Errors of import and export. */
import { MIN_PASSPHRASE_LENGTH } from '../limits.ts';
import { operationError } from './definition.ts';

export const transferErrors = {
  import_unreadable: operationError<{ reason: string }>({
    message: ({ reason }) => `The file cannot be imported: ${reason}.`,
    hint: 'Choose the file Data/Backends.fds of SwarmUI, or one that Switchyard exported. Nothing was changed.',
  }),
  import_newer: operationError({
    message: () => 'The file was exported by a newer version of Switchyard.',
    hint: 'Install that version here as well. Nothing was changed.',
  }),
  import_changed: operationError({
    message: () => 'The file was changed after it was exported, so its secrets are not used.',
    hint: 'Export it again, or import it without its secrets. Nothing was changed.',
  }),
  passphrase_needed: operationError({
    message: () => 'The secrets in this file are encrypted with a passphrase.',
    hint: 'Give the passphrase it was exported with, or import it without its secrets. Nothing was changed.',
  }),
  passphrase_wrong: operationError({
    message: () => 'This is not the passphrase that the file was exported with.',
    hint: 'Try again, or import it without its secrets. Nothing was changed.',
  }),
  passphrase_too_short: operationError({
    message: () => `The passphrase is too short: it needs ${MIN_PASSPHRASE_LENGTH} characters or more.`,
    hint: 'Several words in a row are easy to keep in mind and hard to guess.',
  }),
};
