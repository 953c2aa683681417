/** What can be done to the selected backends. It stays at the bottom of the window while some are selected. */
import { ActionIcon, CloseButton, Menu } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import { useShallow } from 'zustand/react/shallow';
import { ActionButton } from '../../controls/action-button.tsx';
import { richText } from '../../controls/messages/rich-text.tsx';
import { useList, usePanelServices, usePanelState } from '../../panel-context.tsx';
import type { BulkKind } from './bulk-kinds.ts';
import { BulkListItems, bulkIcons, mainKinds } from './bulk-menu-items.tsx';
import { useBulk } from './use-bulk.ts';
import './bulk-bar.css';
import { bulkWords } from '../../../shared/words/en/backends/bulk.ts';
import { words } from '../../../shared/words/words.ts';

const t = words(bulkWords);

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
    <section className="sy-bulk-bar" aria-label={t('bar')}>
      <span className="sy-bulk-count" role="status">
        {richText(
          t.parts('selected', {
            count: ids.length,
            hidden: hiddenCount,
            b: (content) => <b>{richText(content)}</b>,
          }),
        )}
      </span>
      <div className="sy-bulk-buttons">
        {mainKinds.map((kind) => (
          <BulkButton key={kind} kind={kind} ids={ids} />
        ))}
        <Menu position="top-end">
          <Menu.Target>
            <ActionIcon variant="default" size={30} aria-label={t('more')}>
              <Ellipsis size={17} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <BulkListItems ids={ids} />
          </Menu.Dropdown>
        </Menu>
      </div>
      <CloseButton aria-label={t('deselectAll')} onClick={() => selection.clear()} />
    </section>
  );
}

function BulkButton({ kind, ids }: { kind: BulkKind; ids: readonly number[] }) {
  const { label, count, blocked, isOffered, run } = useBulk(kind, ids);
  if (!isOffered) return null;
  return (
    <ActionButton
      size="xs"
      variant="default"
      className="sy-bulk-button"
      aria-label={label}
      title={t('labelAndCount', { label, count })}
      leftSection={bulkIcons[kind]}
      blocked={blocked}
      onClick={run}
    >
      {label}
    </ActionButton>
  );
}
