import { Loader, Switch } from '@mantine/core';
import { memo } from 'react';
import { titleElementId } from '../../../controls/backend-element.ts';
import { useBlockedReason, usePanelServices } from '../../../panel-context.tsx';
import type { CallKind } from '../../../state/calls.ts';

/**
 * Switches a backend on and off. While a call is under way, the switch shows a loader and the value that the host has
 * confirmed, never the requested one.
 */
export const CardToggle = memo(function CardToggle({
  id,
  enabled,
  isTypeUnknown,
  pending,
}: {
  id: number;
  enabled: boolean;
  /** Then it could only fail. It can still be switched off. */
  isTypeUnknown: boolean;
  pending: readonly CallKind[];
}) {
  const { actions } = usePanelServices();
  const notAllowed = useBlockedReason('ToggleBackend');
  const blocked =
    notAllowed ??
    (isTypeUnknown && !enabled ? 'This version does not know its type, so it cannot be started.' : null);
  const isPending = pending.includes('switch-on') || pending.includes('switch-off');
  const canToggle = blocked === null && !isPending && !pending.includes('delete');
  return (
    <Switch
      size="md"
      withThumbIndicator={false}
      aria-label="Enabled"
      aria-busy={isPending}
      checked={enabled}
      // A blocked switch stays focusable, so that the reason can be read.
      onChange={() => {
        if (canToggle) void actions.toggle(id, !enabled);
      }}
      thumbIcon={isPending ? <Loader size={11} /> : null}
      wrapperProps={{ title: blocked ?? (enabled ? 'Switch off' : 'Switch on') }}
      {...(canToggle ? {} : { 'aria-disabled': true, 'data-held': true })}
      {...(blocked === null ? { 'aria-describedby': titleElementId(id) } : { 'aria-description': blocked })}
      className="sy-toggle"
    />
  );
});
