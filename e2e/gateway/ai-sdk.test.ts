/** npm's `ai` with its provider for servers of OpenAI's API, unchanged, at the gateway. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { embed, generateText, jsonSchema, Output, streamText, tool } from 'ai';
import { expect, onTestFinished } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import { EMBEDDING_WIDTH, embeddingModel } from '../testkit/embedding-model.ts';

it('chats, streams with usage, calls tools, keeps to a schema, embeds and is aborted', async ({
  sharedHost,
}) => {
  const { host, backends } = sharedHost;
  const { id } = await backends.addRunning({}, { type_id: 'localllama' });
  const provider = createOpenAICompatible({
    name: 'switchyard',
    baseURL: `${host.gatewayUrl}/v1`,
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
  const model = provider.chatModel('sample');
  const prompt = 'Hello';

  const whole = await generateText({ model, prompt, maxOutputTokens: 4, temperature: 0 });
  expect(whole.text).not.toBe('');
  expect(whole.usage.outputTokens).toBe(4);

  const stream = streamText({ model, prompt, maxOutputTokens: 4, temperature: 0 });
  let text = '';
  for await (const part of stream.textStream) text += part;
  expect(text).toBe(whole.text);
  expect((await stream.usage).outputTokens).toBe(4);

  const schema = jsonSchema<{ ok: boolean }>({
    type: 'object',
    properties: { ok: { type: 'boolean' } },
    required: ['ok'],
    additionalProperties: false,
  });
  const { output } = await generateText({ model, prompt, output: Output.object({ schema }) });
  expect(output).toEqual({ ok: expect.any(Boolean) });

  const { toolCalls } = await generateText({
    model,
    prompt,
    tools: { answer: tool({ description: 'Answers', inputSchema: schema }) },
    toolChoice: 'required',
  });
  expect(toolCalls).toEqual([
    expect.objectContaining({ toolName: 'answer', input: { ok: expect.any(Boolean) } }),
  ]);

  const controller = new AbortController();
  const long = streamText({ model, prompt, maxOutputTokens: 2000, abortSignal: controller.signal });
  for await (const _ of long.textStream) {
    controller.abort();
    break;
  }
  // The only slot is free again.
  const after = await generateText({
    model: provider.chatModel(`backend:${id}`),
    prompt,
    maxOutputTokens: 1,
  });
  expect(after.finishReason).toBe('length');

  await expect(generateText({ model: provider.chatModel('smaple'), prompt, maxRetries: 0 })).rejects.toThrow(
    "Did you mean 'sample'?",
  );

  const folder = await mkdtemp(join(tmpdir(), 'switchyard-gateway-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const ModelPath = join(folder, 'bert.gguf');
  await writeFile(ModelPath, embeddingModel());
  await backends.addRunning({ ModelPath }, { type_id: 'localllama' });
  const { embedding } = await embed({ model: provider.embeddingModel('bert'), value: 'the cat' });
  expect(embedding).toHaveLength(EMBEDDING_WIDTH);
});
