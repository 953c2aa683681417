/** Splits a setting of the format `args` into the arguments that it stands for. */

import { SwitchyardError } from '../../../../shared/errors.ts';
import { splitArguments } from '../../../../shared/settings/arguments.ts';
import { expectedWords } from '../../../../shared/words/en/settings/expected.ts';
import { type HostText, texts } from '../../../../shared/words/phrase.ts';

const say = texts(expectedWords);

/**
 * @param setting its value, and the label of its field
 * @throws SwitchyardError `invalid_setting_at_start`
 */
export function argumentsFromSetting(
  { text, label }: { text: string; label: HostText },
  backend: string,
): string[] {
  const result = splitArguments(text);
  if (result.ok) return result.args;
  throw new SwitchyardError('invalid_setting_at_start', {
    backend,
    name: label,
    reason: say('mustBe', { expected: result.problem }),
  });
}
