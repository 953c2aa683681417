/** A backend in the list, as densely as that is chosen. */
import { backendName, groupOf } from '../../format/status-text.ts';
import { useBackend, useBackendType } from '../../panel-context.tsx';
import type { LineDensity } from '../../state/list-state.ts';
import { BackendCard } from '../card/backend-card.tsx';
import { BackendRow } from '../row/backend-row.tsx';
import { TableRow } from '../table/table-row.tsx';

/** The class of what is around them. */
export const classOfLines: Record<LineDensity, string> = {
  cards: 'sy-grid',
  rows: 'sy-rows',
  table: 'sy-table-rows',
};

export function BackendLine({ id, density }: { id: number; density: LineDensity }) {
  switch (density) {
    case 'cards':
      return <BackendCard id={id} />;
    case 'rows':
      return <BackendRow id={id} />;
    case 'table':
      return <TableRow id={id} />;
  }
}

/** Its title alone, while it passes by. */
export function PassingLine({ id, density }: { id: number; density: LineDensity }) {
  const backend = useBackend(id);
  const type = useBackendType(backend?.type ?? '');
  if (backend === undefined) return null;
  const content = (
    <div className="sy-row-line">
      <span className="sy-row-title sy-clip" dir="auto">
        {backendName(backend, type?.name)}
      </span>
    </div>
  );
  const attributes = {
    className: density === 'cards' ? 'sy-card sy-passing' : density === 'rows' ? 'sy-row' : 'sy-passing-row',
    'data-group': groupOf(backend),
    'data-phase': backend.phase,
  };
  return <div {...attributes}>{content}</div>;
}
