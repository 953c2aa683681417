/** `llamaserver` with one model, on the real llama-server. */
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { eventually } from '../../../testkit/eventually.ts';
import { inMegabytes, residentBytesOfTree } from '../resident-memory.ts';
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

  it('answers as many requests at the same time as the server says, whoever has set that', async ({
    sharedHost,
    models,
  }) => {
    const ModelPath = join(await models({ one: 'small' }), 'one.gguf');
    const { backends } = sharedHost;
    const settings = { Command: llamaServer, ModelPath, MaxUsages: 2, ExtraArgs: '--parallel 3' };
    const { id } = await backends.add(settings, { type_id });
    const { address = '' } = await backends.running(id);
    const props = (await (await fetch(`${address}/props`)).json()) as { total_slots: number };
    expect(props.total_slots).toBe(3);
    await backends.until(id, 'takes three requests', ({ max_usages }) => max_usages === 3);
  });

  it('falls asleep by itself although it is supervised, gives its memory back, and wakes for a request', async ({
    sharedHost,
    models,
    annotate,
  }) => {
    const ModelPath = join(await models({ large: 'large' }), 'large.gguf');
    const { backends } = sharedHost;
    const settings = { Command: llamaServer, ModelPath, ExtraArgs: '--sleep-idle-seconds 4' };
    const { id } = await backends.add(settings, { type_id });
    const { address = '', pid = 0 } = await backends.running(id);
    expect(await complete(address, 2)).toMatchObject({ status: 200 });
    const before = residentBytesOfTree(pid);
    // It is asked for its state every 2 s, which must not count as use.
    await backends.until(id, 'sleeps', ({ current_model }) => current_model === null);
    const asleep = await eventually('its memory comes back', () => {
      const bytes = residentBytesOfTree(pid);
      return bytes < before / 2 && bytes;
    });
    expect((await backends.full(id)).status).toBe('running');
    expect(await complete(address, 2)).toMatchObject({ status: 200, tokens: 2 });
    const after = residentBytesOfTree(pid);
    await backends.until(id, 'is awake', ({ current_model }) => current_model === 'large');
    await annotate(
      `Resident memory before ${inMegabytes(before)}, asleep ${inMegabytes(asleep)}, after ${inMegabytes(after)}.`,
    );
    expect(after).toBeGreaterThan(before * 0.8);
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

  it('is closed to the pages of other sites', async ({ sharedHost, models }) => {
    const ModelPath = join(await models({ one: 'small' }), 'one.gguf');
    const { backends } = sharedHost;
    const { id } = await backends.add({ Command: llamaServer, ModelPath }, { type_id });
    const { address = '' } = await backends.running(id);
    const response = await fetch(`${address}/props`, { headers: { Origin: 'https://other.example' } });
    expect(response.headers.get('access-control-allow-origin')).not.toBe('https://other.example');
    expect(response.headers.get('access-control-allow-origin')).not.toBe('*');
  });
});
