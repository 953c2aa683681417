/** What can be done to several backends, as the items of a menu. */
import { Menu } from '@mantine/core';
import {
  ArrowUpToLine,
  CopyPlus,
  FileDown,
  MemoryStick,
  Power,
  PowerOff,
  RotateCw,
  Tag,
  Trash2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { bulkWords } from '../../../shared/words/en/backends/bulk.ts';
import { words } from '../../../shared/words/words.ts';
import { Allowed, useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import type { BulkKind } from './bulk-kinds.ts';
import { useBulk } from './use-bulk.ts';

const t = words(bulkWords);

export const bulkIcons: Record<BulkKind, ReactNode> = {
  on: <Power size={15} aria-hidden />,
  off: <PowerOff size={15} aria-hidden />,
  restart: <RotateCw size={15} aria-hidden />,
  free: <MemoryStick size={15} aria-hidden />,
  tag: <Tag size={15} aria-hidden />,
  duplicate: <CopyPlus size={15} aria-hidden />,
  delete: <Trash2 size={15} aria-hidden />,
};

/** What changes the backends themselves; the other kinds change the list. */
export const mainKinds: readonly BulkKind[] = ['on', 'off', 'restart', 'free', 'tag'];

export function BulkMenuItems({ ids, kinds }: { ids: readonly number[]; kinds: readonly BulkKind[] }) {
  return kinds.map((kind) => <BulkItem key={kind} kind={kind} ids={ids} />);
}

function BulkItem({ kind, ids }: { kind: BulkKind; ids: readonly number[] }) {
  const { label, count, blocked, isOffered, run } = useBulk(kind, ids);
  if (!isOffered) return null;
  return (
    <Menu.Item
      leftSection={bulkIcons[kind]}
      rightSection={<span className="sy-small">{count}</span>}
      disabled={blocked !== null}
      {...(kind === 'delete' ? { className: 'sy-danger-item' } : {})}
      onClick={run}
    >
      {label}
    </Menu.Item>
  );
}

/** Moves them within the list, writes them into a file, copies or deletes them. */
export function BulkListItems({ ids }: { ids: readonly number[] }) {
  const { arranging, open } = usePanelServices();
  const moveBlocked = useBlockedReason('ArrangeBackends');
  return (
    <>
      <Allowed operation="ArrangeBackends">
        <Menu.Item
          leftSection={<ArrowUpToLine size={15} aria-hidden />}
          disabled={moveBlocked !== null}
          onClick={() => arranging.moveAllToTop(ids)}
        >
          {t('moveToTop')}
        </Menu.Item>
      </Allowed>
      <Allowed operation="ExportBackends">
        <Menu.Item
          leftSection={<FileDown size={15} aria-hidden />}
          onClick={() => open({ kind: 'export', ids })}
        >
          {t('export')}
        </Menu.Item>
      </Allowed>
      <BulkMenuItems ids={ids} kinds={['duplicate', 'delete']} />
    </>
  );
}
