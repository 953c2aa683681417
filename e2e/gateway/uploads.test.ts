/** Audio and images through the gateway, as npm's client `openai` sends them, unchanged. The backends are servers of this test. */
import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import { connect } from 'node:net';
import OpenAI, { toFile } from 'openai';
import { expect, onTestFinished } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import type { TestHost } from '../launch/headless/start-host.ts';
import type { Backends } from '../testkit/backends.ts';
import { eventually } from '../testkit/eventually.ts';
import { addModelServer } from '../testkit/net/model-server.ts';

/** A server with the model `media`, added as a backend. */
const addServer = async (backends: Backends, answer: RequestListener): Promise<number> =>
  (await addModelServer(backends, answer, { models: ['media'] })).id;

const formOf = async (request: IncomingMessage): Promise<FormData> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  return await new Response(Buffer.concat(chunks), { headers }).formData();
};

const clientOf = ({ gatewayUrl }: TestHost): OpenAI =>
  new OpenAI({ baseURL: `${gatewayUrl}/v1`, apiKey: 'none', maxRetries: 0 });

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

it('a file is sent on byte for byte, with the name of the model that the backend knows, and other fields as they are', async ({
  hostForTest,
}) => {
  const { host, backends } = await hostForTest();
  const seen: { url: string | undefined; model: unknown; language: unknown; hash: string }[] = [];
  const id = await addServer(backends, async (request, response) => {
    const form = await formOf(request);
    const file = (form.get('file') ?? form.get('image')) as File;
    seen.push({
      url: request.url,
      model: form.get('model'),
      language: form.get('language'),
      hash: hashOf(new Uint8Array(await file.arrayBuffer())),
    });
    response
      .setHeader('content-type', 'application/json')
      .end('{"text":"hello","data":[{"b64_json":"AA=="}]}');
  });
  const openai = clientOf(host);
  const bytes = randomBytes(5_000_000);
  const file = await toFile(bytes, 'a.wav');
  const heard = await openai.audio.transcriptions.create({ file, model: `backend:${id}`, language: 'de' });
  expect(heard.text).toBe('hello');
  const edited = await openai.images.edit({ image: file, prompt: 'x', model: 'media' });
  expect(edited.data?.[0]?.b64_json).toBe('AA==');
  const hash = hashOf(bytes);
  expect(seen).toEqual([
    { url: '/v1/audio/transcriptions', model: 'media', language: 'de', hash },
    { url: '/v1/images/edits', model: 'media', language: null, hash },
  ]);
});

it('speech and images are asked for as JSON, and come as the backend sends them', async ({ hostForTest }) => {
  const { host, backends } = await hostForTest();
  const sound = randomBytes(100_000);
  await addServer(backends, (request, response) => {
    request.resume();
    if (request.url === '/v1/audio/speech') response.setHeader('content-type', 'audio/mpeg').end(sound);
    else response.setHeader('content-type', 'application/json').end('{"data":[{"url":"http://x/y"}]}');
  });
  const openai = clientOf(host);
  const speech = await openai.audio.speech.create({ model: 'media', voice: 'alloy', input: 'Hello' });
  expect(Buffer.from(await speech.arrayBuffer()).equals(sound)).toBe(true);
  const image = await openai.images.generate({ model: 'media', prompt: 'a cat' });
  expect(image.data?.[0]?.url).toBe('http://x/y');
});

it('a file goes on to the backend while it still comes, once the model is known', async ({ hostForTest }) => {
  const { host, backends } = await hostForTest();
  let received = 0;
  await addServer(backends, (request, response) => {
    request.on('data', (chunk: Buffer) => {
      received += chunk.length;
    });
    request.on('end', () => response.end('{"text":"done"}'));
  });
  const { port, host: name } = new URL(host.gatewayUrl);
  const socket = connect(Number(port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  const head =
    '--b\r\nContent-Disposition: form-data; name="model"\r\n\r\nmedia\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n';
  const end = '\r\n--b--\r\n';
  const size = 1_000_000;
  socket.write(
    `POST /v1/audio/translations HTTP/1.1\r\nHost: ${name}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${head.length + size + end.length}\r\nConnection: close\r\n\r\n${head}`,
  );
  socket.write(Buffer.alloc(size / 2));
  await eventually('half of it has arrived', () => received >= size / 2);
  socket.write(Buffer.alloc(size / 2));
  socket.write(end);
  const reply = await new Promise<string>((resolve) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += String(chunk);
    });
    socket.on('close', () => resolve(text));
  });
  expect(reply).toContain('{"text":"done"}');
  expect(received).toBe(head.length + size + end.length);
});

it('a form without a model, and one of which nobody knows the model, is refused in words', async ({
  sharedHost: { host },
}) => {
  const post = async (fields: Record<string, string>) => {
    const body = new FormData();
    for (const [key, value] of Object.entries(fields)) body.set(key, value);
    const reply = await fetch(`${host.gatewayUrl}/v1/audio/transcriptions`, { method: 'POST', body });
    const { error } = (await reply.json()) as { error: { code: string; message: string } };
    return [reply.status, error.code, error.message];
  };
  expect(await post({ language: 'de' })).toEqual([
    400,
    'model_required',
    'The request names no model. Add the field "model" to its form; GET /v1/models lists those that can be used.',
  ]);
  expect(await post({ model: 'nobody' })).toMatchObject([404, 'model_not_found', expect.any(String)]);
});
