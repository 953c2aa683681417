/** A backend as a row of the table. */
import { memo, type ReactNode } from 'react';
import { CallMessages } from '../../controls/messages/call-messages.tsx';
import { backendName } from '../../format/status-text.ts';
import {
  useBackend,
  useBackendType,
  useCallState,
  useIsStale,
  useList,
  usePanelServices,
} from '../../panel-context.tsx';
import type { ShownBackend } from '../../state/panel-store.ts';
import { backendAttributes } from '../card/backend-attributes.ts';
import { BackendCard } from '../card/backend-card.tsx';
import { CardMenu } from '../card/card-menu.tsx';
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
  const { arranging } = usePanelServices();
  const type = useBackendType(backend.type);
  const isStale = useIsStale();
  const { pending, failure, result } = useCallState(id);
  const columns = useList(({ table }) => table.shown);
  const isSorted = useList(({ table }) => table.sort !== null);
  const name = backendName(backend, type?.name);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: rows of a table element cannot be rendered in part */}
      <div
        role="row"
        tabIndex={-1}
        className="sy-table-row"
        // In a sorted table there is no position to which it could be moved.
        {...backendAttributes({ backend, name, pending, isStale, move: isSorted ? null : arranging.move })}
      >
        <Cell>
          <SelectBox id={id} name={name} />
        </Cell>
        {columns.map((column) => {
          const { Cell: Content, isNamed } = columnInfos[column];
          return (
            <Cell key={column} column={column} dir={isNamed ? 'auto' : undefined}>
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
          <CallMessages at={id} />
        </WideRow>
      ) : null}
    </>
  );
}

function Cell({ column, dir, children }: { column?: string; dir?: 'auto' | undefined; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: cells of a table element cannot be rendered in part
    <div role="cell" className="sy-table-cell" data-column={column} dir={dir}>
      {children}
    </div>
  );
}
