import { Loader, Switch, Tooltip } from '@mantine/core';
import type { FullBackend } from '../../shared/backend.ts';
import type { CallKind } from '../activity.ts';
import { useBlocked, usePanel } from '../panel.tsx';

/**
 * On or off, as the host says. While a change is under way it keeps showing the truth and says that it is waiting;
 * it never runs ahead of what the host has confirmed.
 */
export function CardToggle({ backend, pending }: { backend: FullBackend; pending: readonly CallKind[] }) {
  const { actions } = usePanel();
  const blocked = useBlocked('ToggleBackend');
  const waiting = pending.includes('switch-on') || pending.includes('switch-off');
  const idle = blocked === null && !waiting && !pending.includes('delete');
  const toggle = (
    <Switch
      size="md"
      withThumbIndicator={false}
      aria-label="Enabled"
      aria-busy={waiting}
      checked={backend.enabled}
      // It stays focusable, so that its reason can be read.
      onChange={() => {
        if (idle) void actions.toggle(backend.id, !backend.enabled);
      }}
      thumbIcon={waiting ? <Loader size={11} /> : null}
      {...(idle ? {} : { 'aria-disabled': true, 'data-held': true })}
      {...(blocked === null ? {} : { 'aria-description': blocked })}
      className="sy-toggle"
    />
  );
  return <Tooltip label={blocked ?? (backend.enabled ? 'Switch off' : 'Switch on')}>{toggle}</Tooltip>;
}
