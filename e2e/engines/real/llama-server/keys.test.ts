/** The key of the real llama-server, in its arguments, its environment and a file. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { SECRET_MASK } from '../../../../shared/settings.ts';
import { it, llamaServer } from './llama-server-test.ts';

/** The command line of a process, as every user of the machine can read it. */
const commandLineOf = async (pid = 0) =>
  (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').join(' ');

describe.concurrent('the key of a llama-server', () => {
  it('goes from the arguments into the secret, to the engine by its environment, and with every probe', async ({
    sharedHost,
    models,
  }) => {
    const { host, backends } = sharedHost;
    const Command = llamaServer;
    const ModelPath = join(await models({ tiny: 'small' }), 'tiny.gguf');
    const { id } = await backends.add(
      { Command, ModelPath, ExtraArgs: '--ctx-size 256 --api-key canary-4711' },
      { type_id: 'llamaserver' },
    );
    const running = await backends.running(id);
    expect(running.settings).toMatchObject({
      ExtraArgs: '--ctx-size 256 --api-key {API_KEY}',
      ApiKey: SECRET_MASK,
    });
    // Only who has the key is told the model.
    expect(running.current_model).toBe('tiny');
    const { status } = await fetch(`${running.address}/props`);
    expect(status).toBe(401);
    expect(running.command_line).not.toContain('api-key');
    expect(await commandLineOf(running.pid)).not.toContain('canary');
    const shown = JSON.stringify([await backends.fullList(), await backends.log(id), host.output()]);
    expect(shown).not.toContain('canary');
  });

  it('is read from its key file', async ({ sharedHost, models }) => {
    const { backends } = sharedHost;
    const Command = llamaServer;
    const folder = await models({ tiny: 'small' });
    const ModelPath = join(folder, 'tiny.gguf');
    await writeFile(join(folder, 'keys'), 'canary-one\ncanary-two\n');
    const { id } = await backends.add(
      { Command, ModelPath, ExtraArgs: `--api-key-file "${join(folder, 'keys')}"` },
      { type_id: 'llamaserver' },
    );
    const running = await backends.running(id);
    expect(running.current_model).toBe('tiny');
    expect((await fetch(`${running.address}/props`)).status).toBe(401);
  });

  it('is used by "any program" for readiness, health and memory requests, and never stands on its command line', async ({
    sharedHost,
    models,
  }) => {
    const { host, backends } = sharedHost;
    const Command = llamaServer;
    const ModelPath = join(await models({ tiny: 'small' }), 'tiny.gguf');
    const { id } = await backends.add(
      {
        Command,
        Arguments: `--port {PORT} --model "${ModelPath}" --api-key canary-4711`,
        // Unlike /health, it wants the key.
        ReadyUrl: 'http://127.0.0.1:{PORT}/props',
        HealthUrl: 'http://127.0.0.1:{PORT}/props',
        FreeMemoryUrl: 'http://127.0.0.1:{PORT}/slots',
        FreeMemoryMethod: 'GET',
      },
      { type_id: 'command' },
    );
    const running = await backends.running(id);
    expect(running.settings).toMatchObject({ ApiKey: SECRET_MASK });
    expect(await commandLineOf(running.pid)).not.toContain('canary');
    expect(await host.call('FreeBackendMemory', { backend: id })).toMatchObject({ count: 1 });
    expect(JSON.stringify(await backends.full(id))).not.toContain('canary');

    // Without the key, the start says which setting is missing.
    await backends.edit(id, {
      settings: {
        ApiKey: '',
        Environment: 'LLAMA_API_KEY=other',
        Arguments: `--port {PORT} --model "${ModelPath}"`,
      },
    });
    const closed = await backends.until(
      id,
      'is closed',
      ({ error }) => error?.code === 'ready_needs_credentials',
    );
    expect(closed.error?.hint).toContain('Put its key into API key');
  });
});
