/** Buttons for what is done most often. The menu has everything. */

import { ExternalLink, MemoryStick, MessageSquare, RotateCw, ScrollText, Settings2 } from 'lucide-react';
import { memo } from 'react';
import { backendCardWords } from '../../../shared/words/en/backends/card.ts';
import { words } from '../../../shared/words/words.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { useRovingFocus } from '../../controls/focus/use-roving-focus.ts';
import type { RestartChoice } from '../../format/blocked-reasons.ts';
import { Allowed, useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import type { CallKind } from '../../state/calls.ts';
import type { ShownBackend } from '../../state/panel-store.ts';
import type { TryMode } from '../../try-it/purpose.ts';

const t = words(backendCardWords);

export const CardActions = memo(function CardActions({
  id,
  name,
  phase,
  label,
  action,
  blocked,
  pending,
  tryMode,
  isRestartOffered,
  canFreeMemory,
  hasPage,
  pageAddress,
}: Pick<ShownBackend, 'id' | 'phase'> &
  RestartChoice & {
    /** Of the backend. */
    name: string;
    pending: readonly CallKind[];
    /** The first way in which its models can be tried now; null where they cannot. */
    tryMode: TryMode | null;
    /** Whether the box with its error has that button. */
    isRestartOffered: boolean;
    canFreeMemory: boolean;
    hasPage: boolean;
    /** Where its page is without the gateway; null while it sleeps, and where that leads to it on its own machine alone. */
    pageAddress: string | null;
  }) {
  const { actions, open } = usePanelServices();
  const roving = useRovingFocus<HTMLDivElement>();
  const openBlocked = useBlockedReason('GetPageLink');
  const restartBlocked = useBlockedReason('RestartBackends');
  const freeBlocked = useBlockedReason('FreeBackendMemory');
  const common = {
    size: 'compact-sm',
    variant: 'subtle',
    color: 'gray',
    className: 'sy-quiet-button',
  } as const;
  return (
    <div className="sy-card-actions" role="toolbar" aria-label={t('actions', { name })} {...roving}>
      {tryMode === null ? null : (
        // Work on the GPUs needs what switching a backend needs.
        <Allowed operation="ToggleBackend">
          <ActionButton
            {...common}
            leftSection={<MessageSquare size={14} aria-hidden />}
            onClick={() => open({ kind: 'try', id })}
          >
            {t(tryMode === 'embeddings' ? 'try' : 'chat')}
          </ActionButton>
        </Allowed>
      )}
      {tryMode !== null || !hasPage ? null : (
        <Allowed operation="GetPageLink">
          <ActionButton
            {...common}
            leftSection={<ExternalLink size={14} aria-hidden />}
            blocked={openBlocked}
            pending={pending.includes('open-page')}
            onClick={() => void actions.openPage(id, pageAddress)}
          >
            {t('openPage')}
          </ActionButton>
        </Allowed>
      )}
      <ActionButton
        {...common}
        leftSection={<ScrollText size={14} aria-hidden />}
        onClick={() => open({ kind: 'log', id })}
      >
        {t('log')}
      </ActionButton>
      <Allowed operation="EditBackend">
        <ActionButton
          {...common}
          leftSection={<Settings2 size={14} aria-hidden />}
          onClick={() => open({ kind: 'edit', id })}
        >
          {t('settings')}
        </ActionButton>
      </Allowed>
      {isRestartOffered ? null : (
        <Allowed operation="RestartBackends">
          <ActionButton
            {...common}
            leftSection={<RotateCw size={14} aria-hidden />}
            blocked={restartBlocked ?? blocked}
            pending={pending.includes(action)}
            onClick={() => void actions.restartAs(id, action)}
          >
            {label}
          </ActionButton>
        </Allowed>
      )}
      {phase === 'running' && canFreeMemory ? (
        <Allowed operation="FreeBackendMemory">
          <ActionButton
            {...common}
            leftSection={<MemoryStick size={14} aria-hidden />}
            blocked={freeBlocked}
            pending={pending.includes('free')}
            onClick={() => void actions.freeMemory(id, false)}
          >
            {t('freeVram')}
          </ActionButton>
        </Allowed>
      ) : null}
    </div>
  );
});
