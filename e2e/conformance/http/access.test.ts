/** Who may call the host over HTTP: which names, sites and tokens it answers (docs/security.md). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Backends } from '../../testkit/backends.ts';
import { type RawReply, type RawRequest, sendRaw } from '../../testkit/net/raw-request.ts';
import { upgradeStatus } from '../../testkit/net/upgrade-status.ts';
import { HttpHost } from '../hosts/http-host.ts';

describe.each([
  { setUp: 'with its own addresses alone', publicUrls: [] },
  { setUp: 'with public URLs', publicUrls: ['https://box.example/yard', 'http://localhost:9000'] },
])('the host $setUp', ({ publicUrls }) => {
  let host: HttpHost;
  let backends: Backends;
  beforeAll(async () => {
    host = await HttpHost.open({ publicUrls });
    backends = new Backends(host);
    await backends.addResting();
  });
  afterAll(async () => {
    await host.close();
    await host.dispose();
  });

  const send = (request: RawRequest): Promise<RawReply> =>
    sendRaw(host.port, { method: 'POST', path: '/API/DeleteBackend', ...request });

  /** A call that would delete backend 0 if it were allowed. */
  async function deletion(headers: [string, string][], more: { method?: string; path?: string } = {}) {
    const session_id = await host.session();
    return await send({ headers, body: JSON.stringify({ session_id, backend_id: 0 }), ...more });
  }
  const JSON_TYPE: [string, string] = ['Content-Type', 'application/json'];
  const token = (): [string, string] => ['Authorization', `Bearer ${host.token}`];
  const goodHost = (): [string, string] => ['Host', `127.0.0.1:${host.port}`];

  async function expectRefused(reply: RawReply, statuses: number[]): Promise<void> {
    expect(statuses).toContain(reply.status);
    for (const name of Object.keys(reply.headers)) expect(name).not.toMatch(/^access-control-/);
    expect(reply.body).not.toMatch(/\bat \S+:\d+:\d+/);
    expect(Object.keys(await backends.list())).toEqual(['0']);
  }

  describe('the Host header', () => {
    it.each(['127.0.0.1:{port}', 'localhost:{port}', '[::1]:{port}', 'LOCALHOST:{port}'])(
      '%s is answered',
      async (name) => {
        const reply = await send({
          path: '/API/GetNewSession',
          headers: [['Host', name.replace('{port}', String(host.port))], JSON_TYPE, token()],
          body: '{}',
        });
        expect(reply.status).toBe(200);
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
    ])('"%s" is refused, with a token and for every address', async (name) => {
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
        await expectRefused(
          await deletion([goodHost(), ['Host', other], JSON_TYPE, token()]),
          [400, 403, 421],
        );
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
      // This host has no panel, but it looks for one.
      expect((await send({ method: 'GET', path: '/', headers })).status).toBe(404);
    });

    it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
      'cannot post a form of the type %s, not even with a token',
      async (type) => {
        await expectRefused(await deletion([goodHost(), ['Content-Type', type], token()]), [400, 403, 415]);
      },
    );

    it('is not permitted anything by OPTIONS: there are no CORS headers, and nothing is done', async () => {
      const headers: [string, string][] = [
        ['Origin', 'http://evil.example'],
        ['Access-Control-Request-Method', 'POST'],
        ['Access-Control-Request-Headers', 'content-type'],
      ];
      await expectRefused(await deletion([goodHost(), ...headers], { method: 'OPTIONS' }), [403]);
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

  const upgrade = (headers: Record<string, string>, path = '/API/events') =>
    upgradeStatus(host.port, path, headers);

  describe('the token', () => {
    it.each([
      ['none', []],
      ['a wrong one', [['Authorization', 'Bearer wrong']]],
      ['an empty one', [['Authorization', 'Bearer ']]],
      ['one with more behind it', [['Authorization', 'Bearer test-tokenx']]],
      ['another scheme', [['Authorization', 'Basic dGVzdC10b2tlbg==']]],
      ['the token as a cookie', [['Cookie', 'token=test-token']]],
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

    it('in the query string does not count', async () => {
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
});
