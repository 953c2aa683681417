/** A backend as a row of the table. */
import { memo, type ReactNode } from 'react';
import { ErrorMessage } from '../../controls/error-message.tsx';
import { ResultMessage } from '../../controls/result-message.tsx';
import { backendName, groupOf } from '../../format/status-text.ts';
import {
  useBackend,
  useBackendType,
  useCallState,
  useList,
  usePanelServices,
  usePanelState,
} from '../../panel-context.tsx';
import type { ShownBackend } from '../../state/panel-store.ts';
import { BackendCard } from '../card/backend-card.tsx';
import { CardMenu } from '../card/card-menu.tsx';
import { moveByKey } from '../card/move-by-key.ts';
import { SelectBox } from '../card/select-box.tsx';
import { CardSwitch } from '../card/switch/card-switch.tsx';
import { columnInfos } from './cells.tsx';

export const TableRow = memo(function TableRow({ id }: { id: number }) {
  const backend = useBackend(id);
  const isUnfolded = useList(({ unfolded }) => unfolded.has(id));
  // The backend was deleted, and the list will remove its row with the next render.
  if (backend === undefined) return null;
  if (!isUnfolded) return <Row backend={backend} />;
  return (
    <WideRow>
      <BackendCard id={id} isFoldable />
    </WideRow>
  );
});

/** A row with one cell, as wide as the table: for the heading of a group, a card among rows, and messages. */
export function WideRow({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a table element cannot be rendered in part
    <div role="row" tabIndex={-1} className="sy-table-wide">
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div role="cell">{children}</div>
    </div>
  );
}

function Row({ backend }: { backend: ShownBackend }) {
  const { id } = backend;
  const { actions, arranging } = usePanelServices();
  const type = useBackendType(backend.type);
  const stale = usePanelState(({ freshness }) => freshness === 'stale');
  const { pending, failure, result } = useCallState(id);
  const columns = useList(({ table }) => table.shown);
  const isSorted = useList(({ table }) => table.sort !== null);
  const name = backendName(backend, type?.name);
  const deleting = pending.includes('delete');
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: rows of a table element cannot be rendered in part */}
      <div
        role="row"
        aria-label={`Backend ${id}: ${name}`}
        aria-busy={deleting}
        tabIndex={-1}
        // In a sorted table there is no position to which it could be moved.
        onKeyDown={(event) => (isSorted ? undefined : moveByKey(event, (move) => arranging.move(id, move)))}
        className="sy-table-row"
        data-backend-id={id}
        data-status={backend.status}
        data-phase={backend.phase}
        data-group={groupOf(backend)}
        data-stale={stale}
        data-deleting={deleting}
      >
        <Cell>
          <SelectBox id={id} name={name} />
        </Cell>
        {columns.map((column) => {
          const { Cell: Content } = columnInfos[column];
          return (
            <Cell key={column} column={column}>
              <Content backend={backend} />
            </Cell>
          );
        })}
        <Cell>
          <CardSwitch backend={backend} pending={pending} />
        </Cell>
        <Cell>
          <CardMenu id={id} />
        </Cell>
      </div>
      {failure || result ? (
        <WideRow>
          {failure ? <ErrorMessage failure={failure} onClose={() => actions.clear(id)} /> : null}
          {result ? <ResultMessage result={result} onClose={() => actions.clear(id)} /> : null}
        </WideRow>
      ) : null}
    </>
  );
}

function Cell({ column, children }: { column?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: cells of a table element cannot be rendered in part
    <div role="cell" className="sy-table-cell" data-column={column}>
      {children}
    </div>
  );
}
