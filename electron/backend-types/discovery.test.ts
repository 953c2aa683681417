// The discovery of the shipped types, with real servers on loopback and a home folder made for the test.
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fieldIn } from '../../e2e/testkit/in-language.ts';
import { createDiscovery, createListDiscovery } from '../core/discovery/discovery.ts';
import type { WellKnownLocations, wellKnownPorts } from '../core/discovery/well-known-locations.ts';
import { localFileChecks } from '../core/files/file-checks.ts';
import { backendTypes } from './index.ts';

async function discoverAt(locations: Partial<WellKnownLocations>) {
  const discover = createDiscovery({
    types: backendTypes,
    managed: () => [],
    serverId: undefined,
    files: localFileChecks,
    locations: () => ({
      platform: process.platform,
      home: null,
      drives: [],
      env: {},
      ports: {},
      files: localFileChecks,
      ...locations,
    }),
    onFault: (error) => expect.unreachable(String(error)),
  });
  return (await discover()).list;
}

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

/** A server with these replies by method and path, and 404 for all other requests. */
const serveReplies = (replies: Record<string, unknown>) =>
  serve((request, response) => {
    const reply = replies[`${request.method} ${request.url}`];
    response.statusCode = reply === undefined ? 404 : 200;
    response.end(JSON.stringify(reply ?? { error: 'no such path' }));
  });

async function makeHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'switchyard-discovery-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
}

async function write(path: string, text = ''): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

async function makeComfy(folder: string): Promise<void> {
  await mkdir(join(folder, 'comfy'), { recursive: true });
  await write(join(folder, 'main.py'));
}

type Engine = keyof typeof wellKnownPorts;
const device = { name: 'cpu', type: 'cpu', index: 0, vram_total: 1, vram_free: 1 };
/** Engine, its replies, the type it is offered as, its name. */
const engines: [Engine, Record<string, unknown>, string, string][] = [
  [
    'comfyui',
    { 'GET /system_stats': { system: { os: 'posix' }, devices: [device] } },
    'comfyui_api',
    'ComfyUI',
  ],
  [
    'swarmui',
    { 'POST /API/GetNewSession': { session_id: 'A', server_id: 'B' } },
    'swarmswarmbackend',
    'SwarmUI',
  ],
  ['ollama', { 'GET /api/version': { version: '0.15.1' } }, 'ollama', 'Ollama'],
  [
    'llama-server',
    { 'GET /health': { status: 'ok' }, 'GET /props': { model_path: '/m.gguf' } },
    'simpleremotellm',
    'llama-server',
  ],
  [
    'lm-studio',
    { 'GET /v1/models': { object: 'list', data: [{ id: 'qwen', object: 'model' }] } },
    'simpleremotellm',
    'LM Studio',
  ],
  [
    'a1111',
    { 'GET /sdapi/v1/memory': { ram: { free: 1.5, used: 1, total: 2.5 }, cuda: { error: 'unavailable' } } },
    'auto_webui_api',
    'A1111 / Forge',
  ],
  [
    'koboldcpp',
    { 'GET /api/extra/version': { result: 'KoboldCpp', version: '1.99' } },
    'simpleremotellm',
    'KoboldCpp',
  ],
];

test.each(engines)('a %s that answers on its port is found', async (engine, replies, type_id, name) => {
  const port = await serveReplies(replies);
  const address = `http://127.0.0.1:${port}`;
  const expected = {
    type_id,
    title: name,
    settings: { Address: address },
    found: `${name} answers at ${address}`,
    phrases: { found: { key: 'discovery.answersAt', values: { name, address } } },
  };
  expect(await discoverAt({ ports: { [engine]: port } })).toEqual([expected]);
});

const everyPort = (port: number): WellKnownLocations['ports'] => ({
  comfyui: port,
  swarmui: port,
  ollama: port,
  'llama-server': port,
  'lm-studio': port,
  a1111: port,
  koboldcpp: port,
});

test.each<[string, RequestListener]>([
  ['answers with a web page', (_, response) => response.end('<html>Welcome</html>')],
  ['answers with JSON of another shape', (_, response) => response.end('{"status":"fine"}')],
  ['answers with null', (_, response) => response.end('null')],
  ['refuses', (_, response) => response.writeHead(401).end('{}')],
  ['never answers', () => undefined],
  ['breaks off', (_, response) => response.destroy()],
])('an open port that %s is ignored', async (_, listener) => {
  expect(await discoverAt({ ports: everyPort(await serve(listener)) })).toEqual([]);
});

test('a redirect to a server of the right shape is not followed', async () => {
  const target = await serveReplies({ 'GET /api/version': { version: '1' } });
  let requests = 0;
  const port = await serve((_, response) => {
    requests++;
    response.writeHead(307, { location: `http://127.0.0.1:${target}/api/version` }).end();
  });
  expect(await discoverAt({ ports: { ollama: port } })).toEqual([]);
  expect(requests).toBe(1);
});

test('a port where nothing listens is ignored', async () => {
  expect(await discoverAt({ ports: everyPort(1) })).toEqual([]);
});

test('ComfyUI folders are found where people and installers put them, each once', async () => {
  const home = await makeHome();
  const config = join(home, 'settings');
  const library = join(home, 'x', 'library');
  const desktop = join(home, 'y', 'desktop');
  const folders = [
    join(home, 'ComfyUI'),
    join(home, 'Documents', 'Ünï cödé', '..', 'ComfyUI_windows_portable', 'ComfyUI'),
    join(home, 'Documents', 'StabilityMatrix', 'Data', 'Packages', 'My own name'),
    join(home, 'SwarmUI', 'dlbackend', 'ComfyUI'),
    join(home, 'pinokio', 'api', 'comfy.git', 'app'),
    join(library, 'Packages', 'ComfyUI-Zluda'),
    desktop,
  ];
  for (const folder of folders) await makeComfy(folder);
  await write(join(config, 'StabilityMatrix', 'library.json'), JSON.stringify({ LibraryPath: library }));
  await write(join(config, 'ComfyUI', 'config.json'), JSON.stringify({ basePath: desktop }));
  const found = await discoverAt({ home, platform: 'linux', env: { XDG_CONFIG_HOME: config } });
  expect(found.map(({ settings }) => settings.StartScript)).toEqual(
    folders.map((folder) => join(folder, 'main.py')).sort(),
  );
  expect(found[0]).toMatchObject({
    type_id: 'comfyui_selfstart',
    title: 'ComfyUI',
    settings: { StartScript: join(home, 'ComfyUI', 'main.py') },
    found: `ComfyUI in ${join(home, 'ComfyUI')}`,
  });
});

test('folders that only look like a ComfyUI, targets of links and folders too deep are not found', async () => {
  const home = await makeHome();
  const elsewhere = await makeHome();
  await makeComfy(join(elsewhere, 'ComfyUI'));
  await symlink(join(elsewhere, 'ComfyUI'), join(home, 'ComfyUI'), 'dir');
  await symlink(elsewhere, join(home, 'Documents'), 'dir');
  await write(join(home, 'comfy-tools', 'main.py'));
  await mkdir(join(home, 'comfyui-frontend', 'comfy'), { recursive: true });
  await write(join(home, 'comfy-file', 'main.py'));
  await write(join(home, 'comfy-file', 'comfy'));
  await makeComfy(join(home, 'ai', 'ai', 'ai', 'ai', 'ai', 'ComfyUI'));
  await makeComfy(join(home, 'holiday pictures', 'ComfyUI'));
  await makeComfy(join(home, '.cache', 'ComfyUI'));
  expect(await discoverAt({ home, platform: 'linux' })).toEqual([]);
});

test('folders of A1111 and Forge are found where people and installers put them, each once', async () => {
  const home = await makeHome();
  const folders = [
    join(home, 'stable-diffusion-webui'),
    join(home, 'Documents', 'webui_forge_cu121_torch231', 'webui'),
    join(home, 'StabilityMatrix', 'Packages', 'My own name'),
  ];
  for (const folder of folders) {
    for (const name of ['launch.py', 'webui.py']) await write(join(folder, name));
    await mkdir(join(folder, 'modules'));
  }
  // A program that only has a launch.py.
  await write(join(home, 'ai', 'forge-tools', 'launch.py'));
  const find = async (platform: 'linux' | 'win32') =>
    (await discoverAt({ home, platform })).map(({ settings }) => settings.StartScript);
  expect(await find('linux')).toEqual(folders.map((folder) => join(folder, 'webui.sh')).sort());
  expect(await find('win32')).toEqual(folders.map((folder) => join(folder, 'webui.bat')).sort());
  expect(
    (await discoverAt({ home, platform: 'linux' })).find(({ title }) => title === 'stable-diffusion-webui'),
  ).toMatchObject({
    type_id: 'auto_webui_selfstart',
    title: 'stable-diffusion-webui',
    settings: { StartScript: join(home, 'stable-diffusion-webui', 'webui.sh') },
    found: `Stable Diffusion web UI in ${join(home, 'stable-diffusion-webui')}`,
  });
});

test('settings of other programs are ignored if they are broken or lead to another machine', async () => {
  const home = await makeHome();
  await makeComfy(join(home, 'ComfyUI'));
  const config = join(home, '.config');
  await write(join(config, 'StabilityMatrix', 'library.json'), '{');
  await write(join(config, 'ComfyUI', 'config.json'), JSON.stringify({ basePath: `/${home}/ComfyUI` }));
  const found = await discoverAt({ home, platform: 'linux' });
  expect(found.map(({ found: text }) => text)).toEqual([`ComfyUI in ${join(home, 'ComfyUI')}`]);
});

test('a portable build on a drive is found', async () => {
  const drive = await makeHome();
  await makeComfy(join(drive, 'AI', 'ComfyUI_windows_portable', 'ComfyUI'));
  expect(await discoverAt({ drives: [drive] })).toHaveLength(1);
});

test('on macOS no folder is opened for which the system would ask the user for permission', async () => {
  const home = await makeHome();
  for (const name of ['Documents', 'Desktop', 'Downloads', 'ComfyUI'])
    await makeComfy(join(home, name, 'ComfyUI'));
  const found = await discoverAt({ home, platform: 'darwin' });
  expect(found.map(({ found: text }) => text)).toEqual([`ComfyUI in ${join(home, 'ComfyUI', 'ComfyUI')}`]);
});

test('programs on the PATH are found, but not an Ollama that answers already', async () => {
  const home = await makeHome();
  const program = async (name: string, mode: number) => {
    await write(join(home, name), '#!/bin/sh\n');
    await chmod(join(home, name), mode);
  };
  await program('ollama', 0o755);
  await program('llama-server', 0o755);
  const env = { PATH: home };
  const installed = await discoverAt({ env, platform: 'linux' });
  expect(installed).toMatchObject([
    {
      type_id: 'ollama',
      title: 'Ollama',
      settings: { Address: 'http://127.0.0.1:11434', Command: join(home, 'ollama') },
      found: `Ollama is installed at ${join(home, 'ollama')}`,
    },
    {
      type_id: 'llamaserver',
      title: 'llama.cpp server',
      phrases: { title: { key: 'settings.type_llamaserver' } },
      settings: { Command: join(home, 'llama-server') },
      found: `llama-server is installed at ${join(home, 'llama-server')}`,
    },
  ]);
  const [ollama] = installed;
  expect(ollama && (await fieldIn('de', ollama, 'found'))).toBe(
    `Ollama ist installiert: ${join(home, 'ollama')}`,
  );
  await program('llama-server', 0o644);
  const port = await serveReplies({ 'GET /api/version': { version: '1' } });
  expect(await discoverAt({ env, platform: 'linux', ports: { ollama: port } })).toMatchObject([
    { settings: { Address: `http://127.0.0.1:${port}` } },
  ]);
});

test("SwarmUI's folder is found by its list of backends, which can be imported", async () => {
  const home = await makeHome();
  await write(join(home, 'SwarmUI', 'SwarmUI.sln'));
  await write(join(home, 'SwarmUI', 'Data', 'Backends.fds'), '0:\n');
  await write(join(home, 'ai', 'SwarmUI-new', 'launch-linux.sh'));
  await write(join(home, 'ai', 'SwarmUI-new', 'Data', 'Settings.fds'));
  await write(join(home, 'projects', 'other', 'Data', 'Backends.fds'));
  const discoverLists = createListDiscovery({
    types: backendTypes,
    managed: () => [],
    serverId: undefined,
    files: localFileChecks,
    locations: () => ({ platform: 'linux', home, drives: [], env: {}, ports: {}, files: localFileChecks }),
    onFault: (error) => expect.unreachable(String(error)),
  });
  expect(await discoverLists()).toEqual([join(home, 'SwarmUI')]);
});
