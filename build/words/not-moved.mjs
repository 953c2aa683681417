// Folders whose texts are not in the catalogue yet. A folder that was taken out of this list never comes back.
export const NOT_MOVED = /** @type {readonly string[]} */ ([]);

/** Texts of the host that stay in English, by folder or file, with the reason. */
export const ENGLISH_ONLY = /** @type {Record<string, string>} */ ({
  'electron/core/report': 'The diagnostic report is read by maintainers.',
  'electron/core/api/content-security-policy.ts': 'The syntax of a header.',
  'electron/core/api/dispatch.ts': 'The reply to a call that a program has made wrongly.',
  'electron/core/api/event-feed.ts': 'The reply to a message that a program has made wrongly.',
  'electron/core/api/overall-status.ts': 'The API of SwarmUI alone has it.',
  'electron/core/backend/actor/view/relative-time.ts': 'The API of SwarmUI alone has it.',
  'electron/core/gpu/gpu-visibility.ts': 'Lines of the log of a backend.',
  'electron/core/process/windows/native': 'Faults of the system, for the program log.',
  'electron/core/process/windows/spawn-in-job.ts': 'A line of the log of a backend.',
  'electron/core/storage/data-dir.ts': 'Printed at the start, before a language is known.',
  'electron/core/storage/permissions': 'Printed at the start, before a language is known.',
});

/** What looks like a text for a person and is none, by file. */
export const NOT_TEXTS = /** @type {Record<string, readonly string[]>} */ ({
  // Arguments of a program.
  'electron/backend-types/comfyui/comfyui-errors.ts': ['--database-url sqlite:///:memory:'],
  // The reply to a request, which only a developer sees.
  'electron/desktop/window/panel-scheme.ts': ['Not found.'],
  // The reply to a call, for a programmer.
  'electron/desktop/surfaces/ipc.ts': ['it is not a JSON object'],
  // The syntax of a file.
  'electron/desktop/system/autostart-entry.ts': ['[Desktop Entry]', 'Desktop Entry'],
  // The name of a process, as the system lists it.
  'electron/desktop/system/file-helper-process.ts': ['Switchyard file checks'],
  // The folder for settings of macOS.
  'electron/backend-types/common/engine-folders.ts': ['Application Support'],
  // Words on the wire.
  'electron/core/transfer/backend-import.ts': ['already_here'],
  // Names of programs, by which a search finds a type.
  'electron/backend-types/comfyui/comfyui-api.ts': ['Stable Diffusion'],
  'electron/backend-types/comfyui/comfyui-selfstart.ts': ['Stable Diffusion'],
  'electron/backend-types/openai/simple-remote-llm.ts': ['OpenAI-compatible server'],
  'electron/backend-types/webui/webui-api.ts': ['Stable Diffusion web UI'],
  'electron/backend-types/webui/webui-selfstart.ts': ['Stable Diffusion web UI'],
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
