// Folders whose texts are not in the catalogue yet. A folder that was taken out of this list never comes back.
export const NOT_MOVED = [
  'renderer/backends/card',
  'renderer/backends/dialogs',
  'renderer/backends/fleet',
  'renderer/backends/list',
  'renderer/backends/row',
  'renderer/backends/table',
  'renderer/gpu',
];

/** What looks like a text for a person and is none, by file. */
export const NOT_TEXTS = /** @type {Record<string, readonly string[]>} */ ({
  // The reply to a request, which only a developer sees.
  'electron/desktop/window/panel-scheme.ts': ['Not found.'],
  // The reply to a call, for a programmer.
  'electron/desktop/surfaces/ipc.ts': ['it is not a JSON object'],
  // The syntax of a file.
  'electron/desktop/system/autostart-entry.ts': ['[Desktop Entry]', 'Desktop Entry'],
  // The name of a process, as the system lists it.
  'electron/desktop/system/file-helper-process.ts': ['Switchyard file checks'],
  // A line of a log.
  'electron/desktop/system/utility-process-launcher.ts': ['Its JavaScript engine gave up: … in … .'],
  // A reply on the wire.
  'renderer/backends/actions.ts': ["Already didn't exist."],
  // Shown where the part with the catalogue could not be loaded.
  'renderer/main.ts': ['The panel could not be loaded. Reload the page.'],
  // Code in other languages, which people copy.
  'renderer/try-it/snippets/snippets.ts': [
    "-H 'Content-Type: application/json'",
    'from openai import OpenAI client = OpenAI(base_url= … , api_key= … ) …',
    "import OpenAI from 'openai'; const client = new OpenAI({ baseURL: … , apiKey: … }); …",
    'OPENAI_API_BASE_URL= … OPENAI_API_KEY= …',
    'models: - name: … provider: openai model: … apiBase: … apiKey: … roles: [ … ]',
    'export OPENAI_BASE_URL= … export OPENAI_API_KEY= …',
  ],
});
