/** `llamaserver` as a router, on the real llama-server. */
import { describe, expect } from 'vitest';
import { eventually } from '../../../testkit/eventually.ts';
import { inMegabytes, residentBytesOfTree } from '../resident-memory.ts';
import { complete, it, llamaServer } from './llama-server-test.ts';

const type_id = 'llamaserver';

describe.concurrent('llamaserver as a router', () => {
  it('loads nothing by itself, shows what a request has loaded, and frees what its processes held', async ({
    sharedHost,
    models,
    annotate,
  }) => {
    const { host, backends } = sharedHost;
    const ModelsDir = await models({ large: 'large', small: 'small' });
    const { id } = await backends.add({ Command: llamaServer, ModelsDir }, { type_id });
    const { address = '', pid = 0, current_model } = await backends.running(id);
    expect(current_model).toBeNull();
    expect(await complete(address, 5, 'large')).toEqual({ status: 200, tokens: 5 });
    await backends.until(id, 'shows the model', (backend) => backend.current_model === 'large');

    const before = residentBytesOfTree(pid);
    const reply = (await host.call('FreeBackendMemory', { backend: id })) as {
      freed: { ok: boolean; ram_bytes: number }[];
    };
    const held = before - residentBytesOfTree(pid);
    expect(reply).toMatchObject({ count: 1, freed: [{ ok: true }] });
    const [{ ram_bytes = 0 } = {}] = reply.freed;
    await annotate(`Freeing reports ${inMegabytes(ram_bytes)}; the system counts ${inMegabytes(held)}.`);
    expect(Math.abs(ram_bytes - held)).toBeLessThan(held * 0.05);
    expect((await backends.full(id)).current_model).toBeNull();
  });

  it('answers a request that came 100 ms before it is stopped', async ({ sharedHost, models }) => {
    const { backends } = sharedHost;
    const ModelsDir = await models({ large: 'large' });
    const { id } = await backends.add({ Command: llamaServer, ModelsDir, StopTimeout: 120 }, { type_id });
    const { address = '' } = await backends.running(id);
    expect(await complete(address, 1, 'large')).toMatchObject({ status: 200 });
    const request = complete(address, 60, 'large');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await backends.toggle(id, false);
    expect(await request).toEqual({ status: 200, tokens: 60 });
  });

  it('unloads a model whose request it answers only when that is answered', async ({
    sharedHost,
    models,
  }) => {
    const { host, backends } = sharedHost;
    const ModelsDir = await models({ large: 'large' });
    const { id } = await backends.add({ Command: llamaServer, ModelsDir }, { type_id });
    const { address = '' } = await backends.running(id);
    expect(await complete(address, 1, 'large')).toMatchObject({ status: 200 });
    const request = complete(address, 100, 'large');
    await eventually('the request is in work', async () => {
      const slots = await fetch(`${address}/slots?model=large&autoload=false`);
      return slots.ok && JSON.stringify(await slots.json()).includes('"is_processing":true');
    });
    await host.call('FreeBackendMemory', { backend: id });
    expect(await request).toEqual({ status: 200, tokens: 100 });
    await backends.until(id, 'has unloaded it', ({ current_model }) => current_model === null);
  });
});
