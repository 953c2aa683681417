import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Core } from '../../core/create-core.ts';
import { createGateway } from '../../gateway/create-gateway.ts';
import { ApiToken } from '../../http/access/api-token.ts';
import { openHostAccess } from '../../http/access/host-access.ts';
import { readIdentity } from '../../http/access/identity.ts';
import { ApiServer } from './api-server.ts';

async function create() {
  const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-api-'));
  const { serverId, token } = await readIdentity(dataDir);
  const core = {
    dispatch: async () => ({ ok: true, value: {} }),
    registry: { subscribe: () => () => undefined },
  } as unknown as Core;
  const api = new ApiServer({
    core,
    gateway: createGateway(core),
    hostAccess: await openHostAccess({ token, dataDir, onFault: () => undefined }),
    serverId,
    token: new ApiToken(dataDir, token),
    panelDir: dataDir,
    version: '1.2.3',
    onFault: () => undefined,
  });
  onTestFinished(async () => {
    await api.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return api;
}

const session = (url: string | null, token: string) =>
  fetch(`${url}/API/GetNewSession`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: '{}',
  });

test('it answers only with the token, and only on loopback', async () => {
  const api = await create();
  expect(api.url).toBeNull();
  await api.start(0);
  expect(api.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await session(api.url, 'wrong')).status).toBe(401);
  expect((await session(api.url, api.token)).status).toBe(200);
});

test('a new token replaces the old one at once, on the same port', async () => {
  const api = await create();
  await api.start(0);
  const { url, token } = api;
  await api.renewToken();
  expect(api.url).toBe(url);
  expect(api.token).not.toBe(token);
  expect((await session(url, token)).status).toBe(401);
  expect((await session(url, api.token)).status).toBe(200);
});

test('a port that is in use is refused with a message, and the earlier server keeps running', async () => {
  const api = await create();
  await api.start(0);
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as { port: number };
  await expect(api.start(port)).rejects.toThrow(`another program already uses port ${port}`);
  expect((await session(api.url, api.token)).status).toBe(200);
});

test('switched off, nothing answers', async () => {
  const api = await create();
  await api.start(0);
  const { url } = api;
  await api.stop();
  await expect(session(url, api.token)).rejects.toThrow();
});
