/** Settings of the program, headings of the forms, and units: the rest of the area of settings.ts. */
export const programSettingWords = {
  // Preferences of the program.
  preferences_MakeRoom: 'When VRAM is short',
  preferences_MakeRoom_description:
    'Before a backend starts whose declared need does not fit, or that never runs together with one that is on. Those unused longest are unloaded first, and switched off if that is not enough. A busy one is left alone.',
  preferences_MakeRoom_choice1: 'Ask me',
  preferences_MakeRoom_choice2: 'Free memory at once',
  preferences_MakeRoom_choice3: 'Start without a check',
  preferences_ExcludedGpus: 'Excluded GPUs',
  preferences_ExcludedGpus_description:
    'No backend gets these GPUs from its next start on. For a GPU that draws the screen, or belongs to somebody else.',
  preferences_LogMegabytes: 'Log kept per backend',
  preferences_LogMegabytes_description:
    'How much of the log of one backend stays on disk; the oldest part goes first.',
  preferences_LogDays: 'Log kept for',
  preferences_LogDays_description:
    'Parts of logs in which nothing was written for this long are removed. 0: they stay.',
  preferences_LockSettings: 'Lock settings',
  preferences_LockSettings_description:
    'You can see backends and free their memory, but nobody can add, change, switch or delete anything, neither here nor over the API, until you switch this off again.',
  preferences_StartAtLogin: 'Start at login',
  preferences_StartAtLogin_description:
    'Switchyard starts when you log in, and so does every backend that is switched on.',
  preferences_StartHidden: 'Stay in the tray at login',
  preferences_StartHidden_description: 'No window opens when Switchyard starts at login.',
  preferences_CloseToTray: 'Keep running when the window is closed',
  preferences_CloseToTray_description:
    'Backends keep running and the tray menu stays. Off: closing the window quits Switchyard and stops its backends.',
  preferences_Theme: 'Colours',
  preferences_Theme_description: 'Light, dark, or as the system has it.',
  preferences_Theme_choice1: 'Same as system',
  preferences_Theme_choice2: 'Light',
  preferences_Theme_choice3: 'Dark',
  preferences_Language: 'Language',
  preferences_Language_description:
    'Of the window, the tray menu and notifications. Logs and the API stay in English.',
  preferences_Language_choice1: 'Same as system',
  preferences_NotifyCrash: 'When a backend stops by itself',
  preferences_NotifyCrash_description: 'Says that it crashed and starts again.',
  preferences_NotifyGivingUp: 'When a backend needs you',
  preferences_NotifyGivingUp_description:
    'Says that a backend failed and is not started again, or waits for memory and asks you.',
  preferences_NotifyRecovery: 'When a backend is back',
  preferences_NotifyRecovery_description: 'Says that a backend is ready again after it had failed.',
  preferences_DataDirectory: 'Data directory',
  preferences_DataDirectory_description:
    'The folder with your backends, their logs and these preferences. If the new folder holds no backends yet, everything is copied there; the old folder stays as it is.',
  preferences_Gateway: 'Gateway',
  preferences_Gateway_description:
    'One address for all models, for programs on this computer such as Open WebUI or an editor. They need a key once you have made one.',
  preferences_GatewayPort: 'Port of the gateway',
  preferences_GatewayPort_description: 'Where the gateway listens, on this computer only.',
  preferences_HttpApi: 'HTTP API',
  preferences_HttpApi_description:
    "Serves SwarmUI's Backend API and the panel on this computer, for other programs and browsers. They need the token.",
  preferences_HttpPort: 'Port',
  preferences_HttpPort_description: 'Where the API listens, on this computer only.',
  preferences_PublicUrls: 'Public addresses',
  preferences_PublicUrls_description:
    'Addresses by which a proxy or a tunnel leads to the API, such as https://box.example/yard, separated by spaces. The API answers at these and at the addresses of this computer, and at no others.',
  // Headings of the form, by what they are in English.
  group_program: 'Program',
  group_health: 'Health',
  group_memory: 'Memory',
  group_use: 'Use',
  group_start_and_stop: 'Start and stop',
  group_schedule: 'Schedule',
  group_updates: 'Updates',
  group_model: 'Model',
  group_contact: 'Contact',
  group_demand: 'Demand',
  group_scheduler: 'Scheduler',
  group_gpus: 'GPUs',
  group_data: 'Data',
  group_window: 'Window',
  group_notifications: 'Notifications',
  group_start: 'Start',
  group_gateway: 'Gateway',
  group_api: 'API',
  group_safety: 'Safety',
  group_behind_a_login: 'Behind a login',
  group_if_switchyard_starts_it: 'If Switchyard starts it',

  // In empty fields.
  example_longText: 'any long text',
  example_exclusiveGroup: 'big models',

  // Units.
  unit_gib: 'GiB',
  unit_mb: 'MB',
  unit_s: 's',
  unit_min: 'min',
  unit_days: 'days',
  unit_tokens: 'tokens',
  unit_layers: 'layers',
} as const;
