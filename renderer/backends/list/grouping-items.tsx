import { Menu } from '@mantine/core';
import { Check } from 'lucide-react';
import { usePanelServices, useView } from '../../panel-context.tsx';
import { chooseGrouping, type Grouping, groupings } from '../../state/view-state.ts';
import '../../theme/colour-scheme-items.css';

export const groupingLabels: Record<Grouping, string> = {
  none: 'Nothing',
  state: 'State',
  gpu: 'GPU',
  tag: 'First tag',
  type: 'Type',
  machine: 'Machine',
};

/** The items of a menu that choose the grouping of the list. */
export function GroupingItems() {
  const { view } = usePanelServices();
  const chosen = useView(({ grouping }) => grouping);
  return (
    <>
      <Menu.Label>Group by</Menu.Label>
      {groupings.map((grouping) => (
        <Menu.RadioItem
          key={grouping}
          value={grouping}
          checked={grouping === chosen}
          onChange={() => chooseGrouping(view, grouping)}
          closeMenuOnClick
          checkIcon={<Check size={15} aria-hidden />}
          classNames={{ itemIndicator: 'sy-chosen-mark' }}
        >
          {groupingLabels[grouping]}
        </Menu.RadioItem>
      ))}
    </>
  );
}
