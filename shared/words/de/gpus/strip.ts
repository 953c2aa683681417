import type { gpuStripWords } from '../../en/gpus/strip.ts';
import type { Translation } from '../../message.ts';

export const gpuStripTranslation: Translation<typeof gpuStripWords> = {
  title: 'GPUs und Speicher',
  noGpu: 'Keine GPU gefunden',
  show: 'GPUs anzeigen',
  hide: 'GPUs ausblenden',
  count: '{count, plural, one {# GPU} other {# GPUs}}',
  countWithMemory: '{count, plural, one {# GPU} other {# GPUs}}, {bytes}',
  gpu: 'GPU {id}',
  gpuNamed: 'GPU {id} · {name}',
  history: '{gpu}: Verlauf und Belegung',
  excluded: 'Ausgeschlossen',
  inUse: '{bytes} belegt',
  memoryUnknown: 'Ihr Speicher ist unbekannt',
  load: '{percent, number} % Auslastung',
  temperature: '{degrees, number} °C',
  power: '{watts, number} W',
  fan: 'Lüfter {percent, number} %',
  thisComputer: 'Dieser Rechner',
  ram: 'RAM {bytes}',
  cpu: 'CPU {percent, number} % von {cores, plural, one {# Kern} other {# Kernen}}',
  used: 'belegt',
  part: '{name} {bytes}',
  partNoted: '{name} {bytes}, {note}',
  free: 'frei {bytes}',
};
