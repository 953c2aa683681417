/**
 * Switchyard behind the proxies of examples/remote-access/: those that are on this machine, and what stands in for nginx. The
 * same in a browser: e2e/panel/access/proxies.spec.ts.
 */
import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import WebSocket from 'ws';
import { it } from '../launch/headless/host-for-test.ts';
import { openTunnel } from '../launch/proxies/open-tunnel.ts';
import { findProxies, nginxStandIns, PUBLIC_NAME } from '../launch/proxies/start-proxy.ts';
import { eventually } from '../testkit/eventually.ts';
import { freePort } from '../testkit/net/free-port.ts';
import { sendRaw } from '../testkit/net/raw-request.ts';
import { requestByTls } from '../testkit/net/tls-client.ts';

const proxies = [
  ...nginxStandIns().map((proxy) => ({ ...proxy, name: `${proxy.name}: stand-in` })),
  ...findProxies(),
];

it('page, sign-in, calls and events work through each proxy, and only under its public URL', async ({
  hostForTest,
  onTestFinished,
}) => {
  const hostPort = await freePort();
  const started = [];
  for (const proxy of proxies) {
    const port = await freePort();
    const running = await proxy.start({ port, hostPort });
    onTestFinished(() => running.stop());
    started.push({ ...proxy, port, origin: `https://${PUBLIC_NAME}:${port}` });
  }
  const { host } = await hostForTest({
    port: hostPort,
    args: started.flatMap(({ origin, path }) => ['--public-url', `${origin}${path}`]),
  });

  for (const { name, path, port, origin } of started) {
    const asBrowser = (headers: Record<string, string>) => ({ Host: `${PUBLIC_NAME}:${port}`, ...headers });
    const send = (route: string, headers: Record<string, string>, body?: object) =>
      requestByTls(`https://127.0.0.1:${port}${path}${route}`, {
        ca: null,
        headers: asBrowser(headers),
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      });
    const json = { 'Content-Type': 'application/json' };
    // HAProxy asks every two seconds whether the host is up, which was not yet when it started.
    await eventually(`${name} passes on`, async () => (await send('/healthz', {})).status === 200);
    const link = new RegExp(`^open ${origin}${path}/\\?#sign-in=(\\S+)$`, 'm').exec(host.output());
    const secret = randomBytes(32).toString('base64url');
    const signedIn = await send('/auth/sign-in', { ...json, Origin: origin }, { code: link?.[1], secret });
    expect(signedIn.status, name).toBe(200);
    const { access_key } = JSON.parse(signedIn.body) as { access_key: string };
    const authorized = { ...json, Authorization: `Bearer ${access_key}` };
    expect((await send('/API/GetNewSession', { ...authorized, Origin: origin }, {})).status, name).toBe(200);
    const first = await firstEvent(
      `wss://127.0.0.1:${port}${path}/API/events`,
      access_key,
      asBrowser({ Origin: origin }),
    );
    expect(first, name).toMatchObject({ event: { kind: 'snapshot' } });

    for (const other of [
      'https://evil.example',
      `http://${PUBLIC_NAME}:${port}`,
      `https://${PUBLIC_NAME}`,
      'null',
    ])
      expect((await send('/API/GetNewSession', { ...authorized, Origin: other }, {})).status, name).toBe(403);
    const rebound = await requestByTls(`https://127.0.0.1:${port}${path}/API/GetNewSession`, {
      ca: null,
      servername: PUBLIC_NAME,
      method: 'POST',
      headers: { ...authorized, Host: `evil.example:${port}`, Origin: `https://evil.example:${port}` },
      body: '{}',
    });
    // Caddy answers other names itself, with an empty page. A proxy that replaces the Host leaves it to the check of the Origin.
    expect(rebound.body === '' || [403, 421].includes(rebound.status), name).toBe(true);
  }
});

/** The first message of the event stream. */
function firstEvent(url: string, accessKey: string, headers: Record<string, string>): Promise<unknown> {
  const options = { headers, rejectUnauthorized: false, servername: PUBLIC_NAME };
  const socket = new WebSocket(url, options);
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => {
      socket.send(JSON.stringify({ access_key: accessKey }));
      socket.send(JSON.stringify({ listen: 1, to: { kind: 'state' } }));
    });
    socket.on('message', (data) => {
      resolve(JSON.parse(String(data)));
      socket.terminate();
    });
  });
}

it('a tunnel to another port of this machine is answered once its address is allowed', async ({
  hostForTest,
  onTestFinished,
}) => {
  const hostPort = await freePort();
  const port = await freePort();
  const tunnel = await openTunnel(port, hostPort);
  onTestFinished(() => void tunnel.close());
  const ask = () => sendRaw(port, { path: '/healthz', headers: [['Host', `localhost:${port}`]] });

  const { host } = await hostForTest({ port: hostPort });
  const refused = await ask();
  expect(refused.status).toBe(421);
  expect(JSON.parse(refused.body).hint).toContain(`--public-url http://localhost:${port} `);
  await host.stop();
  await hostForTest({ port: hostPort, args: ['--public-url', `http://localhost:${port}`] });
  expect((await ask()).status).toBe(200);
});
