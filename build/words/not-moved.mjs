// Folders whose texts are not in the catalogue yet. A folder that was taken out of this list never comes back.
export const NOT_MOVED = [
  'renderer/activity',
  'renderer/add-backend',
  'renderer/backends',
  'renderer/commands',
  'renderer/faults',
  'renderer/filter',
  'renderer/format',
  'renderer/gpu',
  'renderer/logs',
  'renderer/models',
  'renderer/palette',
  'renderer/preferences',
  'renderer/settings-form',
  'renderer/shell',
  'renderer/shortcuts',
  'renderer/state',
  'renderer/theme',
  'renderer/transfer',
  'renderer/transport',
  'renderer/try-it',
  // The files directly in it.
  'renderer',
  'electron/desktop/lifecycle',
  'electron/desktop/preferences',
  'electron/desktop/surfaces',
  'electron/desktop/system',
];

/** What looks like a text for a person and is none, by file. */
export const NOT_TEXTS = /** @type {Record<string, readonly string[]>} */ ({
  // The reply to a request, which only a developer sees.
  'electron/desktop/window/panel-scheme.ts': ['Not found.'],
});
