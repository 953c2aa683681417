/** What a backend shows while it waits for others that load before it. */
import type { NextStep } from '../../../../shared/backend.ts';
import { GROUP_KEY_PREFIX } from '../admission.ts';
import type { SlotBlocker } from '../lifecycle/load-slots.ts';

/** Replaced, never changed. */
export type SlotWait = Extract<NextStep, { kind: 'wait_for_start' }>;

export function slotWaitOf(blockers: readonly SlotBlocker[]): SlotWait {
  return {
    kind: 'wait_for_start',
    message: `It waits for its turn: ${blockers.map(describeBlocker).join('; ')}.`,
    backends: blockers.map(({ holder, since }) => ({
      id: holder.id,
      ...(since === null ? {} : { since: new Date(since).toISOString() }),
    })),
  };
}

function describeBlocker({ holder, keys, since }: SlotBlocker): string {
  const group = keys.find((key) => key.startsWith(GROUP_KEY_PREFIX));
  const reason =
    group === undefined
      ? 'needs the same graphics card to start'
      : `is in the same group (${group.slice(GROUP_KEY_PREFIX.length)})`;
  return since === null
    ? `${holder.displayName} comes first and ${reason}`
    : `${holder.displayName} is starting and ${reason}`;
}
