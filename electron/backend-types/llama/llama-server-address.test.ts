/** Where `llamaserver` asks its worker, by the arguments and variables that a person sets. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FakeAdapterIo } from '../../../e2e/testkit/backend-types/fake-adapter-io.ts';
import { errorIn } from '../../../e2e/testkit/in-language.ts';
import type { SettingValues } from '../../../shared/backend.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { defaultSettings, mergeSettings } from '../../../shared/settings.ts';
import { llamaServer } from './llama-server.ts';

async function start(settings: SettingValues, platform?: NodeJS.Platform): Promise<FakeAdapterIo> {
  const ModelsDir = await mkdtemp(join(tmpdir(), 'switchyard-models-'));
  onTestFinished(() => rm(ModelsDir, { recursive: true, force: true }));
  const io = new FakeAdapterIo(platform);
  onTestFinished(() => io.stop());
  const values = mergeSettings(llamaServer.settings, llamaServer.id, defaultSettings(llamaServer.settings), {
    ModelsDir,
    ...settings,
  });
  await llamaServer.createAdapter(values, io).start();
  return io;
}

test.each([
  [{}, 'http://127.0.0.1:23456', '--host 127.0.0.1 --port 23456'],
  [{ ListenOn: 'the network' }, 'http://127.0.0.1:23456', '--host 0.0.0.0 --port 23456'],
  [{ ExtraArgs: '--port 8081' }, 'http://127.0.0.1:8081', '--host 127.0.0.1 --port 8081'],
  [{ ExtraArgs: '--host ::1' }, 'http://[::1]:23456', '--port 23456'],
  [{ ExtraArgs: '--api-prefix /llm' }, 'http://127.0.0.1:23456/llm', '--host 127.0.0.1 --port 23456'],
  [
    { ExtraArgs: '--ssl-key-file k --ssl-cert-file c' },
    'https://127.0.0.1:23456',
    '--host 127.0.0.1 --port 23456',
  ],
  [
    { Environment: 'LLAMA_ARG_HOST=::1\nLLAMA_ARG_PORT=8081\nLLAMA_ARG_API_PREFIX=/p' },
    'http://[::1]:8081/p',
    '--port 8081',
  ],
])('%j', async (settings, address, args) => {
  const io = await start(settings);
  expect(io.facts.address).toBe(address);
  expect(io.probes[0]?.url).toBe(`${address}/health`);
  expect(io.request?.args.join(' ')).toMatch(new RegExp(`^${args} --models-dir`));
  expect(io.request?.port).toBe(Number(new URL(address).port));
});

test('on Windows, its variables count whatever the case of their names', async () => {
  const Environment =
    'llama_arg_port=8081\nLlama_Arg_N_Parallel=3\nllama_arg_cors_origins=https://a.example\nllama_api_key=top';
  const io = await start({ Environment }, 'win32');
  expect(io.facts.address).toBe('http://127.0.0.1:8081');
  expect(io.request?.args).not.toContain('--parallel');
  const names = Object.keys(io.request?.env ?? {}).map((name) => name.toUpperCase());
  expect(names.filter((name) => name === 'LLAMA_ARG_CORS_ORIGINS')).toHaveLength(1);
  expect(io.probes[0]?.headers).toEqual({ authorization: 'Bearer top' });
});

test('what llama-server cannot listen on is refused before anything is spawned', async () => {
  for (const ExtraArgs of ['--port 99999', '--host [::1]', '--host /run/llama.sock'])
    await expect(start({ ExtraArgs })).rejects.toMatchObject({
      code: 'invalid_setting_at_start',
      message: expect.stringContaining(`More arguments has ${ExtraArgs}, `),
    });
});

test('a start that its settings prevent is explained in the language of the panel, with the settings as they are called there', async () => {
  const explain = async (settings: SettingValues) => {
    const error: unknown = await start(settings).catch((cause: unknown) => cause);
    if (!(error instanceof SwitchyardError)) throw error;
    return await errorIn('de', error.toReply());
  };
  expect(await explain({ ModelsDir: '' })).toEqual({
    message: 'Backend 1 "Test" kann nicht starten: „Modelldatei oder Modellordner“ ist leer.',
    hint: 'Öffnen Sie die Einstellungen und füllen Sie „Modelldatei oder Modellordner“ aus.',
  });
  expect((await explain({ ModelPath: '/models/a.gguf' })).message).toBe(
    'Backend 1 "Test" kann nicht starten: „Modellordner“ – muss leer sein, solange „Modelldatei“ gesetzt ist: Nur eines von beiden kann gelten.',
  );
  expect(await explain({ ExtraArgs: '--host /run/llama.sock' })).toEqual({
    message:
      'Backend 1 "Test" kann nicht starten: „Weitere Argumente“ – enthält --host /run/llama.sock: Switchyard kann keine Socket-Datei anfragen; nennen Sie eine Netzwerkadresse oder lassen Sie es weg.',
    hint: 'Korrigieren Sie „Weitere Argumente“ in den Einstellungen.',
  });
  expect((await explain({ ExtraArgs: '--api-key {API_KEY}' })).message).toContain(
    '„API-Schlüssel“ ist leer.',
  );
});

test('the card says that the network reaches it, and that it asks for no key where it has none', async () => {
  const open = await start({ ListenOn: 'the network' });
  expect(open.facts).toMatchObject({
    isOnNetwork: true,
    notice: expect.stringMatching(/^Other computers reach it at .*\. It asks them for no key: /),
  });
  const withKey = await start({ ListenOn: 'the network', ApiKey: 'a key' });
  expect(withKey.facts.notice).toMatch(/^Other computers reach it at \S+\.$/);
  const alone = await start({});
  expect(alone.facts).toMatchObject({ isOnNetwork: false });
  expect(alone.facts.notice).toBeUndefined();
});

test('its own --host wins over the setting, and the card says so', async () => {
  const io = await start({ ExtraArgs: '--host 127.0.0.1', ListenOn: 'the network' });
  expect(io.request?.args).not.toContain('0.0.0.0');
  expect(io.facts).toMatchObject({
    isOnNetwork: false,
    notice:
      'Only this computer reaches it, because More arguments has --host 127.0.0.1: “Can be reached from” takes effect without that.',
  });
});
