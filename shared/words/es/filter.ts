import type { filterWords } from '../en/filter.ts';
import type { Translation } from '../message.ts';

export const filterTranslation: Translation<typeof filterWords> = {
  count: '{count, plural, one {# backend} other {# backends}}',
  filterBackends: 'Filtrar backends',
  filter: 'Filtro',
  filterTerms: 'Términos del filtro',
  savedViews: 'Vistas guardadas',
  deleteView: 'Eliminar esta vista',
  saveView: 'Guardar vista',
  viewDeleted: 'Vista eliminada.',
  viewSaved: 'Vista guardada. La encontrarás cuando el filtro esté vacío.',
  clearFilter: 'Borrar filtro',
  keyStatus: 'ready, changing, failed, attention, off…',
  keyGpu: 'número o nombre de una GPU',
  keyType: 'tipo de backend',
  keyTag: 'etiqueta',
  keyModel: 'parte del nombre de un modelo',
  keyError: 'palabras de un error o de su registro',
  keyId: 'número de un backend',
  keyMachine: 'parte de una dirección',
  groupedByState: 'por estado',
  groupedByGpu: 'por GPU',
  groupedByTag: 'por etiqueta',
  groupedByType: 'por tipo',
  groupedByMachine: 'por equipo',
  everything: 'todo',
};
