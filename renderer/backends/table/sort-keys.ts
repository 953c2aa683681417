/** By what the table is sorted in each of its columns. */
import { backendName, statusText } from '../../format/status-text.ts';
import type { MeasuredUsage, PanelState, ShownBackend } from '../../state/panel-store.ts';
import type { TableColumn, TableSort } from '../../state/table-state.ts';

/** Null: nothing is known, which is last in either direction. */
type SortKey = string | number | null;

interface SortFacts {
  backend: ShownBackend;
  usage: MeasuredUsage | undefined;
  typeName: string | undefined;
}

const timeOf = (at: string | undefined) => (at === undefined ? null : Date.parse(at));
const textOf = (text: string | null | undefined) => (text ? text : null);

const keys: Record<TableColumn, (facts: SortFacts) => SortKey> = {
  // A countdown would move rows each second.
  status: ({ backend }) => statusText(backend, 0).text.replace(/\d+/g, ''),
  title: ({ backend, typeName }) => backendName(backend, typeName),
  type: ({ backend, typeName }) => typeName ?? backend.type,
  model: ({ backend }) => textOf(backend.current_model),
  gpu: ({ backend }) => textOf(backend.gpu?.join(',')),
  vram: ({ usage }) => usage?.vram_bytes ?? null,
  ram: ({ usage }) => usage?.ram_bytes ?? null,
  cpu: ({ usage }) => usage?.cpu_percent ?? null,
  used: ({ backend }) => timeOf(backend.last_used_at),
  up: ({ backend }) => timeOf(backend.started_at),
  tags: ({ backend }) => textOf(backend.tags?.join(' ')),
  address: ({ backend }) => textOf(backend.address),
  restarts: ({ backend }) => backend.restarts,
};

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function compare(a: SortKey, b: SortKey): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a), String(b));
}

/** Ids that are equal keep their order. */
export function sortIds(
  ids: readonly number[],
  { column, isDescending }: TableSort,
  { backends, usage, types }: Pick<PanelState, 'backends' | 'usage' | 'types'>,
): readonly number[] {
  const keyOf = (id: number): SortKey => {
    const backend = backends.get(id);
    if (backend === undefined) return null;
    return keys[column]({ backend, usage: usage.get(id), typeName: types?.get(backend.type)?.name });
  };
  return ids
    .map((id) => ({ id, key: keyOf(id) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
      return isDescending ? compare(b.key, a.key) : compare(a.key, b.key);
    })
    .map(({ id }) => id);
}
