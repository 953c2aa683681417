/**
 * The requests of SwarmUI's clients, as its documentation, its page and a connected SwarmUI send them: which are served, and the
 * shape of each reply. Source: SwarmUI's docs/APIRoutes, src/wwwroot/js and src/Backends/SwarmSwarmBackend.cs of August 2026.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { permissions } from '../../../shared/operations.ts';
import { Backends } from '../../testkit/backends.ts';
import { inRepository } from '../../testkit/repository.ts';
import { HttpHost } from '../hosts/http-host.ts';

const json = async (response: Response) => (await response.json()) as Record<string, unknown>;

let host: HttpHost;
let backends: Backends;
beforeAll(async () => {
  host = await HttpHost.open();
  backends = new Backends(host);
  // 0 runs, 1 is switched off, 2 is not configured.
  await backends.addRunning({}, { title: 'Runs' });
  await backends.addResting();
  await backends.add({}, { type_id: 'comfyui_selfstart' });
  await backends.until(2, 'has tried to start', ({ phase }) => phase === 'errored');
});
afterAll(async () => {
  await host.close();
  await host.dispose();
});

const STATUS = {
  backend_status: {
    status: expect.any(String),
    class: expect.any(String),
    message: expect.any(String),
    any_loading: expect.any(Boolean),
  },
  status: {
    waiting_gens: expect.any(Number),
    loading_models: expect.any(Number),
    waiting_backends: expect.any(Number),
    live_gens: expect.any(Number),
  },
  supported_features: expect.any(Array),
};
const LOG_TYPE = {
  name: expect.any(String),
  color: expect.stringMatching(/^#[\dA-F]{6}$/i),
  identifier: expect.any(String),
};
const PARAMETERS = {
  list: [],
  groups: [],
  models: {},
  model_compat_classes: {},
  model_classes: {},
  wildcards: [],
  param_edits: null,
};
const BACKEND = {
  id: expect.any(Number),
  type: expect.any(String),
  status: expect.any(String),
  settings: expect.any(Object),
  modcount: expect.any(Number),
  features: expect.any(Array),
  enabled: expect.any(Boolean),
  title: expect.any(String),
  can_load_models: expect.any(Boolean),
  max_usages: expect.any(Number),
  seconds_since_used: expect.any(Number),
  time_since_used: expect.any(String),
};
const MODELS_REQUEST = { path: '', depth: 999, subtype: 'LoRA', allowRemote: true, dataImages: true };

/** The route, its input as that client sends it, and what the reply has at least. */
const requests: [client: string, route: string, input: object, shape: object][] = [
  ['documentation', 'ListBackendTypes', {}, { list: expect.any(Array) }],
  ['documentation', 'ListBackends', {}, { 0: BACKEND }],
  ['documentation', 'GetCurrentStatus', {}, STATUS],
  ['documentation', 'GetGlobalStatus', {}, STATUS],
  ['documentation', 'RestartBackends', { backend: '99' }, { result: 'Success.', count: 0 }],
  ['documentation', 'FreeBackendMemory', { backend: '99' }, { result: false, count: 0 }],
  ['documentation', 'ListLogTypes', {}, { types_available: expect.any(Array) }],
  ['documentation', 'ListRecentLogMessages', { types: ['Info'] }, { data: { Info: expect.any(Array) } }],
  ['page', 'GetCurrentStatus', {}, STATUS],
  ['page', 'ListConnectedUsers', {}, { users: [] }],
  ['page', 'ListLogTypes', {}, { types_available: expect.arrayContaining([LOG_TYPE]) }],
  [
    'page',
    'ListRecentLogMessages',
    { lastSeqId: -1, types: ['Info', 'Init', 'Warning', 'Error'], last_sequence_ids: {} },
    {
      types_available: expect.any(Array),
      last_sequence_id: expect.any(Number),
      data: { Info: expect.any(Array), Error: expect.any(Array) },
    },
  ],
  ['page', 'TriggerRefresh', { strong: true, refreshType: null }, PARAMETERS],
  [
    'page',
    'ListModels',
    {
      path: '',
      depth: 1,
      subtype: 'Stable-Diffusion',
      sortBy: 'Name',
      sortReverse: false,
      allowRemote: true,
      dataImages: false,
    },
    { files: [], folders: [] },
  ],
  ['page', 'GetServerResourceInfo', {}, { cpu: { usage: expect.any(Number), cores: expect.any(Number) } }],
  ['page', 'EditBackend', { backend_id: 1, title: 'Off', settings: {} }, { ...BACKEND, title: 'Off' }],
  ['page', 'ToggleBackend', { backend_id: 1, enabled: false }, { result: 'No change.' }],
  [
    'connected SwarmUI',
    'ListBackends',
    { nonreal: true, full_data: true },
    { 0: { ...BACKEND, current_model: expect.any(String) } },
  ],
  ['connected SwarmUI', 'ListModels', MODELS_REQUEST, { files: [], folders: [] }],
  ['connected SwarmUI', 'TriggerRefresh', {}, PARAMETERS],
  ['connected SwarmUI', 'ComfyGetNodeTypesForBackend', { backend: 2 }, { node_types: [] }],
  ['connected SwarmUI', 'FreeBackendMemory', { system_ram: false, backend: '99' }, { count: 0 }],
];

describe('the requests of SwarmUI’s clients', () => {
  it.each(requests)('%s: %s is answered in its shape', async (_, route, input, shape) => {
    const reply = await host.call(route, input);
    expect(reply).not.toHaveProperty('error');
    expect(reply).toMatchObject(shape);
  });

  it.each(['/API/', '/api/', '/Api/'])('find every route under %s', async (prefix) => {
    const session_id = String((await json(await host.post(`${prefix}getnewsession`, {}))).session_id);
    for (const route of ['ListBackends', 'listbackends', 'LISTBACKENDTYPES'])
      expect((await host.post(`${prefix}${route}`, { session_id })).status).toBe(200);
  });

  it('find the event stream under any case of its route', async () => {
    const socket = new WebSocket(`${host.url.replace('http', 'ws')}/api/Events`, {
      headers: { Authorization: `Bearer ${host.token}` },
    });
    await once(socket, 'open');
    const message = once(socket, 'message');
    socket.send(JSON.stringify({ listen: 1, to: { kind: 'state' } }));
    expect(JSON.parse(String((await message)[0]))).toMatchObject({ for: 1, event: { kind: 'snapshot' } });
    socket.close();
    await once(socket, 'close');
  });

  it('may carry any JSON content type', async () => {
    for (const type of ['application/vnd.api+json', 'application/problem+json; charset=utf-8'])
      expect((await host.post('/API/GetNewSession', {}, { 'Content-Type': type })).status).toBe(200);
    for (const type of ['text/x+json', 'application/json2', 'application/xml'])
      expect((await host.post('/API/GetNewSession', {}, { 'Content-Type': type })).status).toBe(400);
  });
});

describe('the table of routes in docs/http-api.md', () => {
  it('says of each route that it names whether it is served', async () => {
    const page = await readFile(inRepository('docs/http-api.md'), 'utf8');
    const [, table = ''] = /\| route \| answer \|\n\|---\|---\|\n((?:\|.*\n)+)/.exec(page) ?? [];
    const told = table.split('\n').flatMap((row) => {
      const [, routes = '', answer = ''] = row.split('|');
      return [...routes.matchAll(/`(\w+)`/g)].map(([, route = '']) => ({
        route,
        isServed: !answer.trim().startsWith('not served'),
      }));
    });
    expect(told.length).toBeGreaterThan(20);
    for (const { route, isServed } of told) {
      // Without a session: what is served asks for one, and does nothing.
      const reply = await json(await host.post(`/API/${route}`, {}));
      expect({ route, isServed: reply.error_id !== 'bad_route' }).toEqual({ route, isServed });
    }
  });
});

describe('a backend ID that no backend has', () => {
  it.each([99, '99', -7, 'nonsense', '', null, '007'])(
    '%j: nothing is restarted or freed',
    async (backend) => {
      const before = (await backends.full(0)).pid;
      expect(await host.call('RestartBackends', { backend })).toEqual({ result: 'Success.', count: 0 });
      expect(await host.call('FreeBackendMemory', { backend })).toMatchObject({ result: false, count: 0 });
      expect((await backends.full(0)).pid).toBe(before);
    },
  );
});

describe('a backend that is not configured yet', () => {
  it('is disabled in SwarmUI’s words, still enabled, and not counted by a restart of all', async () => {
    expect(await backends.full(2)).toMatchObject({
      status: 'disabled',
      enabled: true,
      error: { code: 'setting_required' },
    });
    expect(await host.call('RestartBackends', { backend: 2 })).toMatchObject({ count: 0 });
  });
});

describe('the login', () => {
  it('gives the permissions by which SwarmUI’s page shows its tabs', async () => {
    expect((await json(await host.post('/API/GetNewSession', {}))).permissions).toEqual([
      ...permissions,
      '*',
      'view_server_tab',
      'fundamental_generate_tab_access',
    ]);
  });

  const withCookie = (cookie: string, headers: Record<string, string> = {}) =>
    fetch(`${host.url}/API/GetNewSession`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Cookie: cookie, ...headers },
      body: '{}',
    });

  it('may come as the cookie swarm_token, with the same checks', async () => {
    expect((await withCookie(`swarm_token=${host.token}`)).status).toBe(200);
    expect((await withCookie(`a=b; swarm_token=${host.token}; c=d`, { Origin: host.url })).status).toBe(200);
    expect((await withCookie('swarm_token=wrong')).status).toBe(401);
    expect((await withCookie(`token=${host.token}`)).status).toBe(401);
    expect((await withCookie(`swarm_token=${host.token}`, { Origin: 'http://evil.example' })).status).toBe(
      403,
    );
    const wrongBearer = { Authorization: 'Bearer wrong' };
    expect((await withCookie(`swarm_token=${host.token}`, wrongBearer)).status).toBe(401);
  });

  it('is never taken from a cookie that a browser sends by itself', async () => {
    for (const site of ['same-origin', 'none'])
      expect((await withCookie(`swarm_token=${host.token}`, { 'Sec-Fetch-Site': site })).status).toBe(401);
    expect((await withCookie(`swarm_token=${host.token}`, { 'Sec-Fetch-Site': 'same-site' })).status).toBe(
      403,
    );
  });

  it('sets no cookie', async () => {
    expect((await withCookie(`swarm_token=${host.token}`)).headers.get('set-cookie')).toBeNull();
  });
});

describe('a WebSocket to a route that is none', () => {
  /** What comes over a WebSocket until it is closed; the HTTP status where it is refused. */
  function open(path: string, headers: Record<string, string>) {
    const socket = new WebSocket(`${host.url.replace('http', 'ws')}${path}`, { headers });
    const messages: unknown[] = [];
    socket.on('message', (data) => messages.push(JSON.parse(String(data))));
    return new Promise<{ status: number } | { messages: unknown[] }>((resolve, reject) => {
      socket.on('unexpected-response', (_request, response) => {
        response.resume();
        resolve({ status: response.statusCode ?? 0 });
      });
      socket.on('close', () => resolve({ messages }));
      socket.on('error', reject);
    });
  }

  it.each(['/API/GenerateText2ImageWS', '/api/DoModelDownloadWS', '/API/ListBackends'])(
    '%s gets one message that says so, after the login was checked',
    async (path) => {
      const bearer = { Authorization: `Bearer ${host.token}` };
      expect(await open(path, bearer)).toEqual({
        messages: [
          {
            error: expect.any(String),
            error_id: 'bad_route',
            code: expect.any(String),
            message: expect.any(String),
            hint: expect.any(String),
            details: expect.any(Object),
          },
        ],
      });
      expect(await open(path, {})).toEqual({ status: 401 });
      expect(await open(path, { Authorization: 'Bearer wrong' })).toEqual({ status: 401 });
      expect(await open(path, { ...bearer, Origin: 'http://evil.example' })).toEqual({ status: 403 });
    },
  );
});

describe('the error of an operation', () => {
  it('carries what to do, for a client that shows `error` alone', async () => {
    const reply = await host.call('EditBackend', { backend_id: 1, settings: { Count: 99 } });
    expect(reply).toMatchObject({
      code: 'invalid_setting',
      error: "Count cannot be '99': it must be a whole number from 1 to 10. Nothing was changed.",
      message: "Count cannot be '99': it must be a whole number from 1 to 10.",
      hint: 'Nothing was changed.',
    });
  });

  it.each([
    ['AddNewBackend', { type_id: 'X' }, 'Invalid backend type: X'],
    ['EditBackend', { backend_id: 99, settings: {} }, 'Invalid backend ID 99'],
    ['EditBackend', { backend_id: 1 }, 'Missing settings.'],
    ['EditBackend', { backend_id: 1, settings: {}, new_id: 0 }, 'Backend ID 0 is already in use.'],
    ['DeleteBackend', {}, "Missing required parameter 'backend_id'"],
    [
      'DeleteBackend',
      { backend_id: 'x' },
      "Invalid value 'x' for parameter 'backend_id', must be type 'Int32'",
    ],
  ])('%s %j is SwarmUI’s own sentence, to the letter', async (route, input, error) => {
    expect(await host.call(route, input)).toMatchObject({ error });
  });
});

describe('the log view of SwarmUI’s page', () => {
  interface Recent {
    last_sequence_id: number;
    types_available: { name: string; identifier: string }[];
    data: Record<string, { sequence_id: number; time: string; message: string }[]>;
  }
  const recent = async (types: string[], last_sequence_ids: Record<string, number> = {}) =>
    (await host.call('ListRecentLogMessages', { types, last_sequence_ids })) as unknown as Recent;

  it('has a type for each backend, found by its identifier, with what the backend printed', async () => {
    const { types_available } = (await host.call('ListLogTypes')) as unknown as Recent;
    const type = types_available.find(({ identifier }) => identifier === 'backend-0');
    expect(new Set(types_available.map(({ name }) => name)).size).toBe(types_available.length);
    const name = type?.name ?? '';
    const printed = (await backends.log(0)).map(({ text }) => text);
    const { data } = await recent([name]);
    expect(data[name]?.map(({ message }) => message)).toEqual(printed);
    expect(data[name]?.[0]?.time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/);
  });

  it('gets each message once, in ascending numbers, also of a log that was empty before', async () => {
    const { id } = await backends.addResting({ Flags: '--load-ms 0' });
    const types = ((await host.call('ListLogTypes')) as unknown as Recent).types_available;
    const name = types.find(({ identifier }) => identifier === `backend-${id}`)?.name ?? '';
    const first = await recent([name]);
    // What the page keeps for a type that has no messages yet.
    const last = first.data[name]?.at(-1)?.sequence_id ?? first.last_sequence_id;
    expect((await recent([name], { [name]: last })).data[name]).toEqual([]);
    // Another log grows, and with it the number that a page which comes later keeps for this one.
    await host.call('RestartBackends', { backend: 0 });
    await backends.running(0);
    const later = (await recent([name])).last_sequence_id;
    await backends.toggle(id, true);
    await backends.running(id);
    const news = (await recent([name], { [name]: later })).data[name] ?? [];
    expect(news.length).toBeGreaterThan(0);
    const numbers = news.map(({ sequence_id }) => sequence_id);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    expect(Math.min(...numbers)).toBeGreaterThan(later);
    expect((await recent([name], { [name]: Math.max(...numbers) })).data[name]).toEqual([]);
    await backends.delete(id);
  });

  it('takes no types, unknown types and odd numbers', async () => {
    expect((await recent(['Nonsense', '__proto__', 'constructor'])).data).toEqual({});
    expect(await host.call('ListRecentLogMessages', {})).toMatchObject({ data: {} });
    const odd = { types: ['Info'], last_sequence_ids: { Info: 'x', __proto__: 3 } };
    expect(await host.call('ListRecentLogMessages', odd)).toMatchObject({
      data: { Info: expect.any(Array) },
    });
  });
});
