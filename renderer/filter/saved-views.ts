/** Views that somebody has saved in this browser: what the list is filtered by, and how it is grouped. */

import { filterWords } from '../../shared/words/en/filter.ts';
import { joinValues } from '../../shared/words/join-texts.ts';
import { words } from '../../shared/words/words.ts';
import { groupNameAfter } from '../format/group-names.ts';
import { readJson, storeJson } from '../state/stored-choice.ts';
import { groupings, groups, type ViewState } from '../state/view-state.ts';

const t = words(filterWords);

export type SavedView = Pick<ViewState, 'filterText' | 'filterGroup' | 'grouping'>;

/** The key in the browser's storage. */
export const VIEWS_KEY = 'switchyard-views';
/** The oldest goes when one more is saved. */
const MAX_VIEWS = 30;

/** Views that are damaged, or of another version, are left out. */
export function readViews(): readonly SavedView[] {
  const stored = readJson(VIEWS_KEY);
  return Array.isArray(stored) ? stored.flatMap((one) => viewOf(one) ?? []) : [];
}

function viewOf(stored: unknown): SavedView | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { filterText, filterGroup, grouping } = stored as Record<string, unknown>;
  return {
    filterText: typeof filterText === 'string' ? filterText : '',
    filterGroup: groups.find((group) => group === filterGroup) ?? null,
    grouping: groupings.find((one) => one === grouping) ?? 'none',
  };
}

export const isSameView = (a: SavedView, b: SavedView): boolean =>
  a.filterText.trim() === b.filterText.trim() && a.filterGroup === b.filterGroup && a.grouping === b.grouping;

/** Saves the view, or removes it where it is saved already. */
export function toggleView(view: SavedView): void {
  const { filterGroup, grouping } = view;
  const saved = readViews();
  const others = saved.filter((one) => !isSameView(one, view));
  const views =
    others.length < saved.length
      ? others
      : [...others, { filterText: view.filterText.trim(), filterGroup, grouping }];
  storeJson(VIEWS_KEY, views.slice(-MAX_VIEWS));
}

const groupingKeys = {
  state: 'groupedByState',
  gpu: 'groupedByGpu',
  tag: 'groupedByTag',
  type: 'groupedByType',
  machine: 'groupedByMachine',
} as const;

/** `status:failed, by GPU`. */
export const formatView = ({ filterText, filterGroup, grouping }: SavedView): string =>
  joinValues(
    [
      filterText.trim(),
      filterGroup === null ? '' : groupNameAfter(2, filterGroup),
      grouping === 'none' ? '' : t(groupingKeys[grouping]),
    ].filter((part) => part !== ''),
  ) || t('everything');
