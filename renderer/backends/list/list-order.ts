/** Which backends the list shows, in which order and under which headings. Pure functions of panel state and view state. */
import { tagKey } from '../../../shared/tags.ts';
import { backendName, groupOf } from '../../format/status-text.ts';
import type { GpuInfo } from '../../gpu/resources-store.ts';
import type { PanelState, ShownBackend } from '../../state/panel-store.ts';
import type { ViewState } from '../../state/view-state.ts';
import { byHeading, headingOf } from './group-of.ts';

/** Backends under one heading; null where the list is not grouped. */
export interface Section {
  heading: string | null;
  ids: readonly number[];
}

function matches(backend: ShownBackend, typeName: string | undefined, text: string): boolean {
  if (text === '') return true;
  const tags = backend.tags ?? [];
  if (text.startsWith('#') && tags.some((tag) => `#${tagKey(tag)}` === text)) return true;
  return [
    backendName(backend, typeName),
    typeName ?? backend.type,
    `#${backend.id}`,
    backend.current_model ?? '',
    backend.address ?? '',
    backend.status,
    ...backend.features,
    ...tags,
  ].some((field) => field.toLowerCase().includes(text));
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
): readonly (string | number)[] {
  const text = view.filterText.trim().toLowerCase();
  const all = orderedIds(state, view.requestedOrder);
  const shown =
    text === '' && view.filterGroup === null
      ? all
      : all.filter((id) => {
          const backend = state.backends.get(id);
          return (
            backend !== undefined &&
            (view.filterGroup === null || groupOf(backend) === view.filterGroup) &&
            matches(backend, state.types?.get(backend.type)?.name, text)
          );
        });
  if (view.grouping === 'none') return shown;
  const groups = new Map<string, number[]>();
  for (const id of shown) {
    const backend = state.backends.get(id);
    if (backend === undefined) continue;
    const heading = headingOf(backend, view.grouping, { type: state.types?.get(backend.type), gpus });
    groups.set(heading, [...(groups.get(heading) ?? []), id]);
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
