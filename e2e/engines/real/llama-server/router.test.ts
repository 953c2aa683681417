/** `llamaserver` as a router, on the real llama-server. */
import { describe, expect } from 'vitest';
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
});
