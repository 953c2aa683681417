/** The setting that names the GPUs of a worker. A type may give its own default, group and description. */
import { text } from '../../../shared/settings.ts';

interface FormTexts {
  default?: string;
  group?: string;
  description?: string;
}

export const gpuListSetting = (texts: FormTexts = {}) =>
  text({
    label: 'GPUs',
    description:
      'The graphics cards it may see, one or several. Starts on the same card wait for each other. None chosen: it sees all of them.',
    placeholder: '0',
    format: 'gpu-list',
    ...texts,
  });
