// What stays outside of the catalogue, each with the reason.

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
  'electron/core/storage/permissions': 'Why it cannot start is printed, before a language is known.',
});

/** What looks like a text for a person and is none, by file. */
export const NOT_TEXTS = /** @type {Record<string, readonly string[]>} */ ({
  // Replies on the wire, as SwarmUI has them.
  'electron/core/api/handlers/handlers.ts': ["Already didn't exist.", 'No change.'],
  'electron/backend-types/swarm/swarm-peer.ts': ['No change.'],
  // Reasons in the log alone.
  'electron/core/scale-out/launch-messages.ts': [
    'NewURL is empty',
    'ModelsURL is empty',
    "DoRetries is ' … ' and no whole number",
  ],
  // A fault, for the program log.
  'electron/core/logging/search/log-searcher.ts': ['the search thread has ended'],
  // What an engine prints, or what is typed for it: patterns, folders, arguments and other examples, which no language changes.
  'electron/core/diagnosis/failures/ports.ts': ['{PORT}'],
  'electron/core/gpu/sources/find-gpu-program.ts': ['NVIDIA Corporation'],
  'electron/backend-types/autoscaling/autoscaling-settings.ts': [
    'running on (http://\\S+)',
    '--constraint=h200 --exclusive',
  ],
  'electron/backend-types/comfyui/comfyui-errors.ts': ['--database-url sqlite:///:memory:'],
  'electron/backend-types/comfyui/comfyui-settings.ts': ['--reserve-vram 1', 'Behind a login'],
  'electron/backend-types/command/command-settings.ts': [
    '--host {HOST} --port {PORT}',
    '{"unload_models": true}',
    'Start and stop',
  ],
  'electron/backend-types/common/settings/environment-setting.ts': ['HF_HOME=/data/huggingface'],
  'electron/backend-types/llama/llama-server-errors.ts': ['No such file or directory'],
  'electron/backend-types/llama/llama-server-settings.ts': ['--flash-attn on'],
  'electron/backend-types/remote/remote-settings.ts': ['X-Tenant: studio', 'AB:CD:…'],
  'electron/backend-types/webui/webui-settings.ts': ['user:password', '--medvram --xformers'],
  // And headings of forms, of which shared/settings.ts takes none but those of the catalogue.
  'electron/core/backend/common-settings.ts': ['Start and stop', 'Mon-Fri 08:00-18:00'],
  'electron/backend-types/common/settings/alias-setting.ts': ['Start and stop'],
  'electron/backend-types/llama/localllama-settings.ts': ['Start and stop'],
  'electron/backend-types/ollama/ollama.ts': ['If Switchyard starts it'],
  // Names of programs, by which people search, and which a new backend gets as its title.
  'electron/backend-types/comfyui/comfyui-api.ts': ['Stable Diffusion'],
  'electron/backend-types/comfyui/comfyui-selfstart.ts': ['Stable Diffusion'],
  'electron/backend-types/openai/simple-remote-llm.ts': ['OpenAI-compatible server'],
  'electron/backend-types/webui/webui-api.ts': ['Stable Diffusion web UI'],
  'electron/backend-types/webui/webui-selfstart.ts': ['Stable Diffusion web UI'],
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
