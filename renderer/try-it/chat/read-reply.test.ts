import { expect, test } from 'vitest';
import { readReply } from './read-reply.ts';

const stream = (...chunks: string[]) =>
  new Response(
    new ReadableStream({
      start: (controller) => {
        for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
        controller.close();
      },
    }),
    { headers: { 'Content-Type': 'text/event-stream; charset=utf-8' } },
  );

const event = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`;
const delta = (part: object, finish: string | null = null) =>
  event({ choices: [{ delta: part, finish_reason: finish }] });

async function readAll(response: Response) {
  const all = { text: '', thinking: '', events: 0, tokens: null as number | null, isCut: false };
  for await (const piece of readReply(response)) {
    all.text += piece.text;
    all.thinking += piece.thinking;
    all.events += piece.events;
    all.tokens = piece.tokens ?? all.tokens;
    all.isCut ||= piece.isCut;
  }
  return all;
}

test('a stream is read whatever its chunks are, with its usage; comments and the end are no text', async () => {
  const whole =
    ': keep-alive\n\n' +
    delta({ role: 'assistant', content: null }) +
    delta({ content: 'Grüße' }) +
    delta({ content: '!' }, 'length') +
    event({ choices: [], usage: { completion_tokens: 7 } }) +
    'data: [DONE]\n\n';
  const expected = { text: 'Grüße!', thinking: '', events: 2, tokens: 7, isCut: true };
  expect(await readAll(stream(whole))).toEqual(expected);
  expect(await readAll(stream(...whole))).toEqual(expected);
  expect(await readAll(stream(whole.replaceAll('\n', '\r\n')))).toEqual(expected);
});

test('what a model thinks is apart from its answer, by both names', async () => {
  for (const name of ['reasoning_content', 'reasoning'])
    expect(
      await readAll(stream(delta({ [name]: 'hm' }), delta({ content: 'yes' }), 'data: [DONE]\n\n')),
    ).toMatchObject({ text: 'yes', thinking: 'hm' });
});

test('a completion, and a reply that is no stream, are read as well', async () => {
  expect(await readAll(stream(event({ choices: [{ text: ' upon' }] })))).toMatchObject({ text: ' upon' });
  const whole = { choices: [{ message: { content: 'Hi' } }], usage: { completion_tokens: 2 } };
  expect(await readAll(Response.json(whole))).toMatchObject({ text: 'Hi', tokens: 2 });
});

test('a stream without an empty line at its end loses nothing', async () => {
  expect(await readAll(stream('data: {"choices":[{"delta":{"content":"end"}}]}'))).toMatchObject({
    text: 'end',
  });
});

test.each([
  ['OpenAI', Response.json({ error: { message: 'no such model' } }, { status: 404 }), 'no such model'],
  ['Ollama', Response.json({ error: 'model is busy' }, { status: 503 }), 'model is busy'],
  ['FastAPI', Response.json({ detail: 'Not Found' }, { status: 404 }), 'Not Found'],
  ['a proxy', new Response('<html>Bad gateway', { status: 502 }), 'HTTP 502'],
  ['an error with the status 200', Response.json({ error: { message: 'too long' } }), 'too long'],
  ['what is no reply', new Response('hello'), 'not a reply of a language model'],
  [
    'the middle of a stream',
    stream(delta({ content: 'a' }), event({ error: { message: 'it ended' } })),
    'it ended',
  ],
  ['an event that is not JSON', stream('data: {oops\n\n'), 'not JSON'],
])('the error of %s is told', async (_name, response, message) => {
  await expect(readAll(response)).rejects.toThrow(message);
});
