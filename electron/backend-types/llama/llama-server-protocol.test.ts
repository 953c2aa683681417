/** The replies that were recorded from the real llama-server are read as what they say. */
import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { FakeAdapterIo } from '../../../e2e/testkit/backend-types/fake-adapter-io.ts';
import { recordedText } from '../../../e2e/testkit/recordings.ts';
import { EngineClient } from '../remote/engine-client.ts';
import { LlamaServerApi, NoMetricsError } from './llama-server-protocol.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** A server that answers each path with the recording of that name, or with this JSON. @returns its paths as they are requested */
async function replay(recordings: Record<string, string>): Promise<{ api: LlamaServerApi; asked: string[] }> {
  const asked: string[] = [];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const name = recordings[request.url ?? ''] ?? 'models-unload-in-single-mode.http';
    if (name.startsWith('{')) return void response.end(name);
    const [head = '', ...body] = recordedText('llama-server-0.4.0', name).split('\n');
    response.writeHead(Number(head.replace('HTTP ', ''))).end(body.join('\n'));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const client = new EngineClient(
    { Address: `http://127.0.0.1:${port}` },
    new FakeAdapterIo(),
    'llama-server',
  );
  return { api: new LlamaServerApi(client, () => client), asked };
}

test('a server with one model: its name, its slots, and whether it sleeps', async () => {
  const { api } = await replay({ '/props': 'props-ready.http' });
  expect(await api.properties()).toEqual({
    isRouter: false,
    model: 'big',
    isSleeping: false,
    canSleep: true,
    slots: 2,
  });
  server?.close();
  const sleeping = await replay({ '/props': 'props-sleeping.http' });
  expect(await sleeping.api.properties()).toMatchObject({ isSleeping: true, slots: 4 });
});

test('a router says what it is', async () => {
  const { api } = await replay({ '/props': 'router-props.http' });
  expect(await api.properties()).toMatchObject({ isRouter: true, model: null, slots: undefined });
});

test('requests in work and in the queue, as metrics and as slots', async () => {
  const { api } = await replay({
    '/metrics': 'metrics-busy.http',
    '/slots': 'slots-busy-3-requests-2-slots.http',
  });
  // Three requests on two slots: the third waits.
  expect(await api.readWork()).toEqual({ inFlight: 3, tokens: 0 });
  expect((await api.readSlots()).inFlight).toBe(2);
});

test('a server without metrics, and one that still loads, cannot tell', async () => {
  const { api } = await replay({ '/metrics': 'metrics-disabled.http', '/props': 'props-loading.http' });
  await expect(api.readWork()).rejects.toThrow(NoMetricsError);
  await expect(api.properties()).rejects.toThrow('503');
});

test('a list with a model that has no state is not understood', async () => {
  const models = { data: [{ id: 'alpha', status: { value: '' } }] };
  const { api } = await replay({ '/models?autoload=false': JSON.stringify(models) });
  await expect(api.listModels()).rejects.toThrow(/model/);
});

test('the models of a router: loaded, loading, sleeping, failed, and their processes', async () => {
  const list = async (recording: string) => {
    const { api, asked } = await replay({ '/models?autoload=false': recording });
    const models = await api.listModels();
    expect(asked).toEqual(['GET /models?autoload=false']);
    server?.close();
    return models;
  };
  expect(
    (await list('router-models-one-loaded.http')).map(({ id, status, port }) => [id, status, port]),
  ).toEqual([
    ['alpha', 'loaded', 56_911],
    ['beta', 'unloaded', null],
    ['gamma', 'unloaded', null],
  ]);
  expect((await list('router-models-loading.http'))[0]?.status).toBe('loading');
  expect((await list('router-models-sleeping.http'))[0]?.status).toBe('sleeping');
  expect((await list('router-models-failed.http'))[0]).toMatchObject({
    id: 'broken',
    status: 'unloaded',
    failure: { exitCode: 1 },
    path: '/home/me/engines/mdir2/broken.gguf',
  });
  expect((await list('router-models-child-killed.http'))[0]?.failure).toEqual({ exitCode: 1 });
});

test('a model of a router is asked by its own process, and by the router where that is not known', async () => {
  const model = { id: 'a b', aliases: [], status: 'loaded', failure: null, path: null, port: null };
  const { api, asked } = await replay({ '/metrics?model=a%20b&autoload=false': 'metrics.http' });
  expect(await api.readWorkOf(model)).toEqual({ inFlight: 0, tokens: 0 });
  await expect(api.readWorkOf({ ...model, port: 1 })).rejects.toThrow(NoMetricsError);
  expect(await api.readWorkOf({ ...model, status: 'loading' })).toMatchObject({ inFlight: 1 });
  expect(await api.readWorkOf({ ...model, status: 'sleeping' })).toMatchObject({ inFlight: 0 });
  expect(asked).toEqual(['GET /metrics?model=a%20b&autoload=false', 'GET /metrics']);
});

test('a router says why it does not unload', async () => {
  const { signal } = new AbortController();
  const { api } = await replay({ '/models/unload': 'router-unload-not-loaded.http' });
  expect(await api.unload('alpha', signal)).toBe('model is not running');
  server?.close();
  const other = await replay({ '/models/unload': 'router-unload-reply.http' });
  expect(await other.api.unload('alpha', signal)).toBeNull();
});
