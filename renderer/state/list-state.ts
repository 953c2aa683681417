/**
 * How this page shows the list of backends: its density, which groups are folded, which rows are unfolded, and which backends
 * are selected. Apart from the view state, because the list alone reads it.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { readChoice, storeChoice } from './stored-choice.ts';
import { readTable, storeTable, type TableState } from './table-state.ts';

/**
 * `cards`: everything about each backend. `rows`: a line for each. `table`: columns that one chooses and sorts by. `lanes`: the
 * graphics cards of the machine, each with its backends and its memory.
 */
export const densities = ['cards', 'rows', 'table', 'lanes'] as const;
export type Density = (typeof densities)[number];
/** Those that show the backends below each other, in groups. */
export type LineDensity = Exclude<Density, 'lanes'>;

/** Of the window. The density is remembered for each of them. */
export const windowSizes = ['small', 'medium', 'large'] as const;
export type WindowSize = (typeof windowSizes)[number];

/** The key of the density in the browser's storage. */
export const densityKey = (size: WindowSize): string => `switchyard-density-${size}`;

/** Backends up to which the list begins with cards, until somebody chooses: more of them would fill several screens. */
const MAX_CARDS: Record<WindowSize, number> = { small: 3, medium: 12, large: 24 };

export interface ListState {
  /** As somebody has chosen them in this browser. */
  densities: Readonly<Partial<Record<WindowSize, Density>>>;
  /** Keys of the groups whose backends are hidden. */
  foldedGroups: ReadonlySet<string>;
  /** Backends that are shown as cards among rows. */
  unfolded: ReadonlySet<number>;
  selected: ReadonlySet<number>;
  table: TableState;
  /** The backend that was selected last: a range begins there. */
  anchor: number | null;
}

export type ListStore = StoreApi<ListState>;

export function createListStore(): ListStore {
  const chosen = windowSizes.flatMap((size) => {
    const density = readChoice<Density | ''>(densityKey(size), densities, '');
    return density === '' ? [] : [[size, density] as const];
  });
  return createStore<ListState>()(() => ({
    densities: Object.fromEntries(chosen),
    foldedGroups: new Set(),
    unfolded: new Set(),
    selected: new Set(),
    table: readTable(),
    anchor: null,
  }));
}

export function chooseDensity(list: ListStore, size: WindowSize, density: Density): void {
  storeChoice(densityKey(size), density);
  list.setState((state) => ({ densities: { ...state.densities, [size]: density }, unfolded: new Set() }));
}

/** Whether the list shows lanes in a window of the present size. To show them so is not remembered, because an address asked for it. */
export const lanesIn = (list: ListStore, readSize: () => WindowSize) => ({
  areShown: (): boolean => list.getState().densities[readSize()] === 'lanes',
  show: (): void => list.setState((state) => ({ densities: { ...state.densities, [readSize()]: 'lanes' } })),
  subscribe: (onChange: () => void): (() => void) => list.subscribe(onChange),
});

/** Changes the table, also for the next page in this browser. */
export function changeTable(list: ListStore, change: Partial<TableState>): void {
  const table = { ...list.getState().table, ...change };
  storeTable(table);
  list.setState({ table });
}

/** @param count the backends at the time at which the list was shown first, so that it does not change while some are added */
export const densityOf = (
  { densities: chosen }: Pick<ListState, 'densities'>,
  size: WindowSize,
  count: number,
): Density => chosen[size] ?? (count <= MAX_CARDS[size] ? 'cards' : 'rows');

/** The set with the values, or without them. */
export function withValues<T>(set: ReadonlySet<T>, values: readonly T[], isIn: boolean): ReadonlySet<T> {
  const next = new Set(set);
  for (const value of values)
    if (isIn) next.add(value);
    else next.delete(value);
  return next;
}
