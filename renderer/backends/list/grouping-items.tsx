import { usePanelServices, useView } from '../../panel-context.tsx';
import { chooseGrouping, type Grouping, groupings } from '../../state/view-state.ts';
import { MenuChoices } from '../../theme/menu-choices.tsx';

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
    <MenuChoices
      label="Group by"
      choices={groupings.map((value) => ({ value, label: groupingLabels[value] }))}
      chosen={chosen}
      isBlocked={false}
      onChoose={(grouping) => chooseGrouping(view, grouping)}
    />
  );
}
