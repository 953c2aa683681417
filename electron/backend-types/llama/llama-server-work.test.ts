/** What `llamaserver` says of its work when it is to be stopped, for replies that no stand-in gives. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { FakeAdapterIo } from '../../../e2e/testkit/backend-types/fake-adapter-io.ts';
import { recordedText } from '../../../e2e/testkit/recordings.ts';
import { defaultSettings, mergeSettings } from '../../../shared/settings.ts';
import { llamaServer } from './llama-server.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Starts the adapter for a server in this process. @param answer for all paths but /health and /props */
async function start(answer: RequestListener) {
  server = createServer((request, response) => {
    if (request.url === '/health') response.end('{"status":"ok"}');
    else if (request.url === '/props') {
      const [, ...props] = recordedText('llama-server-0.4.0', 'props-ready.http').split('\n');
      response.end(props.join('\n'));
    } else answer(request, response);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const io = new FakeAdapterIo();
  io.port = typeof address === 'object' && address ? address.port : 0;
  const { settings, id } = llamaServer;
  const values = mergeSettings(settings, id, defaultSettings(settings), { ExtraArgs: '-hf a/b' });
  const adapter = llamaServer.createAdapter(values, io);
  await adapter.start();
  return { io, count: () => adapter.countInFlight?.(new AbortController().signal) };
}

test('a server that works through a long prompt answers its health address alone, and is at work', async () => {
  let isBusy = false;
  const { count } = await start((_, response) => {
    if (!isBusy) response.end('llamacpp:requests_processing 0\n');
  });
  expect(await count()).toBe(0);
  isBusy = true;
  expect(await count()).toBe(1);
});

test('a server that answers nothing any more cannot tell', async () => {
  const { count } = await start((_, response) => void response.end('llamacpp:requests_processing 0\n'));
  server?.closeAllConnections();
  server?.close();
  await expect(count()).rejects.toThrow('nothing listens there');
});

test('without metrics the slots are asked, where it was not told to sleep', async () => {
  const { count } = await start((request, response) => {
    if (request.url === '/slots') response.end('[{"is_processing":true},{"is_processing":false}]');
    else response.writeHead(501).end('{}');
  });
  expect(await count()).toBe(1);
});

test('requests that came and went between two probes are use', async () => {
  let tokens = 0;
  const { io } = await start((_, response) => {
    const counters = `llamacpp:prompt_tokens_total ${tokens}\nllamacpp:tokens_predicted_total ${tokens}\n`;
    response.end(`${counters}llamacpp:requests_processing 0\n`);
  });
  expect(io.usages).toEqual([]);
  tokens = 12;
  await io.clock.advance(2000);
  await expect.poll(() => io.usages).toEqual([0]);
  io.stop();
});
