/** The setting of every type whose models clients of the gateway ask for by name. */
import { list } from '../../../../shared/settings.ts';
import { settingText as t } from '../../../../shared/words/setting-text.ts';

export const aliasSetting = {
  Aliases: list({
    label: t('common_Aliases'),
    description: t('common_Aliases_description'),
    group: 'Start and stop',
    advanced: true,
    requiresRestart: false,
  }),
};
