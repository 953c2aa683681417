/** `ollama` on the real Ollama, which is started here with the sample model as its only one. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it as hostIt } from '../../../launch/headless/host-for-test.ts';
import { freePort } from '../../../testkit/net/free-port.ts';
import { requestReply } from '../../../testkit/recordings.ts';
import { inRepository } from '../../../testkit/repository.ts';
import { talkOfLoading, talkWithoutLoadedModel } from '../../ollama-conversations.ts';
import { realEngine } from '../real-engine.ts';

const type_id = 'ollama';
const Command = realEngine('OLLAMA_BIN');

const it = hostIt.extend<{
  /** Settings for an Ollama that has a folder of models of its own. */
  settingsForTest(): Promise<{ Address: string; Command: string; ModelsDir: string }>;
}>({
  settingsForTest: async ({ onTestFinished }, use) => {
    await use(async () => {
      const ModelsDir = await mkdtemp(join(tmpdir(), 'switchyard-ollama-'));
      onTestFinished(() => rm(ModelsDir, { recursive: true, force: true }));
      return { Command, ModelsDir, Address: `http://127.0.0.1:${await freePort()}` };
    });
  },
});

/** Makes the model `tiny` of a file, as `ollama create` does. */
async function createModel(address: string): Promise<void> {
  const model = await readFile(inRepository('dist-test/sample/sample-model.gguf'));
  const digest = `sha256:${createHash('sha256').update(model).digest('hex')}`;
  await fetch(`${address}/api/blobs/${digest}`, { method: 'POST', body: model });
  const { status, body } = await requestReply(`${address}/api/create`, {
    model: 'tiny',
    files: { 'tiny.gguf': digest },
    stream: false,
  });
  if (status !== 200) throw new Error(`Ollama did not take the model: ${JSON.stringify(body)}`);
}

describe('the real Ollama', () => {
  it('is started here, shows the model that a request has loaded, unloads it, and is ended', async ({
    sharedHost,
    settingsForTest,
  }) => {
    const { host, backends } = sharedHost;
    const { id } = await backends.add(await settingsForTest(), { type_id });
    const { address = '', current_model } = await backends.running(id);
    expect(current_model).toBeNull();
    await createModel(address);
    await talkWithoutLoadedModel(address);
    await talkOfLoading(address);
    await backends.until(id, 'shows the model', (backend) => backend.current_model === 'tiny:latest');
    expect(await host.call('FreeBackendMemory', { backend: id })).toMatchObject({
      count: 1,
      freed: [{ ok: true }],
    });
    expect((await requestReply(`${address}/api/ps`)).body).toEqual({ models: [] });
    await backends.toggle(id, false);
    await expect(fetch(address)).rejects.toThrow();
  });

  it('answers its own client through the gateway as it does itself, and other backends have the same fields', async ({
    sharedHost,
    settingsForTest,
  }) => {
    const { host, backends } = sharedHost;
    const { id } = await backends.add(await settingsForTest(), { type_id });
    const { address = '' } = await backends.running(id);
    await createModel(address);
    await backends.until(id, 'lists the model', ({ models }) => models?.includes('tiny:latest') === true);
    await backends.addRunning({}, { type_id: 'localllama' });
    const lines = async (url: string, model: string) => {
      const reply = await fetch(`${url}/api/chat`, {
        method: 'POST',
        body: JSON.stringify({
          model,
          messages: [{ role: 'user', content: 'Hi' }],
          options: { num_predict: 3, temperature: 0 },
        }),
      });
      const parts = (await reply.text()).trim().split('\n');
      return {
        type: reply.headers.get('content-type'),
        parts: parts.map((line) => JSON.parse(line) as Record<string, unknown>),
      };
    };
    const own = await lines(address, 'tiny');
    const passed = await lines(host.gatewayUrl, 'tiny');
    expect(passed.parts.map(({ message }) => message)).toEqual(own.parts.map(({ message }) => message));
    const shown = (url: string) => requestReply(`${url}/api/show`, { model: 'tiny' });
    expect(await shown(host.gatewayUrl)).toEqual(await shown(address));
    const tagged = async (url: string) => {
      const { body } = await requestReply(`${url}/api/tags`);
      return (body as { models: { name: string }[] }).models.find(({ name }) => name === 'tiny:latest');
    };
    expect(await tagged(host.gatewayUrl)).toEqual(await tagged(address));
    const translated = await lines(host.gatewayUrl, 'sample');
    for (const reply of [passed, translated]) {
      expect(reply.type).toBe(own.type);
      expect(Object.keys(reply.parts[0] ?? {})).toEqual(Object.keys(own.parts[0] ?? {}));
      expect(Object.keys(reply.parts.at(-1) ?? {})).toEqual(Object.keys(own.parts.at(-1) ?? {}));
    }
    expect(translated.parts.at(-1)).toMatchObject({ done: true, done_reason: 'length', eval_count: 3 });
  });
});
