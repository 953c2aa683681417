/** `command` with its presets for llama-server, on the real llama-server. */
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { eventually } from '../../../testkit/eventually.ts';
import { beginRequests } from '../../../testkit/net/request-sent.ts';
import { complete, it, llamaServer } from './llama-server-test.ts';

const type_id = 'command';

describe.concurrent('the type "any program"', () => {
  it('starts llama-server by its preset, and answers a request that came 100 ms before it is stopped', async ({
    sharedHost,
    models,
  }) => {
    const { backends } = sharedHost;
    const settings = await presetOf('llama-server', sharedHost);
    const ModelPath = join(await models({ large: 'large' }), 'large.gguf');
    const Arguments = settings.Arguments?.replace('/PATH/TO/MODEL.gguf', `"${ModelPath}"`);
    const { id } = await backends.add(
      { ...settings, Command: llamaServer, Arguments, StopTimeout: 120 },
      { type_id },
    );
    const { address = '' } = await backends.running(id);
    const { answered: request } = await beginRequests(address, () => complete(address, 60));
    await backends.toggle(id, false);
    expect(await request).toEqual({ status: 200, tokens: 60 });
  });

  it('starts the router by its preset, and frees the model that the preset names', async ({
    sharedHost,
    models,
  }) => {
    const { host, backends } = sharedHost;
    const settings = await presetOf('llama-server-router', sharedHost);
    const ModelsDir = await models({ small: 'small' });
    const Arguments = settings.Arguments?.replace('/PATH/TO/MODELS', `"${ModelsDir}"`);
    const FreeMemoryBody = settings.FreeMemoryBody?.replace('MODEL-NAME', 'small');
    const { id } = await backends.add(
      { ...settings, Command: llamaServer, Arguments, FreeMemoryBody },
      { type_id },
    );
    const { address = '' } = await backends.running(id);
    expect(await complete(address, 5, 'small')).toEqual({ status: 200, tokens: 5 });
    expect(await host.call('FreeBackendMemory', { backend: id })).toMatchObject({ count: 1 });
    // It replies at once, and unloads the model afterwards.
    await eventually('the model is unloaded', async () => {
      const list = (await (await fetch(`${address}/models`)).json()) as {
        data: { id: string; status: { value: string } }[];
      };
      return list.data.find((model) => model.id === 'small')?.status.value === 'unloaded';
    });
  });
});

interface Values {
  Arguments?: string;
  FreeMemoryBody?: string;
}

/** The values of a preset, as the panel fills them into the form. */
async function presetOf(
  preset: string,
  { host }: { host: { call(operation: string): Promise<object> } },
): Promise<Values> {
  const { list } = (await host.call('ListBackendTypes')) as {
    list: { id: string; presets?: { id: string; settings: Values }[] }[];
  };
  const found = list.find(({ id }) => id === type_id)?.presets?.find(({ id }) => id === preset);
  if (!found) throw new Error(`There is no preset '${preset}'.`);
  return found.settings;
}
