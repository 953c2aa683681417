import type { gpuHistoryWords } from '../../en/gpus/history.ts';
import type { Translation } from '../../message.ts';

export const gpuHistoryTranslation: Translation<typeof gpuHistoryWords> = {
  notFound: 'Dieser Rechner hat derzeit keine solche GPU.',
  vramOf: 'VRAM von GPU {gpu}',
  loadOf: 'Auslastung von GPU {gpu}',
  load: 'Auslastung',
  inUse: 'Belegt',
  severalGpus:
    '{count, plural, one {{names} läuft auf mehreren GPUs. Wie viel von dieser es früher belegte, ist nicht aufgezeichnet.} other {{names} laufen auf mehreren GPUs. Wie viel von dieser sie früher belegten, ist nicht aufgezeichnet.}}',
  usageOf: 'Nutzung von {name}',
  vram: 'VRAM',
  ram: 'RAM',
  cpu: 'CPU',
  cpuOfOneCore: 'CPU (100 % ist ein Kern)',
  of: '{quantity} von {name}',
  span: 'Zeitraum',
  minutes: '{count, plural, one {# Minute} other {# Minuten}}',
  hours: '{count, plural, one {# Stunde} other {# Stunden}}',
  readingFailed: 'Der Verlauf konnte nicht gelesen werden.',
  nothing: 'Über diese Zeit ist nichts bekannt.',
  chartUnknown: '{subject}, Zeitraum {span}: nichts bekannt',
  chart: '{subject}, Zeitraum {span}: jetzt {now}, niedrigster Wert {lowest}, höchster Wert {highest}',
  chartNowUnknown:
    '{subject}, Zeitraum {span}: jetzt nicht bekannt, niedrigster Wert {lowest}, höchster Wert {highest}',
  now: 'Jetzt',
  at: 'Um {time}',
  usedBy: 'Belegt von',
  backend: 'Backend',
  actions: 'Aktionen',
  others: 'Andere Programme',
  free: 'Frei',
  byEngine: 'laut Engine',
  freeVram: 'VRAM freigeben',
  freeVramOf: 'VRAM von {name} freigeben',
};
