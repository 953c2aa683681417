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
import { languageChoices, languages } from '../../../shared/words/languages.ts';
import { corePreferences } from '../../core/storage/preferences.ts';
import { DEFAULT_GATEWAY_PORT, DEFAULT_PORT } from '../../http/default-port.ts';

export const desktopPreferences = {
  StartAtLogin: boolean({
    label: 'Start at login',
    description: 'Switchyard starts when you log in, and with it every backend that is switched on.',
    default: false,
    group: 'Start',
    requiresRestart: false,
  }),
  StartHidden: boolean({
    label: 'Stay in the tray at login',
    description: 'When started at login, no window opens.',
    default: true,
    group: 'Start',
    visibleWhen: { setting: 'StartAtLogin' },
    requiresRestart: false,
  }),
  CloseToTray: boolean({
    label: 'Keep running when the window is closed',
    description:
      'Backends run on and the tray menu stays. Off: closing the window ends Switchyard and its backends.',
    default: true,
    group: 'Window',
    requiresRestart: false,
  }),
  Theme: dropdown({
    label: 'Colours',
    description: 'Light, dark, or as the system has it.',
    default: 'system',
    values: themes,
    names: ['As the system', 'Light', 'Dark'],
    group: 'Window',
    requiresRestart: false,
  }),
  Language: dropdown({
    label: 'Language',
    description: 'Of the window, the tray menu and notifications. Logs and the API stay in English.',
    default: 'system',
    values: languageChoices,
    names: ['Same as system', ...languages.map(({ name }) => name)],
    group: 'Window',
    requiresRestart: false,
  }),
  NotifyCrash: boolean({
    label: 'When a backend stops by itself',
    description: 'Tells of a crash, and that it is started again.',
    default: true,
    group: 'Notifications',
    requiresRestart: false,
  }),
  NotifyGivingUp: boolean({
    label: 'When a backend needs you',
    description: 'Tells that a backend failed for good, or waits for room and asks whether to make it.',
    default: true,
    group: 'Notifications',
    requiresRestart: false,
  }),
  NotifyRecovery: boolean({
    label: 'When a backend is back',
    description: 'Tells that a backend is ready again after it had failed.',
    default: true,
    group: 'Notifications',
    requiresRestart: false,
  }),
  DataDirectory: text({
    label: 'Data directory',
    description:
      'The folder with your backends, their logs and these preferences. If the new one holds no backends yet, everything is copied there; the old folder stays as it is.',
    format: 'path-dir',
    required: true,
    group: 'Data',
  }),
  MakeRoom: corePreferences.MakeRoom,
  ExcludedGpus: corePreferences.ExcludedGpus,
  LogMegabytes: corePreferences.LogMegabytes,
  LogDays: corePreferences.LogDays,
  Gateway: boolean({
    label: 'Gateway',
    description:
      'One address for all models, for programs of this computer such as Open WebUI or an editor. They need a key once you have made one.',
    default: true,
    group: 'Gateway',
    requiresRestart: false,
  }),
  GatewayPort: integer({
    label: 'Port of the gateway',
    description: 'Where the gateway listens, on this computer only.',
    default: DEFAULT_GATEWAY_PORT,
    min: 1,
    max: MAX_PORT,
    group: 'Gateway',
    visibleWhen: { setting: 'Gateway' },
    requiresRestart: false,
  }),
  HttpApi: boolean({
    label: 'HTTP API',
    description:
      "Serves SwarmUI's Backend API and the panel on this computer, for other programs and browsers. They need the token.",
    default: false,
    group: 'API',
    requiresRestart: false,
  }),
  HttpPort: integer({
    label: 'Port',
    description: 'Where the API listens, on this computer only.',
    default: DEFAULT_PORT,
    min: 1,
    max: MAX_PORT,
    group: 'API',
    visibleWhen: { setting: 'HttpApi' },
    requiresRestart: false,
  }),
  PublicUrls: text({
    label: 'Public addresses',
    description:
      'Addresses by which a proxy or a tunnel leads to the API, such as https://box.example/yard, with spaces between them. They and the addresses of this computer are answered, no others.',
    placeholder: 'https://box.example/yard',
    group: 'API',
    visibleWhen: { setting: 'HttpApi' },
    requiresRestart: false,
  }),
  LockSettings: corePreferences.LockSettings,
} satisfies SettingsShape;

export type DesktopPreferences = ValuesOf<typeof desktopPreferences>;
