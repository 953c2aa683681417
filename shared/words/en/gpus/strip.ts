import { defineArea } from '../../message.ts';

/** GPUs and memory above the list: what is used of them. */
export const gpuStripWords = defineArea('gpuStrip', {
  title: 'GPUs and memory',
  noGpu: 'No GPU found',
  show: 'Show GPUs',
  hide: 'Hide GPUs',
  count: '{count, plural, one {# GPU} other {# GPUs}}',
  countWithMemory: '{count, plural, one {# GPU} other {# GPUs}}, {bytes}',
  gpu: 'GPU {id}',
  gpuNamed: 'GPU {id} · {name}',
  history: '{gpu}: history and use',
  excluded: 'Excluded',
  inUse: '{bytes} in use',
  memoryUnknown: 'Its memory is not known',
  load: '{percent, number} % load',
  temperature: '{degrees, number} °C',
  power: '{watts, number} W',
  fan: 'fan {percent, number} %',
  thisComputer: 'This computer',
  ram: 'RAM {bytes}',
  cpu: 'CPU {percent, number} % of {cores, plural, one {# core} other {# cores}}',
  used: 'in use',
  part: '{name} {bytes}',
  partNoted: '{name} {bytes}, {note}',
  free: 'free {bytes}',
});
