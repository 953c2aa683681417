/** What is around the rows of the table: its columns, by which it is sorted, and which can be resized. */
import { Button, Menu, VisuallyHidden } from '@mantine/core';
import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react';
import type { CSSProperties, KeyboardEvent, ReactNode, PointerEvent as ReactPointerEvent } from 'react';
import { inlineStep, isLeftToRight } from '../../controls/focus/inline-step.ts';
import { useList, usePanelServices } from '../../panel-context.tsx';
import { changeTable, type ListStore } from '../../state/list-state.ts';
import {
  MAX_COLUMN_WIDTH,
  MIN_COLUMN_WIDTH,
  type TableColumn,
  type TableState,
  tableColumns,
} from '../../state/table-state.ts';
import { columnInfos } from './cells.tsx';
import './backend-table.css';
import { backendTableWords } from '../../../shared/words/en/backends/table.ts';
import { words } from '../../../shared/words/words.ts';

const t = words(backendTableWords);

/** Pixels by which an arrow key resizes a column. */
const KEY_STEP = 16;

const widthOf = (column: TableColumn, { widths }: Pick<TableState, 'widths'>): number =>
  widths[column] ?? columnInfos[column].width;

/** @param rowCount of all backends, also those that are not rendered */
export function BackendTable({ rowCount, children }: { rowCount: number; children: ReactNode }) {
  const table = useList((list) => list.table);
  const columns = table.shown.map((column) => `minmax(${MIN_COLUMN_WIDTH}px, ${widthOf(column, table)}fr)`);
  const style = { '--sy-columns': columns.join(' ') } as CSSProperties;
  return (
    // biome-ignore lint/a11y/useSemanticElements: the rows of a table element cannot be rendered in part
    <div
      role="table"
      aria-label={t('backends')}
      aria-rowcount={rowCount + 1}
      className="sy-table"
      style={style}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div role="row" tabIndex={-1} className="sy-table-row sy-table-head">
        <Unnamed name={t('selected')} />
        {table.shown.map((column) => (
          <Head key={column} column={column} table={table} />
        ))}
        <Unnamed name={t('switch')} />
        <Unnamed name={t('actions')} />
      </div>
      {children}
    </div>
  );
}

/** A column that says by itself what it is, but for who does not see it. */
function Unnamed({ name }: { name: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above
    // biome-ignore lint/a11y/useFocusableInteractive: it is no control
    <div role="columnheader">
      <VisuallyHidden>{name}</VisuallyHidden>
    </div>
  );
}

function Head({ column, table }: { column: TableColumn; table: TableState }) {
  const { list } = usePanelServices();
  const label = t(`column_${column}`);
  const isSorted = table.sort?.column === column;
  const isDescending = isSorted && table.sort?.isDescending === true;
  const sort = () =>
    changeTable(list, {
      // Up, down, and back to the order of the list.
      sort: isDescending ? null : { column, isDescending: isSorted },
    });
  const Icon = isDescending ? ArrowDown : ArrowUp;
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above
    // biome-ignore lint/a11y/useFocusableInteractive: its button is focusable
    <div
      role="columnheader"
      // Without it, each cell would be announced with the edge of its column.
      aria-label={label}
      aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : 'none'}
      className="sy-table-heading"
      data-column={column}
    >
      <button type="button" className="sy-table-sort" title={t('sortBy', { column: label })} onClick={sort}>
        <span className="sy-clip">{label}</span>
        {isSorted ? <Icon size={13} aria-hidden /> : null}
      </button>
      <ResizeHandle column={column} width={widthOf(column, table)} label={label} />
    </div>
  );
}

function resize(list: ListStore, column: TableColumn, width: number): void {
  const { widths } = list.getState().table;
  const within = Math.round(Math.min(MAX_COLUMN_WIDTH, Math.max(MIN_COLUMN_WIDTH, width)));
  changeTable(list, { widths: { ...widths, [column]: within } });
}

function ResizeHandle({ column, width, label }: { column: TableColumn; width: number; label: string }) {
  const { list } = usePanelServices();
  const byKey = (event: KeyboardEvent<Element>) => {
    const step = inlineStep(event.key, event.currentTarget);
    if (step === undefined) return;
    event.preventDefault();
    resize(list, column, width + step * KEY_STEP);
  };
  const drag = (event: ReactPointerEvent<HTMLElement>) => {
    const heading = event.currentTarget.parentElement;
    if (heading === null || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    // The table may be wider or narrower than the sum of its columns.
    const scale =
      (width / Math.max(1, heading.getBoundingClientRect().width)) * (isLeftToRight(heading) ? 1 : -1);
    const from = event.clientX;
    const end = new AbortController();
    const { signal } = end;
    const handle = event.currentTarget;
    const follow = (move: PointerEvent) => resize(list, column, width + (move.clientX - from) * scale);
    handle.addEventListener('pointermove', follow, { signal });
    for (const over of ['pointerup', 'pointercancel'] as const)
      handle.addEventListener(over, () => end.abort(), { signal });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that is dragged
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t('widthOf', { column: label })}
      aria-valuenow={width}
      aria-valuemin={MIN_COLUMN_WIDTH}
      aria-valuemax={MAX_COLUMN_WIDTH}
      tabIndex={0}
      className="sy-table-resize"
      onKeyDown={byKey}
      onPointerDown={drag}
    />
  );
}

/** Chooses which columns the table has. One stays. */
export function ColumnsMenu() {
  const { list } = usePanelServices();
  const shown = useList(({ table }) => table.shown);
  return (
    <Menu width={180} closeOnItemClick={false}>
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          className="sy-quiet-button"
          leftSection={<Columns3 size={14} aria-hidden />}
        >
          <span className="sy-grouping-label">{t('columns')}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {tableColumns.map((column) => (
          <Menu.CheckboxItem
            key={column}
            checked={shown.includes(column)}
            disabled={shown.length === 1 && shown.includes(column)}
            onChange={(isShown) =>
              changeTable(list, {
                shown: tableColumns.filter((one) => (one === column ? isShown : shown.includes(one))),
              })
            }
          >
            {t(`column_${column}`)}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
