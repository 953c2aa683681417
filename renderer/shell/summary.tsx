/** The number of backends in each group of states. Pressing a number filters the list by the group. */
import { UnstyledButton } from '@mantine/core';
import { useShallow } from 'zustand/react/shallow';
import { groupOf } from '../format/status-text.ts';
import { usePanelServices, usePanelState, useView } from '../panel-context.tsx';
import type { PanelState } from '../state/panel-store.ts';
import { type Group, groups } from '../state/view-state.ts';
import './summary.css';

const labels: Record<Group, string> = {
  ready: 'ready',
  working: 'busy',
  attention: 'need attention',
  off: 'off',
};

const tones: Record<Group, string> = { ready: 'ready', working: 'busy', attention: 'error', off: 'off' };

function countGroups(state: PanelState): Record<Group, number> {
  const counts: Record<Group, number> = { ready: 0, working: 0, attention: 0, off: 0 };
  for (const backend of state.backends.values()) counts[groupOf(backend)]++;
  return counts;
}

/** Renders again only when a count changes. */
export function useGroupCounts(): Record<Group, number> {
  return usePanelState(useShallow(countGroups));
}

export function Summary() {
  const { view } = usePanelServices();
  const counts = useGroupCounts();
  const chosen = useView(({ filterGroup }) => filterGroup);
  const shown = groups.filter((group) => counts[group] > 0 || group === chosen);
  return (
    <fieldset className="sy-summary">
      <legend>Backends by state</legend>
      {shown.map((group) => (
        <UnstyledButton
          key={group}
          className="sy-summary-chip"
          data-tone={tones[group]}
          aria-pressed={group === chosen}
          onClick={() => view.setState({ filterGroup: group === chosen ? null : group })}
        >
          <span className="sy-lamp" aria-hidden />
          <b>{counts[group]}</b>{' '}
          {group === 'attention' && counts[group] === 1 ? 'needs attention' : labels[group]}
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
