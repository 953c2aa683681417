/** The setting that names the GPUs of a worker. A type may give its own default, group and description. */
import { type SettingGroup, text } from '../../../../shared/settings.ts';
import type { Text } from '../../../../shared/words/phrase.ts';
import { settingText as t } from '../../../../shared/words/setting-text.ts';

interface FormTexts {
  default?: string;
  group?: SettingGroup;
  description?: string | Text;
}

export const gpuListSetting = (texts: FormTexts = {}) =>
  text({
    label: t('common_GPU_ID'),
    description: t('common_GPU_ID_description'),
    placeholder: '0',
    format: 'gpu-list',
    ...texts,
  });
