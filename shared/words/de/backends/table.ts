import type { backendTableWords } from '../../en/backends/table.ts';
import type { Translation } from '../../message.ts';

export const backendTableTranslation: Translation<typeof backendTableWords> = {
  backends: 'Backends',
  selected: 'Ausgewählt',
  switch: 'Schalter',
  actions: 'Aktionen',
  columns: 'Spalten',
  sortBy: 'Sortieren nach {column}',
  widthOf: 'Breite von {column}',
  column_status: 'Status',
  column_title: 'Titel',
  column_type: 'Typ',
  column_model: 'Modell',
  column_gpu: 'GPU',
  column_vram: 'VRAM',
  column_ram: 'RAM',
  column_cpu: 'CPU',
  column_used: 'Zuletzt genutzt',
  column_up: 'Laufzeit',
  column_tags: 'Tags',
  column_address: 'Adresse',
  column_restarts: 'Neustarts',
};
