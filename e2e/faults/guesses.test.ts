/** Wrong tokens by the thousand: they are slowed down, cost no memory, and keep nobody out who has the right one. */
import { writeFile } from 'node:fs/promises';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import { it } from '../launch/headless/host-for-test.ts';
import { eventually } from '../testkit/eventually.ts';
import { residentMib } from '../testkit/resident-memory.ts';

const GUESSES = process.env.SWITCHYARD_FAULTS === 'long' ? 20_000 : 1000;
/** What the host allows at once. One more comes back every second. */
const ALLOWED_AT_ONCE = 20;

interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Asks for the metrics. @param agent holds the connections; left out, each request has one of its own */
function ask(url: string, token: string, agent: Agent | false = false): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}/metrics`,
      { agent, headers: { Authorization: `Bearer ${token}` } },
      (reply) => {
        let body = '';
        reply.setEncoding('utf8').on('data', (text: string) => {
          body += text;
        });
        reply.on('end', () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body }));
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

const post = (url: string, path: string, body: object) =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

/** The status with which the upgrade to a WebSocket is refused. */
const upgradeStatus = (url: string, token: string) =>
  new Promise<number | undefined>((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/API/events`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_, reply) => {
      resolve(reply.statusCode);
      socket.terminate();
    });
  });

/** How the event stream ends for a page with a wrong key. */
const closeOf = (url: string) =>
  new Promise<{ code: number; reason: string }>((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/API/events`, { headers: { Origin: url } });
    socket.on('open', () => socket.send(JSON.stringify({ access_key: 'wrong' })));
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });

it('wrong tokens are refused after a few, by every way in, while the right one is answered at once', async ({
  hostForTest,
}) => {
  const { host } = await hostForTest();
  const before = await residentMib(host.pid);
  const since = performance.now();
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const guess = async (index: number) => ask(host.url, `wrong-${index}`, agent);
  const replies: Reply[] = [];
  for (let index = 0; index < GUESSES; index += 50) {
    replies.push(...(await Promise.all(Array.from({ length: 50 }, (_, one) => guess(index + one)))));
    expect((await ask(host.url, host.token ?? '')).status).toBe(200);
  }
  agent.destroy();
  expect(replies.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(
    ALLOWED_AT_ONCE + 1 + (performance.now() - since) / 1000,
  );
  const refused = replies.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(GUESSES / 2);
  for (const { headers, body } of refused) {
    expect(headers['retry-after']).toBe('5');
    expect(JSON.parse(body)).toMatchObject({
      code: 'too_many_guesses',
      message: 'Too many wrong tokens, codes or keys came from this address.',
      hint: expect.stringContaining('Wait five seconds'),
    });
  }
  const secret = 'A'.repeat(43);
  for (const [path, body] of [
    ['/auth/sign-in', { code: 'wrong', secret }],
    ['/auth/sign-in', { token: 'wrong', secret }],
    ['/auth/answer', { browser_id: 'x', secret }],
    ['/auth/answer', { browser_id: 'x', challenge: 'y', signature: 'A'.repeat(86) }],
  ] as const) {
    const wrong = () => post(host.url, path, body);
    await eventually('it is refused', async () => (await wrong()).status === 429);
  }
  await eventually('the WebSocket is refused', async () => (await upgradeStatus(host.url, 'wrong')) === 429);
  await eventually('the key is refused', async () => {
    const { code, reason } = await closeOf(host.url);
    return code === 4401 && reason.startsWith('Too many wrong');
  });
  expect((await residentMib(host.pid)) - before).toBeLessThan(60);
});

it('a token that a person chose is not compared while there are too many wrong ones, save on a connection that has proved itself', async ({
  hostForTest,
  dataDirForTest,
}) => {
  const token = 'correct horse battery staple';
  const file = join(await dataDirForTest(), 'chosen-token');
  await writeFile(file, `${token}\n`, { mode: 0o600 });
  const { host } = await hostForTest({ args: ['--token-file', file] });
  const own = new Agent({ keepAlive: true, maxSockets: 1 });
  expect((await ask(host.url, token, own)).status).toBe(200);
  const exhaust = async () => {
    for (let left = 30; left > 0; left--) await ask(host.url, 'wrong');
  };
  await eventually('the right one has to wait', async () => {
    await exhaust();
    return (await ask(host.url, token)).status === 429;
  });
  expect((await ask(host.url, token, own)).status).toBe(200);
  const since = performance.now();
  await eventually('it is accepted again', async () => (await ask(host.url, token)).status === 200);
  expect(performance.now() - since).toBeLessThan(15_000);
  own.destroy();
});
