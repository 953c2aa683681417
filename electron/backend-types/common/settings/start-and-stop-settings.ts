/** The settings about start and stop that every worker has which is started here. A type may give its own texts for the form. */
import { boolean, integer, type SettingGroup } from '../../../../shared/settings.ts';
import type { Text } from '../../../../shared/words/phrase.ts';
import { settingText as t } from '../../../../shared/words/setting-text.ts';

interface FormTexts {
  description: string | Text;
  group?: SettingGroup;
  advanced?: boolean;
}

export const autoRestartSetting = (texts: Partial<FormTexts> = {}) =>
  boolean({
    label: t('common_AutoRestart'),
    description: t('common_AutoRestart_description'),
    default: true,
    requiresRestart: false,
    ...texts,
  });

/** @param texts with the default, in seconds */
export const startTimeoutSetting = (texts: FormTexts & { default: number }) =>
  integer({
    label: t('common_StartTimeout'),
    min: 1,
    max: 86_400,
    unit: 's',
    requiresRestart: false,
    ...texts,
  });

export const stopTimeoutSetting = (texts: FormTexts) =>
  integer({
    label: t('common_StopTimeout'),
    default: 10,
    min: 0,
    max: 3600,
    unit: 's',
    requiresRestart: false,
    ...texts,
  });

/** The members of the definition of a type that has all three settings. */
export const startAndStopPolicy = {
  autoRestart: ({ AutoRestart }: { AutoRestart: boolean }) => AutoRestart,
  stopTimeoutMs: ({ StopTimeout }: { StopTimeout: number }) => StopTimeout * 1000,
  startTimeoutMs: ({ StartTimeout }: { StartTimeout: number }) => StartTimeout * 1000,
};
