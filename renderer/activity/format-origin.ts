/** Formats who or what caused something. */
import type { Origin } from '../../shared/activity.ts';
import { activityWords } from '../../shared/words/en/activity.ts';
import { words } from '../../shared/words/words.ts';

const t = words(activityWords);

/** Who or what caused something, as a sentence of its own after the one that says what happened: "In the tray." */
export function formatOrigin({ kind, name }: Origin): string {
  if (name !== undefined && (kind === 'browser' || kind === 'api_key' || kind === 'room_keeper'))
    return t(`by_${kind}_named`, { name });
  return t(`by_${kind}`);
}
