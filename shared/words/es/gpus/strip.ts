import type { gpuStripWords } from '../../en/gpus/strip.ts';
import type { Translation } from '../../message.ts';

export const gpuStripTranslation: Translation<typeof gpuStripWords> = {
  title: 'GPU y memoria',
  noGpu: 'No se encontró ninguna GPU',
  show: 'Mostrar GPU',
  hide: 'Ocultar GPU',
  count: '{count, plural, one {# GPU} other {# GPU}}',
  countWithMemory: '{count, plural, one {# GPU} other {# GPU}}, {bytes}',
  gpu: 'GPU {id}',
  gpuNamed: 'GPU {id} · {name}',
  history: '{gpu}: historial y uso',
  excluded: 'Excluida',
  inUse: '{bytes} en uso',
  memoryUnknown: 'No se conoce su memoria',
  load: '{percent, number} % de carga',
  temperature: '{degrees, number} °C',
  power: '{watts, number} W',
  fan: 'ventilador {percent, number} %',
  thisComputer: 'Este equipo',
  ram: 'RAM {bytes}',
  cpu: 'CPU {percent, number} % de {cores, plural, one {# núcleo} other {# núcleos}}',
  used: 'en uso',
  part: '{name} {bytes}',
  partNoted: '{name} {bytes}, {note}',
  free: '{bytes} libres',
};
