/** Which backends the list shows, in which order and under which headings. Pure functions of panel state and view state. */
import { matchesFilter } from '../../filter/match-filter.ts';
import { parseFilter } from '../../filter/parse-filter.ts';
import { groupOf } from '../../format/status-text.ts';
import type { GpuInfo } from '../../gpu/resources-store.ts';
import type { PanelState } from '../../state/panel-store.ts';
import type { TableSort } from '../../state/table-state.ts';
import type { ViewState } from '../../state/view-state.ts';
import { sortIds } from '../table/sort-keys.ts';
import { byHeading, headingOf } from './group-of.ts';

/** Backends under one heading; null where the list is not grouped. */
export interface Section {
  heading: string | null;
  ids: readonly number[];
}

/** All ids in their order on the page: as the user requested while the host has not confirmed that, else as the host says. */
export function orderedIds(
  { ids, backends }: Pick<PanelState, 'ids' | 'backends'>,
  requested: readonly number[] | null,
): readonly number[] {
  if (requested === null) return ids;
  const isRequested = new Set(requested);
  return [...requested.filter((id) => backends.has(id)), ...ids.filter((id) => !isRequested.has(id))];
}

type ListView = Pick<ViewState, 'filterText' | 'filterGroup' | 'grouping' | 'requestedOrder'>;

/**
 * Headings, each followed by its ids. The list is flat so that a shallow comparison is enough to find that nothing has
 * moved; then only the card of the changed backend renders.
 */
export function listRows(
  state: PanelState,
  view: ListView,
  gpus: readonly GpuInfo[],
  sort: TableSort | null = null,
): readonly (string | number)[] {
  const terms = parseFilter(view.filterText);
  const all = orderedIds(state, view.requestedOrder);
  const matching =
    terms.length === 0 && view.filterGroup === null
      ? all
      : all.filter((id) => {
          const backend = state.backends.get(id);
          return (
            backend !== undefined &&
            (view.filterGroup === null || groupOf(backend) === view.filterGroup) &&
            matchesFilter(terms, backend, { type: state.types?.get(backend.type), gpus })
          );
        });
  const shown = sort === null ? matching : sortIds(matching, sort, state);
  if (view.grouping === 'none') return shown;
  const groups = new Map<string, number[]>();
  for (const id of shown) {
    const backend = state.backends.get(id);
    if (backend === undefined) continue;
    const heading = headingOf(backend, view.grouping, { type: state.types?.get(backend.type), gpus });
    const group = groups.get(heading);
    if (group === undefined) groups.set(heading, [id]);
    else group.push(id);
  }
  return [...groups.keys()]
    .sort(byHeading(view.grouping))
    .flatMap((heading) => [heading, ...(groups.get(heading) ?? [])]);
}

export function sectionsOf(rows: readonly (string | number)[]): Section[] {
  const sections: { heading: string | null; ids: number[] }[] = [];
  for (const row of rows) {
    if (typeof row === 'string') sections.push({ heading: row, ids: [] });
    else {
      if (sections.length === 0) sections.push({ heading: null, ids: [] });
      sections.at(-1)?.ids.push(row);
    }
  }
  return sections;
}
