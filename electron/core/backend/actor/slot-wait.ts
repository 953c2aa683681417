/** What a backend shows while it waits for others that load before it. */
import type { NextStep } from '../../../../shared/backend.ts';
import { happenedWords } from '../../../../shared/words/en/happened.ts';
import { type Text, texts } from '../../../../shared/words/phrase.ts';
import { onWire } from '../../../../shared/words/wire-phrases.ts';
import { GROUP_KEY_PREFIX } from '../admission.ts';
import type { SlotBlocker } from '../lifecycle/load-slots.ts';

const say = texts(happenedWords);

/** Replaced, never changed. */
export type SlotWait = Extract<NextStep, { kind: 'wait_for_start' }>;

export function slotWaitOf(blockers: readonly SlotBlocker[]): SlotWait {
  return {
    kind: 'wait_for_start',
    ...onWire({ message: say('waitsForTurn', { reasons: blockers.map(describeBlocker) }) }),
    backends: blockers.map(({ holder, since }) => ({
      id: holder.id,
      ...(since === null ? {} : { since: new Date(since).toISOString() }),
    })),
  };
}

function describeBlocker({ holder, keys, since }: SlotBlocker): Text {
  const key = keys.find((one) => one.startsWith(GROUP_KEY_PREFIX));
  const backend = holder.displayName;
  if (key === undefined) return say(since === null ? 'turn_firstOnGpu' : 'turn_startsOnGpu', { backend });
  const group = key.slice(GROUP_KEY_PREFIX.length);
  return say(since === null ? 'turn_firstInGroup' : 'turn_startsInGroup', { backend, group });
}
