/** The line above the list: how many backends it shows, and how. */
import { Button, Menu, Text } from '@mantine/core';
import { ChevronDown, Group as GroupIcon } from 'lucide-react';
import { backendListWords } from '../../../shared/words/en/backends/list.ts';
import { formatWords } from '../../../shared/words/en/format.ts';
import { words } from '../../../shared/words/words.ts';
import { usePanelServices, usePanelState, useView } from '../../panel-context.tsx';
import type { Density, WindowSize } from '../../state/list-state.ts';
import { clearFilter } from '../../state/view-state.ts';
import { BulkMenu } from '../bulk/bulk-menu.tsx';
import { RestartFailed } from '../bulk/restart-failed.tsx';
import { ColumnsMenu } from '../table/backend-table.tsx';
import { DensityChoice } from './density-choice.tsx';
import { GroupingItems, groupingLabel } from './grouping-items.tsx';
import { SelectAllBox } from './select-all-box.tsx';

const t = words(backendListWords);
const format = words(formatWords);

export function ListBar({
  size,
  density,
  shownIds,
}: {
  size: WindowSize;
  density: Density;
  shownIds: readonly number[];
}) {
  const { view } = usePanelServices();
  const total = usePanelState(({ ids }) => ids.length);
  const isFiltered = useView(
    ({ filterText, filterGroup }) => filterText.trim() !== '' || filterGroup !== null,
  );
  // A single backend is neither grouped nor selected together with others.
  if (total < 2 && !isFiltered) return null;
  return (
    <div className="sy-backends-bar">
      <SelectAllBox ids={shownIds} />
      {isFiltered ? (
        <div className="sy-narrowed" role="status">
          <Text size="sm" c="dimmed">
            {shownIds.length === 0 ? t('noneMatches') : t('showing', { shown: shownIds.length, total })}
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => clearFilter(view)}>
            {t('showAll')}
          </Button>
        </div>
      ) : (
        <Text size="sm" c="dimmed">
          {format('count', { count: total })}
        </Text>
      )}
      {shownIds.length === 0 ? null : (
        <BulkMenu ids={shownIds} label={t('actionsForAll', { count: shownIds.length })} />
      )}
      <div className="sy-backends-failed">
        <RestartFailed ids={shownIds} />
      </div>
      <div className="sy-backends-tools">
        {density === 'table' ? <ColumnsMenu /> : null}
        {density === 'lanes' ? null : <GroupingMenu />}
        <DensityChoice size={size} density={density} />
      </div>
    </div>
  );
}

function GroupingMenu() {
  const grouping = useView((state) => state.grouping);
  return (
    <Menu width={190}>
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          className="sy-quiet-button"
          leftSection={<GroupIcon size={14} aria-hidden />}
          rightSection={<ChevronDown size={13} aria-hidden />}
        >
          <span className="sy-grouping-label">
            {grouping === 'none' ? t('groupBy') : t('groupedBy', { grouping: groupingLabel(grouping) })}
          </span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <GroupingItems />
      </Menu.Dropdown>
    </Menu>
  );
}
