/** The whole catalogue in English: for the types of other languages, the tests and the check. Nothing that is shipped imports it. */
import { aboutWords } from './en/about.ts';
import { desktopWords } from './en/desktop.ts';
import { diagnosisWords } from './en/diagnoses.ts';
import { errorHintWords } from './en/error-hints.ts';
import { errorWords } from './en/errors.ts';
import { settingWords } from './en/settings.ts';
import type { Area } from './message.ts';

export const allAreas = [
  aboutWords,
  desktopWords,
  diagnosisWords,
  errorWords,
  errorHintWords,
  settingWords,
] as const satisfies readonly Area[];

type AnyArea = (typeof allAreas)[number];

/** Every message of the product in one language. */
export type Catalogue = {
  readonly [Id in AnyArea['id']]: {
    readonly [Key in keyof Extract<AnyArea, { id: Id }>['messages']]: string;
  };
};
