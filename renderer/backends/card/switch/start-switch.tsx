/** The switch of a backend that is started here. It has three positions: off, started on demand, and on. */

import { Loader } from '@mantine/core';
import { Moon, Power, PowerOff } from 'lucide-react';
import { type KeyboardEvent, memo, type ReactNode, useRef } from 'react';
import { type StartPosition, startPositions } from '../../../../shared/start-position.ts';
import { titleElementId } from '../../../controls/backend-element.ts';
import { listStep } from '../../../controls/focus/inline-step.ts';
import { useBlockedReason, useMay, usePanelServices } from '../../../panel-context.tsx';
import type { CallKind } from '../../../state/calls.ts';
import './start-switch.css';
import { backendCardWords } from '../../../../shared/words/en/backends/card.ts';
import { words } from '../../../../shared/words/words.ts';

const t = words(backendCardWords);

const shownAs = {
  off: { label: 'off', hint: 'off', icon: <PowerOff size={13} aria-hidden /> },
  'on demand': { label: 'onDemand', hint: 'onDemandText', icon: <Moon size={13} aria-hidden /> },
  on: { label: 'on', hint: 'onText', icon: <Power size={13} aria-hidden /> },
} as const satisfies Record<StartPosition, { label: string; hint: string; icon: ReactNode }>;
const CALLS: readonly CallKind[] = ['switch-on', 'switch-off', 'start-when'];

/**
 * The arrow keys move the focus alone, for each position that is passed would start or stop something; space and Enter choose.
 * While a call is under way, the position is the one that the host has confirmed.
 */
export const StartSwitch = memo(function StartSwitch({
  id,
  position,
  isOnDemand,
  pending,
}: {
  id: number;
  position: StartPosition;
  /** Whether it is started on demand where it is switched on. */
  isOnDemand: boolean;
  pending: readonly CallKind[];
}) {
  const { actions } = usePanelServices();
  const group = useRef<HTMLDivElement>(null);
  const toggleBlocked = useBlockedReason('ToggleBackend');
  const editBlocked = useBlockedReason('EditBackend');
  const mayEdit = useMay('EditBackend');
  const isPending = CALLS.some((kind) => pending.includes(kind));

  /** Why that position cannot be chosen; null where it can. */
  const blockedReason = (one: StartPosition): string | null => {
    const changesSetting = one !== 'off' && (one === 'on demand') !== isOnDemand;
    if (changesSetting && !mayEdit) return t('startNotAllowed');
    return toggleBlocked ?? (changesSetting ? editBlocked : null);
  };
  const choose = (one: StartPosition) => {
    if (isPending || pending.includes('delete') || one === position || blockedReason(one) !== null) return;
    void actions.setStartPosition(id, one);
  };
  const moveFocus = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = listStep(event.key, event.currentTarget);
    // With Alt they move the card.
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const buttons = [...(group.current?.querySelectorAll('button') ?? [])];
    const index = buttons.findIndex((button) => button.matches(':focus'));
    event.preventDefault();
    buttons[(index + step + buttons.length) % buttons.length]?.focus();
  };

  return (
    <div
      ref={group}
      role="radiogroup"
      aria-label={t('switch')}
      aria-describedby={titleElementId(id)}
      aria-busy={isPending}
      className="sy-start-switch"
      onKeyDown={moveFocus}
    >
      {startPositions.map((one) => {
        const { label, hint, icon } = shownAs[one];
        const blocked = blockedReason(one);
        const isChosen = one === position;
        return (
          // biome-ignore lint/a11y/useSemanticElements: an input would choose each position that the arrow keys pass.
          <button
            key={one}
            type="button"
            role="radio"
            aria-checked={isChosen}
            aria-label={t(label)}
            title={blocked ?? t(hint)}
            tabIndex={isChosen ? 0 : -1}
            data-position={one}
            // One that is blocked stays focusable, so that the reason can be read.
            {...(blocked !== null || isPending ? { 'aria-disabled': true } : {})}
            {...(blocked === null ? {} : { 'aria-description': blocked })}
            onClick={() => choose(one)}
          >
            {isChosen && isPending ? <Loader size={11} color="currentColor" /> : icon}
          </button>
        );
      })}
    </div>
  );
});
