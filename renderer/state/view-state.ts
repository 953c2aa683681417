/** What this page is looking at: the open dialog and what the list is narrowed to. Nothing of it leaves the page. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OperationOutput } from '../../shared/operations.ts';
import { readChoice } from './stored-choice.ts';

/** Something on the host's machine that could be managed and is not yet. */
export type Finding = OperationOutput<'DiscoverBackends'>['list'][number];

export type Dialog =
  /** With something that was found, the form for it. */
  | { kind: 'add'; finding?: Finding }
  | { kind: 'edit'; id: number }
  | { kind: 'log'; id: number }
  | { kind: 'command-line'; id: number }
  | { kind: 'tags'; id: number }
  | { kind: 'usage'; id: number }
  /** With the number of a graphics card, not of a backend. */
  | { kind: 'gpu'; gpu: number }
  | { kind: 'deleted' }
  | { kind: 'import' }
  | { kind: 'export' }
  | { kind: 'preferences' }
  | { kind: 'about' };

/** The groups of the header's summary, in the order in which they are shown. */
export const groups = ['ready', 'working', 'attention', 'off'] as const;
export type Group = (typeof groups)[number];

export const groupings = ['none', 'gpu', 'tag', 'state'] as const;
export type Grouping = (typeof groupings)[number];

/** Where the browser keeps the grouping. */
export const GROUPING_KEPT = 'switchyard-grouping';

/** Many graphics cards would push the backends out of sight. */
const stripChoices = ['shown', 'hidden'] as const;

/** Where the browser keeps whether the graphics cards are shown. */
export const STRIP_KEPT = 'switchyard-graphics-cards';

export interface ViewState {
  /** One dialog at a time. */
  dialog: Dialog | null;
  filterText: string;
  filterGroup: Group | null;
  grouping: Grouping;
  graphicsCards: (typeof stripChoices)[number];
  /** The order of the cards as it was asked for, until the host has it. */
  wishedOrder: readonly number[] | null;
  /** What a screen reader is to say of the last move. */
  announcement: string;
  /** Set while a form holds unsaved edits: it asks, and goes on only once they are given up. */
  guard: ((goOn: () => void) => void) | null;
}

export type ViewStore = StoreApi<ViewState>;

export function createViewStore(): ViewStore {
  return createStore<ViewState>()(() => ({
    dialog: null,
    filterText: '',
    filterGroup: null,
    grouping: readChoice(GROUPING_KEPT, groupings, 'none'),
    graphicsCards: readChoice(STRIP_KEPT, stripChoices, 'shown'),
    wishedOrder: null,
    announcement: '',
    guard: null,
  }));
}
