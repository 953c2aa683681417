/** `llamaserver` with one model, on the real llama-server. */
import { join } from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import { describe, expect } from 'vitest';
import { beginRequests } from '../../../testkit/net/request-sent.ts';
import { complete, it, llamaServer } from './llama-server-test.ts';

const type_id = 'llamaserver';

describe.concurrent('llamaserver with one model', () => {
  it('is ready when the model is loaded, shows it, and answers with it', async ({ sharedHost, models }) => {
    const ModelPath = join(await models({ 'my-model': 'small' }), 'my-model.gguf');
    const { backends } = sharedHost;
    const settings = { Command: llamaServer, ModelPath, MaxUsages: 2, ContextSize: 512 };
    const { id } = await backends.add(settings, { type_id });
    const { address = '', current_model, max_usages } = await backends.running(id);
    expect(current_model).toBe('my-model');
    expect(max_usages).toBe(2);
    expect(await complete(address, 5)).toEqual({ status: 200, tokens: 5 });
  });

  it('answers a request that came 100 ms before it is stopped, and one that waits for a slot', async ({
    sharedHost,
    models,
  }) => {
    const ModelPath = join(await models({ large: 'large' }), 'large.gguf');
    const { backends } = sharedHost;
    const settings = { Command: llamaServer, ModelPath, MaxUsages: 1, StopTimeout: 120 };
    const { id } = await backends.add(settings, { type_id });
    const { address = '' } = await backends.running(id);
    const { answered: requests } = await beginRequests(
      address,
      () => Promise.all([complete(address, 60), complete(address, 60)]),
      2,
    );
    await backends.toggle(id, false);
    expect(await requests).toEqual([
      { status: 200, tokens: 60 },
      { status: 200, tokens: 60 },
    ]);
  });

  it('serves npm’s client of Anthropic through the gateway', async ({ sharedHost, models }) => {
    const ModelPath = join(await models({ claude: 'small' }), 'claude.gguf');
    const { host, backends } = sharedHost;
    const { id } = await backends.add({ Command: llamaServer, ModelPath, ContextSize: 512 }, { type_id });
    await backends.running(id);
    const client = new Anthropic({ baseURL: host.gatewayUrl, apiKey: host.token, maxRetries: 0 });
    const request = { model: 'claude', max_tokens: 3, messages: [{ role: 'user' as const, content: 'Hi' }] };
    expect(await client.messages.create(request)).toMatchObject({
      type: 'message',
      content: [{ type: 'text', text: expect.any(String) }],
      usage: { output_tokens: 3 },
    });
    expect(await client.messages.stream(request).finalMessage()).toMatchObject({
      stop_reason: 'max_tokens',
      usage: { output_tokens: 3 },
    });
    const { max_tokens: _, ...counted } = request;
    expect((await client.messages.countTokens(counted)).input_tokens).toBeGreaterThan(0);
    await backends.delete(id);
  });

  it('answers a client of Anthropic’s API through the gateway as it does itself', async ({
    sharedHost,
    models,
  }) => {
    const ModelPath = join(await models({ anthropic: 'small' }), 'anthropic.gguf');
    const { host, backends } = sharedHost;
    const { id } = await backends.add({ Command: llamaServer, ModelPath, ContextSize: 512 }, { type_id });
    const { address = '' } = await backends.running(id);
    const ask = async (url: string, path: string, more: object = {}) => {
      const reply = await fetch(`${url}/v1/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'anthropic-version': '2023-06-01' },
        body: JSON.stringify({
          model: 'anthropic',
          max_tokens: 3,
          messages: [{ role: 'user', content: 'Hi' }],
          ...more,
        }),
      });
      return { type: reply.headers.get('content-type'), text: await reply.text() };
    };
    const counted = await ask(host.gatewayUrl, 'messages/count_tokens');
    expect(JSON.parse(counted.text)).toEqual({ input_tokens: expect.any(Number) });
    expect(counted).toEqual(await ask(address, 'messages/count_tokens'));
    const streamed = await ask(host.gatewayUrl, 'messages', { stream: true });
    expect(streamed.type).toBe('text/event-stream');
    expect(streamed.text).toMatch(/^event: message_start\ndata: \{"type":"message_start"/);
    const unknown = await ask(host.gatewayUrl, 'messages', { model: 'anthropik' });
    expect(JSON.parse(unknown.text)).toMatchObject({ type: 'error', error: { type: 'not_found_error' } });
  });
});
