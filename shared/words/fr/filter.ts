import type { filterWords } from '../en/filter.ts';
import type { Translation } from '../message.ts';

export const filterTranslation: Translation<typeof filterWords> = {
  count: '{count, plural, one {# backend} other {# backends}}',
  filterBackends: 'Filtrer les backends',
  filter: 'Filtre',
  filterTerms: 'Termes du filtre',
  savedViews: 'Vues enregistrées',
  deleteView: 'Supprimer cette vue',
  saveView: 'Enregistrer la vue',
  viewDeleted: 'Vue supprimée.',
  viewSaved: 'Vue enregistrée. Retrouvez-la quand le filtre est vide.',
  clearFilter: 'Effacer le filtre',
  keyStatus: 'ready, changing, failed, attention, off …',
  keyGpu: 'numéro ou nom d’un GPU',
  keyType: 'type de backend',
  keyTag: 'tag',
  keyModel: 'partie d’un nom de modèle',
  keyError: 'mots d’une erreur ou de son journal',
  keyId: 'numéro d’un backend',
  keyMachine: 'partie d’une adresse',
  groupedByState: 'par état',
  groupedByGpu: 'par GPU',
  groupedByTag: 'par tag',
  groupedByType: 'par type',
  groupedByMachine: 'par ordinateur',
  everything: 'tous',
};
