import type { backendTableWords } from '../../en/backends/table.ts';
import type { Translation } from '../../message.ts';

export const backendTableTranslation: Translation<typeof backendTableWords> = {
  backends: 'Backends',
  selected: 'Sélectionné',
  switch: 'Interrupteur',
  actions: 'Actions',
  columns: 'Colonnes',
  sortBy: 'Trier par {column}',
  widthOf: 'Largeur : {column}',
  column_status: 'État',
  column_title: 'Titre',
  column_type: 'Type',
  column_model: 'Modèle',
  column_gpu: 'GPU',
  column_vram: 'VRAM',
  column_ram: 'RAM',
  column_cpu: 'CPU',
  column_used: 'Dernière utilisation',
  column_up: 'En marche',
  column_tags: 'Tags',
  column_address: 'Adresse',
  column_restarts: 'Redémarrages',
};
