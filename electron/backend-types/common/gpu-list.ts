/** The setting that names the graphics cards of a worker; the words say what is special about the type. */
import { text } from '../../../shared/settings.ts';

interface Words {
  default?: string;
  group?: string;
  description?: string;
}

export const gpuList = (words: Words = {}) =>
  text({
    label: 'GPUs',
    description:
      'The graphics cards it may see, one or several. Starts on the same card wait for each other. None chosen: it sees all of them.',
    placeholder: '0',
    format: 'gpu-list',
    ...words,
  });
