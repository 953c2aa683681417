/** What a key to use models may ask at the gateway: its backends alone, and only so often. The backends are servers of this test. */
import { describe, expect } from 'vitest';
import type { ApiKeyInfo } from '../../shared/operations.ts';
import { it } from '../launch/headless/host-for-test.ts';
import type { TestHost } from '../launch/headless/start-host.ts';
import type { Backends } from '../testkit/backends.ts';
import { addModelServer } from '../testkit/net/model-server.ts';

/** A server with these models that answers with its name, added as a backend. */
async function addServer(backends: Backends, title: string, models: readonly string[]): Promise<number> {
  const { id } = await addModelServer(
    backends,
    (request, response) => request.resume().on('end', () => response.end(JSON.stringify({ title }))),
    { models, title },
  );
  return id;
}

const addKey = async (host: TestHost, more: object): Promise<{ id: string; key: string }> => {
  const { id, api_key } = await host.call('AddApiKey', { name: `key ${keyCount++}`, role: 'use', ...more });
  return { id: String(id), key: String(api_key) };
};
let keyCount = 0;

const keyOf = async (host: TestHost, id: string): Promise<ApiKeyInfo | undefined> =>
  ((await host.call('ListApiKeys')) as { list: ApiKeyInfo[] }).list.find((key) => key.id === id);

const ask = async (host: TestHost, key: string, model: string, headers: Record<string, string> = {}) => {
  const reply = await fetch(`${host.url}/v1/chat/completions`, {
    method: 'POST',
    headers: key === '' ? headers : { authorization: `Bearer ${key}`, ...headers },
    body: JSON.stringify({ model, messages: [] }),
  });
  const body = (await reply.json()) as { title?: string; error?: { code: string; message: string } };
  return { status: reply.status, retryAfter: reply.headers.get('retry-after'), ...body };
};

const modelsOf = async (host: TestHost, key: string): Promise<string[]> => {
  const reply = await fetch(`${host.url}/v1/models`, { headers: { authorization: `Bearer ${key}` } });
  return ((await reply.json()) as { data: { id: string }[] }).data.map(({ id }) => id);
};

describe('a key for some backends', () => {
  it('lists and asks their models alone, and is not told of others', async ({ sharedHost }) => {
    const { host, backends } = sharedHost;
    const own = await addServer(backends, 'Own', ['own', 'both']);
    const other = await addServer(backends, 'Other', ['owm', 'both']);
    const { key } = await addKey(host, { backends: [own] });
    expect(await modelsOf(host, key)).toEqual(['own', 'both']);
    expect(await modelsOf(host, String(host.token))).toEqual(['own', 'both', 'owm']);
    for (const name of ['own', 'both', `backend:${own}`, 'backend:Own'])
      for (let times = 0; times < 2; times++)
        expect(await ask(host, key, name)).toMatchObject({ status: 200, title: 'Own' });
    for (const name of ['owm', `backend:${other}`, 'backend:Other']) {
      const { status, error } = await ask(host, key, name);
      expect([status, error?.code]).toEqual([404, 'model_not_found']);
      expect(error?.message).toContain(
        `No ready backend that this API key may use serves the model '${name}'.`,
      );
      expect(error?.message.replace(`'${name}'`, '')).not.toMatch(/owm|Other/);
    }
  });

  it('finds no others at the gateway’s own port, in Ollama’s list or among the pages', async ({
    sharedHost,
  }) => {
    const { host, backends } = sharedHost;
    const own = await addServer(backends, 'Own pages', ['own pages']);
    const other = await addServer(backends, 'Other pages', ['other pages']);
    const { key } = await addKey(host, { backends: [own], requests_per_minute: 1 });
    const call = (path: string, init: RequestInit = {}) =>
      fetch(`${host.gatewayUrl}${path}`, { ...init, headers: { authorization: `Bearer ${key}` } });
    const tags = (await (await call('/api/tags')).json()) as { models: { name: string }[] };
    expect(tags.models.map(({ name }) => name)).toEqual(['own pages']);
    expect((await call('/upstream/Own%20pages/x')).status).toBe(200);
    for (const name of [other, 'Other%20pages']) expect((await call(`/upstream/${name}/x`)).status).toBe(404);
    // What does more than look is counted there too.
    const post = () => call(`/upstream/${own}/x`, { method: 'POST', body: '{}' });
    expect([(await post()).status, (await post()).status]).toEqual([200, 429]);
    expect((await call('/upstream/Own%20pages/x')).status).toBe(200);
  });

  it('keeps its backend when that gets another id, and gets none that takes the old id', async ({
    sharedHost,
  }) => {
    const { host, backends } = sharedHost;
    const own = await addServer(backends, 'Moved', ['moved']);
    const { id, key } = await addKey(host, { backends: [own] });
    await backends.edit(own, { new_id: 500, settings: {} });
    const next = await addServer(backends, 'Next', ['next']);
    await backends.edit(next, { new_id: own, settings: {} });
    await backends.running(own);
    await backends.running(500);
    expect(await modelsOf(host, key)).toEqual(['moved']);
    expect(await keyOf(host, id)).toMatchObject({ role: 'use', backends: [500], requests_per_minute: null });
    expect(await ask(host, key, 'moved')).toMatchObject({ status: 200, title: 'Moved' });
    expect(await ask(host, key, `backend:${own}`)).toMatchObject({ status: 404 });
  });
});

it.for([
  ['a backend that is not there', { backends: [9999] }, 'invalid_backend_id'],
  ['no backend', { backends: [] }, 'api_key_without_backends'],
  ['a rate of nothing', { requests_per_minute: 0 }, 'api_key_rate_invalid'],
  ['another role', { role: 'operate', requests_per_minute: 5 }, 'api_key_limits_need_use'],
] as const)('a key limited to %s is not made', async ([, input, code], { sharedHost }) => {
  const { host } = sharedHost;
  const reply = await host.call('AddApiKey', { name: 'not made', role: 'use', ...input });
  expect(reply).toMatchObject({ code });
});

describe('a key with a rate', () => {
  it('is told when it may ask again, and holds up no other key', async ({ sharedHost }) => {
    const { host, backends } = sharedHost;
    await addServer(backends, 'Rated', ['rated']);
    const slow = await addKey(host, { requests_per_minute: 2 });
    const free = await addKey(host, {});
    const codes = [];
    for (let count = 0; count < 3; count++) codes.push((await ask(host, slow.key, 'rated')).status);
    expect(codes).toEqual([200, 200, 429]);
    const refused = await ask(host, slow.key, 'rated');
    expect(refused).toMatchObject({
      status: 429,
      error: { type: 'rate_limit_error', code: 'rate_limit_exceeded' },
    });
    expect(Number(refused.retryAfter)).toBeGreaterThan(0);
    expect(Number(refused.retryAfter)).toBeLessThanOrEqual(30);
    expect(refused.error?.message).toContain(`Send the next one in ${refused.retryAfter} seconds`);
    // A list costs nothing.
    expect(await modelsOf(host, slow.key)).toContain('rated');
    expect(await ask(host, free.key, 'rated')).toMatchObject({ status: 200 });
  });
});

it('a key is taken from the headers of other clients, counts as used, and is void once it is revoked', async ({
  sharedHost,
}) => {
  const { host, backends } = sharedHost;
  await addServer(backends, 'Plain', ['plain']);
  const { id, key } = await addKey(host, {});
  const used = async () => (await keyOf(host, id))?.last_used_at;
  expect(await used()).toBeNull();
  for (const header of ['x-api-key', 'api-key'])
    expect(await ask(host, '', 'plain', { [header]: key })).toMatchObject({ status: 200 });
  expect(await used()).not.toBeNull();
  await host.call('RevokeApiKey', { id });
  for (const header of ['authorization', 'x-api-key']) {
    const value = header === 'authorization' ? `Bearer ${key}` : key;
    expect(await ask(host, '', 'plain', { [header]: value })).toMatchObject({
      status: 401,
      error: { code: 'invalid_api_key' },
    });
  }
});
