import { expect, test } from 'vitest';
import { describeSettings, text } from '../../shared/settings.ts';
import { proposeTitle } from './propose-title.ts';

const settings = describeSettings({
  Name: text({ label: 'Name', description: 'Of no file.' }),
  Model: text({ label: 'Model', description: 'A file.', format: 'path-file' }),
});

test.each([
  ['/models/Qwen3-8B-Q4_K_M.gguf', 'Qwen3-8B-Q4_K_M'],
  ['C:\\models\\llama-70b-00001-of-00004.GGUF', 'llama-70b'],
  ['"/home/me/ComfyUI studio/main.py"', 'ComfyUI studio'],
  ['/opt/forge/webui.sh', 'forge'],
  ['/models/notes.txt', null],
  ['main.py', null],
  ['', null],
])('%j proposes %j', (path, title) => {
  const values: Record<string, string> = { Name: '/models/other.gguf', Model: path };
  expect(proposeTitle(settings, (name) => values[name])).toBe(title);
});
