import type { BackendNotice } from '../../../../../shared/backend.ts';
import type { HostText } from '../../../../../shared/words/phrase.ts';
import { onWire } from '../../../../../shared/words/wire-phrases.ts';
import type { Clock } from '../../../clock.ts';

/** A message for the card of a backend, with the present time. */
export const createNotice = (message: HostText, clock: Clock): BackendNotice => ({
  at: new Date(clock.wall()).toISOString(),
  ...onWire({ message }),
});
