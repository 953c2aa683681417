/** Why a backend failed, in the language at present. */
import type { Diagnosis } from '../diagnosis.ts';
import { errorText } from './error-text.ts';
import { translateText } from './phrase.ts';
import { translateField } from './wire-phrases.ts';

export const diagnosisTitle = ({ id, title }: Pick<Diagnosis, 'id' | 'title'>): string =>
  translateText('diagnoses', id, undefined, title);

/** What is known of its cause and its remedy. */
export function diagnosisText(diagnosis: Diagnosis): Pick<Diagnosis, 'title' | 'explanation' | 'remedy'> {
  const { explanation, remedy, error } = diagnosis;
  const title = diagnosisTitle(diagnosis);
  if (error === undefined)
    return {
      title,
      explanation: translateField(diagnosis, 'explanation'),
      remedy: translateField(diagnosis, 'remedy'),
    };
  const text = errorText({ ...error, message: explanation, hint: remedy });
  return { title, explanation: text.message, remedy: text.hint };
}
