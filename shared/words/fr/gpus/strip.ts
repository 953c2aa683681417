import type { gpuStripWords } from '../../en/gpus/strip.ts';
import type { Translation } from '../../message.ts';

export const gpuStripTranslation: Translation<typeof gpuStripWords> = {
  title: 'GPU et mémoire',
  noGpu: 'Aucun GPU trouvé',
  show: 'Afficher les GPU',
  hide: 'Masquer les GPU',
  count: '{count, plural, one {# GPU} other {# GPU}}',
  countWithMemory: '{count, plural, one {# GPU} other {# GPU}}, {bytes}',
  gpu: 'GPU {id}',
  gpuNamed: 'GPU {id} · {name}',
  history: '{gpu} : historique et utilisation',
  excluded: 'Exclu',
  inUse: '{bytes} utilisés',
  memoryUnknown: 'Sa mémoire est inconnue',
  load: '{percent, number} % de charge',
  temperature: '{degrees, number} °C',
  power: '{watts, number} W',
  fan: 'ventilateur {percent, number} %',
  thisComputer: 'Cet ordinateur',
  ram: 'RAM {bytes}',
  cpu: 'CPU {percent, number} % de {cores, plural, one {# cœur} other {# cœurs}}',
  used: 'utilisée',
  part: '{name} {bytes}',
  partNoted: '{name} {bytes}, {note}',
  free: 'libre {bytes}',
};
