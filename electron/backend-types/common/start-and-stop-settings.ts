/** The settings about start and stop that every worker has which is started here. A type may give its own texts for the form. */
import { boolean, integer } from '../../../shared/settings.ts';

interface FormTexts {
  description: string;
  group?: string;
  advanced?: boolean;
}

export const autoRestartSetting = (texts: Partial<FormTexts> = {}) =>
  boolean({
    label: 'Restart after a crash',
    description: 'Starts it again when it ended by itself, first at once, then at growing intervals.',
    default: true,
    requiresRestart: false,
    ...texts,
  });

/** @param texts with the default, in seconds */
export const startTimeoutSetting = (texts: FormTexts & { default: number }) =>
  integer({ label: 'Start time-out', min: 1, max: 86_400, unit: 's', requiresRestart: false, ...texts });

export const stopTimeoutSetting = (texts: FormTexts) =>
  integer({
    label: 'Stop time-out',
    default: 10,
    min: 0,
    max: 3600,
    unit: 's',
    requiresRestart: false,
    ...texts,
  });

/** The members of the definition of a type that has all three settings. */
export const startAndStopPolicy = {
  autoRestart: ({ AutoRestart }: { AutoRestart: boolean }) => AutoRestart,
  stopTimeoutMs: ({ StopTimeout }: { StopTimeout: number }) => StopTimeout * 1000,
  startTimeoutMs: ({ StartTimeout }: { StartTimeout: number }) => StartTimeout * 1000,
};
