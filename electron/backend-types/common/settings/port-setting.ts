/** The setting that fixes the port of a worker. A type may give its own group and description. */
import { integer, type SettingGroup } from '../../../../shared/settings.ts';
import type { Text } from '../../../../shared/words/phrase.ts';
import { settingText as t } from '../../../../shared/words/setting-text.ts';

interface FormTexts {
  group?: SettingGroup;
  description?: string | Text;
}

/** It is to be named `Port`: by that name the core knows it. */
export const portSetting = (texts: FormTexts = {}) =>
  integer({
    label: t('common_Port'),
    description: t('common_Port_description'),
    default: 0,
    min: 0,
    max: 65_535,
    advanced: true,
    ...texts,
  });
