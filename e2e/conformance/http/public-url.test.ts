/** The addresses by which a proxy or a tunnel leads to the host: exactly these are answered, under their sub-paths. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RawReply, type RawRequest, sendRaw } from '../../testkit/net/raw-request.ts';
import { upgradeStatus } from '../../testkit/net/upgrade-status.ts';
import { HttpHost } from '../hosts/http-host.ts';

let host: HttpHost;
let panelDir: string;
beforeAll(async () => {
  panelDir = await mkdtemp(join(tmpdir(), 'switchyard-panel-'));
  await writeFile(join(panelDir, 'index.html'), '<title>The panel</title>');
  await writeFile(join(panelDir, 'app.js'), 'app');
  host = await HttpHost.open({
    panelDir,
    publicUrls: ['https://box.example/yard', 'https://box.example:8443', 'http://localhost:9000'],
    trustedProxies: ['127.0.0.2/32'],
  });
});
afterAll(async () => {
  await host.close();
  await host.dispose();
  await rm(panelDir, { recursive: true, force: true });
});

const send = (request: RawRequest): Promise<RawReply> => sendRaw(host.port, request);
const PAGE: [string, string] = ['Accept', 'text/html,application/xhtml+xml,*/*;q=0.8'];
const ownHost = (): string => `127.0.0.1:${host.port}`;

/** Opens a session as the panel does, with these values of Host and Origin. */
function openSession(name: string, origin: string, path = '/API/GetNewSession'): Promise<RawReply> {
  return send({
    method: 'POST',
    path,
    headers: [
      ['Host', name],
      ['Origin', origin],
      ['Content-Type', 'application/json'],
      ['Authorization', `Bearer ${host.token}`],
    ],
    body: '{}',
  });
}

describe('a public URL', () => {
  it.each([
    ['kept by the proxy', 'box.example', 'https://box.example'],
    ['with the default port', 'box.example:443', 'https://box.example'],
    ['in capitals', 'BOX.example', 'https://box.example'],
    ['of a proxy that leaves out the port', 'box.example', 'https://box.example:8443'],
    ['with a port', 'box.example:8443', 'https://box.example:8443'],
    ['replaced by the address of the host', '', 'https://box.example'],
    ['of a tunnel on another port', 'localhost:9000', 'http://localhost:9000'],
  ])('is answered with the Host %s', async (_, name, origin) => {
    expect((await openSession(name || ownHost(), origin)).status).toBe(200);
  });

  it.each([
    ['box.example', 'http://box.example'],
    ['box.example', 'https://box.example:8444'],
    ['box.example', 'https://www.box.example'],
    ['box.example', 'https://box.example.evil.example'],
    ['box.example', 'https://evil.example'],
    ['box.example', 'null'],
    ['box.example', ''],
    ['localhost:9000', 'http://127.0.0.1:9000'],
    ['localhost:9000', 'http://localhost:9001'],
    ['', 'https://localhost:9000'],
  ])('does not allow the Host "%s" to the Origin "%s"', async (name, origin) => {
    const reply = await openSession(name || ownHost(), origin);
    expect(reply.status).toBe(403);
    expect(JSON.parse(reply.body)).toMatchObject({ code: 'forbidden_origin' });
  });

  it.each([
    'evil.example',
    'box.example:444',
    'www.box.example',
    'box.example.evil.example',
    'localhost:9001',
  ])('does not allow the name %s, not even to its own Origin', async (name) => {
    expect((await openSession(name, 'https://box.example')).status).toBe(421);
    expect((await openSession(name, `http://${name}`)).status).toBe(421);
  });

  it('does not allow a page of another site to use its name: DNS rebinding, forms, WebSockets', async () => {
    for (const site of ['cross-site', 'same-site'])
      expect(
        (
          await send({
            path: '/metrics',
            headers: [
              ['Host', 'box.example'],
              ['Sec-Fetch-Site', site],
              ['Authorization', `Bearer ${host.token}`],
            ],
          })
        ).status,
      ).toBe(403);
    expect(await upgrade('/API/events', { Host: 'box.example', Origin: 'https://evil.example' })).toBe(403);
    expect(await upgrade('/yard/API/events', { Host: 'box.example', Origin: 'http://box.example' })).toBe(
      403,
    );
    expect(await upgrade('/API/events', { Host: 'evil.example', Origin: 'https://box.example' })).toBe(421);
  });

  it('has its sub-path for page, files, calls and events, whether or not the proxy removes it', async () => {
    const headers: [string, string][] = [['Host', 'box.example']];
    for (const base of ['', '/yard']) {
      expect((await send({ path: `${base}/`, headers })).body).toContain('The panel');
      expect((await send({ path: `${base}/app.js`, headers })).body).toBe('app');
      expect((await send({ path: `${base}/healthz`, headers })).status).toBe(200);
      expect(
        (await openSession('box.example', 'https://box.example', `${base}/API/GetNewSession`)).status,
      ).toBe(200);
      expect(
        await upgrade(`${base}/API/events`, { Host: 'box.example', Origin: 'https://box.example' }),
      ).toBe(101);
    }
    expect((await send({ path: '/yards/', headers })).status).toBe(404);
    expect((await send({ path: '/yard/../yard/', headers })).status).toBe(404);
  });

  it('without the slash at its end leads to the page under its sub-path', async () => {
    const reply = await send({ path: '/yard?x=1', headers: [['Host', 'box.example'], PAGE] });
    expect(reply.status).toBe(302);
    expect(new URL(String(reply.headers.location), 'https://box.example/yard?x=1').href).toBe(
      'https://box.example/yard/?x=1',
    );
  });

  it('gets a sign-in link of its own', () => {
    expect(host.server.publicSignInLinks().map((link) => link.replace(/[\w-]+$/, '…'))).toEqual([
      'https://box.example/yard/?#sign-in=…',
      'https://box.example:8443/?#sign-in=…',
      'http://localhost:9000/?#sign-in=…',
    ]);
  });
});

const upgrade = (path: string, headers: Record<string, string>) => upgradeStatus(host.port, path, headers);

describe('an address that is not allowed', () => {
  it.each([
    ['other.example', 'http://other.example'],
    ['other.example:8080', 'http://other.example:8080'],
    ['host.docker.internal:7802', 'http://host.docker.internal:7802'],
  ])('is told as a page: what happened, and the option that allows %s', async (name, publicUrl) => {
    const reply = await send({ headers: [['Host', name], PAGE] });
    expect(reply.status).toBe(421);
    expect(reply.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(reply.headers['content-security-policy']).toContain("default-src 'none'");
    expect(reply.body).toContain(`does not answer to the name &#39;${name}&#39;`);
    expect(reply.body).toContain(`<pre dir="ltr">--public-url ${publicUrl}</pre>`);
  });

  it('is told to a program in JSON, with the same option', async () => {
    const reply = await openSession('other.example', 'https://other.example');
    expect(reply.status).toBe(421);
    expect(JSON.parse(reply.body)).toMatchObject({
      message: "This Switchyard does not answer to the name 'other.example'.",
      error_id: 'forbidden_host',
      hint: expect.stringContaining('--public-url https://other.example '),
    });
    const origin = await openSession(ownHost(), 'http://localhost:5173');
    expect(JSON.parse(origin.body).hint).toContain('--public-url http://localhost:5173 ');
  });

  it('is offered with https:// where the browser shows that it uses it, and with the folder of the page', async () => {
    const headers: [string, string][] = [['Host', 'other.example'], PAGE, ['Sec-Fetch-Site', 'none']];
    expect((await send({ path: '/yard/', headers })).body).toContain(
      '<pre dir="ltr">--public-url https://other.example/yard</pre>',
    );
    expect((await send({ path: '/API/ListBackends', headers })).body).toContain(
      '<pre dir="ltr">--public-url https://other.example</pre>',
    );
  });

  it('under a sub-path that the host does not know is told as a page, too', async () => {
    const reply = await send({ path: '/gpu/', headers: [['Host', ownHost()], PAGE] });
    expect(reply.status).toBe(404);
    expect(reply.body).toContain(`<pre dir="ltr">--public-url http://${ownHost()}/gpu</pre>`);
    const program = await send({ path: '/gpu/', headers: [['Host', ownHost()]] });
    expect(JSON.parse(program.body)).toMatchObject({ error_id: 'bad_route' });
  });

  it.each([
    '<script>alert(1)</script>',
    'a"onload="x',
    "x';--no-auth",
    'x$(reboot)',
    'x --no-auth',
    'a&b',
    'é.example',
    'x'.repeat(4000),
  ])('that is no name (%s) is escaped, and no option is offered', async (name) => {
    const reply = await send({ headers: [['Host', name], PAGE] });
    // The HTTP parser refuses some of them itself.
    expect([400, 421]).toContain(reply.status);
    expect(reply.body).not.toContain('<pre>');
    expect(reply.body).not.toMatch(/<script|onload="|'--/);
    expect(reply.body.length).toBeLessThan(3000);
  });

  it('leaves the files of the panel readable, so that the panel can tell; nothing else is', async () => {
    const headers: [string, string][] = [
      ['Host', ownHost()],
      ['Origin', 'https://other.example'],
    ];
    expect((await send({ path: '/app.js', headers })).status).toBe(200);
    for (const path of ['/healthz', '/metrics', '/openapi.json', '/API/events'])
      expect((await send({ path, headers })).status).toBe(403);
  });
});

describe('what a proxy says of the request', () => {
  const forwarded = (name: string): [string, string][] => [
    ['Host', 'box.example'],
    ['X-Forwarded-Host', name],
  ];

  it('counts for nothing by default', async () => {
    expect((await send({ path: '/healthz', headers: forwarded('evil.example') })).status).toBe(200);
    const headers: [string, string][] = [
      ['Host', 'evil.example'],
      ['X-Forwarded-Host', 'box.example'],
    ];
    expect((await send({ path: '/healthz', headers })).status).toBe(421);
  });

  it('tells whose wrong tokens are counted, only where the proxy is trusted', async () => {
    const guess = async (from: string) =>
      (
        await send({
          path: '/metrics',
          headers: [
            ['Host', 'box.example'],
            ['X-Forwarded-For', from],
            ['Authorization', 'Bearer wrong'],
          ],
        })
      ).status;
    /** The replies to many guesses of one client, and then to one of another. */
    const guesses = async () => {
      const replies = [];
      for (let count = 0; count < 100 && replies.at(-1) !== 429; count++)
        replies.push(await guess('10.0.0.1'));
      return [replies.at(-1), await guess('10.0.0.2')];
    };
    await host.reopen({ trustedProxies: [] });
    expect(await guesses()).toEqual([429, 429]);
    await host.reopen({ trustedProxies: ['127.0.0.1'] });
    expect(await guesses()).toEqual([429, 401]);
  });

  it('is checked as well where the proxy is trusted, and never in place of the Host', async () => {
    await host.reopen({ trustedProxies: ['127.0.0.0/8'] });
    expect((await send({ path: '/healthz', headers: forwarded('box.example') })).status).toBe(200);
    expect((await send({ path: '/healthz', headers: forwarded('evil.example') })).status).toBe(421);
    const headers: [string, string][] = [
      ['Host', 'evil.example'],
      ['X-Forwarded-Host', 'box.example'],
    ];
    expect((await send({ path: '/healthz', headers })).status).toBe(421);
  });
});

it('the page is there without a session, for whoever only asks whether the host is alive', async () => {
  for (const method of ['GET', 'HEAD']) {
    const reply = await send({ method, headers: [['Host', ownHost()]] });
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toContain('text/html');
  }
});
