/** Who may talk to the host, and what nobody may make it do (docs/security.md, as far as HTTP goes). */
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { Backends } from '../../testkit/backends.ts';
import { eventually } from '../../testkit/eventually.ts';
import { canSeeWorkers, commandLineOf, workersOf } from '../../testkit/processes.ts';
import { openForTest } from '../hosts/contract-host.ts';
import { HttpHost } from '../hosts/http-host.ts';

let host: HttpHost;
let backends: Backends;
beforeAll(async () => {
  host = await HttpHost.open();
  backends = new Backends(host);
  await backends.addResting();
});
afterAll(async () => {
  await host.close();
  await host.dispose();
});

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A request as it is written: no header is added, none is changed. */
function send(options: {
  method?: string;
  path?: string;
  headers: [string, string][];
  body?: string;
}): Promise<Answer> {
  const { method = 'POST', path = '/API/DeleteBackend', headers, body = '' } = options;
  return new Promise((resolve, reject) => {
    const socket = connect(host.port, '127.0.0.1', () => {
      const lines = [`${method} ${path} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
      lines.push(`Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close');
      socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
    });
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      const [head = '', ...rest] = Buffer.concat(chunks).toString().split('\r\n\r\n');
      const [first = '', ...lines] = head.split('\r\n');
      resolve({
        status: Number(first.split(' ')[1]),
        headers: Object.fromEntries(
          lines.map((line) => [
            line.slice(0, line.indexOf(':')).toLowerCase(),
            line.slice(line.indexOf(':') + 2),
          ]),
        ),
        body: rest.join('\r\n\r\n'),
      });
    });
  });
}

/** A call that would delete backend 0 were it let through. */
async function deletion(headers: [string, string][], more: { method?: string; path?: string } = {}) {
  const session_id = await host.session();
  return await send({ headers, body: JSON.stringify({ session_id, backend_id: 0 }), ...more });
}
const JSON_TYPE: [string, string] = ['Content-Type', 'application/json'];
const token = (): [string, string] => ['Authorization', `Bearer ${host.token}`];
const goodHost = (): [string, string] => ['Host', `127.0.0.1:${host.port}`];

async function expectRefused(answer: Answer, statuses: number[]): Promise<void> {
  expect(statuses).toContain(answer.status);
  for (const name of Object.keys(answer.headers)) expect(name).not.toMatch(/^access-control-/);
  expect(answer.body).not.toMatch(/\bat \S+:\d+:\d+/);
  expect(Object.keys(await backends.list())).toEqual(['0']);
}

describe('the Host header', () => {
  it.each(['127.0.0.1:{port}', 'localhost:{port}', '[::1]:{port}', 'LOCALHOST:{port}'])(
    '%s is answered',
    async (name) => {
      const answer = await send({
        path: '/API/GetNewSession',
        headers: [['Host', name.replace('{port}', String(host.port))], JSON_TYPE, token()],
        body: '{}',
      });
      expect(answer.status).toBe(200);
    },
  );

  it.each([
    'evil.example',
    'evil.example:{port}',
    '127.0.0.1.nip.io:{port}',
    'localhost.evil.example:{port}',
    'evil.localhost:{port}',
    '127.0.0.1',
    'localhost',
    '127.0.0.1:1',
    '127.0.0.1:{port}0',
    '127.0.0.2:{port}',
    '0.0.0.0:{port}',
    '127.1:{port}',
    'localhost.:{port}',
    'user@127.0.0.1:{port}',
    '127.0.0.1:{port}, evil.example',
    '',
  ])('"%s" is refused, whoever asks for what', async (name) => {
    const hostHeader: [string, string] = ['Host', name.replace('{port}', String(host.port))];
    await expectRefused(await deletion([hostHeader, JSON_TYPE, token()]), [400, 403, 421]);
    for (const path of ['/', '/healthz', '/openapi.json', '/metrics'])
      await expectRefused(
        await send({ method: 'GET', path, headers: [hostHeader, token()] }),
        [400, 403, 421],
      );
  });

  it('that is missing or doubled is refused', async () => {
    await expectRefused(await deletion([JSON_TYPE, token()]), [400, 403, 421]);
    for (const other of ['evil.example', `127.0.0.1:${host.port}`])
      await expectRefused(await deletion([goodHost(), ['Host', other], JSON_TYPE, token()]), [400, 403, 421]);
  });
});

describe('another web site', () => {
  it.each([
    'null',
    'http://evil.example',
    'https://127.0.0.1:{port}',
    'http://127.0.0.1',
    'http://127.0.0.1:1',
    'http://localhost:{port}',
    'file://',
    'http://127.0.0.1:{port}.evil.example',
    '',
  ])('with the Origin "%s" is refused, with a token or without', async (origin) => {
    const header: [string, string] = ['Origin', origin.replace('{port}', String(host.port))];
    await expectRefused(await deletion([goodHost(), JSON_TYPE, header, token()]), [403]);
    await expectRefused(await deletion([goodHost(), JSON_TYPE, header]), [401, 403]);
  });

  it.each(['cross-site', 'same-site'])('with Sec-Fetch-Site %s is refused', async (site) => {
    const header: [string, string] = ['Sec-Fetch-Site', site];
    await expectRefused(await deletion([goodHost(), JSON_TYPE, header, token()]), [403]);
    await expectRefused(
      await send({ method: 'GET', path: '/metrics', headers: [goodHost(), header, token()] }),
      [403],
    );
  });

  it('may hold a link to the panel, which opens it', async () => {
    const headers: [string, string][] = [
      goodHost(),
      ['Sec-Fetch-Site', 'cross-site'],
      ['Sec-Fetch-Mode', 'navigate'],
      ['Sec-Fetch-Dest', 'document'],
    ];
    // There is no panel in this host, but it is looked for.
    expect((await send({ method: 'GET', path: '/', headers })).status).toBe(404);
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
    'cannot post a form of the type %s, not even with a token',
    async (type) => {
      await expectRefused(await deletion([goodHost(), ['Content-Type', type], token()]), [400, 403, 415]);
    },
  );

  it('gets no leave by OPTIONS: no CORS headers, and nothing is done', async () => {
    const asks: [string, string][] = [
      ['Origin', 'http://evil.example'],
      ['Access-Control-Request-Method', 'POST'],
      ['Access-Control-Request-Headers', 'content-type'],
    ];
    await expectRefused(await deletion([goodHost(), ...asks], { method: 'OPTIONS' }), [403]);
    const path = '/API/DeleteBackend';
    await expectRefused(await send({ method: 'OPTIONS', path, headers: [goodHost(), token()] }), [405]);
  });

  it('cannot open the event stream, not even with a token', async () => {
    for (const origin of ['http://evil.example', 'null']) {
      const headers = { Origin: origin, Authorization: `Bearer ${host.token}` };
      expect(await upgrade(headers)).toBe(403);
    }
  });

  it('cannot frame the panel or run a script in it: the headers forbid it on every reply', async () => {
    for (const path of ['/', '/healthz', '/nothing', '/API/ListBackends']) {
      const { headers } = await host.request(path);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('content-security-policy')).toContain("script-src 'self'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });
});

/** The status with which a WebSocket is refused; 101 when it is opened. */
function upgrade(headers: Record<string, string>, path = '/API/events'): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { headers });
    socket.on('unexpected-response', (_, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
    socket.on('open', () => {
      resolve(101);
      socket.terminate();
    });
    socket.on('error', () => resolve(0));
  });
}

describe('the token', () => {
  it.each([
    ['none', []],
    ['a wrong one', [['Authorization', 'Bearer wrong']]],
    ['an empty one', [['Authorization', 'Bearer ']]],
    ['one with more behind it', [['Authorization', 'Bearer test-tokenx']]],
    ['another scheme', [['Authorization', 'Basic dGVzdC10b2tlbg==']]],
    ['it as a cookie', [['Cookie', 'token=test-token']]],
    ['a forged cookie', [['Cookie', 'switchyard_{port}=forged']]],
  ] as [string, [string, string][]][])('%s is 401, and nothing is done', async (_, headers) => {
    const filled = headers.map(([name, value]): [string, string] => [
      name,
      value.replace('{port}', String(host.port)),
    ]);
    await expectRefused(await deletion([goodHost(), JSON_TYPE, ...filled]), [401]);
    expect((await send({ method: 'GET', path: '/metrics', headers: [goodHost(), ...filled] })).status).toBe(
      401,
    );
    expect(await upgrade(Object.fromEntries(filled))).toBe(401);
    const session = await send({
      path: '/API/GetNewSession',
      headers: [goodHost(), JSON_TYPE, ...filled],
      body: '{}',
    });
    expect(session.status).toBe(401);
  });

  it('in the query string is none', async () => {
    for (const query of ['?token=test-token', '?access_token=test-token', '?code=test-token']) {
      await expectRefused(
        await deletion([goodHost(), JSON_TYPE], { path: `/API/DeleteBackend${query}` }),
        [401],
      );
      expect(await upgrade({}, `/API/events${query}`)).toBe(401);
    }
  });

  it('opens the event stream', async () => {
    expect(await upgrade({ Authorization: `Bearer ${host.token}` })).toBe(101);
  });
});

describe('a hostile body', () => {
  const call = async (text: string) => {
    const response = await host.post('/API/EditBackend', text, { 'X-Session-ID': await host.session() });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it.each([1_048_577, 10_485_760])('of %i bytes is refused, and others are still served', async (bytes) => {
    const text = `{"backend_id": 0, "title": "${'x'.repeat(bytes)}"}`;
    const answers = await Promise.all([
      // A server that hangs up while it is still being sent to has refused as well.
      call(text).catch(() => ({ status: 413, body: {} })),
      backends.list(),
    ]);
    expect([400, 413]).toContain(answers[0].status);
    expect(Object.keys(answers[1])).toEqual(['0']);
  });

  it.each([10_000, 250_000])('nested %i deep is refused with a message', async (depth) => {
    for (const deep of [
      `${'['.repeat(depth)}${']'.repeat(depth)}`,
      `${'{"a":'.repeat(depth / 10)}1${'}'.repeat(depth / 10)}`,
    ])
      for (const text of [
        `{"backend_id": ${deep}, "settings": {}}`,
        `{"backend_id": 0, "settings": {"Flags": ${deep}}}`,
        `{"backend_id": 0, "raw_inp": {"settings": ${deep}}}`,
        `{"backend_id": 0, "settings": {}, "title": ${deep}}`,
      ]) {
        const { status, body } = await call(text);
        expect([200, 400]).toContain(status);
        expect(body).toMatchObject({ error: expect.stringMatching(/^[A-Z].{10,300}$/) });
        expect(body.code).not.toBe('internal_error');
      }
  });

  it('with as many keys as fit into a megabyte is refused, in reasonable time', async () => {
    const keys = (count: number) =>
      Array.from({ length: count }, (_, n) => `"k${n.toString(36)}":0`).join(',');
    for (const text of [
      `{"backend_id": 0, "settings": {${keys(100_000)}}}`,
      `{${keys(100_000)}}`,
      `{"backend_id": 0, "raw_inp": {${keys(100_000)}}}`,
    ])
      expect((await call(text)).body).toHaveProperty('error');
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString'])(
    'with a setting named %s is refused in words, and pollutes nothing',
    async (name) => {
      for (const text of [
        `{"backend_id": 0, "settings": {"${name}": "x"}}`,
        `{"backend_id": 0, "raw_inp": {"${name}": {"polluted": true}}}`,
        `{"backend_id": 0, "raw_inp": {"settings": {"${name}": {"polluted": true}}}}`,
      ])
        expect((await call(text)).body.error).toBe(`The backend type 'fake' has no setting '${name}'.`);
      expect({}).not.toHaveProperty('polluted');
    },
  );

  it('with __proto__ beside the parameters sets none of them', async () => {
    const text = '{"__proto__": {"backend_id": 0, "settings": {"Count": 9}}, "constructor": 1}';
    expect((await call(text)).body).toMatchObject({ error: "Missing required parameter 'backend_id'" });
    const session = await host.post(
      '/API/ListBackends',
      `{"__proto__": {"session_id": "${await host.session()}"}}`,
    );
    expect(session.status).toBe(400);
  });

  it.each(['1e309', '-1e309', '-1', '0.5', 'NaN', '"NaN"', '"1e309"', '1e20'])(
    'with the id %s changes nothing',
    async (id) => {
      const { body } = await call(`{"backend_id": ${id}, "settings": {"Count": 9}}`);
      expect(body).toHaveProperty('error');
    },
  );

  it('that never ends holds up nobody else', async () => {
    const stalled = httpRequest({
      host: '127.0.0.1',
      port: host.port,
      path: '/API/ListBackends',
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Content-Length': '1000',
        ...Object.fromEntries([token()]),
      },
    });
    stalled.on('error', () => {
      // It is broken off below.
    });
    stalled.write('{"session_id": ');
    expect(Object.keys(await backends.list())).toEqual(['0']);
    stalled.destroy();
  });

  it('after all of it, nothing has changed', async () => {
    expect(await backends.one(0)).toMatchObject({ modcount: 0, title: '', settings: { Count: 1 } });
  });
});

describe('static files', () => {
  it('are those of the panel, whatever the path says', async () => {
    const { host: own } = await openForTest(HttpHost.open, undefined);
    const root = join(own.dataDir, 'outside');
    const panelDir = join(root, 'panel');
    await mkdir(join(panelDir, 'assets'), { recursive: true });
    await writeFile(join(root, 'secret.txt'), 'canary');
    await writeFile(join(panelDir, 'index.html'), '<!doctype html>panel');
    await writeFile(join(panelDir, 'assets', 'app.js'), 'app');
    await writeFile(join(panelDir, '.env'), 'canary');
    await symlink(join(root, 'secret.txt'), join(panelDir, 'link.txt'));
    await symlink(root, join(panelDir, 'folder'));
    const { host: panel } = await openForTest(HttpHost.open, { panelDir });
    const get = async (path: string) => {
      const response = await new Promise<{ status: number; text: string }>((resolve, reject) => {
        httpRequest({ host: '127.0.0.1', port: panel.port, path }, (reply) => {
          let text = '';
          reply.setEncoding('utf8').on('data', (chunk: string) => {
            text += chunk;
          });
          reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text }));
        })
          .on('error', reject)
          .end();
      });
      return response;
    };
    expect(await get('/')).toEqual({ status: 200, text: '<!doctype html>panel' });
    expect(await get('/assets/app.js')).toEqual({ status: 200, text: 'app' });
    for (const path of [
      '/../secret.txt',
      '/assets/../../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e%2fsecret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/..%5csecret.txt',
      '/....//secret.txt',
      '//secret.txt',
      `/${encodeURIComponent(join(root, 'secret.txt'))}`,
      '/.env',
      '/%2eenv',
      '/link.txt',
      '/folder/secret.txt',
      '/secret.txt%00.js',
      '/%',
    ]) {
      const { status, text } = await get(path);
      expect([400, 403, 404], path).toContain(status);
      expect(text, path).not.toContain('canary');
    }
  });
});

describe('a secret', () => {
  it('shows nowhere: not in lists, events, logs, errors, metrics, command lines or what is logged of faults', async () => {
    const { host: own, backends: ownBackends } = await openForTest(HttpHost.open, undefined);
    const canary = 'canary-7f3a9c';
    await ownBackends.addRunning({ ApiKey: canary, Flags: '--stderr started' });
    const seen: string[] = [];
    const socket = new WebSocket(`${own.url.replace('http', 'ws')}/API/events`, {
      headers: { Authorization: `Bearer ${own.token}` },
    });
    socket.on('message', (data) => seen.push(String(data)));
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify({ listen: 1, to: { kind: 'state' } }));
    socket.send(JSON.stringify({ listen: 2, to: { kind: 'log', backend_id: 0 } }));
    await eventually('both are listened to', () => seen.length >= 2);

    const calls: [string, object][] = [
      ['ListBackends', { full_data: true }],
      ['EditBackend', { backend_id: 0, settings: { ApiKey: `${canary}-2` } }],
      ['EditBackend', { backend_id: 0, settings: { ApiKey: [canary] } }],
      ['EditBackend', { backend_id: 0, settings: { ApiKey: `${canary}\n` } }],
      ['AddNewBackend', { type_id: 'fake', settings: { ApiKey: { canary } } }],
      ['GetBackendLog', { backend_id: 0 }],
      ['GetCurrentStatus', {}],
      ['RestartBackends', {}],
      ['DeleteBackend', { backend_id: 0 }],
      ['ListDeletedBackends', {}],
      ['RestoreBackend', { backend_id: 0 }],
    ];
    for (const [operation, input] of calls) seen.push(JSON.stringify(await own.call(operation, input)));
    await ownBackends.running(0);
    seen.push(JSON.stringify(await own.call('ListBackends', { full_data: true })));
    seen.push(await (await own.request('/metrics')).text());
    for (const pid of workersOf(own.dataDir)) seen.push(commandLineOf(pid));
    for (const name of await readdir(join(own.dataDir, 'logs')))
      seen.push(await readFile(join(own.dataDir, 'logs', name), 'utf8'));
    seen.push(JSON.stringify(own.faults.map(({ error, where }) => [String(error), where])));
    socket.terminate();

    expect(seen.length).toBeGreaterThan(calls.length + 4);
    if (canSeeWorkers) expect(workersOf(own.dataDir)).not.toEqual([]);
    for (const text of seen) expect(text).not.toContain(canary);
    // It is there, though, for the worker.
    const { address } = await ownBackends.full(0);
    expect(await (await fetch(`${address}/env`)).text()).toContain(`${canary}-2`);
  });

  it('is kept in files that only their owner may read', async () => {
    const { host: own, backends: ownBackends } = await openForTest(HttpHost.open, undefined);
    await ownBackends.addResting({ ApiKey: 'canary' });
    await ownBackends.edit(0, { settings: { Count: 2 } });
    const names = (await readdir(own.dataDir)).filter((name) => name.startsWith('backends.json'));
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) expect((await stat(join(own.dataDir, name))).mode & 0o777).toBe(0o600);
  });
});
