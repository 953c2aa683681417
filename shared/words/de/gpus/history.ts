import type { gpuHistoryWords } from '../../en/gpus/history.ts';
import type { Translation } from '../../message.ts';

export const gpuHistoryTranslation: Translation<typeof gpuHistoryWords> = {
  notFound: 'Diese GPU gibt es auf diesem Rechner derzeit nicht.',
  vramOf: 'VRAM von GPU {gpu}',
  loadOf: 'Auslastung von GPU {gpu}',
  load: 'Auslastung',
  inUse: 'Belegt',
  severalGpus:
    '{count, plural, one {{names} läuft auf mehreren GPUs. Wie viel es früher auf dieser belegt hat, ist nicht aufgezeichnet.} other {{names} laufen auf mehreren GPUs. Wie viel sie früher auf dieser belegt haben, ist nicht aufgezeichnet.}}',
  usageOf: 'Nutzung von {name}',
  vram: 'VRAM',
  ram: 'RAM',
  cpu: 'CPU',
  cpuOfOneCore: 'CPU (100 % ist ein Kern)',
  of: '{quantity} von {name}',
  span: 'Zeitraum',
  minutes: '{count, plural, one {# Minute} other {# Minuten}}',
  hours: '{count, plural, one {# Stunde} other {# Stunden}}',
  readingFailed: 'Der Verlauf konnte nicht geladen werden.',
  nothing: 'Für diesen Zeitraum gibt es keine Daten.',
  chartUnknown: '{subject}, Zeitraum {span}: keine Daten',
  chart: '{subject}, Zeitraum {span}: jetzt {now}, Minimum {lowest}, Maximum {highest}',
  chartNowUnknown:
    '{subject}, Zeitraum {span}: aktueller Wert unbekannt, Minimum {lowest}, Maximum {highest}',
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
