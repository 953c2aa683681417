import { defineArea } from '../../message.ts';

/** The computers on which backends run, with their GPUs and memory. */
export const computersWords = defineArea('computers', {
  thisComputer: 'This computer',
  noneYet: 'No computer yet',
  unknown: 'Computer not known',
  gpus: '{count, plural, one {# GPU} other {# GPUs}}',
  gpusInUse: '{count, plural, one {# GPU} other {# GPUs}}, {bytes} in use',
  ramInUse: 'RAM {bytes} in use',
});
