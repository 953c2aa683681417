/** The preferences of the desktop app, in the order of the form. Their names are also those on disk, and so never change. */
import { themes } from '../../../shared/events.ts';
import { MAX_PORT } from '../../../shared/limits.ts';
import {
  boolean,
  dropdown,
  integer,
  type SettingsShape,
  text,
  type ValuesOf,
} from '../../../shared/settings.ts';
import { languageChoices, languages } from '../../../shared/words/languages/languages.ts';
import { settingText as t } from '../../../shared/words/setting-text.ts';
import { corePreferences } from '../../core/storage/preferences.ts';
import { DEFAULT_GATEWAY_PORT, DEFAULT_PORT } from '../../http/default-port.ts';

export const desktopPreferences = {
  StartAtLogin: boolean({
    label: t('preferences_StartAtLogin'),
    description: t('preferences_StartAtLogin_description'),
    default: false,
    group: 'Start',
    requiresRestart: false,
  }),
  StartHidden: boolean({
    label: t('preferences_StartHidden'),
    description: t('preferences_StartHidden_description'),
    default: true,
    group: 'Start',
    visibleWhen: { setting: 'StartAtLogin' },
    requiresRestart: false,
  }),
  CloseToTray: boolean({
    label: t('preferences_CloseToTray'),
    description: t('preferences_CloseToTray_description'),
    default: true,
    group: 'Window',
    requiresRestart: false,
  }),
  Theme: dropdown({
    label: t('preferences_Theme'),
    description: t('preferences_Theme_description'),
    default: 'system',
    values: themes,
    names: [t('preferences_Theme_choice1'), t('preferences_Theme_choice2'), t('preferences_Theme_choice3')],
    group: 'Window',
    requiresRestart: false,
  }),
  Language: dropdown({
    label: t('preferences_Language'),
    description: t('preferences_Language_description'),
    default: 'system',
    values: languageChoices,
    names: [t('preferences_Language_choice1'), ...languages.map(({ name }) => name)],
    group: 'Window',
    requiresRestart: false,
  }),
  NotifyCrash: boolean({
    label: t('preferences_NotifyCrash'),
    description: t('preferences_NotifyCrash_description'),
    default: true,
    group: 'Notifications',
    requiresRestart: false,
  }),
  NotifyGivingUp: boolean({
    label: t('preferences_NotifyGivingUp'),
    description: t('preferences_NotifyGivingUp_description'),
    default: true,
    group: 'Notifications',
    requiresRestart: false,
  }),
  NotifyRecovery: boolean({
    label: t('preferences_NotifyRecovery'),
    description: t('preferences_NotifyRecovery_description'),
    default: true,
    group: 'Notifications',
    requiresRestart: false,
  }),
  DataDirectory: text({
    label: t('preferences_DataDirectory'),
    description: t('preferences_DataDirectory_description'),
    format: 'path-dir',
    required: true,
    group: 'Data',
  }),
  MakeRoom: corePreferences.MakeRoom,
  ExcludedGpus: corePreferences.ExcludedGpus,
  LogMegabytes: corePreferences.LogMegabytes,
  LogDays: corePreferences.LogDays,
  Gateway: boolean({
    label: t('preferences_Gateway'),
    description: t('preferences_Gateway_description'),
    default: true,
    group: 'Gateway',
    requiresRestart: false,
  }),
  GatewayPort: integer({
    label: t('preferences_GatewayPort'),
    description: t('preferences_GatewayPort_description'),
    default: DEFAULT_GATEWAY_PORT,
    min: 1,
    max: MAX_PORT,
    group: 'Gateway',
    visibleWhen: { setting: 'Gateway' },
    requiresRestart: false,
  }),
  HttpApi: boolean({
    label: t('preferences_HttpApi'),
    description: t('preferences_HttpApi_description'),
    default: false,
    group: 'API',
    requiresRestart: false,
  }),
  HttpPort: integer({
    label: t('preferences_HttpPort'),
    description: t('preferences_HttpPort_description'),
    default: DEFAULT_PORT,
    min: 1,
    max: MAX_PORT,
    group: 'API',
    visibleWhen: { setting: 'HttpApi' },
    requiresRestart: false,
  }),
  PublicUrls: text({
    label: t('preferences_PublicUrls'),
    description: t('preferences_PublicUrls_description'),
    placeholder: 'https://box.example/yard',
    group: 'API',
    visibleWhen: { setting: 'HttpApi' },
    requiresRestart: false,
  }),
  LockSettings: corePreferences.LockSettings,
} satisfies SettingsShape;

export type DesktopPreferences = ValuesOf<typeof desktopPreferences>;
