/**
 * The common settings: those about memory and times that a backend has whatever its type is. A type adds them after its own
 * settings. Invariant: only this file knows their names, which are the names on disk.
 */

import type { SettingValues } from '../../../shared/backend.ts';
import { parseSchedule, type ScheduleSpan } from '../../../shared/settings/schedule.ts';
import { boolean, decimal, dropdown, integer, text } from '../../../shared/settings.ts';
import { startReasonWords } from '../../../shared/words/en/errors/start-reasons.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { settingText as t } from '../../../shared/words/setting-text.ts';

const GIBIBYTE = 1024 ** 3;
const MEMORY = 'Memory';

const needSettings = {
  VramNeedGB: decimal({
    label: t('common_VramNeedGB'),
    description: t('common_VramNeedGB_description'),
    default: 0,
    min: 0,
    max: 2000,
    step: 0.5,
    unit: 'GiB',
    group: MEMORY,
    requiresRestart: false,
  }),
  ExclusiveGroup: text({
    label: t('common_ExclusiveGroup'),
    description: t('common_ExclusiveGroup_description'),
    placeholder: t('example_exclusiveGroup'),
    group: MEMORY,
    advanced: true,
    requiresRestart: false,
  }),
};

const unloadSettings = {
  UnloadWhenIdle: boolean({
    label: t('common_UnloadWhenIdle'),
    description: t('common_UnloadWhenIdle_description'),
    default: false,
    group: MEMORY,
    requiresRestart: false,
  }),
  UnloadIdleMinutes: integer({
    label: t('common_UnloadIdleMinutes'),
    description: t('common_UnloadIdleMinutes_description'),
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
    label: t('common_StopWhenIdle'),
    description: t('common_StopWhenIdle_description'),
    default: false,
    group: MEMORY,
    requiresRestart: false,
  }),
  StopIdleMinutes: integer({
    label: t('common_StopIdleMinutes'),
    description: t('common_StopIdleMinutes_description'),
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
    label: t('common_StartWhen'),
    description: t('common_StartWhen_description'),
    default: 'always',
    values: ['always', 'on demand'],
    names: [t('common_StartWhen_choice1'), t('common_StartWhen_choice2')],
    group: 'Start and stop',
    requiresRestart: false,
  }),
};

const contactSettings = {
  ContactTimeout: integer({
    label: t('common_ContactTimeout'),
    description: t('common_ContactTimeout_description'),
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
    label: t('common_Schedule'),
    description: t('common_Schedule_description'),
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
export const FIXED_PORT_ADVICE = texts(startReasonWords)('port_fixed');

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
