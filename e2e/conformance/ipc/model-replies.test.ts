/** Requests of a window for models: their replies come over IPC, as they are written and no faster than the window reads. */
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { EventOrError, ModelReplyMessage } from '../../../shared/transport.ts';
import { eventually } from '../../testkit/eventually.ts';
import { openForTest } from '../hosts/contract-host.ts';
import { IpcHost } from '../hosts/ipc-host.ts';
import type { IpcWindow } from '../hosts/ipc-window.ts';

const servers = new Set<Server>();
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  servers.clear();
});

/** A host with a server of language models that the test answers. */
async function openWithModel() {
  const replies: ServerResponse[] = [];
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.setHeader('Content-Type', 'application/json');
      response.end('{"object":"list","data":[{"id":"a-model"}]}');
      return;
    }
    request.resume();
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    replies.push(response);
  });
  servers.add(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { host, backends } = await openForTest(IpcHost.open, undefined);
  await host.call('AddNewBackend', {
    type_id: 'simpleremotellm',
    settings: { Address: `http://127.0.0.1:${port}` },
  });
  await backends.running(0);
  const reply = async () => {
    await eventually('the worker has the request', () => replies.length > 0);
    const [first] = replies;
    if (!first) throw new Error('There is no request.');
    return first;
  };
  return { host, window: await host.openWindow(), reply };
}

function ask(window: IpcWindow, body: object, path = 'v1/chat/completions') {
  const messages: (ModelReplyMessage | EventOrError)[] = [];
  const stop = window.bridge.listen({ kind: 'model_reply', path, body }, (message) => {
    messages.push(structuredClone(message));
  });
  const text = () => messages.map((message) => ('text' in message ? message.text : '')).join('');
  return { messages, text, stop };
}

const chat = { model: 'backend:0', messages: [] };

test('a reply arrives as it is written, from its head to its end', async () => {
  const { window, reply } = await openWithModel();
  const { messages, text } = ask(window, chat);
  const response = await reply();
  response.write('data: on');
  await eventually('the first part is there', () => text() === 'data: on');
  response.end('e\n\n');
  await eventually('the reply is over', () => messages.some((message) => 'end' in message));
  expect(messages[0]).toEqual({
    for: expect.any(Number),
    head: { status: 200, content_type: 'text/event-stream' },
  });
  expect(text()).toBe('data: one\n\n');
});

test('a model that nobody serves is refused in the shape of the API', async () => {
  const { window } = await openWithModel();
  const { messages, text } = ask(window, { model: 'no-such-model' });
  await eventually('the reply is over', () => messages.some((message) => 'end' in message));
  expect(messages[0]).toMatchObject({ head: { status: 404 } });
  expect(JSON.parse(text())).toMatchObject({ error: { code: 'model_not_found' } });
});

test('the end of the subscription, of the page and of the window end the request at the worker', async () => {
  const ends: ((window: IpcWindow, stop: () => void) => void)[] = [
    (_window, stop) => stop(),
    (window) => window.navigate({ isSameDocument: false }),
    (window) => window.destroy(),
  ];
  for (const end of ends) {
    const { window, reply } = await openWithModel();
    const { stop } = ask(window, chat);
    const response = await reply();
    response.write('data: endless');
    const closed = once(response, 'close');
    end(window, stop);
    await closed;
  }
});

test('a window that is busy gets no more of a reply than it keeps up with, and loses nothing', async () => {
  const { window, reply } = await openWithModel();
  const { messages, text } = ask(window, chat);
  const response = await reply();
  const continueReading = window.beBusy();
  const part = `data: ${'x'.repeat(64_000)}\n\n`;
  const parts = 100;
  for (let sent = 0; sent < parts; sent += 1) response.write(part);
  await eventually('the window is full', () => window.heldBack >= 16);
  expect(window.heldBack).toBeLessThan(20);
  continueReading();
  response.end();
  await eventually('the reply is over', () => messages.some((message) => 'end' in message));
  expect(text()).toBe(part.repeat(parts));
});

test('only requests to routes of models are taken', async () => {
  const { window } = await openWithModel();
  for (const path of [
    'API/ListBackends',
    '../healthz',
    'v1/../API/ListBackends',
    'http://example.org/v1/models',
  ]) {
    ask(window, {}, path);
    await eventually('it is refused', () => window.sent.length > 0);
    expect(window.sent.splice(0)).toMatchObject([{ error: { code: 'bad_body' } }]);
  }
});
