/** What this page shows: the open dialog, and how the list is filtered and grouped. None of it leaves the page. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OperationOutput } from '../../shared/operations.ts';
import { readChoice, storeChoice } from './stored-choice.ts';

/** A program on the host's machine that could become a backend. */
export type Finding = OperationOutput<'DiscoverBackends'>['list'][number];

/** A model on the host's machine that a backend could serve. */
export type FoundModel = OperationOutput<'DiscoverModels'>['list'][number];

/** A list of backends of another program on the host's machine, which can be imported. */
export type FoundImport = OperationOutput<'DiscoverImports'>['list'][number];

export type Dialog =
  /** With a finding, the form opens filled with it. */
  | { kind: 'add'; finding?: Finding }
  /** With the name of a setting, the form opens there. */
  | { kind: 'edit'; id: number; setting?: string | undefined }
  | { kind: 'log'; id: number }
  | { kind: 'command-line'; id: number }
  | { kind: 'tags'; id: number }
  | { kind: 'usage'; id: number }
  | { kind: 'try'; id: number }
  | { kind: 'use-in'; id: number }
  /** Of one backend; of all and the program where `id` is left out. */
  | { kind: 'activity'; id?: number }
  /** About one backend; about the program where `id` is left out. */
  | { kind: 'report'; id?: number }
  /** `gpu` is the number of a GPU, not of a backend. */
  | { kind: 'gpu'; gpu: number }
  | { kind: 'deleted' }
  | { kind: 'models' }
  /** All instances and backends by machine. */
  | { kind: 'fleet' }
  /** With a path on the host's machine, it is read at once. */
  | { kind: 'import'; path?: string }
  /** Of these backends; of all where `ids` is left out. */
  | { kind: 'export'; ids?: readonly number[] }
  /** Asks before something is done to several backends. */
  | { kind: 'bulk'; action: 'off' | 'restart' | 'tag'; ids: readonly number[] }
  /** With the name of a preference, the form opens there. */
  /** Asks before a backend is pinned to a GPU. `gpu` is its number, and null for all; left out, it is chosen there. */
  | { kind: 'pin'; id: number; gpu?: number | null }
  | { kind: 'preferences'; setting?: string }
  | { kind: 'palette' }
  | { kind: 'shortcuts' }
  | { kind: 'about' };

/** Groups of states, in their order on the page: the most urgent one first. */
export const groups = ['attention', 'working', 'ready', 'off'] as const;
export type Group = (typeof groups)[number];

export const groupings = ['none', 'state', 'gpu', 'tag', 'type', 'machine'] as const;
export type Grouping = (typeof groupings)[number];

/** The key of the grouping in the browser's storage. */
export const GROUPING_KEY = 'switchyard-grouping';

/** Many GPUs would push the backends out of sight. `automatic`, until somebody chooses: hidden where the window is small. */
const stripChoices = ['automatic', 'shown', 'hidden'] as const;

/** The key of {@link ViewState.gpuStrip} in the browser's storage. */
export const GPU_STRIP_KEY = 'switchyard-graphics-cards';

/** The open menu of a backend. */
export interface BackendMenuRequest {
  id: number;
  /** What has opened it; the menu is named after it. */
  opener: HTMLElement;
  /** Where it opens: a box, or a point without a size; pixels from the beginning of the page. */
  at: { left: number; top: number; width: number; height: number };
}

export interface ViewState {
  /** One dialog at a time. */
  dialog: Dialog | null;
  menu: BackendMenuRequest | null;
  filterText: string;
  /** How often somebody has asked for the filter by a key: it gets the focus, also where it is not shown otherwise. */
  filterRequests: number;
  /** The backend whose title is being edited in place. */
  renaming: number | null;
  filterGroup: Group | null;
  grouping: Grouping;
  gpuStrip: (typeof stripChoices)[number];
  /** The order of the backends that the user has asked for, until the host has confirmed it. */
  requestedOrder: readonly number[] | null;
  /** What a screen reader says once it is not saying anything else. */
  announcement: string;
  /** What it says at once, because somebody should act. */
  alert: string;
  /** Set while a form has unsaved edits. It asks whether to discard them, and calls `leave` only if so. */
  leaveGuard: ((leave: () => void) => void) | null;
}

export type ViewStore = StoreApi<ViewState>;

export function createViewStore(): ViewStore {
  return createStore<ViewState>()(() => ({
    dialog: null,
    menu: null,
    filterText: '',
    filterRequests: 0,
    renaming: null,
    filterGroup: null,
    grouping: readChoice(GROUPING_KEY, groupings, 'none'),
    gpuStrip: readChoice(GPU_STRIP_KEY, stripChoices, 'automatic'),
    requestedOrder: null,
    announcement: '',
    alert: '',
    leaveGuard: null,
  }));
}

/** Groups the list, also on the next page in this browser. */
export function chooseGrouping(view: ViewStore, grouping: Grouping): void {
  storeChoice(GROUPING_KEY, grouping);
  view.setState({ grouping });
}

/** Shows all backends again. */
export const clearFilter = (view: ViewStore): void => view.setState({ filterText: '', filterGroup: null });
