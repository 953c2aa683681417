/** What a caller with a named key may do: over HTTP, over the event stream, and in a browser that signed in with it. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type OperationName, operations, permissions } from '../../../shared/operations.ts';
import { panelRoles, permissionsOfRole, type Role } from '../../../shared/roles.ts';
import { HttpHost } from '../hosts/http-host.ts';

let host: HttpHost;
beforeAll(async () => {
  host = await HttpHost.open();
});
afterAll(async () => {
  await host.close();
  await host.dispose();
});

async function addKey(name: string, role: Role): Promise<{ id: string; key: string }> {
  const keys = host.hostAccess.apiKeys;
  if (!keys) throw new Error('The host has no API keys.');
  return await keys.add(name, role);
}

const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });
const post = async (key: string, path: string, body: object) => {
  const reply = await host.post(path, body, bearer(key));
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
};

test.each(panelRoles)(
  'a key to %s: each operation is allowed or refused as its permission says',
  async (role) => {
    const { key } = await addKey(`to ${role}`, role);
    const session = await post(key, '/API/GetNewSession', {});
    expect(session.body).toMatchObject({ permissions: expect.arrayContaining([...permissionsOfRole(role)]) });
    const allowed = new Set<string>(permissionsOfRole(role));
    for (const name of Object.keys(operations) as OperationName[]) {
      // A wrong type is refused after the permission was checked, so that nothing is done.
      const reply = await post(key, `/API/${name}`, {
        session_id: session.body.session_id,
        backend_id: {},
        backend: {},
        settings: 1,
        text: {},
        order: 1,
        path: {},
        id: {},
        name: {},
        message: {},
        day: 'x',
      });
      const refused = reply.status === 400 && reply.body.error_id === 'bad_permissions';
      expect({ name, refused }).toEqual({ name, refused: !allowed.has(operations[name].permission) });
    }
    expect((await host.request('/metrics', { headers: bearer(key) })).status).toBe(200);
  },
);

test('the roles rise: each may do what the one before may, and admin may do everything', () => {
  const sets = panelRoles.map((role) => new Set(permissionsOfRole(role)));
  for (const [index, set] of sets.entries())
    if (index > 0) expect(set.size).toBeGreaterThan(sets[index - 1]?.size ?? 0);
  expect([...permissionsOfRole('admin')].sort()).toEqual([...permissions].sort());
});

/** Messages that the event stream sends for these subscriptions. */
function listen(headers: Record<string, string>, first: object | null, to: object[]) {
  return new Promise<Record<string, unknown>[] | number>((resolve, reject) => {
    const messages: Record<string, unknown>[] = [];
    const socket = new WebSocket(`${host.url.replace('http', 'ws')}/API/events`, {
      headers: { Origin: host.url, ...headers },
    });
    socket.on('open', () => {
      if (first) socket.send(JSON.stringify(first));
      to.forEach((subscription, index) => {
        socket.send(JSON.stringify({ listen: index, to: subscription }));
      });
    });
    socket.on('message', (data) => {
      messages.push(JSON.parse(String(data)) as Record<string, unknown>);
      if (new Set(messages.map((message) => message.for)).size < to.length) return;
      resolve(messages);
      socket.close();
    });
    socket.on('close', resolve);
    socket.on('error', reject);
  });
}

test('a key to view gets the events it may see, and the panel is told what it may do', async () => {
  const { key } = await addKey('screen', 'view');
  const messages = await listen(bearer(key), null, [{ kind: 'state' }]);
  expect(messages).toMatchObject([
    { for: 0, event: { kind: 'snapshot', permissions: [...permissionsOfRole('view')] } },
  ]);
  const full = await listen(bearer('test-token'), null, [{ kind: 'state' }]);
  expect(full).toMatchObject([{ event: { kind: 'snapshot' } }]);
  expect(JSON.stringify(full)).not.toContain('"permissions"');
});

const signIn = async (token: string) => {
  const secret = randomBytes(32).toString('base64url');
  const reply = await post('', '/auth/sign-in', { token, secret });
  return { ...reply, secret };
};

test('a browser that signs in with a key may do what the key may, until the key is revoked', async () => {
  const { id, key } = await addKey('phone', 'operate');
  const { body, secret } = await signIn(key);
  const { browser_id, access_key } = body as { browser_id: string; access_key: string };
  const session = await post(access_key, '/API/GetNewSession', {});
  expect(session.body.permissions).not.toContain('edit_backends');
  expect(session.body.permissions).toContain('toggle_backends');
  const open = listen({}, { access_key }, [{ kind: 'state' }, { kind: 'navigation' }]);

  await host.hostAccess.apiKeys?.revoke(id);
  expect(typeof (await open)).toBe('number');
  expect((await post(access_key, '/API/GetNewSession', {})).status).toBe(401);
  expect((await post('', '/auth/answer', { browser_id, secret })).status).toBe(401);
  expect((await post(key, '/API/GetNewSession', {})).status).toBe(401);
  expect((await signIn(key)).status).toBe(401);
  expect(await listen({}, { access_key }, [{ kind: 'state' }])).toBe(4401);
});

test('a key to use models gets nothing but models', async () => {
  const { id, key } = await addKey('Open WebUI', 'use');
  const refusal = {
    status: 403,
    body: { code: 'key_uses_models_only', error: expect.stringContaining('addresses under /v1/') },
  };
  expect((await host.request('/v1/models', { headers: bearer(key) })).status).toBe(200);
  expect((await host.request('/metrics', { headers: bearer(key) })).status).toBe(403);
  expect((await host.request('/metrics', { headers: { ...bearer(''), 'x-api-key': key } })).status).toBe(401);
  for (const name of ['GetNewSession', ...Object.keys(operations)])
    expect(await post(key, `/API/${name}`, { session_id: await host.session() })).toMatchObject(refusal);
  expect(await post(key, '/auth/code', {})).toMatchObject(refusal);
  expect(await signIn(key)).toMatchObject(refusal);
  expect(await listen({}, { access_key: key }, [{ kind: 'state' }])).toBe(4401);
  for (const login of [bearer(key), { Cookie: `swarm_token=${key}` }])
    await expect(listen(login, null, [{ kind: 'state' }])).rejects.toThrow('403');
  // It was sent where it is of no use, but it is no wrong one.
  expect(host.hostAccess.apiKeys?.list().find((one) => one.id === id)?.last_used_at).not.toBeNull();
});

test('a link that a key makes gives no more than the key has, and a browser makes none', async () => {
  const { key } = await addKey('tablet', 'view');
  const code = (await post(key, '/auth/code', {})).body.code;
  const secret = randomBytes(32).toString('base64url');
  const { access_key } = (await post('', '/auth/sign-in', { code, secret })).body as { access_key: string };
  const session = await post(access_key, '/API/GetNewSession', {});
  expect(session.body.permissions).not.toContain('toggle_backends');
  expect((await post(access_key, '/auth/code', {})).status).toBe(401);
});
