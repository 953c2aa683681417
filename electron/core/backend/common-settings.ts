/**
 * The common settings: those about memory and times that a backend has whatever its type is. A type adds them after its own
 * settings. Invariant: only this file knows their names, which are the names on disk.
 */
import type { SettingValues } from '../../../shared/backend.ts';
import { parseSchedule, type ScheduleSpan } from '../../../shared/settings/schedule.ts';
import { boolean, decimal, dropdown, integer, text } from '../../../shared/settings.ts';

const GIBIBYTE = 1024 ** 3;
const MEMORY = 'Memory';

const needSettings = {
  VramNeedGB: decimal({
    label: 'Graphics memory it needs',
    description:
      'Before a start it is seen whether so much is free on its graphics card; if not, room is made, or you are asked, as Preferences say. 0 = not said: it starts without a look.',
    default: 0,
    min: 0,
    max: 2000,
    step: 0.5,
    unit: 'GiB',
    group: MEMORY,
    requiresRestart: false,
  }),
  ExclusiveGroup: text({
    label: 'Never together with',
    description:
      'A word of your choice. Of the backends with the same word only one runs: starting one switches the others off, as Preferences say.',
    placeholder: 'big models',
    group: MEMORY,
    advanced: true,
    requiresRestart: false,
  }),
};

const unloadSettings = {
  UnloadWhenIdle: boolean({
    label: 'Unload when unused',
    description: 'It is asked to free its graphics memory when nobody used it for the time below.',
    default: false,
    group: MEMORY,
    requiresRestart: false,
  }),
  UnloadIdleMinutes: integer({
    label: 'Unload after',
    description:
      'Counts from the last request, or, where it does not tell of requests, from when its processes last computed.',
    default: 30,
    min: 1,
    max: 100_000,
    unit: 'min',
    group: MEMORY,
    visibleWhen: { setting: 'UnloadWhenIdle' },
    requiresRestart: false,
  }),
};

const stopSettings = {
  StopWhenIdle: boolean({
    label: 'Switch off when unused',
    description:
      'Ends its processes when nobody used it for the time below, which frees everything and saves power. It stays off until it is switched on again; one that is started on demand sleeps until the next request.',
    default: false,
    group: MEMORY,
    requiresRestart: false,
  }),
  StopIdleMinutes: integer({
    label: 'Switch off after',
    description: 'Counts as for unloading.',
    default: 120,
    min: 1,
    max: 100_000,
    unit: 'min',
    group: MEMORY,
    visibleWhen: { setting: 'StopWhenIdle' },
    requiresRestart: false,
  }),
};

const startSettings = {
  StartWhen: dropdown({
    label: 'Start it',
    description:
      'On demand: it sleeps until a request for one of its models comes to the gateway, which then waits while it starts. What frees memory puts it to sleep again and does not switch it off.',
    default: 'always',
    values: ['always', 'on demand'],
    names: ['When it is switched on', 'On demand'],
    group: 'Start and stop',
    requiresRestart: false,
  }),
};

const contactSettings = {
  ContactTimeout: integer({
    label: 'Restart when it does not answer for',
    description:
      'When it has lost contact, it is waited for so long; then its processes are ended and it is started again, as after a crash. Needs "Restart after a crash". 0 = it is waited for without a limit.',
    default: 180,
    min: 0,
    max: 86_400,
    unit: 's',
    group: 'Start and stop',
    advanced: true,
    visibleWhen: { setting: 'AutoRestart' },
    requiresRestart: false,
  }),
};

const scheduleSettings = {
  Schedule: text({
    label: 'Hours',
    description:
      'It is switched on when a span begins and off when it ends. What you switch by hand between holds until the next time. Empty: only you switch it.',
    placeholder: 'Mon-Fri 08:00-18:00',
    format: 'schedule',
    group: 'Schedule',
    requiresRestart: false,
  }),
};

/** For a worker that is started here and can unload its models on request. */
export const workerCommonSettings = {
  ...needSettings,
  ...unloadSettings,
  ...stopSettings,
  ...startSettings,
  ...contactSettings,
  ...scheduleSettings,
};
/** For a worker that is started here and unloads by a rule of its own. */
export const unloadableCommonSettings = {
  ...needSettings,
  ...stopSettings,
  ...startSettings,
  ...contactSettings,
  ...scheduleSettings,
};
/** For a remote. */
export const remoteCommonSettings = { ...scheduleSettings };

export interface CommonSettings {
  /** Bytes of VRAM; 0 = not declared. */
  vramNeed: number;
  /** Empty for none. */
  exclusiveGroup: string;
  /** Milliseconds without use; null = never. */
  unloadAfter: number | null;
  /** Milliseconds without use; null = never. */
  stopAfter: number | null;
  /**
   * Milliseconds without contact until a worker that is started here is started again; infinite for never. Null for a
   * remote, which is never started here.
   */
  contactTimeout: number | null;
  /** It sleeps until a request asks for it. False for a remote. */
  onDemand: boolean;
  spans: readonly ScheduleSpan[];
}

/** For an error at the fixed port of a backend. */
export const FIXED_PORT_ADVICE = 'With 0 as its Port, it gets a free one and keeps it.';

/** The port that the settings fix; 0 for none. A type that has it takes the builder of the types' own folder. */
export const fixedPort = ({ Port: port }: SettingValues): number => (typeof port === 'number' ? port : 0);

/** A copy cannot have the fixed port as well. */
export const withoutFixedPort = (settings: SettingValues): SettingValues =>
  fixedPort(settings) === 0 ? settings : { ...settings, Port: 0 };

/** The values of the common settings. One that the type does not have is as good as off. */
export function commonSettings(settings: SettingValues): CommonSettings {
  const minutes = (isOn: unknown, value: unknown) =>
    isOn === true && typeof value === 'number' ? value * 60_000 : null;
  const {
    VramNeedGB: need,
    ExclusiveGroup: group,
    Schedule: schedule,
    ContactTimeout: contact,
    StartWhen: when,
  } = settings;
  const parsed = parseSchedule(typeof schedule === 'string' ? schedule : '');
  return {
    vramNeed: typeof need === 'number' ? Math.round(need * GIBIBYTE) : 0,
    exclusiveGroup: typeof group === 'string' ? group.trim() : '',
    unloadAfter: minutes(settings.UnloadWhenIdle, settings.UnloadIdleMinutes),
    stopAfter: minutes(settings.StopWhenIdle, settings.StopIdleMinutes),
    contactTimeout: typeof contact === 'number' ? contact * 1000 || Number.POSITIVE_INFINITY : null,
    onDemand: when === 'on demand',
    spans: parsed.ok ? parsed.spans : [],
  };
}
