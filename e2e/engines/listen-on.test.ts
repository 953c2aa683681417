/** Workers that the network is to reach, in a real host: stand-ins of engines, and the real worker of `localllama`. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import { it as base } from '../launch/headless/host-for-test.ts';
import { ensurePython } from '../launch/stand-ins/find-python.ts';
import { type StandInName, standInPath } from '../launch/stand-ins/launch-engine.ts';
import { freePort } from '../testkit/net/free-port.ts';

/** Another address of this machine than 127.0.0.1. On Linux, a server on that address alone does not answer there. */
const otherAddress =
  process.platform === 'linux'
    ? '127.0.0.2'
    : Object.values(networkInterfaces())
        .flat()
        .find((found) => found?.family === 'IPv4' && !found.internal)?.address;

let python: string;
beforeAll(() => {
  python = ensurePython();
});

type Install = (name: StandInName) => Promise<string>;

const it = base.extend<{ install: Install }>({
  install: async ({ onTestFinished }, use) => {
    await use(async (name) => {
      const folder = await mkdtemp(join(tmpdir(), 'switchyard-listen-'));
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      await cp(dirname(standInPath(name)), folder, { recursive: true });
      return folder;
    });
  },
});

interface Engine {
  type_id: string;
  settings(install: Install): Promise<object>;
  path: string;
}

const engines: Engine[] = [
  { type_id: 'localllama', settings: async () => ({}), path: '/v1/models' },
  {
    type_id: 'llamaserver',
    settings: async () => ({
      Command: standInPath('llama-server'),
      ModelsDir: dirname(standInPath('llama-server')),
    }),
    path: '/health',
  },
  {
    type_id: 'ollama',
    settings: async () => ({
      Address: `http://127.0.0.1:${await freePort()}`,
      Command: standInPath('ollama'),
    }),
    path: '/api/version',
  },
  {
    type_id: 'comfyui_selfstart',
    settings: async (install) => ({ StartScript: join(await install('comfyui'), 'main.py'), Python: python }),
    path: '/system_stats',
  },
  {
    type_id: 'auto_webui_selfstart',
    settings: async (install) => ({ StartScript: join(await install('webui'), 'launch.py'), Python: python }),
    path: '/sdapi/v1/memory',
  },
  {
    type_id: 'command',
    settings: async () => ({
      Command: standInPath('ollama'),
      Arguments: 'serve',
      Environment: 'OLLAMA_HOST={HOST}:{PORT}',
      ReadyUrl: 'http://127.0.0.1:{PORT}/api/version',
    }),
    path: '/api/version',
  },
];

describe.concurrent.each(engines)('$type_id', ({ type_id, settings, path }) => {
  it('is reached by other machines where its setting says so, and by this one alone otherwise', async ({
    sharedHost: { backends },
    install,
  }) => {
    const { id } = await backends.add({ ...(await settings(install)), ListenOn: 'the network' }, { type_id });
    const open = await backends.running(id);
    expect(open).toMatchObject({
      on_network: true,
      notice: expect.stringContaining('Other computers reach it at'),
    });
    const address = new URL(open.address ?? '');
    expect(address.hostname).toBe('127.0.0.1');
    const elsewhere = `http://${otherAddress}:${address.port}${path}`;
    expect((await fetch(elsewhere)).status).toBe(200);

    await backends.edit(id, { settings: { ListenOn: 'this computer' } });
    const closed = await backends.until(
      id,
      'runs for this computer alone',
      (it) => it.phase === 'running' && it.pid !== open.pid,
    );
    expect(closed).toMatchObject({ address: open.address });
    expect(closed.on_network).toBeUndefined();
    expect(closed.notice ?? '').not.toContain('Other computers');
    await expect(fetch(elsewhere)).rejects.toThrow();
    expect((await fetch(`${open.address}${path}`)).status).toBe(200);
    await backends.delete(id);
  });
});
