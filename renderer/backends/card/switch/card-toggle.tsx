import { Loader, Switch } from '@mantine/core';
import { memo } from 'react';
import { backendCardWords } from '../../../../shared/words/en/backends/card.ts';
import { words } from '../../../../shared/words/words.ts';
import { titleElementId } from '../../../controls/backend-element.ts';
import { useBlockedReason, usePanelServices } from '../../../panel-context.tsx';
import type { CallKind } from '../../../state/calls.ts';

const t = words(backendCardWords);

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
  const blocked = notAllowed ?? (isTypeUnknown && !enabled ? t('typeUnknown') : null);
  const isPending = pending.includes('switch-on') || pending.includes('switch-off');
  const canToggle = blocked === null && !isPending && !pending.includes('delete');
  return (
    <Switch
      size="md"
      withThumbIndicator={false}
      aria-label={t('enabled')}
      aria-busy={isPending}
      checked={enabled}
      // A blocked switch stays focusable, so that the reason can be read.
      onChange={() => {
        if (canToggle) void actions.toggle(id, !enabled);
      }}
      thumbIcon={isPending ? <Loader size={11} /> : null}
      wrapperProps={{ title: blocked ?? t(enabled ? 'switchOff' : 'switchOn') }}
      {...(canToggle ? {} : { 'aria-disabled': true, 'data-held': true })}
      {...(blocked === null ? { 'aria-describedby': titleElementId(id) } : { 'aria-description': blocked })}
      className="sy-toggle"
    />
  );
});
