/** How many tokens a reply has cost, read as it passes: from replies of real engines, and in any pieces. */
import { brotliCompressSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordedText } from '../../../e2e/testkit/recordings.ts';
import type { TokenCount } from '../../../shared/backend.ts';
import { createUsageReader } from './usage-reader.ts';

async function read(
  body: Buffer,
  { size = body.length, headers = {} }: { size?: number; headers?: Record<string, string> } = {},
): Promise<TokenCount | null> {
  const reader = createUsageReader({ 'content-type': 'application/json', ...headers });
  for (let at = 0; at < body.length; at += size) reader?.add(body.subarray(at, at + size));
  return (await reader?.read()) ?? null;
}

const recorded = (engine: string, name: string): Buffer => {
  const text = recordedText(engine, `${name}.http`);
  return Buffer.from(text.slice(text.indexOf('\n') + 1));
};
const EVENTS = { 'content-type': 'text/event-stream' };

describe('the tokens of a reply of a real engine', () => {
  test.for([
    ['llama-server-0.4.0', 'chat', { prompt: 24, completion: 3 }],
    // Without stream_options there are only the timings: 23 tokens of the prompt were known from the request before.
    ['llama-server-0.4.0', 'chat-stream', { prompt: 24, completion: 3 }],
    ['llama-server-0.4.0', 'chat-stream-usage', { prompt: 24, completion: 3 }],
    ['llama-server-0.4.0', 'completions-stream', { prompt: 7, completion: 3 }],
    // 23 of them are in cache_read_input_tokens.
    ['llama-server-0.4.0', 'messages', { prompt: 24, completion: 3 }],
    // The prompt is in the first event alone.
    ['llama-server-0.4.0', 'messages-stream', { prompt: 24, completion: 3 }],
    ['llama-server-0.4.0', 'responses', { prompt: 24, completion: 3 }],
    ['llama-server-0.4.0', 'responses-stream', { prompt: 24, completion: 3 }],
    ['ollama-0.32.15', 'chat', { prompt: 57, completion: 3 }],
    ['ollama-0.32.15', 'chat-stream', { prompt: 57, completion: 3 }],
    ['ollama-0.32.15', 'generate-stream', { prompt: 57, completion: 3 }],
    ['ollama-0.32.15', 'v1-chat', { prompt: 57, completion: 3 }],
    ['ollama-0.32.15', 'v1-chat-stream-usage', { prompt: 57, completion: 3 }],
    ['ollama-0.32.15', 'v1-messages', { prompt: 57, completion: 3 }],
    // Its first event guesses 2.
    ['ollama-0.32.15', 'v1-messages-stream', { prompt: 57, completion: 3 }],
    ['ollama-0.32.15', 'v1-responses-stream', { prompt: 57, completion: 3 }],
  ] as const)('%s, %s', async ([engine, name, tokens]) => {
    const body = recorded(engine, name);
    for (const size of [1, 100, body.length]) expect(await read(body, { size })).toEqual(tokens);
  });

  test.for([
    ['ollama-0.32.15', 'v1-chat-stream'],
    ['ollama-0.32.15', 'v1-messages-refused'],
    ['llama-server-0.4.0', 'messages-refused'],
    ['llama-server-0.4.0', 'v1-models-ready'],
  ] as const)('is not made up where it does not say: %s, %s', async ([engine, name]) => {
    expect(await read(recorded(engine, name))).toBeNull();
  });
});

test('megabytes of other events between the first and the last one are not held', async () => {
  const stream = recorded('llama-server-0.4.0', 'messages-stream').toString();
  const middle = 'event: content_block_delta\ndata: {"delta":{"text":"x"},"usage":null}\n\n'.repeat(100_000);
  const at = stream.indexOf('event: content_block_start');
  const body = Buffer.from(stream.slice(0, at) + middle + stream.slice(at));
  for (const size of [777, 65_536, body.length])
    expect(await read(body, { size, headers: EVENTS })).toEqual({ prompt: 24, completion: 3 });
});

test('what a model writes is never taken for a count', async () => {
  const usage = '"usage":{"prompt_tokens":1000,"completion_tokens":1000}';
  const fakes = [usage, `}]}${usage}`, '"eval_count":7', '"timings":{"prompt_n":9,"predicted_n":9}'];
  for (const content of fakes) {
    const chat = { choices: [{ message: { content } }], usage: { prompt_tokens: 1, completion_tokens: 2 } };
    expect(await read(Buffer.from(JSON.stringify(chat)))).toEqual({ prompt: 1, completion: 2 });
    expect(await read(Buffer.from(JSON.stringify({ choices: chat.choices })))).toBeNull();
  }
});

test('embeddings, pictures and sound: what they cost, or nothing', async () => {
  const vectors = {
    usage: { prompt_tokens: 6, total_tokens: 6 },
    data: [{ embedding: Array(20_000).fill(0.5) }],
  };
  expect(await read(Buffer.from(JSON.stringify(vectors)))).toEqual({ prompt: 6, completion: 0 });
  const sound = Buffer.from('"usage":{"prompt_tokens":6}');
  expect(await read(sound, { headers: { 'content-type': 'audio/mpeg' } })).toBeNull();
  expect(await read(Buffer.from('{"usage":{"type":"duration","seconds":9}}'))).toBeNull();
});

test('a compressed reply is read too, and one that was cut off or is none tells what it can', async () => {
  const body = recorded('llama-server-0.4.0', 'chat');
  const tokens = { prompt: 24, completion: 3 };
  for (const [encoding, bytes] of [
    ['gzip', gzipSync(body)],
    ['br', brotliCompressSync(body)],
  ] as const) {
    const headers = { 'content-encoding': encoding };
    expect(await read(bytes, { headers, size: 50 })).toEqual(tokens);
    expect(await read(bytes.subarray(0, 20), { headers })).toBeNull();
    expect(await read(Buffer.from('garbage'), { headers })).toBeNull();
  }
  expect(await read(body, { headers: { 'content-encoding': 'unheard-of' } })).toBeNull();
});

test('a compressed reply that grows without an end is not decompressed to its end', async () => {
  const usage = Buffer.from('"usage":{"prompt_tokens":6}');
  const bomb = gzipSync(Buffer.concat([Buffer.alloc(65 * 1024 * 1024, ' '), usage]), { level: 1 });
  expect(await read(bomb, { headers: { 'content-encoding': 'gzip' }, size: 65_536 })).toBeNull();
});

test('for any text, it is a count or nothing, in time that grows with the text and no faster', async () => {
  const words = [
    '"usage"',
    '"timings"',
    ':',
    '{',
    '}',
    '"prompt_tokens":',
    '"eval_count":',
    '1',
    '-1',
    '1e999',
    'null',
    '"',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...words), { maxLength: 400 }),
      fc.integer({ min: 1, max: 99 }),
      async (parts, size) => {
        const found = await read(Buffer.from(parts.join('')), { size });
        if (found === null) return;
        expect(Number.isSafeInteger(found.prompt) && found.prompt >= 0).toBe(true);
        expect(Number.isSafeInteger(found.completion) && found.completion >= 0).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
  const before = performance.now();
  for (const hostile of ['"usage":{', '"usage":{}{', '"usage":{"a":{'])
    await read(Buffer.from(hostile.repeat(500_000)));
  expect(performance.now() - before).toBeLessThan(10_000);
});
