import { Loader, Switch } from '@mantine/core';
import { memo } from 'react';
import { useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import type { CallKind } from '../../state/activity.ts';

/**
 * On or off, as the host says. While a change is under way it keeps showing the truth and says that it is waiting;
 * it never runs ahead of what the host has confirmed.
 */
export const CardToggle = memo(function CardToggle({
  id,
  enabled,
  pending,
}: {
  id: number;
  enabled: boolean;
  pending: readonly CallKind[];
}) {
  const { actions } = usePanelServices();
  const blocked = useBlockedReason('ToggleBackend');
  const waiting = pending.includes('switch-on') || pending.includes('switch-off');
  const free = blocked === null && !waiting && !pending.includes('delete');
  return (
    <Switch
      size="md"
      withThumbIndicator={false}
      aria-label="Enabled"
      aria-busy={waiting}
      checked={enabled}
      // It stays focusable, so that its reason can be read.
      onChange={() => {
        if (free) void actions.toggle(id, !enabled);
      }}
      thumbIcon={waiting ? <Loader size={11} /> : null}
      wrapperProps={{ title: blocked ?? (enabled ? 'Switch off' : 'Switch on') }}
      {...(free ? {} : { 'aria-disabled': true, 'data-held': true })}
      {...(blocked === null ? {} : { 'aria-description': blocked })}
      className="sy-toggle"
    />
  );
});
