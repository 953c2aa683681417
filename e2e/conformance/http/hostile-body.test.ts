/** Bodies that are too large, too deep or malicious: they are refused, and nothing has changed. */
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Backends } from '../../testkit/backends.ts';
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

describe('a hostile body', () => {
  const call = async (text: string) => {
    const response = await host.post('/API/EditBackend', text, { 'X-Session-ID': await host.session() });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it.each([1_048_577, 10_485_760])('of %i bytes is refused, and others are still served', async (bytes) => {
    const text = `{"backend_id": 0, "title": "${'x'.repeat(bytes)}"}`;
    const answers = await Promise.all([
      // A server that closes the connection before it has read everything refuses as well.
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
    'with a setting named %s is refused with a message, and pollutes nothing',
    async (name) => {
      for (const text of [
        `{"backend_id": 0, "settings": {"${name}": "x"}}`,
        `{"backend_id": 0, "raw_inp": {"${name}": {"polluted": true}}}`,
        `{"backend_id": 0, "raw_inp": {"settings": {"${name}": {"polluted": true}}}}`,
      ])
        expect((await call(text)).body.message).toBe(`The backend type 'fake' has no setting '${name}'.`);
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

  it('that never ends does not delay other calls', async () => {
    const stalled = httpRequest({
      host: '127.0.0.1',
      port: host.port,
      path: '/API/ListBackends',
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Content-Length': '1000',
        Authorization: `Bearer ${host.token}`,
      },
    });
    stalled.on('error', () => {
      // The connection is closed below.
    });
    stalled.write('{"session_id": ');
    expect(Object.keys(await backends.list())).toEqual(['0']);
    stalled.destroy();
  });

  it('after all of it, nothing has changed', async () => {
    expect(await backends.one(0)).toMatchObject({ modcount: 0, title: '', settings: { Count: 1 } });
  });
});
