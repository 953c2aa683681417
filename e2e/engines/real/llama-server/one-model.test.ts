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
});
