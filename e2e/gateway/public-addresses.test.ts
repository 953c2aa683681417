/** The gateway under the names by which a proxy, a tunnel or the network leads to the host. */
import { describe, expect, onTestFinished } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import { spawnHost, startHost, type TestHost } from '../launch/headless/start-host.ts';
import { sendRaw } from '../testkit/net/raw-request.ts';

const PAGE = 'https://box.example/yard/';

async function start(...args: string[]): Promise<TestHost> {
  const host = await startHost({ args: ['--public-url', 'https://box.example/yard', ...args] });
  onTestFinished(async () => void (await host.stop()));
  await host.call('AddNewBackend', { type_id: 'fake' });
  return host;
}

/** The address without the random part that takes the place of a key. */
const linkFrom = async (host: TestHost, page?: string): Promise<string> => {
  const { url = '' } = (await host.call('GetPageLink', { backend_id: 0, page })) as { url?: string };
  return url.replace(/~[\w-]{32}/, '~ticket');
};

const ask = (host: TestHost, headers: [string, string][]) =>
  sendRaw(Number(new URL(host.gatewayUrl).port), { path: '/v1/models', headers });

describe('the pages of a backend', () => {
  it('have an address of this machine for a browser of this machine, and for a window', async () => {
    const host = await start();
    for (const page of [undefined, 'http://localhost:7802/', 'app://panel/'])
      expect(await linkFrom(host, page)).toBe(`${host.gatewayUrl}/upstream/0~ticket/`);
  });

  it('cannot be opened through a proxy that leads to the panel alone: what to do is said', async () => {
    const host = await start();
    const { port } = new URL(host.gatewayUrl);
    expect(await host.call('GetPageLink', { backend_id: 0, page: PAGE })).toMatchObject({
      code: 'gateway_not_reachable',
      error: expect.stringContaining(`no address is known that leads to it from https://box.example/yard`),
      hint: expect.stringMatching(new RegExp(`port ${port} through your proxy.*--gateway-url`)),
    });
  });

  it('have the address of --gateway-url, which the gateway answers to', async () => {
    const host = await start('--gateway-url', 'https://models.example');
    expect(await linkFrom(host, PAGE)).toBe('https://models.example/upstream/0~ticket/');
    const authorization: [string, string] = ['Authorization', `Bearer ${host.token}`];
    expect((await ask(host, [['Host', 'models.example'], authorization])).status).toBe(200);
    expect((await ask(host, [['Host', 'models.example']])).status).toBe(401);
    const fromPage: [string, string] = ['Origin', 'https://models.example'];
    expect((await ask(host, [['Host', 'models.example'], authorization, fromPage])).status).toBe(200);
  });

  it('have the name by which the panel is reached where the network reaches the gateway, and it answers to that', async () => {
    const host = await start('--host', '0.0.0.0');
    const { port } = new URL(host.gatewayUrl);
    expect(await linkFrom(host, PAGE)).toBe(`http://box.example:${port}/upstream/0~ticket/`);
    expect(await linkFrom(host, 'http://192.168.1.5:7802/')).toBe(
      `http://192.168.1.5:${port}/upstream/0~ticket/`,
    );
    const authorization: [string, string] = ['Authorization', `Bearer ${host.token}`];
    const origin: [string, string] = ['Origin', `http://box.example:${port}`];
    expect((await ask(host, [['Host', `box.example:${port}`], authorization, origin])).status).toBe(200);
    for (const name of [
      `box.example.evil:${port}`,
      `evil.example:${port}`,
      `box.example:${Number(port) + 1}`,
    ])
      expect((await ask(host, [['Host', name], authorization])).status).toBe(421);
    const other: [string, string] = ['Origin', `http://box.example:${Number(port) + 1}`];
    expect((await ask(host, [['Host', `box.example:${port}`], authorization, other])).status).toBe(403);
  });
});

describe('--gateway-url', () => {
  it.for([
    ['https://box.example', 'Pages of backends must not run there'],
    ['https://models.example/llm', "'https://models.example/llm' has a path"],
    ['models.example', 'begins with neither http:// nor https://'],
  ] as const)('%s is refused in words', async ([url, words]) => {
    const host = await spawnHost({
      args: ['--public-url', 'https://box.example/yard', '--gateway-url', url],
    });
    expect((await host.exited).code).not.toBe(0);
    expect(host.output()).toContain(words);
  });
});
