/** What a valid value of a setting will do that its author may not expect. The form shows it, and each start logs it. */

import type { SettingInfo } from '../backend.ts';
import type { HostText } from '../words/phrase.ts';
import { explainArguments, explainPath, explainProgram } from './command-line.ts';
import { explainEnvironment } from './environment.ts';

/**
 * @param program the value of the setting that names the program of the same backend; empty where there is none
 * @returns a sentence or more; null where there is nothing to say
 */
export function explainSetting(
  { format, is_secret }: Pick<SettingInfo, 'format' | 'is_secret'>,
  value: unknown,
  program: string,
): HostText | null {
  if (typeof value !== 'string' || value === '' || is_secret) return null;
  switch (format) {
    case 'program':
      return explainProgram(value);
    case 'args':
      return explainArguments(value, program);
    case 'env':
      return explainEnvironment(value);
    case 'path-file':
    case 'path-dir':
      return explainPath(value);
    default:
      return null;
  }
}

/** The value of the setting that names the program; empty where there is none. */
export const programOf = (
  settings: readonly Pick<SettingInfo, 'name' | 'format'>[],
  readValue: (name: string) => unknown,
): string => {
  const field = settings.find(({ format }) => format === 'program');
  const value = field === undefined ? '' : readValue(field.name);
  return typeof value === 'string' ? value : '';
};
