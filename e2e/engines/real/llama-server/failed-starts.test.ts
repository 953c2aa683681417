/** Starts that the real llama-server refuses: the card says why, and none of them is tried again. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it, llamaServer } from './llama-server-test.ts';

const type_id = 'llamaserver';

describe.concurrent('a start that llama-server refuses', () => {
  it('names the argument that it does not know, and the value that it cannot read', async ({
    sharedHost,
    models,
  }) => {
    const ModelPath = join(await models({ one: 'small' }), 'one.gguf');
    const { backends } = sharedHost;
    const { id } = await backends.add(
      { Command: llamaServer, ModelPath, ExtraArgs: '--from-the-future' },
      { type_id },
    );
    const unknown = await backends.errored(id);
    expect(unknown.error?.code).toBe('engine_refused_argument');
    expect(unknown.error?.message).toContain('--from-the-future');

    await backends.edit(id, { settings: { ExtraArgs: '--ubatch-size many' } });
    const unreadable = await backends.until(
      id,
      'has read the value',
      ({ error }) => error?.message.includes('--ubatch-size') === true,
    );
    expect(unreadable.error?.code).toBe('engine_refused_argument');
  });

  it('says that a model file is cut off', async ({ sharedHost, models }) => {
    const folder = await models({ whole: 'small' });
    const whole = await readFile(join(folder, 'whole.gguf'));
    const ModelPath = join(folder, 'part.gguf');
    await writeFile(ModelPath, whole.subarray(0, whole.length / 2));
    const { backends } = sharedHost;
    const { id } = await backends.add({ Command: llamaServer, ModelPath }, { type_id });
    expect((await backends.errored(id)).error?.code).toBe('model_damaged');
  });
});
