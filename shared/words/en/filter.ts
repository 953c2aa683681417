import { defineArea } from '../message.ts';

/** The filter of the list, and saved views. */
export const filterWords = defineArea('filter', {
  count: '{count, plural, one {# backend} other {# backends}}',
  filterBackends: 'Filter backends',
  filter: 'Filter',
  filterTerms: 'Filter terms',
  savedViews: 'Saved views',
  deleteView: 'Delete this view',
  saveView: 'Save view',
  viewDeleted: 'View deleted.',
  viewSaved: 'View saved. Find it when the filter is empty.',
  clearFilter: 'Clear filter',
  keyStatus: 'ready, changing, failed, attention, off …',
  keyGpu: 'number or name of a GPU',
  keyType: 'backend type',
  keyTag: 'tag',
  keyModel: 'part of a model name',
  keyError: 'words of an error or its log',
  keyId: 'number of a backend',
  keyMachine: 'part of an address',
  groupedByState: 'by state',
  groupedByGpu: 'by GPU',
  groupedByTag: 'by tag',
  groupedByType: 'by type',
  groupedByMachine: 'by computer',
  everything: 'all',
});
