import type { filterWords } from '../en/filter.ts';
import type { Translation } from '../message.ts';

export const filterTranslation: Translation<typeof filterWords> = {
  count: '{count, plural, one {# Backend} other {# Backends}}',
  filterBackends: 'Backends filtern',
  filter: 'Filter',
  filterTerms: 'Filterbegriffe',
  savedViews: 'Gespeicherte Ansichten',
  deleteView: 'Diese Ansicht löschen',
  saveView: 'Ansicht speichern',
  viewDeleted: 'Ansicht gelöscht.',
  viewSaved: 'Ansicht gespeichert. Sie erscheint, wenn der Filter leer ist.',
  clearFilter: 'Filter leeren',
  keyStatus: 'ready, changing, failed, attention, off …',
  keyGpu: 'Nummer oder Name einer GPU',
  keyType: 'Backend-Typ',
  keyTag: 'Tag',
  keyModel: 'Teil eines Modellnamens',
  keyError: 'Wörter aus einem Fehler oder seinem Log',
  keyId: 'Nummer eines Backends',
  keyMachine: 'Teil einer Adresse',
  groupedByState: 'nach Zustand',
  groupedByGpu: 'nach GPU',
  groupedByTag: 'nach Tag',
  groupedByType: 'nach Typ',
  groupedByMachine: 'nach Rechner',
  everything: 'alle',
};
