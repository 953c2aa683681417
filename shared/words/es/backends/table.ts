import type { backendTableWords } from '../../en/backends/table.ts';
import type { Translation } from '../../message.ts';

export const backendTableTranslation: Translation<typeof backendTableWords> = {
  backends: 'Backends',
  selected: 'Seleccionado',
  switch: 'Interruptor',
  actions: 'Acciones',
  columns: 'Columnas',
  sortBy: 'Ordenar por {column}',
  widthOf: 'Ancho de {column}',
  column_status: 'Estado',
  column_title: 'Título',
  column_type: 'Tipo',
  column_model: 'Modelo',
  column_gpu: 'GPU',
  column_vram: 'VRAM',
  column_ram: 'RAM',
  column_cpu: 'CPU',
  column_used: 'Último uso',
  column_up: 'Activo',
  column_tags: 'Etiquetas',
  column_address: 'Dirección',
  column_restarts: 'Reinicios',
};
