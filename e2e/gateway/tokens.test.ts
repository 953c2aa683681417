/** The tokens that requests through the gateway cost: counted for the backend and for the key, from what replies say of them. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect } from 'vitest';
import type { TokenCount } from '../../shared/backend.ts';
import type { ApiKeyInfo } from '../../shared/operations.ts';
import { it } from '../launch/headless/host-for-test.ts';
import type { TestHost } from '../launch/headless/start-host.ts';
import type { Backends } from '../testkit/backends.ts';
import { eventually } from '../testkit/eventually.ts';
import { addModelServer } from '../testkit/net/model-server.ts';
import { recordedText } from '../testkit/recordings.ts';

const LLAMA_SERVER = 'llama-server-0.4.0';
/** Each of the recorded replies of it tells of these. */
const ONE_REPLY = { prompt: 24, completion: 3 };
const times = (count: number): TokenCount => ({ prompt: 24 * count, completion: 3 * count });

const recorded = (name: string): string => {
  const text = recordedText(LLAMA_SERVER, `${name}.http`);
  return text.slice(text.indexOf('\n') + 1);
};

/** Answers with the recorded reply that the request names in `user`. */
function replay(request: IncomingMessage, response: ServerResponse): void {
  let text = '';
  request.on('data', (chunk) => {
    text += chunk;
  });
  request.on('end', () => {
    const { user: name } = JSON.parse(text) as { user: string };
    const type = name.includes('stream') ? 'text/event-stream' : 'application/json';
    response.writeHead(200, { 'content-type': type }).end(recorded(name));
  });
}

const post = (host: TestHost, key: string, path: string, body: object, init: RequestInit = {}) =>
  fetch(`${host.url}/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ model: 'shared', messages: [], ...body }),
    ...init,
  });

async function addKey(host: TestHost, name: string): Promise<{ id: string; key: string }> {
  const { id, api_key } = await host.call('AddApiKey', { name, role: 'use' });
  return { id: String(id), key: String(api_key) };
}
const tokensOfKey = async (host: TestHost, id: string): Promise<TokenCount | undefined> =>
  ((await host.call('ListApiKeys')) as { list: ApiKeyInfo[] }).list.find((key) => key.id === id)?.tokens;

const untilCounted = (backends: Backends, id: number, tokens: TokenCount) =>
  backends.until(
    id,
    `has counted ${JSON.stringify(tokens)}`,
    (backend) => backend.tokens?.prompt === tokens.prompt && backend.tokens.completion === tokens.completion,
  );

it('are on the card, in the metrics and at the key, which keeps them over a restart of the host', async ({
  hostForTest,
  dataDirForTest,
}) => {
  const dataDir = await dataDirForTest();
  const { host, backends } = await hostForTest({ dataDir });
  const { id } = await addModelServer(backends, replay, { title: 'Qwen' });
  expect((await backends.full(id)).tokens).toBeUndefined();
  expect(await (await host.request('/metrics')).text()).not.toContain('tokens_total{');
  const one = await addKey(host, 'one');
  const other = await addKey(host, 'other');
  for (const [path, name] of [
    ['/chat/completions', 'chat'],
    ['/chat/completions', 'chat-stream'],
    ['/responses', 'responses-stream'],
    ['/messages', 'messages-stream'],
  ] as const) {
    const reply = await post(host, one.key, path, { user: name });
    expect(await reply.text()).toBe(recorded(name));
  }
  await post(host, other.key, '/chat/completions', { user: 'chat' });
  await untilCounted(backends, id, times(5));
  expect(await tokensOfKey(host, one.id)).toEqual(times(4));
  expect(await tokensOfKey(host, other.id)).toEqual(ONE_REPLY);
  const metrics = await (await host.request('/metrics')).text();
  const labels = `{id="${id}",type="simpleremotellm",title="Qwen"}`;
  expect(metrics).toContain('# TYPE switchyard_backend_prompt_tokens_total counter');
  expect(metrics).toContain(`switchyard_backend_prompt_tokens_total${labels} 120\n`);
  expect(metrics).toContain(`switchyard_backend_completion_tokens_total${labels} 15\n`);

  // Those of the backend belong to its run.
  await backends.restart(id);
  await backends.running(id);
  expect((await backends.full(id)).tokens).toBeUndefined();
  await host.stop();
  const again = await hostForTest({ dataDir });
  expect(await tokensOfKey(again.host, one.id)).toEqual(times(4));
  await again.backends.running(id);
  await post(again.host, one.key, '/chat/completions', { user: 'chat' });
  await eventually(
    'the key has more',
    async () => (await tokensOfKey(again.host, one.id))?.prompt === 24 * 5,
  );
});

describe('of a reply', () => {
  it('that its client leaves in the middle, what was told until then is counted', async ({ sharedHost }) => {
    const { host, backends } = sharedHost;
    const start = recorded('messages-stream').slice(0, recorded('messages-stream').indexOf('event: content'));
    const { id } = await addModelServer(
      backends,
      (request, response) => {
        request.resume();
        response.writeHead(200, { 'content-type': 'text/event-stream' }).write(start);
      },
      { models: ['left'] },
    );
    const client = new AbortController();
    const reply = await post(
      host,
      String(host.token),
      '/messages',
      { model: 'left' },
      { signal: client.signal },
    );
    await reply.body?.getReader().read();
    client.abort();
    await untilCounted(backends, id, { prompt: 24, completion: 0 });
  });

  it('to a client of Ollama’s API, what the translated backend tells is counted', async ({ sharedHost }) => {
    const { host, backends } = sharedHost;
    const { id } = await addModelServer(
      backends,
      (request, response) => {
        request.resume();
        const isEmbedding = request.url === '/v1/embeddings';
        response
          .writeHead(200, { 'content-type': isEmbedding ? 'application/json' : 'text/event-stream' })
          .end(
            isEmbedding
              ? '{"data":[{"embedding":[1],"index":0}],"usage":{"prompt_tokens":6,"total_tokens":6}}'
              : recorded('chat-stream-usage'),
          );
      },
      { models: ['translated'] },
    );
    const ask = (path: string, body: object) =>
      fetch(`${host.gatewayUrl}${path}`, {
        method: 'POST',
        body: JSON.stringify({ model: 'translated', ...body }),
        headers: { authorization: `Bearer ${host.token}` },
      });
    const chat = await ask('/api/chat', { messages: [{ role: 'user', content: 'Hello' }], stream: false });
    expect(await chat.json()).toMatchObject({ prompt_eval_count: 24, eval_count: 3 });
    await untilCounted(backends, id, ONE_REPLY);
    await (await ask('/api/embed', { input: 'Hello' })).text();
    await untilCounted(backends, id, { prompt: 30, completion: 3 });
  });
});
