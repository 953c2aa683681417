/** The number of backends in each group of states. Pressing a number filters the list by the group. */

import { UnstyledButton } from '@mantine/core';
import { useShallow } from 'zustand/react/shallow';
import { shellWords } from '../../shared/words/en/shell.ts';
import { words } from '../../shared/words/words.ts';
import { richText } from '../controls/messages/rich-text.tsx';
import { countGroups, groupCountParts } from '../format/group-names.ts';
import { usePanelServices, usePanelState, useView } from '../panel-context.tsx';
import { type Group, groups } from '../state/view-state.ts';
import './summary.css';

const t = words(shellWords);

const tones: Record<Group, string> = { ready: 'ready', working: 'busy', attention: 'error', off: 'off' };

/** Renders again only when a count changes. */
export function useGroupCounts(): Record<Group, number> {
  return usePanelState(useShallow(({ backends }) => countGroups(backends.values())));
}

export function Summary() {
  const { view } = usePanelServices();
  const counts = useGroupCounts();
  const chosen = useView(({ filterGroup }) => filterGroup);
  const shown = groups.filter((group) => counts[group] > 0 || group === chosen);
  return (
    <fieldset className="sy-summary">
      <legend>{t('backendsByState')}</legend>
      {shown.map((group) => (
        <UnstyledButton
          key={group}
          className="sy-summary-chip"
          data-tone={tones[group]}
          aria-pressed={group === chosen}
          onClick={() => view.setState({ filterGroup: group === chosen ? null : group })}
        >
          <span className="sy-lamp" aria-hidden />
          {richText(groupCountParts(counts[group], group, (content) => <b>{richText(content)}</b>))}
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
