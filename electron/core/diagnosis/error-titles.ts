/** The titles of errors that name their cause themselves: short sentences without a full stop. */

import type { ErrorCode } from '../../../shared/errors.ts';
import { diagnosisWords } from '../../../shared/words/en/errors/diagnoses.ts';
import { englishText } from '../../../shared/words/phrase.ts';

/** Errors that say what happened, and leave open why. */
const WITHOUT_CAUSE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'crashed',
  'exited_before_ready',
  'start_timeout',
  'unresponsive',
  'webui_failed',
]);

/** Whether the cause has to be looked for in the output of the run. */
export const leavesCauseOpen = (code: ErrorCode): boolean => WITHOUT_CAUSE.has(code);

/** The title of a known failure, or of an error. */
export const titleOf = (id: string): string =>
  Object.hasOwn(diagnosisWords.messages, id)
    ? englishText(diagnosisWords, id, {})
    : englishText(diagnosisWords, 'unknown', {});
