/** The gateway at a port of its own: who may use it, under which names, and how it is announced. */
import { type AddressInfo, createServer, type Server } from 'node:net';
import { describe, expect, onTestFinished } from 'vitest';
import { it, snapshotOf } from '../launch/headless/host-for-test.ts';
import { spawnHost, startHost } from '../launch/headless/start-host.ts';
import { eventually } from '../testkit/eventually.ts';
import { sendRaw } from '../testkit/net/raw-request.ts';

/** @returns null where another program has it */
const takePort = (port: number): Promise<Server | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

const models = (url: string, headers: Record<string, string> = {}) => fetch(`${url}/v1/models`, { headers });

describe('who may use it', () => {
  it('is any program of this machine until there is an API key, and then only who has one', async ({
    hostForTest,
  }) => {
    const { host } = await hostForTest();
    const url = host.gatewayUrl;
    expect(url).not.toBe(host.url);
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect((await models(url)).status).toBe(200);
    // Clients that insist on a key send any.
    expect((await models(url, { authorization: 'Bearer none' })).status).toBe(200);

    const added = await host.call('AddApiKey', { name: 'Editor', role: 'operate' });
    const refused = await models(url);
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ error: { code: 'invalid_api_key' } });
    expect((await models(url, { authorization: `Bearer ${String(added.api_key)}` })).status).toBe(200);
    expect((await models(url, { authorization: `Bearer ${host.token}` })).status).toBe(200);
  });

  it('is who has the token or a key where others can reach it', async () => {
    const host = await startHost({ args: ['--host', '0.0.0.0'] });
    onTestFinished(async () => void (await host.stop()));
    expect((await models(host.gatewayUrl)).status).toBe(401);
    expect((await models(host.gatewayUrl, { authorization: `Bearer ${host.token}` })).status).toBe(200);
  });

  it('is who has the token or a key where a proxy leads others to it', async () => {
    const host = await startHost({ args: ['--public-url', 'https://box.example'] });
    onTestFinished(async () => void (await host.stop()));
    expect((await models(host.gatewayUrl)).status).toBe(401);
  });

  it.for([
    ['under a name that only leads here', 'attacker.example', [], 421],
    ['from a page of another site', null, [['Origin', 'https://attacker.example']], 403],
    ['from an element in a page of another site', null, [['Sec-Fetch-Site', 'cross-site']], 403],
  ] as const)('is no request %s', async ([_, name, headers, status], { sharedHost: { host } }) => {
    const { port, host: ownName } = new URL(host.gatewayUrl);
    const send = (path: string) =>
      sendRaw(Number(port), {
        path,
        headers: [
          ['Host', name ?? ownName],
          ...headers.map(([key, value]): [string, string] => [key, value]),
        ],
      });
    const reply = await send('/v1/models');
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.body)).toMatchObject({ error: { message: expect.stringMatching(/\.$/) } });
    // It is the same error outside of /v1.
    for (const path of ['/', '/upstream/0/']) expect((await send(path)).body).toBe(reply.body);
  });

  it('is told so by the same error outside of /v1 as inside, also after too many wrong keys', async () => {
    const host = await startHost({ args: ['--host', '0.0.0.0'] });
    onTestFinished(async () => void (await host.stop()));
    const ask = async (path: string) => {
      const reply = await fetch(`${host.gatewayUrl}${path}`, { headers: { authorization: 'Bearer wrong' } });
      return {
        status: reply.status,
        retryAfter: reply.headers.get('retry-after'),
        body: (await reply.json()) as { error: { type: string; code: string } },
      };
    };
    expect(await ask('/upstream/0/')).toEqual(await ask('/v1/models'));
    const inside = await eventually('too many are wrong', async () => {
      const reply = await ask('/v1/models');
      return reply.status === 429 && reply;
    });
    expect(inside.body.error).toMatchObject({ type: 'rate_limit_error', code: 'too_many_guesses' });
    expect(inside.retryAfter).toBe('5');
    const outside = await eventually('it is refused outside too', async () => {
      const reply = await ask('/upstream/0/');
      return reply.status === 429 && reply;
    });
    expect(outside).toEqual(inside);
  });
});

describe('its port', () => {
  it('is announced on the terminal and to panels, and answers people and programs at its root', async ({
    sharedHost: { host },
  }) => {
    expect(host.output()).toMatch(/^listening on .*\nopen .*\ngateway on http:\/\/127\.0\.0\.1:\d+$/m);
    expect((await snapshotOf(host)).host.gateway).toEqual({ url: host.gatewayUrl });
    expect(await (await fetch(host.gatewayUrl)).text()).toContain('This is the gateway of Switchyard.');
    const unknown = await fetch(`${host.gatewayUrl}/API/GetNewSession`, { method: 'POST' });
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ error: { code: 'unknown_route' } });
  });

  it('may be none', async ({ hostForTest }) => {
    const { host } = await hostForTest({ args: ['--gateway-port', 'off'] });
    expect(host.output()).not.toContain('gateway on');
    expect((await snapshotOf(host)).host.gateway).toBeNull();
    expect((await host.request('/v1/models')).status).toBe(200);
  });

  it('that the user chose and another program has ends the start with the option to change', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const host = await spawnHost({ args: ['--gateway-port', String(port)] });
    expect((await host.exited).code).toBe(2);
    expect(host.output()).toContain(
      `Port ${port} is already in use by another program. Choose another with --gateway-port`,
    );
  });

  it('is another free one where the default is taken, and the terminal says so', async ({ hostForTest }) => {
    // A host of another test may have it for a while.
    const holder = await eventually('the default port is free', () => takePort(7803));
    onTestFinished(() => void holder.close());
    const { host } = await hostForTest({ usesDefaultGatewayPort: true });
    expect(new URL(host.gatewayUrl).port).not.toBe('7803');
    expect(host.output()).toContain(
      'Port 7803 is in use by another program, so the gateway gets another one, until the next start.',
    );
    expect((await models(host.gatewayUrl)).status).toBe(200);
  });
});
