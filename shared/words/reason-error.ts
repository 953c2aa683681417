/** Errors whose message is a part of a sentence, which the error that is shown has within it. */
import { messageOf } from '../errors.ts';
import { englishOf, type HostText } from './phrase.ts';

/** Its message is English; {@link reasonOf} has it for other languages, too. */
export class ReasonError extends Error {
  readonly reason: HostText;

  constructor(reason: HostText, options?: { cause?: unknown }) {
    super(englishOf(reason), options);
    this.reason = reason;
  }
}

/** What went wrong, as the details of an error take it. */
export const reasonOf = (error: unknown): HostText =>
  error instanceof ReasonError ? error.reason : messageOf(error);
