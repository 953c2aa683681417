/** Another server on this machine must get nothing that opens the panel, although browsers send cookies to every port of a machine, and although it may take the host's port. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import { startHost } from '../../launch/headless/start-host.ts';
import { PanelPage } from '../../pages/panel-page.ts';
import { expect, test } from '../fixtures.ts';

const browserOnly = { tag: '@browser' };

/** Another server, which records everything that it receives. */
async function startThief(port = 0, page = '<title>Somebody else</title>') {
  const requests: IncomingMessage[] = [];
  const messages: string[] = [];
  const server: Server = createServer((request, response) => {
    requests.push(request);
    const isApi = request.url !== '/' && request.method === 'GET';
    response.setHeader('Content-Type', isApi ? 'application/json' : 'text/html');
    // As a ComfyUI and as a server of language models.
    response.end(isApi ? '{"object":"list","data":[{"id":"a-model"}],"system":{},"devices":[]}' : page);
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: WebSocket, request) => {
    requests.push(request);
    socket.on('message', (data) => messages.push(String(data)));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    messages,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test(
  'a server behind the address on a card receives nothing that opens the panel',
  browserOnly,
  async ({ page, httpHost, context }) => {
    const thief = await startThief();
    await httpHost.call('AddNewBackend', { type_id: 'comfyui_api', settings: { Address: thief.url } });
    await page.goto(httpHost.signInLink);
    const panel = new PanelPage(page);
    await panel.card(0).waitForStatus('running');
    const opening = context.waitForEvent('page');
    await page.getByRole('link', { name: thief.url }).click();
    const opened = await opening;
    await expect(opened).toHaveTitle('Somebody else');
    expect(await opened.evaluate(() => window.opener)).toBeNull();

    const visit = thief.requests.find(({ url, headers }) => url === '/' && 'sec-fetch-mode' in headers);
    const { cookie, authorization, referer, host: _host, ...others } = visit?.headers ?? {};
    expect([cookie, authorization, referer]).toEqual([undefined, undefined, undefined]);
    expect(await context.cookies()).toEqual([]);
    // Everything that it received is sent to the host.
    const headers = Object.entries(others).filter(([name]) => !/^(sec-|connection|upgrade)/.test(name));
    const reply = await fetch(`${httpHost.url}/API/GetNewSession`, {
      method: 'POST',
      headers: {
        ...Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
        'Content-Type': 'application/json',
      },
      body: '{}',
    });
    expect(reply.status).toBe(401);
    await thief.close();
  },
);

/** A page that reads everything that the panel has stored for this origin. */
const LOOT = `<title>Loot</title><script>
  const loot = { local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie };
  const opening = indexedDB.open('switchyard');
  opening.onsuccess = () => {
    const request = opening.result.transaction('identity').objectStore('identity').getAll();
    request.onsuccess = async () => {
      loot.kept = request.result.map(({ id }) => id);
      loot.exported = await Promise.all(
        request.result.map(({ privateKey }) =>
          crypto.subtle.exportKey('jwk', privateKey).then(JSON.stringify, ({ name }) => name)));
      document.body.textContent = JSON.stringify(loot);
    };
  };
</script><body></body>`;

test(
  'a server that takes the port while the host is down receives nothing that opens the panel later',
  browserOnly,
  async ({ page }) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'switchyard-panel-'));
    let host = await startHost({ dataDir });
    const port = Number(new URL(host.url).port);
    await host.call('AddNewBackend', { type_id: 'fake' });
    await page.goto(host.signInLink);
    const panel = new PanelPage(page);
    await panel.card(0).waitForStatus('running');
    await host.kill();

    // The open tab connects again by itself, now to the other server.
    const thief = await startThief(port, LOOT);
    await expect.poll(() => thief.messages.length, { timeout: 60_000 }).toBeGreaterThan(0);
    await panel.card(0).clickToggle();
    await expect.poll(() => thief.requests.some(({ method }) => method === 'POST')).toBe(true);
    await page.reload();
    await expect(page).toHaveTitle('Loot');
    await expect(page.locator('body')).toContainText('exported');
    const loot = JSON.parse((await page.locator('body').textContent()) ?? '') as Record<string, unknown>;
    expect(loot).toMatchObject({ local: {}, session: {}, cookie: '', exported: ['InvalidAccessError'] });
    await thief.close();

    host = await startHost({ dataDir, port });
    const stolen = new Set([
      ...thief.messages.map((message) => (JSON.parse(message) as { access_key?: string }).access_key ?? ''),
      ...thief.requests.map(({ headers }) => (headers.authorization ?? '').replace('Bearer ', '')),
      ...(loot.kept as string[]),
    ]);
    // It received the access key, which is no longer valid since the host that issued it has ended.
    expect([...stolen].filter((one) => one.length === 43)).not.toEqual([]);
    for (const key of stolen) {
      const headers = { Authorization: `Bearer ${key}` };
      expect((await fetch(`${host.url}/metrics`, { headers })).status).toBe(401);
    }
    // The browser is still signed in.
    await page.goto(host.url);
    await panel.card(0).waitForStatus('running');
    await host.stop();
    await rm(dataDir, { recursive: true, force: true });
  },
);

test(
  'signing out everywhere ends this browser and the others at once; the printed link signs in again',
  browserOnly,
  async ({ page, httpHost, context }) => {
    await page.goto(httpHost.signInLink);
    // The page is there before its program has signed the browser in.
    await expect(page.getByRole('heading', { name: 'No backends yet' })).toBeVisible();
    const other = await context.newPage();
    await other.goto(httpHost.url);
    await expect(other.getByRole('heading', { name: 'No backends yet' })).toBeVisible();
    await page.getByRole('button', { name: 'Preferences' }).click();
    await page.getByRole('button', { name: 'Sign out everywhere…' }).click();
    await page.getByRole('button', { name: 'Sign out everywhere', exact: true }).click();
    for (const one of [page, other]) await expect(one.getByLabel('Or paste the token')).toBeVisible();
    await page.reload();
    await expect(page.getByLabel('Or paste the token')).toBeVisible();
    // The link that was used is followed by the one that signing out has printed.
    const lastLink = () => [...httpHost.output().matchAll(/^open (\S+)/gm)].at(-1)?.[1] ?? '';
    await expect.poll(lastLink).not.toBe(httpHost.signInLink);
    await page.goto(lastLink());
    await expect(page.getByRole('heading', { name: 'No backends yet' })).toBeVisible();
    expect(page.url()).not.toContain('sign-in');
  },
);

test(
  'a new token is made in Preferences; it is shown nowhere, and the old one is refused',
  browserOnly,
  async ({ page, httpHost }) => {
    await page.goto(httpHost.signInLink);
    await page.getByRole('button', { name: 'Preferences' }).click();
    await page.getByRole('button', { name: 'Create a new token…' }).click();
    await page.getByRole('button', { name: 'Create a new token', exact: true }).click();
    await expect(page.getByLabel('Or paste the token')).toBeVisible();
    expect((await httpHost.request('/metrics')).status).toBe(401);
  },
);
