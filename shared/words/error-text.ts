/** Message and hint of an error in the language at present, by its code and its details. */
import type { Phrase, PhraseValues } from './phrase.ts';
import { translatePhrase } from './phrase.ts';

/** An error as it is on the wire. */
export interface WireError {
  code: string;
  message: string;
  hint: string;
  /** Those that its texts use, as `PhraseValues`. Absent from hosts that do not send them. */
  details?: Readonly<Record<string, unknown>> | undefined;
}

export const messagePhrase = ({ code, message, details }: WireError): Phrase => ({
  text: message,
  key: `errors.${code}`,
  values: details as PhraseValues | undefined,
});

export const hintPhrase = ({ code, hint, details }: WireError): Phrase => ({
  text: hint,
  key: `errorHints.${code}`,
  values: details as PhraseValues | undefined,
});

/** As the texts came where this language does not have them, such as those of a newer host. */
export const errorText = (error: WireError): { message: string; hint: string } => ({
  message: translatePhrase(messagePhrase(error)),
  hint: error.hint === '' ? '' : translatePhrase(hintPhrase(error)),
});
