import { Menu } from '@mantine/core';
import { Check } from 'lucide-react';
import { usePanel, useView } from '../../panel.tsx';
import { storeChoice } from '../../state/stored-choice.ts';
import { GROUPING_KEPT, type Grouping } from '../../state/view-state.ts';
import '../../theme/colour-scheme-items.css';

const labels: Record<Grouping, string> = {
  none: 'Nothing',
  gpu: 'GPU',
  tag: 'First tag',
  state: 'State',
};

/** What the list is grouped by: items of a menu. */
export function GroupingItems() {
  const { view } = usePanel();
  const chosen = useView(({ grouping }) => grouping);
  return (
    <>
      <Menu.Label>Group by</Menu.Label>
      {(Object.keys(labels) as Grouping[]).map((grouping) => (
        <Menu.RadioItem
          key={grouping}
          value={grouping}
          checked={grouping === chosen}
          onChange={() => {
            view.setState({ grouping });
            storeChoice(GROUPING_KEPT, grouping);
          }}
          closeMenuOnClick
          checkIcon={<Check size={15} aria-hidden />}
          classNames={{ itemIndicator: 'sy-chosen-mark' }}
        >
          {labels[grouping]}
        </Menu.RadioItem>
      ))}
    </>
  );
}
