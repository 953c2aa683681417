/** npm's client of Anthropic's API, unchanged, at the gateway: what it asks for beside messages, and what it is told. */
import Anthropic, { APIError } from '@anthropic-ai/sdk';
import { describe, expect } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import type { TestHost } from '../launch/headless/start-host.ts';
import { addModelServer } from '../testkit/net/model-server.ts';

const clientOf = ({ gatewayUrl, token }: TestHost): Anthropic =>
  new Anthropic({ baseURL: gatewayUrl, apiKey: token, maxRetries: 0 });

const HELLO = { max_tokens: 4, messages: [{ role: 'user' as const, content: 'Hello' }] };

const refusal = async (call: Promise<unknown>): Promise<APIError> => {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof APIError) return error;
  throw new Error(`it was not refused, but: ${String(error)}`);
};

describe('npm’s client of Anthropic', () => {
  it('finds the models in its own shape, each by its name too, with slashes and all', async ({
    sharedHost: { host, backends },
  }) => {
    const { id } = await addModelServer(backends, (_, response) => response.end('{}'), {
      models: ['org/Model-7B', 'other'],
    });
    const { models } = clientOf(host);
    const listed = [];
    for await (const model of models.list()) listed.push(model);
    expect(listed).toEqual([
      expect.objectContaining({ type: 'model', id: 'org/Model-7B', display_name: 'org/Model-7B' }),
      expect.objectContaining({ type: 'model', id: 'other', created_at: expect.any(String) }),
    ]);
    expect(await models.retrieve('org/Model-7B')).toMatchObject({ type: 'model', id: 'org/Model-7B' });
    expect(await models.retrieve(`backend:${id}`)).toMatchObject({ id: `backend:${id}` });
    expect(await refusal(models.retrieve('othr'))).toMatchObject({
      status: 404,
      error: {
        type: 'error',
        error: { type: 'not_found_error', message: expect.stringContaining("'other'") },
      },
    });
    await backends.delete(id);
  });

  it('is told which paths a worker has that does not speak its API', async ({
    sharedHost: { host, backends },
  }) => {
    const { id } = await backends.addRunning({}, { type_id: 'localllama' });
    const { message, status } = await refusal(clientOf(host).messages.create({ model: 'sample', ...HELLO }));
    expect(status).toBe(404);
    expect(message).toContain(
      'has no POST /v1/messages. It has GET /v1/models and POST /v1/chat/completions',
    );
    await backends.delete(id);
  });
});
