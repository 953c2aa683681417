import { backendListWords } from '../../../shared/words/en/backends/list.ts';
import { words } from '../../../shared/words/words.ts';
import { usePanelServices, useView } from '../../panel-context.tsx';
import { chooseGrouping, type Grouping, groupings } from '../../state/view-state.ts';
import { MenuChoices } from '../../theme/menu-choices.tsx';

const t = words(backendListWords);

export const groupingLabel = (grouping: Grouping): string => t(`by_${grouping}`);

/** The items of a menu that choose the grouping of the list. */
export function GroupingItems() {
  const { view } = usePanelServices();
  const chosen = useView(({ grouping }) => grouping);
  return (
    <MenuChoices
      label={t('groupBy')}
      choices={groupings.map((value) => ({ value, label: groupingLabel(value) }))}
      chosen={chosen}
      isBlocked={false}
      onChoose={(grouping) => chooseGrouping(view, grouping)}
    />
  );
}
