/** Errors of import and export. */

import { MIN_PASSPHRASE_LENGTH } from '../limits.ts';
import type { HostText } from '../words/phrase.ts';
import { operationError } from './definition.ts';

export const transferErrors = {
  import_unreadable: operationError<{ reason: HostText }>(),
  import_newer: operationError(),
  import_changed: operationError(),
  passphrase_needed: operationError(),
  passphrase_wrong: operationError(),
  passphrase_too_short: operationError<undefined, { min: number }>(() => ({ min: MIN_PASSPHRASE_LENGTH })),
};
