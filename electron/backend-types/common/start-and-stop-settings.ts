/** The settings about start and end that every worker has which is started here; words say what they are about. */
import { boolean, integer } from '../../../shared/settings.ts';

interface Words {
  description: string;
  group?: string;
  advanced?: boolean;
}

export const restartAfterCrash = (words: Partial<Words> = {}) =>
  boolean({
    label: 'Restart after a crash',
    description: 'Starts it again when it ended by itself, first at once, then at growing intervals.',
    default: true,
    requiresRestart: false,
    ...words,
  });

/** @param words with the default, in seconds */
export const startTimeout = (words: Words & { default: number }) =>
  integer({ label: 'Start time-out', min: 1, max: 86_400, unit: 's', requiresRestart: false, ...words });

export const stopTimeout = (words: Words) =>
  integer({
    label: 'Stop time-out',
    default: 10,
    min: 0,
    max: 3600,
    unit: 's',
    requiresRestart: false,
    ...words,
  });

/** What a type that has all three does with them. */
export const lifeOfWorker = {
  autoRestart: ({ AutoRestart }: { AutoRestart: boolean }) => AutoRestart,
  stopTimeoutMs: ({ StopTimeout }: { StopTimeout: number }) => StopTimeout * 1000,
  startTimeoutMs: ({ StartTimeout }: { StartTimeout: number }) => StartTimeout * 1000,
};
