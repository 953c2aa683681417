/** What can be done to the selected backends. It stays at the bottom of the window while some are selected. */
import { ActionIcon, CloseButton, Menu } from '@mantine/core';
import { Ellipsis, MemoryStick, Power, PowerOff, RotateCw, Tag } from 'lucide-react';
import type { ReactNode } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { ActionButton } from '../../controls/action-button.tsx';
import { useList, usePanelServices, usePanelState } from '../../panel-context.tsx';
import type { BulkKind } from './bulk-kinds.ts';
import { BulkListItems, BulkMenuItems } from './bulk-menu-items.tsx';
import { useBulk } from './use-bulk.ts';
import './bulk-bar.css';

const buttons: readonly { kind: BulkKind; icon: ReactNode }[] = [
  { kind: 'on', icon: <Power size={15} aria-hidden /> },
  { kind: 'off', icon: <PowerOff size={15} aria-hidden /> },
  { kind: 'restart', icon: <RotateCw size={15} aria-hidden /> },
  { kind: 'free', icon: <MemoryStick size={15} aria-hidden /> },
  { kind: 'tag', icon: <Tag size={15} aria-hidden /> },
];

/** @param shownIds those that the list shows; others may be selected and hidden by the filter */
export function BulkBar({ shownIds }: { shownIds: readonly number[] }) {
  const { selection } = usePanelServices();
  const selected = useList((list) => list.selected);
  // In the order of the list, and without those that are gone.
  const ids = usePanelState(useShallow((state) => state.ids.filter((id) => selected.has(id))));
  if (ids.length === 0) return null;
  const isShown = new Set(shownIds);
  const hiddenCount = ids.filter((id) => !isShown.has(id)).length;
  return (
    <section className="sy-bulk-bar" aria-label="Selected backends">
      <span className="sy-bulk-count" role="status">
        <b>{ids.length}</b> selected{hiddenCount === 0 ? '' : `, ${hiddenCount} not shown`}
      </span>
      <div className="sy-bulk-buttons">
        {buttons.map(({ kind, icon }) => (
          <BulkButton key={kind} kind={kind} ids={ids} icon={icon} />
        ))}
        <Menu position="top-end">
          <Menu.Target>
            <ActionIcon variant="default" size={30} aria-label="More for the selected">
              <Ellipsis size={17} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <BulkListItems ids={ids} />
            <BulkMenuItems ids={ids} kinds={['duplicate', 'delete']} />
          </Menu.Dropdown>
        </Menu>
      </div>
      <CloseButton aria-label="Select none" onClick={() => selection.clear()} />
    </section>
  );
}

function BulkButton({ kind, ids, icon }: { kind: BulkKind; ids: readonly number[]; icon: ReactNode }) {
  const { label, count, blocked, isOffered, run } = useBulk(kind, ids);
  if (!isOffered) return null;
  return (
    <ActionButton
      size="xs"
      variant="default"
      className="sy-bulk-button"
      aria-label={label}
      title={`${label}: ${count}`}
      leftSection={icon}
      blocked={blocked}
      onClick={run}
    >
      {label}
    </ActionButton>
  );
}
