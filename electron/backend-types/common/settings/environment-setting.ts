/** The environment variables that a person sets for a worker. Every type that is started here has the setting. */

import { SwitchyardError } from '../../../../shared/errors.ts';
import { parseEnvironment } from '../../../../shared/settings/environment.ts';
import { type SettingGroup, text } from '../../../../shared/settings.ts';
import { expectedWords } from '../../../../shared/words/en/settings/expected.ts';
import { texts } from '../../../../shared/words/phrase.ts';
import { settingText as t } from '../../../../shared/words/setting-text.ts';
import type { AdapterIo } from '../../../core/backend/backend-type.ts';
import { isVisibilityVariable } from '../../../core/gpu/gpu-visibility.ts';

const say = texts(expectedWords);

interface FormTexts {
  group?: SettingGroup;
  advanced?: boolean;
}

export const ENVIRONMENT_LABEL = t('common_Environment');

/** To be declared as `Environment`. */
export const environmentSetting = (texts: FormTexts = {}) =>
  text({
    label: t('common_Environment'),
    description: t('common_Environment_description'),
    placeholder: 'HF_HOME=/data/huggingface',
    format: 'env',
    ...texts,
  });

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The environment of a worker: `own`, which follow from other settings of the type, then those that limit it to its GPUs, then
 * those of the person. Where a person names GPUs by a variable, {@link AdapterIo.gpuEnvironment} does not count: with both,
 * ROCm and HIP would each hide GPUs.
 * @param environment the value of the setting
 * @param gpuArgument an argument by which a person names GPUs; it counts as such a variable, for some engines set it from their argument
 * @throws SwitchyardError `invalid_setting_at_start`
 */
export function workerEnvironment(
  io: Pick<AdapterIo, 'backend' | 'gpuEnvironment' | 'log'>,
  environment: string,
  own: Variables = {},
  gpuArgument?: string,
): Record<string, string | undefined> {
  const result = parseEnvironment(environment);
  if (!result.ok)
    throw new SwitchyardError('invalid_setting_at_start', {
      backend: io.backend,
      name: ENVIRONMENT_LABEL,
      reason: say('mustBe', { expected: result.problem }),
    });
  const names = Object.keys(result.env).filter(isVisibilityVariable);
  if (gpuArgument !== undefined) names.push(gpuArgument);
  if (names.length > 0 && Object.keys(io.gpuEnvironment).length > 0)
    io.log(
      `${names.join(', ')} of its settings chooses graphics cards, so the field for them does not count.`,
    );
  const gpus = names.length === 0 ? io.gpuEnvironment : withoutGpus(io.gpuEnvironment);
  return { ...own, ...gpus, ...result.env };
}

/** Inherited ones stay removed, for they would hide GPUs in another layer than the person's. */
const withoutGpus = (environment: Variables): Variables =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      isVisibilityVariable(name) ? undefined : value,
    ]),
  );
