/** Which backends are selected, to be acted on together. */
import { type ListStore, withValues } from '../../state/list-state.ts';

export interface Selection {
  /** The list shows these backends now, in this order. */
  setShown(ids: readonly number[]): void;
  /** What the list shows now, in its order, also what is too far away to be rendered. */
  shownIds(): readonly number[];
  /** @param isRange selects all from the one that was selected last up to this one, as Shift does */
  select(id: number, isSelected: boolean, isRange: boolean): void;
  selectAll(ids: readonly number[], isSelected: boolean): void;
  clear(): void;
}

export function createSelection(list: ListStore): Selection {
  let shown: readonly number[] = [];
  return {
    setShown: (ids) => {
      shown = ids;
    },
    shownIds: () => shown,
    select(id, isSelected, isRange) {
      const { anchor, selected } = list.getState();
      const ids = isRange && anchor !== null ? rangeOf(shown, anchor, id) : [id];
      list.setState({ anchor: id, selected: withValues(selected, ids, isSelected) });
    },
    selectAll(ids, isSelected) {
      list.setState(({ selected }) => ({ selected: withValues(selected, ids, isSelected) }));
    },
    clear: () => list.setState({ selected: new Set(), anchor: null }),
  };
}

/** Both ends and what is between them; the second end alone where the first is not shown. */
function rangeOf(ids: readonly number[], from: number, to: number): readonly number[] {
  const [a, b] = [ids.indexOf(from), ids.indexOf(to)];
  return a < 0 || b < 0 ? [to] : ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}
