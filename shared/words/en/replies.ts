import { defineArea } from '../message.ts';

/** Replies of a model that cannot be shown. */
export const repliesWords = defineArea('replies', {
  replyFailed: 'Could not get a reply.',
  replyNotUnderstood: 'The backend sent something that is not a reply of a language model.',
  eventNotJson: 'The backend sent an event that is not JSON.',
  replyEndedWithError: 'The model ended its reply with an error.',
  httpStatus: 'The backend answered with HTTP {status}.',
  textAndStatus: '{text} (HTTP {status})',
});
