/** What the client of an engine says about the replies of real servers on this machine. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { FakeAdapterIo } from '../../../e2e/testkit/backend-types/fake-adapter-io.ts';
import { errorIn } from '../../../e2e/testkit/in-language.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { reasonOf } from '../../../shared/words/reason-error.ts';
import { EngineClient } from './engine-client.ts';
import type { RemoteSettings } from './remote-settings.ts';
import { retryAfterOf } from './server-replies.ts';

let answer: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
const seen: IncomingMessage[] = [];
let server: Server;
let origin = '';
beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const io = new FakeAdapterIo();
const clientOf = (settings: Partial<RemoteSettings> = {}, path = '') =>
  new EngineClient({ Address: `${origin}${path}`, ...settings }, io, 'the engine');
async function errorOf(client: EngineClient, path = '/v1/models'): Promise<SwitchyardError | Error> {
  try {
    await client.probe(path, z.object({}), 'it is something else');
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('There was no error.');
}
const hintOf = (error: Error) => (error instanceof SwitchyardError ? error.hint : '');

test('the query of the address is sent with every request, before that of the request', async () => {
  answer = (_, response) => response.end('{}');
  await clientOf({}, '/openai/?api-version=2024-10-21').requestJson('/models?autoload=false');
  expect(seen.at(-1)?.url).toBe('/openai/models?api-version=2024-10-21&autoload=false');
});

test('a wrong path is reported with the URL that was requested', async () => {
  answer = (_, response) => response.writeHead(404).end('{"error":"no such page"}');
  const error = await errorOf(clientOf({}, '/base?v=1'), '/system_stats');
  expect(error.message).toContain(
    `at ${origin}/base/system_stats?v=1: it answered 404 and says: no such page.`,
  );
});

test.each([
  [{}, 'it needs a key or a login, and none is set', 'Fill in Authorization header or Other headers'],
  [{ AuthorizationHeader: 'Bearer canary-1' }, 'it does not accept the key', 'Correct Authorization header'],
  [{ OtherHeaders: 'X-Key: canary-2' }, 'it does not accept the key', 'Correct Authorization header'],
])('a refusal with the settings %j says that %s', async (settings, message, hint) => {
  answer = (_, response) => response.writeHead(401).end('{}');
  const error = await errorOf(clientOf(settings));
  expect(error.message).toContain(`${origin}/v1/models refuses `);
  expect(error.message).toContain(message);
  expect(hintOf(error)).toContain(hint);
});

test.each(['/login?next=/v1/models', 'https://auth.example.com/?rd=1'])(
  'a redirect to the login page %s is called one',
  async (location) => {
    answer = (_, response) => response.writeHead(302, { location }).end();
    const error = await errorOf(clientOf());
    expect(error).toMatchObject({ code: 'login_required' });
    expect(error.message).toContain('a sign-in page');
    expect(hintOf(error)).toContain('Authorization header or Other headers');
  },
);

test('a login page that is served with 200 is called one, and any other page a web page', async () => {
  answer = (_, response) => response.end('<!DOCTYPE html><form><input name=p type="password"></form>');
  expect(await errorOf(clientOf())).toMatchObject({ code: 'login_required' });
  answer = (_, response) => response.end('<html><h1>It works!</h1>');
  const error = await errorOf(clientOf());
  expect(error).toMatchObject({ code: 'wrong_engine' });
  expect(error.message).toContain('it answered with a web page');
});

test('a request that changes something is not repeated on a login page either', async () => {
  answer = (_, response) => response.writeHead(302, { location: '/login' }).end();
  await expect(clientOf().requestJson('/free', { method: 'POST', body: {} })).rejects.toMatchObject({
    code: 'login_required',
  });
});

test.each([
  [500, '{"error":{"message":"CUDA out of memory."}}', 'it answered 500 and says: CUDA out of memory'],
  [500, 'oops', 'it answered 500: an error of its own'],
  [502, '<html>502 Bad Gateway</html>', 'it answered 502: a proxy before it does not reach it'],
  [503, '{"detail":"warming up"}', 'it answered 503 and says: warming up'],
  [503, '', 'it answered 503: it is not ready, or has too much to do'],
  [504, '', 'it answered 504: a proxy before it waits for it in vain'],
])('%i with the body %j is: %s', async (status, body, message) => {
  answer = (_, response) => response.writeHead(status).end(body);
  expect((await errorOf(clientOf())).message).toBe(message);
});

test.each<[string | undefined, number, string]>([
  ['120', 120_000, 'left alone for 2 min'],
  ['7.5', 7500, 'left alone for 8 s'],
  [new Date(io.clock.wall() + 600_000).toUTCString(), 600_000, 'left alone for 10 min'],
  ['99999999', 3_600_000, 'left alone for 60 min'],
  ['-5', 60_000, 'asks it again after a while'],
  ['soon', 60_000, 'asks it again after a while'],
  [undefined, 60_000, 'asks it again after a while'],
])('429 with Retry-After %s waits for %i ms', async (header, ms, hint) => {
  answer = (_, response) =>
    response.writeHead(429, header === undefined ? {} : { 'retry-after': header }).end('{}');
  const error = await errorOf(clientOf());
  expect(error).toMatchObject({ code: 'rate_limited' });
  expect(error.message).toContain('too many requests');
  expect(hintOf(error)).toContain(hint);
  expect(Math.abs((retryAfterOf(error) ?? 0) - ms)).toBeLessThan(1001);
});

test('what a server answers is said in the language of the panel, with its status and its own words', async () => {
  const inGerman = async (client: EngineClient) => {
    const details = { backend: 'Flux', address: 'http://there', reason: reasonOf(await errorOf(client)) };
    return (await errorIn('de', new SwitchyardError('no_contact', details).toReply())).message;
  };
  answer = (_, response) => void response.writeHead(503).end('busy');
  expect(await inGerman(clientOf())).toBe(
    'Flux war unter http://there nicht zu erreichen (es antwortete mit 503: es ist nicht bereit oder hat zu viel zu tun).',
  );
  answer = (_, response) => void response.writeHead(500).end('{"error":"out of luck."}');
  expect(await inGerman(clientOf())).toBe(
    'Flux war unter http://there nicht zu erreichen (es antwortete mit 500 und sagt: out of luck).',
  );
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  expect(await inGerman(clientOf({ Address: `http://127.0.0.1:${port}` }))).toBe(
    'Flux war unter http://there nicht zu erreichen (dort lauscht nichts).',
  );
});
