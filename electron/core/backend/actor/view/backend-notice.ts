import type { BackendNotice } from '../../../../../shared/backend.ts';
import type { Clock } from '../../../clock.ts';

/** A message for the card of a backend, with the present time. */
export const createNotice = (message: string, clock: Clock): BackendNotice => ({
  at: new Date(clock.wall()).toISOString(),
  message,
});
