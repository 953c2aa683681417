/** A model that chooses to call a tool: the sample model, which biases make begin a call. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as library from 'node-llama-cpp';
import { expect, onTestFinished, test } from 'vitest';
import { inRepository } from '../../e2e/testkit/repository.ts';
import { LlamaSlot } from './llama/slot.ts';

async function loadSample(): Promise<library.LlamaModel> {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-tools-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const modelPath = join(folder, 'sample.gguf');
  const script = inRepository('build/scripts/make-sample-model.mjs');
  await promisify(execFile)(process.execPath, [script, modelPath]);
  const llama = await library.getLlama({ gpu: false, build: 'never', logLevel: library.LlamaLogLevel.error });
  onTestFinished(() => llama.dispose());
  return await llama.loadModel({ modelPath });
}

/** The library with biases by which a model writes that text first, and then what it likes. */
function thatWrites(text: string, model: library.LlamaModel): typeof library {
  const tokens = model.tokenize(text, false, 'trimLeadingSpace');
  const next = () => {
    const token = tokens.shift();
    const bias = library.TokenBias.for(model);
    return token === undefined ? bias : bias.set(token, { logit: 1000 });
  };
  const tokenBias = Object.assign(next, { set: () => tokenBias });
  return { ...library, TokenBias: { for: () => tokenBias } as unknown as typeof library.TokenBias };
}

test('the call is read with the arguments that its schema allows, and no text of it is sent', async () => {
  const model = await loadSample();
  const context = await model.createContext({ contextSize: 1024, threads: 1 });
  const chatWrapper = library.resolveChatWrapper(model);
  const { call } = chatWrapper.settings.functions;
  const slot = new LlamaSlot(thatWrites(String(call.prefix), model), context.getSequence(), chatWrapper);
  const texts: string[] = [];
  const unit = { enum: ['c', 'f'] };
  const result = await slot.generate(
    {
      kind: 'chat',
      messages: [{ role: 'user', text: 'Hello' }],
      toolUse: {
        tools: [{ name: 'weather', description: '', parameters: { type: 'object', properties: { unit } } }],
        isRequired: false,
        isParallel: false,
      },
      json: null,
    },
    {
      ...{ maxTokens: 100, temperature: 0, topP: 1, topK: 0, minP: 0, seed: 1, stop: [] },
      ...{ frequencyPenalty: 0, presencePenalty: 0 },
      logitBias: [{ token: 5, bias: 1 }],
    },
    new AbortController().signal,
    { onStart: () => undefined, onText: (text) => void texts.push(text) },
  );
  expect(texts.join('')).toBe('');
  expect(result).toMatchObject({
    finishReason: 'tool_calls',
    toolCalls: [{ id: expect.stringMatching(/^call_/), name: 'weather' }],
  });
  expect(['c', 'f']).toContain(JSON.parse(result.toolCalls[0]?.json ?? '').unit);
});
