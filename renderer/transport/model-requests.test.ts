import { expect, test, vi } from 'vitest';
import type { ModelReplyMessage } from '../../shared/transport.ts';
import { sendOverBridge } from './bridge-model-requests.ts';
import { createModelRequests } from './model-requests.ts';

const request = (signal = new AbortController().signal) => ({
  path: 'v1/chat/completions',
  body: { model: 'a' },
  signal,
});

test('a request has the access key of this browser, and another one where that has expired', async () => {
  const sent: (string | null)[] = [];
  let key = 'old';
  const send = createModelRequests({
    fetch: async (_path, init) => {
      const header = new Headers(init?.headers).get('Authorization');
      sent.push(header);
      return new Response('{}', { status: header === 'Bearer new' ? 200 : 401 });
    },
    access: {
      key: async () => key,
      replace: async () => {
        key = 'new';
        return true;
      },
    },
  });
  expect((await send(request())).status).toBe(200);
  expect(sent).toEqual(['Bearer old', 'Bearer new']);
});

test('a server elsewhere that refuses its own key is not asked again and again', async () => {
  const fetch = vi.fn(async () => new Response('{"error":{"message":"wrong key"}}', { status: 401 }));
  const access = { key: async () => 'k', replace: async () => true };
  const response = await createModelRequests({ fetch, access })(request());
  expect(await response.json()).toEqual({ error: { message: 'wrong key' } });
  expect(fetch).toHaveBeenCalledTimes(2);
});

test('a host that is gone is an error for people', async () => {
  const fetch = () => Promise.reject(new TypeError('Failed to fetch'));
  const access = { key: async () => null, replace: async () => false };
  await expect(createModelRequests({ fetch, access })(request())).rejects.toMatchObject({
    message: 'Switchyard does not answer.',
  });
});

/** A bridge whose one subscription the test answers. */
function fakeBridge() {
  let answer: (reply: ModelReplyMessage) => void = () => undefined;
  const stop = vi.fn();
  const send = sendOverBridge({
    listen: (_to: unknown, onReply: (reply: never) => void) => {
      answer = onReply as (reply: ModelReplyMessage) => void;
      return stop;
    },
  });
  return { send, stop, answer: (reply: ModelReplyMessage) => answer(reply) };
}

const head = { status: 200, content_type: 'text/event-stream' };

test('over the bridge a reply is a stream, from its head to its end', async () => {
  const { send, answer } = fakeBridge();
  const response = send(request());
  answer({ head });
  answer({ text: 'data: ä' });
  answer({ text: '\n\n' });
  answer({ end: true });
  expect((await response).headers.get('Content-Type')).toBe('text/event-stream');
  expect(await (await response).text()).toBe('data: ä\n\n');
});

test('over the bridge an abort ends the request, before its reply and in the middle of it', async () => {
  for (const begins of [false, true]) {
    const { send, answer, stop } = fakeBridge();
    const controller = new AbortController();
    const response = send(request(controller.signal));
    if (begins) answer({ head });
    controller.abort();
    await expect(response.then((reply) => reply.text())).rejects.toThrow(/abort/i);
    expect(stop).toHaveBeenCalledTimes(1);
  }
});

test('over the bridge a reply that breaks off, or of which nobody reads the end, is over', async () => {
  const broken = fakeBridge();
  const response = broken.send(request());
  broken.answer({ head });
  broken.answer({ failure: 'socket hang up' });
  await expect(response.then((reply) => reply.text())).rejects.toThrow('Switchyard does not answer');

  const unread = fakeBridge();
  const other = unread.send(request());
  unread.answer({ head });
  await (await other).body?.cancel();
  expect(unread.stop).toHaveBeenCalledTimes(1);
  unread.answer({ text: 'late' });
});
