/** The columns of the table of backends: which are shown, how wide each is, and by which one it is sorted. */
import { readJson, storeJson } from './stored-choice.ts';

/** In the order in which they stand. */
export const tableColumns = [
  'status',
  'title',
  'type',
  'model',
  'gpu',
  'vram',
  'ram',
  'cpu',
  'used',
  'up',
  'tags',
  'address',
  'restarts',
] as const;
export type TableColumn = (typeof tableColumns)[number];

export interface TableSort {
  column: TableColumn;
  isDescending: boolean;
}

export interface TableState {
  shown: readonly TableColumn[];
  /** In pixels, of those that somebody has resized. Where the table has another width, all grow or shrink alike. */
  widths: Readonly<Partial<Record<TableColumn, number>>>;
  /** Null: in the order of the list. */
  sort: TableSort | null;
}

/** The key of the table in the browser's storage. */
export const TABLE_KEY = 'switchyard-table';
export const MIN_COLUMN_WIDTH = 48;
export const MAX_COLUMN_WIDTH = 800;

const initial: TableState = {
  shown: ['status', 'title', 'type', 'model', 'gpu', 'vram', 'used'],
  widths: {},
  sort: null,
};

const isColumn = (value: unknown): value is TableColumn => tableColumns.some((column) => column === value);
const isWidth = (value: unknown): value is number =>
  typeof value === 'number' && value >= MIN_COLUMN_WIDTH && value <= MAX_COLUMN_WIDTH;

/** What is stored may come from another version: what it says that is not known is left out. */
export function readTable(): TableState {
  const stored: Partial<Record<keyof TableState, unknown>> = Object(readJson(TABLE_KEY));
  const names: unknown[] = Array.isArray(stored.shown) ? stored.shown : [...initial.shown];
  const shown = tableColumns.filter((column) => names.includes(column));
  const widths = Object.entries(Object(stored.widths)).filter(
    (entry): entry is [TableColumn, number] => isColumn(entry[0]) && isWidth(entry[1]),
  );
  const { column, isDescending } = Object(stored.sort) as Partial<TableSort>;
  return {
    shown: shown.length === 0 ? initial.shown : shown,
    widths: Object.fromEntries(widths),
    sort: isColumn(column) ? { column, isDescending: isDescending === true } : null,
  };
}

export const storeTable = (table: TableState): void => storeJson(TABLE_KEY, table);
