import type { gpuHistoryWords } from '../../en/gpus/history.ts';
import type { Translation } from '../../message.ts';

export const gpuHistoryTranslation: Translation<typeof gpuHistoryWords> = {
  notFound: 'Ahora mismo, este equipo no tiene esa GPU.',
  vramOf: 'VRAM de la GPU {gpu}',
  loadOf: 'Carga de la GPU {gpu}',
  load: 'Carga',
  inUse: 'En uso',
  severalGpus:
    '{count, plural, one {{names} se ejecuta en varias GPU. No se conserva cuánto usaba antes de esta.} other {{names} se ejecutan en varias GPU. No se conserva cuánto usaban antes de esta.}}',
  usageOf: 'Uso de {name}',
  vram: 'VRAM',
  ram: 'RAM',
  cpu: 'CPU',
  cpuOfOneCore: 'CPU (100 % equivale a un núcleo)',
  of: '{quantity} de {name}',
  span: 'Intervalo de tiempo',
  minutes: '{count, plural, one {# minuto} other {# minutos}}',
  hours: '{count, plural, one {# hora} other {# horas}}',
  readingFailed: 'No se pudo leer el historial.',
  nothing: 'No hay datos de este periodo.',
  chartUnknown: '{subject}, último intervalo de {span}: sin datos',
  chart: '{subject}, último intervalo de {span}: ahora {now}, mínimo {lowest}, máximo {highest}',
  chartNowUnknown:
    '{subject}, último intervalo de {span}: ahora desconocido, mínimo {lowest}, máximo {highest}',
  now: 'Ahora',
  at: 'A las {time}',
  usedBy: 'La usan',
  backend: 'Backend',
  actions: 'Acciones',
  others: 'Otros programas',
  free: 'Libre',
  byEngine: 'según el motor',
  freeVram: 'Liberar VRAM',
  freeVramOf: 'Liberar VRAM de {name}',
};
