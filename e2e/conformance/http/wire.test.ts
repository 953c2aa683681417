/** What HTTP adds to the contract: routes, sessions, HTTP statuses, and what other programs read. */
import { describe, expect, it } from 'vitest';
import { defineBackendType } from '../../../electron/core/backend/backend-type.ts';
import type { Backend } from '../../../shared/backend.ts';
import { type OperationName, operationsByName, permissions } from '../../../shared/operations.ts';
import {
  CallError,
  createClient,
  type Envelope,
  type Transport,
  type TransportError,
} from '../../../shared/transport.ts';
import { openForTest } from '../hosts/contract-host.ts';
import { HttpHost, type HttpHostOptions } from '../hosts/http-host.ts';

const open = (options?: HttpHostOptions) => openForTest(HttpHost.open, options);
const json = async (response: Response) => (await response.json()) as Record<string, unknown>;

describe('a route', () => {
  it('is matched without regard to the case of its name', async () => {
    const { host } = await open();
    const session_id = await host.session();
    for (const name of ['ListBackends', 'listbackends', 'LISTBACKENDS', 'lIsTbAcKeNdS']) {
      const response = await host.post(`/API/${name}`, { session_id });
      expect([response.status, await json(response)]).toEqual([200, {}]);
    }
    expect((await json(await host.post('/API/getnewsession', {}))).session_id).toEqual(expect.any(String));
  });

  it('that is unknown is 400 bad_route, with or without a session', async () => {
    const { host } = await open();
    for (const body of [{}, { session_id: await host.session() }])
      for (const name of ['Nonsense', '', 'constructor', '__proto__', 'ListBackends/x', '%00']) {
        const response = await host.post(`/API/${name}`, body);
        expect(response.status).toBe(400);
        expect(await json(response)).toMatchObject({ error_id: 'bad_route', error: expect.any(String) });
      }
  });

  it.each(['GET', 'PUT', 'PATCH', 'DELETE'])(
    'called with %s is an error and runs no operation',
    async (method) => {
      const { host, backends } = await open();
      await backends.addResting();
      for (const name of ['DeleteBackend?backend_id=0', 'AddNewBackend?type_id=fake', 'ListBackends']) {
        const response = await host.request(`/API/${name}`, {
          method,
          headers: { 'X-Session-ID': await host.session() },
        });
        expect(response.status).toBe(405);
        expect(await json(response)).toMatchObject({ error: expect.stringContaining('POST') });
      }
      expect(Object.keys(await backends.list())).toEqual(['0']);
    },
  );
});

describe('GetNewSession', () => {
  it('gives session_id, user_id, version, server_id, permissions and output_append_user', async () => {
    const { host } = await open();
    const response = await host.post('/API/GetNewSession', {});
    expect(response.status).toBe(200);
    expect(await json(response)).toEqual({
      session_id: expect.stringMatching(/^\S{20,}$/),
      user_id: 'local',
      version: '1.2.3',
      server_id: 'test-server',
      permissions: [...permissions, '*', 'view_server_tab', 'fundamental_generate_tab_access'],
      output_append_user: false,
    });
  });

  it('gives another session each time, and all of them are valid', async () => {
    const { host } = await open();
    const ids = new Set<unknown>();
    for (let n = 0; n < 5; n++) ids.add((await json(await host.post('/API/GetNewSession', {}))).session_id);
    expect(ids.size).toBe(5);
    for (const session_id of ids)
      expect((await host.post('/API/ListBackends', { session_id: session_id as string })).status).toBe(200);
  });
});

describe('a session', () => {
  it('is taken from the body and from the header X-Session-ID', async () => {
    const { host } = await open();
    const session_id = await host.session();
    expect((await host.post('/API/ListBackends', { session_id })).status).toBe(200);
    expect((await host.post('/API/ListBackends', {}, { 'X-Session-ID': session_id })).status).toBe(200);
  });

  it('that is unknown is 401 invalid_session_id; a new one then works', async () => {
    const { host } = await open();
    for (const session_id of ['nonsense', '__proto__', 7, {}, ['x']]) {
      const response = await host.post('/API/ListBackends', { session_id });
      expect(response.status).toBe(401);
      expect(await json(response)).toMatchObject({
        error_id: 'invalid_session_id',
        error: expect.any(String),
      });
    }
    expect(await host.call('ListBackends')).toEqual({});
  });

  it('does not outlive the program', async () => {
    const { host } = await open();
    const session_id = await host.session();
    await host.reopen();
    expect((await host.post('/API/ListBackends', { session_id })).status).toBe(401);
  });

  it('that is missing is 400 basic_api, for every operation', async () => {
    const { host } = await open();
    for (const name of operationsByName.keys())
      for (const body of [{}, { session_id: '' }, { session_id: null }]) {
        const response = await host.post(`/API/${name}`, body);
        expect(response.status).toBe(400);
        expect(await json(response)).toMatchObject({ error_id: 'basic_api', error: expect.any(String) });
      }
  });
});

describe('a body', () => {
  it.each([
    ['text/plain', '{}'],
    ['application/x-www-form-urlencoded', 'type_id=fake'],
    ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--'],
    ['text/html', '{}'],
    ['', '{}'],
  ])('of the type "%s" is 400 basic_api', async (type, body) => {
    const { host, backends } = await open();
    for (const name of ['GetNewSession', 'ListBackends', 'AddNewBackend']) {
      const response = await host.request(`/API/${name}`, {
        method: 'POST',
        headers: { 'Content-Type': type, 'X-Session-ID': await host.session() },
        body: new TextEncoder().encode(body),
      });
      expect(response.status).toBe(400);
      expect(await json(response)).toMatchObject({ error_id: 'basic_api' });
    }
    expect(await backends.list()).toEqual({});
  });

  it('may name its character set', async () => {
    const { host } = await open();
    const type = { 'Content-Type': 'application/json; charset=utf-8' };
    expect((await host.post('/API/GetNewSession', {}, type)).status).toBe(200);
  });

  it.each([
    ['empty', ''],
    ['no JSON', 'nonsense'],
    ['cut off', '{"type_id": "fa'],
    ['a list', '[]'],
    ['a text', '"text"'],
    ['null', 'null'],
    ['a number', '7'],
  ])('that is %s is 400 basic_api', async (_, body) => {
    const { host } = await open();
    for (const name of ['GetNewSession', 'ListBackends']) {
      const response = await host.post(`/API/${name}`, body);
      expect(response.status).toBe(400);
      expect(await json(response)).toMatchObject({ error_id: 'basic_api', error: expect.any(String) });
    }
  });

  it('may send null for a parameter that has a default', async () => {
    const { host } = await open();
    expect(await host.call('ListBackends', { nonreal: null, full_data: null })).toEqual({});
  });
});

describe('an error', () => {
  it("of an operation's own is HTTP 200 with a text fit to show a person", async () => {
    const { host } = await open();
    const session_id = await host.session();
    const response = await host.post('/API/AddNewBackend', { session_id, type_id: 'X' });
    expect(response.status).toBe(200);
    expect(await json(response)).toEqual({
      error: 'Invalid backend type: X',
      message: 'Invalid backend type: X',
      code: 'invalid_backend_type',
      hint: expect.any(String),
      details: { type: 'X' },
    });
  });

  it('of a lacking permission is bad_permissions', async () => {
    const { host } = await open();
    for (const [name, { permission }] of operationsByName) {
      const others = new Set(permissions.filter((other) => other !== permission));
      const reply = await host.core.dispatch(
        name,
        {},
        { permissions: others, readsApiToken: false, origin: { kind: 'token' } },
      );
      expect(reply).toMatchObject({ ok: false, error: { errorId: 'bad_permissions', http: 400 } });
    }
  });

  it('that is a fault of the program is 400 internal_error, without a stack trace and without what was thrown', async () => {
    const broken = defineBackendType({
      id: 'broken',
      name: 'Broken',
      description: 'Has a fault.',
      isStandard: false,
      makesImages: true,
      features: [],
      settings: {},
      maxUsages: () => {
        throw new Error('canary of a fault');
      },
      gpus: () => [],
      autoRestart: () => true,
      stopTimeoutMs: () => 1000,
      startTimeoutMs: () => 1000,
      createAdapter: () => ({ start: async () => {} }),
    });
    const { host } = await open({ types: [broken] });
    const session_id = await host.session();
    const response = await host.post('/API/AddNewBackend', { session_id, type_id: 'broken' });
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ error_id: 'internal_error', code: 'internal_error' });
    expect(text).not.toMatch(/canary|\bat \S+:\d+|\.ts/);
    expect(host.faults).toContainEqual(
      expect.objectContaining({ error: expect.objectContaining({ message: 'canary of a fault' }) }),
    );
  });
});

describe('a SwarmUI that is connected to it', () => {
  it('finds can_load_models and current_model with every running backend', async () => {
    const { host, backends } = await open();
    await backends.addRunning();
    await host.call('AddNewBackend', {
      type_id: 'command',
      settings: { Command: process.execPath, Arguments: '-e "setInterval(Object,1e4)"' },
    });
    await backends.running(1);
    const list = await host.call('ListBackends', { nonreal: true, full_data: true });
    for (const backend of Object.values(list)) {
      // Only the fake engine makes images here.
      expect(backend).toHaveProperty('can_load_models', (backend as Backend).type === 'fake');
      expect(backend).toHaveProperty('current_model');
    }
  });
});

describe('what other programs read', () => {
  it('/healthz answers without a token', async () => {
    const { host } = await open();
    const response = await fetch(`${host.url}/healthz`);
    expect(await json(response)).toEqual({ status: 'ok', version: '1.2.3' });
  });

  it('/metrics is Prometheus text with a sample for each backend and status', async () => {
    const { host, backends } = await open();
    await backends.addRunning({}, { title: 'a "quoted" \\ title\nof two lines' });
    const response = await host.request('/metrics');
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    const lines = (await response.text()).trimEnd().split('\n');
    for (const line of lines)
      expect(line).toMatch(
        /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z]+="(\\.|[^"\\])*",?)*\})? -?[\d.e+]+)$/,
      );
    expect(lines).toContain(
      'switchyard_backend_status{id="0",type="fake",title="a \\"quoted\\" \\\\ title of two lines",status="running"} 1',
    );
  });

  it('/openapi.json is OpenAPI 3.1 and describes every operation', async () => {
    const { host } = await open();
    const document = (await json(await fetch(`${host.url}/openapi.json`))) as {
      openapi: string;
      info: object;
      paths: Record<string, { post: Record<string, unknown> }>;
    };
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toMatchObject({ title: expect.any(String), version: '1.2.3' });
    expect(Object.keys(document.paths).sort()).toEqual(
      ['GetNewSession', ...operationsByName.keys()].map((name) => `/API/${name}`).sort(),
    );
    for (const [path, { post }] of Object.entries(document.paths))
      expect(post).toMatchObject({
        operationId: path.replace('/API/', ''),
        summary: expect.any(String),
        requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
        responses: { 200: { content: { 'application/json': { schema: expect.any(Object) } } } },
      });
    // Each reference names a schema of the document.
    for (const [, name] of JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g))
      expect(document).toHaveProperty(['components', 'schemas', name ?? '']);
  });
});

/** A transport for the panel's client: it turns a reply into an envelope. */
function transportTo(host: HttpHost): Transport {
  return {
    call: async (name, input) => {
      const reply = await host.call(name, input as object);
      if (!('error' in reply)) return { ok: true, value: reply };
      const error = { code: reply.code, message: reply.message, hint: reply.hint } as TransportError;
      return { ok: false, error } satisfies Envelope | { ok: false; error: TransportError };
    },
    listen: () => () => undefined,
  };
}

describe("the panel's client", () => {
  it('has a function for every operation, and the eight work through it', async () => {
    const { host } = await open();
    const client = createClient(transportTo(host));
    expect(Object.keys(client)).toEqual([...operationsByName.keys()] satisfies string[] as OperationName[]);

    expect((await client.ListBackendTypes()).list.map(({ id }) => id)).toContain('fake');
    const added = await client.AddNewBackend({ type_id: 'fake', settings: { ApiKey: 'top-secret' } });
    expect(added).toMatchObject({ id: 0, status: 'waiting', settings: { ApiKey: '\t<secret>' } });
    const edited = await client.EditBackend({ backend_id: 0, title: 'Flux', settings: { Count: 2 } });
    expect(edited).toMatchObject({ title: 'Flux', modcount: 1 });
    expect(await client.ToggleBackend({ backend_id: 0, enabled: false })).toEqual({ result: 'Success.' });
    expect(await client.RestartBackends()).toEqual({ result: 'Success.', count: 0 });
    expect(await client.FreeBackendMemory({ system_ram: true })).toMatchObject({ result: false, count: 0 });
    expect((await client.ListBackends({ full_data: true }))['0']).toMatchObject({ status: 'disabled' });
    expect(await client.DeleteBackend({ backend_id: 0 })).toEqual({ result: 'Deleted.' });
  });

  it('refuses to renew the token of this host from the panel', async () => {
    const { host } = await open();
    const reply = await host.call('RenewApiToken');
    expect(reply).toMatchObject({
      code: 'not_available_here',
      error: expect.stringContaining('not available in this way of running Switchyard'),
    });
    expect(await host.call('GetPreferences')).not.toHaveProperty('api');
  });

  it('throws an error with its code, message and hint', async () => {
    const { host } = await open();
    const client = createClient(transportTo(host));
    const error = await client
      .EditBackend({ backend_id: 5, settings: {} })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CallError);
    expect(error).toMatchObject({
      code: 'invalid_backend_id',
      message: 'Invalid backend ID 5',
      hint: expect.any(String),
    });
  });
});
