// Folders whose texts are not in the catalogue yet. A folder that was taken out of this list never comes back.
export const NOT_MOVED = [
  'renderer/backends',
  'renderer/gpu',
  'electron/desktop/lifecycle',
  'electron/desktop/preferences',
  'electron/desktop/surfaces',
  'electron/desktop/system',
];

/** What looks like a text for a person and is none, by file. */
export const NOT_TEXTS = /** @type {Record<string, readonly string[]>} */ ({
  // The reply to a request, which only a developer sees.
  'electron/desktop/window/panel-scheme.ts': ['Not found.'],
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
