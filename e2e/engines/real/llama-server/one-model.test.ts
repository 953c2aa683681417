/** `llamaserver` with one model, on the real llama-server. */
import { join } from 'node:path';
import { describe, expect } from 'vitest';
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
    const requests = Promise.all([complete(address, 60), complete(address, 60)]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await backends.toggle(id, false);
    expect(await requests).toEqual([
      { status: 200, tokens: 60 },
      { status: 200, tokens: 60 },
    ]);
  });
});
