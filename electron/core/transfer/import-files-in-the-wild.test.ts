/** Lists of backends as they are really found: in other encodings, edited by hand, with what this version does not know. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorIn, inEnglish, languageOf } from '../../../e2e/testkit/in-language.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import type { ParsedInput } from '../../../shared/operations.ts';
import { type Phrases, phrasesOfList, translateList } from '../../../shared/words/wire-phrases.ts';
import { inLanguage } from '../../../shared/words/words.ts';
import { backendTypes } from '../../backend-types/index.ts';
import { localFileChecks } from '../files/file-checks.ts';
import { formatBackendsFile } from './backends-file.ts';
import { readImportFile } from './import-candidates.ts';

const types = new Map(backendTypes.map((type) => [type.id, type]));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchyard-import-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const read = (input: Partial<ParsedInput<'PreviewImport'>>) =>
  readImportFile(input as ParsedInput<'PreviewImport'>, types, {
    needSecrets: false,
    files: localFileChecks,
  });

async function readBytes(content: Uint8Array) {
  const path = join(folder, 'Backends.fds');
  await writeFile(path, content);
  return await read({ path });
}

/** The only backend of a file of SwarmUI's with these lines in it. */
async function one(...lines: string[]) {
  const { candidates } = await read({ text: ['0:', ...lines.map((line) => `\t${line}`)].join('\n') });
  expect(candidates).toHaveLength(1);
  const [candidate] = candidates;
  if (!candidate) throw new Error('no backend');
  return candidate;
}

const SWARM =
  '0:\r\n\ttype: comfyui_api\r\n\ttitle: Büro 模型\r\n\tsettings:\r\n\t\tAddress: http://127.0.0.1:8188\r\n';
const ownFile = () =>
  formatBackendsFile(
    [{ id: 0, type: 'command', title: 'Büro 模型', enabled: true, settings: {}, secret_settings: [] }],
    '2026-01-01T00:00:00Z',
    null,
  );
const encodings: [string, (text: string) => Uint8Array][] = [
  ['UTF-8 with a byte order mark', (text) => Buffer.from(`\uFEFF${text}`)],
  ['UTF-16 LE with a mark', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['UTF-16 BE with a mark', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ['UTF-16 LE without a mark', (text) => Buffer.from(text, 'utf16le')],
];

describe.each(encodings)('%s', (_name, encode) => {
  test.each<[string, () => Promise<string>]>([
    ["SwarmUI's file", async () => SWARM],
    ['our own file', ownFile],
  ])('%s keeps its letters', async (_file, content) => {
    const { candidates } = await readBytes(encode(await content()));
    expect(candidates.map(({ title }) => title)).toEqual(['Büro 模型']);
  });
});

test('a file in an encoding that cannot be told is refused with the line, and nothing of it is taken over', async () => {
  await expect(
    readBytes(Buffer.from('0:\n\ttype: comfyui_api\n\ttitle: Büro\n', 'latin1')),
  ).rejects.toMatchObject({
    code: 'import_unreadable',
    message: expect.stringMatching(/line 3 is not in UTF-8: .* save it as UTF-8\.$/),
  });
});

test('a letter that was lost before is said and not taken over', async () => {
  const text = '0:\n\ttype: comfyui_api\n\ttitle: B\uFFFDro\n';
  for (const input of [read({ text }), readBytes(Buffer.from(text))])
    await expect(input).rejects.toMatchObject({
      code: 'import_unreadable',
      message: expect.stringContaining('line 3 has lost a letter'),
    });
});

test('a text that is sent may begin with a byte order mark, for both kinds of file', async () => {
  for (const text of [SWARM, await ownFile()])
    expect((await read({ text: `\uFEFF${text}` })).candidates).toHaveLength(1);
});

test.each([
  ['"/opt/Comfy UI/main.py"', '/opt/Comfy UI/main.py'],
  ["'/opt/ComfyUI/main.py'", '/opt/ComfyUI/main.py'],
  ['"C:\\ComfyUI\\main.py"', 'C:\\ComfyUI\\main.py'],
  ['"C:\\sAI\\sComfyUI\\smain.py"', 'C:\\AI\\ComfyUI\\main.py'],
  ['"~/ComfyUI/main.py"', '~/ComfyUI/main.py'],
  ['"/opt/half.py', '/opt/half.py'],
])('the quotes around the path %s are not a part of it, as in SwarmUI', async (written, path) => {
  const { settings, messages } = await one(
    'type: comfyui_selfstart',
    'settings:',
    `\tStartScript: ${written}`,
  );
  expect(settings.StartScript).toBe(path);
  expect(messages).toEqual([]);
});

test('a quoted path in SwarmUI’s folder is found there', async () => {
  const text = '0:\n\ttype: comfyui_selfstart\n\tsettings:\n\t\tStartScript: "dlbackend/comfy/main.py"\n';
  const { candidates, needsFolder } = await read({ text, swarm_folder: '/opt/SwarmUI' });
  expect(candidates[0]?.settings.StartScript).toBe('/opt/SwarmUI/dlbackend/comfy/main.py');
  expect(needsFolder).toBe(false);
});

test('an empty boolean is off and said, as is a backend of which the file does not say whether it is on', async () => {
  const { enabled, settings, messages } = await one(
    'type: comfyui_selfstart',
    'enabled:',
    'settings:',
    '\tStartScript: /opt/main.py',
    '\tAutoRestart:',
    '\tDisableInternalArgs: TRUE',
  );
  expect(enabled).toBe(false);
  expect(settings).toMatchObject({ AutoRestart: false, DisableInternalArgs: true });
  expect(inEnglish(messages)).toEqual([
    expect.stringMatching(/ is empty in the file, so it is off, as in SwarmUI\.$/),
    '“enabled” is empty in the file, so it is switched off, as in SwarmUI.',
  ]);
});

test('a value that stands twice counts once, the last one, and is said', async () => {
  const { title, messages } = await one(
    'type: comfyui_api',
    'title: a',
    'title: b',
    'settings:',
    '\tAddress: http://x',
  );
  expect(title).toBe('b');
  expect(inEnglish(messages)).toContain(
    'title is in the file more than once. The last one counts, as in SwarmUI.',
  );
});

test('a type that this version does not know is kept with its settings, switched off, and said', async () => {
  const { type, typeId, enabled, settings, messages } = await one(
    'type: someextension_backend',
    'enabled: true',
    'settings:',
    '\tModel: größe',
    '\tActive:',
  );
  expect({ type, typeId, enabled }).toEqual({
    type: undefined,
    typeId: 'someextension_backend',
    enabled: false,
  });
  expect(settings).toEqual({ Model: 'größe', Active: '' });
  expect(String(messages[0])).toMatch(
    /does not know the type “someextension_backend”\. The backend is kept, switched off/,
  );
});

test('two backends with the same number are both taken over', async () => {
  const backend = (title: string) =>
    `3:\n\ttype: comfyui_api\n\ttitle: ${title}\n\tsettings:\n\t\tAddress: http://x\n`;
  const { candidates } = await read({ text: backend('a') + backend('b') });
  expect(candidates.map(({ fileId, title }) => [fileId, title])).toEqual([
    [3, 'a'],
    [3, 'b'],
  ]);
});

test('what is said of a backend, and why a file is refused, is said in the language of the panel', async () => {
  const { messages } = await one(
    'type: comfyui_selfstart',
    'enabled: perhaps',
    'settings:',
    '\tStartScript: dlbackend/main.py',
    '\tOverQueue: many',
    '\tColour: red',
  );
  const language = await languageOf('de');
  const phrases = JSON.parse(JSON.stringify(phrasesOfList('words', messages).phrases)) as Phrases;
  expect(inLanguage(language, () => translateList(inEnglish(messages), 'words', phrases))).toEqual([
    '„Startskript“ liegt im Ordner von SwarmUI (dlbackend/main.py): Geben Sie diesen Ordner an.',
    'Für „Anfragen auf Vorrat“ ist erforderlich: eine ganze Zahl von -1 bis 1000. Der Standardwert bleibt.',
    'Die Einstellung Colour wurde weggelassen, weil diese Version sie nicht kennt.',
    '„enabled“ ist in der Datei weder true noch false, daher ist es wie in SwarmUI ausgeschaltet.',
  ]);
  const refused = await read({ text: '0:\n\ttype: t\n\t\ttitle: x' }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(SwitchyardError);
  expect(await errorIn('de', (refused as SwitchyardError).toReply())).toMatchObject({
    message:
      'Die Datei konnte nicht importiert werden: Zeile 3 ist tiefer eingerückt als das, wozu sie gehört.',
  });
});
