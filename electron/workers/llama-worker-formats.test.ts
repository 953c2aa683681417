/** What clients send beyond plain text, to a real llama worker: values as llama-server takes them, JSON, tools, biases. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type ChatReply,
  chatBody,
  readEvents,
  TestBench,
  type TestWorker,
} from '../../e2e/testkit/process/llama-worker-bench.ts';
import { REPOSITORY } from '../../e2e/testkit/repository.ts';

/** What a real llama-server answered to each of these fields. */
const recorded = JSON.parse(
  readFileSync(join(REPOSITORY, 'e2e/recordings/llama-server-0.4.0/accepted-values.json'), 'utf8'),
) as { chat: { fields: object; status: number }[] };

let bench: TestBench;
let worker: TestWorker;

beforeAll(async () => {
  bench = new TestBench();
  const [modelPath] = await Promise.all([bench.model('sample.gguf'), bench.bundle()]);
  worker = await bench.start({ modelPath, contextSize: 1024, maxUsages: 2 });
  await worker.ready();
});
afterAll(() => bench.close());

async function chat(more: object, messages?: object[]): Promise<ChatReply['choices'][number]> {
  const response = await worker.post('/v1/chat/completions', {
    ...chatBody('Hello', { max_tokens: 60 }),
    ...(messages ? { messages } : {}),
    ...more,
  });
  const reply = (await response.json()) as ChatReply;
  expect([response.status, reply]).toEqual([200, expect.anything()]);
  return reply.choices[0] as ChatReply['choices'][number];
}
const text = async (more: object) => (await chat(more)).message.content;

describe('values as the real llama-server takes them', () => {
  const different = [
    // Nothing is generated for 0 tokens, so it is refused.
    { max_tokens: 0 },
    // llama-server ignores what is no bias of one of its tokens.
    { logit_bias: { 70: 'x' } },
    { logit_bias: { 999999: 1 } },
    { logit_bias: 3 },
  ].map((fields) => JSON.stringify(fields));
  const alike = recorded.chat.filter(({ fields }) => !different.includes(JSON.stringify(fields)));

  test.each(alike.map(({ fields, status }) => [status === 200 ? 'taken' : 'refused', fields] as const))(
    'it is %s: %j',
    async (verdict, fields) => {
      const response = await worker.post(
        '/v1/chat/completions',
        chatBody('Hello', { max_tokens: 4, ...fields }),
      );
      await response.text();
      expect(response.status).toBe(verdict === 'taken' ? 200 : 400);
    },
  );

  test('stop: [""] ends nothing here, and the other stops hold', async () => {
    const whole = await text({ max_tokens: 8 });
    expect(await text({ max_tokens: 8, stop: [''] })).toBe(whole);
    expect(await text({ max_tokens: 8, stop: '' })).toBe(whole);
    const word = whole.split(' ')[2] ?? '';
    expect(await text({ max_tokens: 8, stop: ['', word] })).toBe(whole.slice(0, whole.indexOf(word)));
  });
});

describe('logit_bias', () => {
  test('makes a text likelier or forbids it, by the number of its token or by itself', async () => {
    const [first = ''] = (await text({ max_tokens: 4 })).split(' ');
    for (const value of [-100, false])
      expect(
        (await text({ max_tokens: 4, logit_bias: { [first]: value, [` ${first}`]: value } })).split(' ')[0],
      ).not.toBe(first);
    expect(await text({ max_tokens: 3, logit_bias: { 70: 100 } })).toMatch(/^(.)\1\1$/u);
  });
});

describe('response_format', () => {
  test('json_schema: the reply is JSON of the schema, whole and as a stream', async () => {
    const schema = {
      type: 'object',
      properties: {
        isWarm: { type: 'boolean' },
        colour: { anyOf: [{ type: 'string', enum: ['red', 'green'] }, { type: 'null' }] },
        parts: { type: 'array', items: { $ref: '#/$defs/part' }, minItems: 1, maxItems: 2 },
      },
      required: ['isWarm', 'colour', 'parts'],
      additionalProperties: false,
      $defs: { part: { enum: [1, 2] } },
    };
    const more = {
      max_tokens: -1,
      response_format: { type: 'json_schema', json_schema: { name: 'thing', strict: true, schema } },
    };
    const whole = await chat(more);
    expect(whole.finish_reason).toBe('stop');
    const thing = JSON.parse(whole.message.content);
    expect(Object.keys(thing)).toEqual(['isWarm', 'colour', 'parts']);
    expect([true, false]).toContain(thing.isWarm);
    expect(['red', 'green', null]).toContain(thing.colour);
    expect([1, 2]).toContain(thing.parts[0]);

    const events = await readEvents(
      await worker.post('/v1/chat/completions', { ...chatBody('Hello'), ...more, stream: true }),
    );
    const pieces = events
      .slice(0, -1)
      .map((event) => JSON.parse(event).choices[0].delta.content ?? '')
      .join('');
    expect(JSON.parse(pieces)).toEqual(thing);
  });

  test('json_object: the reply is an object', async () => {
    // Random weights write a long one, so the end is made likely.
    const { message } = await chat({ response_format: { type: 'json_object' }, logit_bias: { '}': 100 } });
    expect(JSON.parse(message.content)).toEqual({});
  });

  test('a schema that llama.cpp itself refuses is refused in words, and long texts are taken', async () => {
    const format = (schema: object) => ({
      response_format: { type: 'json_schema', json_schema: { name: 'x', schema } },
    });
    const endless = { $ref: '#/$defs/a', $defs: { a: { anyOf: [{ $ref: '#/$defs/a' }, { type: 'null' }] } } };
    const refused = await worker.post('/v1/chat/completions', chatBody('Hello', format(endless)));
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      error: { message: expect.stringContaining('let no definition begin with itself') },
    });
    expect(
      (await chat({ max_tokens: 2, ...format({ type: 'string', maxLength: 5000 }) })).message.content,
    ).toMatch(/^"/);
  });

  test('a strict schema that cannot be enforced is refused with the keyword; else it is kept as far as it goes', async () => {
    const schema = {
      type: 'object',
      properties: { size: { enum: [1], multipleOf: 3 }, name: { type: 'boolean', not: {} } },
    };
    const format = (strict: boolean) => ({
      response_format: { type: 'json_schema', json_schema: { name: 'x', strict, schema } },
    });
    const refused = await worker.post('/v1/chat/completions', chatBody('Hello', format(true)));
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      error: {
        param: 'response_format',
        message: expect.stringMatching(/At \$\.name, 'not' cannot be enforced/),
      },
    });
    expect(JSON.parse(await text(format(false)))).toMatchObject({ size: 1, name: expect.any(Boolean) });
  });
});

describe('tools', () => {
  const tools = [
    tool('weather', { unit: { enum: ['c', 'f'] } }),
    tool('lamp', { on: { type: 'boolean' } }),
  ] as const;
  function tool(name: string, properties: object) {
    return {
      type: 'function' as const,
      function: { name, description: `Asks for ${name}.`, parameters: { type: 'object', properties } },
    };
  }

  test('a required call is one of a tool, with arguments of its schema', async () => {
    const { message, finish_reason } = await chat({ tools, tool_choice: 'required' });
    expect(finish_reason).toBe('tool_calls');
    expect(message.content).toBeNull();
    const [call] = message.tool_calls ?? [];
    expect(call).toMatchObject({ id: expect.stringMatching(/^call_/), type: 'function' });
    expect(['weather', 'lamp']).toContain(call?.function.name);
  });

  test('npm’s client gets a call of the named tool, whole and as a stream', async () => {
    const openai = new OpenAI({ baseURL: worker.url('/v1'), apiKey: 'none', maxRetries: 0 });
    const request = {
      model: 'sample',
      messages: [{ role: 'user' as const, content: 'Hello' }],
      temperature: 0,
      tools: [...tools],
      tool_choice: { type: 'function' as const, function: { name: 'weather' } },
    };
    const whole = await openai.chat.completions.create(request);
    const streamed = await openai.chat.completions.stream(request).finalChatCompletion();
    for (const { choices } of [whole, streamed]) {
      expect(choices[0]?.finish_reason).toBe('tool_calls');
      const [call] = choices[0]?.message.tool_calls ?? [];
      if (call?.type !== 'function') throw new Error('there is no call of a function');
      expect(call.function.name).toBe('weather');
      expect(['c', 'f']).toContain(JSON.parse(call.function.arguments).unit);
    }
  });

  test('a reply without a call is text, after results of earlier calls too', async () => {
    const call = (id: string) => ({
      id,
      type: 'function',
      function: { name: 'weather', arguments: '{"unit":"c"}' },
    });
    const earlier = [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: null, tool_calls: [call('1'), call('2')] },
      { role: 'tool', tool_call_id: '2', content: 'sun' },
      { role: 'tool', tool_call_id: '1', content: [{ type: 'text', text: 'rain' }] },
    ];
    for (const messages of [undefined, earlier])
      for (const tool_choice of ['auto', 'none'])
        expect((await chat({ tools, tool_choice, max_tokens: 4 }, messages)).message.content).not.toBe('');
  });

  test.each([
    [
      { tools, tool_choice: { type: 'function', function: { name: 'other' } } },
      'tool_choice',
      /name of one of the tools/,
    ],
    [{ tool_choice: 'required' }, 'tools', /at least one tool/],
    [{ tools: [{ type: 'web_search' }] }, 'tools[0]', /of the type 'function'/],
    [{ tools: [tool('two words', {})] }, 'tools[0].function.name', /letters, digits/],
    [{ tools, response_format: { type: 'json_object' } }, 'response_format', /cannot be combined with tools/],
    [
      { messages: [{ role: 'tool', tool_call_id: '1', content: 'sun' }] },
      'messages[0].tool_call_id',
      /the id of a tool call/,
    ],
    [
      {
        messages: [
          {
            role: 'assistant',
            tool_calls: [{ id: '1', type: 'function', function: { name: 'a', arguments: '{}' } }],
          },
          { role: 'user', content: 'Hello' },
        ],
      },
      'messages[1]',
      /with the result of the tool call '1'/,
    ],
  ])('what does not fit is refused in words: %j', async (more, param, message) => {
    const response = await worker.post('/v1/chat/completions', { ...chatBody('Hello'), ...more });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { param, message: expect.stringMatching(message) },
    });
  });
});
