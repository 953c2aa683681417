import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { makeBackend } from '../fixtures/backends.ts';
import { card, renderPanel } from '../fixtures/render-panel.tsx';
import type { ModelRequest } from '../transport/model-requests.ts';

const llm = (facts = {}) => makeBackend(0, { features: ['llm', 'openai_api'], models: ['sample'], ...facts });

const sse = { headers: { 'Content-Type': 'text/event-stream' } };
const delta = (content: string) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`;

/** A reply that the test writes piece by piece. */
function openReply() {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const body = new ReadableStream<Uint8Array>({
    start: (its) => {
      controller = its;
    },
  });
  return {
    response: new Response(body, sse),
    write: (text: string) => act(async () => controller?.enqueue(new TextEncoder().encode(delta(text)))),
    end: () => act(async () => controller?.close()),
  };
}

async function openChat(
  backend = llm(),
  answer: (request: ModelRequest) => Promise<Response> = async () => new Response(),
) {
  const requests: ModelRequest[] = [];
  const { fixture } = await renderPanel({ backends: [backend] });
  fixture.answerModels((request) => {
    requests.push(request);
    return answer(request);
  });
  fireEvent.click(card(0).getByRole('button', { name: 'Chat' }));
  const dialog = within(await screen.findByRole('dialog'));
  const say = (text: string, name = 'Message') => {
    fireEvent.change(dialog.getByRole('textbox', { name }), { target: { value: text } });
    fireEvent.keyDown(dialog.getByRole('textbox', { name }), { key: 'Enter' });
  };
  return { fixture, dialog, requests, say, log: () => dialog.getByRole('log').textContent };
}

test('a reply is shown as it comes, and the next message has all that was said', async () => {
  const reply = openReply();
  const { dialog, requests, say, log } = await openChat(llm(), async () => reply.response);
  fireEvent.click(dialog.getByRole('button', { name: 'Model settings' }));
  fireEvent.change(dialog.getByLabelText('System prompt'), { target: { value: 'Be short.' } });
  fireEvent.change(dialog.getByLabelText('Temperature'), { target: { value: '0.2' } });
  say('Hello');
  await waitFor(() => expect(log()).toContain('Waiting for the first word'));
  await reply.write('Good ');
  await waitFor(() => expect(log()).toContain('Good'));
  expect(dialog.getByRole('log').getAttribute('aria-busy')).toBe('true');
  await reply.write('day');
  await reply.end();
  await waitFor(() => expect(log()).toContain('Good day'));
  await waitFor(() => expect(dialog.getByRole('log').getAttribute('aria-busy')).toBe('false'));
  say('Again');
  await waitFor(() => expect(requests).toHaveLength(2));
  expect(requests[1]).toMatchObject({
    path: 'v1/chat/completions',
    body: {
      model: 'backend:0',
      temperature: 0.2,
      stream: true,
      messages: [
        { role: 'system', content: 'Be short.' },
        { role: 'user', content: 'Hello' },
        { role: 'assistant', content: 'Good day' },
        { role: 'user', content: 'Again' },
      ],
    },
  });
});

test('a reply can be stopped: what has come of it stays, and its request ends', async () => {
  const reply = openReply();
  const { dialog, requests, say, log } = await openChat(llm(), async () => reply.response);
  say('Hello');
  await reply.write('Once');
  await waitFor(() => expect(log()).toContain('Once'));
  fireEvent.click(dialog.getByRole('button', { name: 'Stop' }));
  await waitFor(() => expect(log()).toContain('stopped'));
  expect(log()).toContain('Once');
  expect(requests[0]?.signal.aborted).toBe(true);
});

test('closing the panel ends the reply that nobody reads any more', async () => {
  const { requests, say } = await openChat(llm(), async () => openReply().response);
  say('Hello');
  await waitFor(() => expect(requests).toHaveLength(1));
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  await waitFor(() => expect(requests[0]?.signal.aborted).toBe(true));
});

test('an error is shown in its place, and the message can be sent again', async () => {
  let fails = true;
  const { dialog, requests, say, log } = await openChat(llm(), async () =>
    fails
      ? Response.json({ error: { message: 'Backend 0 is busy.' } }, { status: 503 })
      : new Response(delta('Now'), sse),
  );
  say('Hello');
  await waitFor(() => expect(log()).toContain('Backend 0 is busy.'));
  fails = false;
  fireEvent.click(dialog.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(log()).toContain('Now'));
  expect(log()).not.toContain('busy');
  expect(requests[1]?.body).toMatchObject({ messages: [{ role: 'user', content: 'Hello' }] });
});

test('Shift with Enter, an empty text and the Enter of an input method send nothing', async () => {
  const { dialog, requests } = await openChat();
  const field = dialog.getByRole('textbox', { name: 'Message' });
  fireEvent.keyDown(field, { key: 'Enter' });
  fireEvent.change(field, { target: { value: 'a' } });
  fireEvent.keyDown(field, { key: 'Enter', shiftKey: true });
  fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
  expect(requests).toEqual([]);
});

test('of several models one is chosen, and asked at this backend', async () => {
  const { dialog, requests, say } = await openChat(llm({ models: ['a', 'b/c'] }));
  fireEvent.click(dialog.getByRole('combobox', { name: 'Model' }));
  fireEvent.click(await screen.findByRole('option', { name: 'b/c' }));
  say('Hello');
  await waitFor(() => expect(requests[0]?.body).toMatchObject({ model: 'backend:0/b/c' }));
});

test('a text is completed as it is', async () => {
  const { dialog, requests, say } = await openChat();
  fireEvent.click(dialog.getByRole('radio', { name: 'Completion' }));
  await dialog.findByRole('textbox', { name: 'Text to continue' });
  say('Once upon', 'Text to continue');
  await waitFor(() =>
    expect(requests[0]).toMatchObject({ path: 'v1/completions', body: { prompt: 'Once upon' } }),
  );
});

test('an embedding model is not offered for chat: it shows how alike texts are', async () => {
  const { fixture } = await renderPanel({
    backends: [makeBackend(0, { features: ['embeddings', 'openai_api'], models: ['bert'] })],
  });
  fixture.answerModels(async () =>
    Response.json({
      data: [
        { index: 0, embedding: [1, 0] },
        { index: 1, embedding: [1, 1] },
      ],
    }),
  );
  expect(card(0).queryByRole('button', { name: 'Chat' })).toBeNull();
  fireEvent.click(card(0).getByRole('button', { name: 'Try it' }));
  const dialog = within(await screen.findByRole('dialog'));
  fireEvent.change(dialog.getByRole('textbox', { name: 'Texts, one per line' }), {
    target: { value: 'a cat\n\na kitten' },
  });
  fireEvent.click(dialog.getByRole('button', { name: 'Get vectors' }));
  expect(await dialog.findByText('70.7 % similar to the first (cosine)')).toBeTruthy();
});

test('what serves no language model is not offered for chat', async () => {
  await renderPanel({
    backends: [makeBackend(0, { features: ['comfyui'] }), makeBackend(1, { phase: 'disabled' })],
  });
  for (const id of [0, 1]) expect(card(id).queryByRole('button', { name: 'Chat' })).toBeNull();
});

test('other programs are told address, name and key that are right here', async () => {
  const { fixture } = await renderPanel({
    backends: [llm()],
    host: { gateway: { url: 'http://127.0.0.1:7803' } },
  });
  fireEvent.click(card(0).getByRole('button', { name: 'More actions' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Use it in…' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('sample')).toBeTruthy();
  expect((await dialog.findByRole('region', { name: 'For curl' })).textContent).toContain(
    '/v1/chat/completions',
  );
  fireEvent.click(dialog.getByRole('tab', { name: 'Python' }));
  expect((await dialog.findByRole('region', { name: 'For Python' })).textContent).toContain(
    'from openai import OpenAI',
  );
  expect(fixture.callsTo('GetPreferences')).toHaveLength(1);
});
