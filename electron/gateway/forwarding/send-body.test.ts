/** Bodies on the way to a client over a real connection: every byte, in order, as fast as it reads. */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { type BodyTarget, sendBody } from './send-body.ts';

interface Sending {
  reply: IncomingMessage;
  response: ServerResponse;
  /** Resolves to the error that it ended with; null for none. */
  ended: Promise<Error | null>;
}

/** Sends a body to a client that has not begun to read. */
async function send(body: Readable, onPiece?: BodyTarget['onPiece']): Promise<Sending> {
  const begun: Omit<Sending, 'reply'>[] = [];
  const server = createServer((_request, response) => {
    response.flushHeaders();
    const ended = sendBody(body, { response, onPiece }).then(
      () => null,
      (error: Error) => error,
    );
    begun.push({ response, ended });
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const sent = get({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, agent: false });
  const [reply] = (await once(sent, 'response')) as [IncomingMessage];
  const [sending] = begun;
  if (!sending) throw new Error('nothing was sent');
  return { reply, ...sending };
}

const hashOf = (chunks: readonly Buffer[]): string => {
  const hash = createHash('sha256');
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
};

test.for([
  ['single bytes', 3000, 1],
  ['small events', 5000, 60],
  ['events of 8 kB', 2000, 8000],
  ['pieces of 1 MB', 20, 1_000_000],
] as const)('%s arrive whole, also at a client that pauses', async ([, count, size]) => {
  const chunks = Array.from({ length: count }, () => randomBytes(size));
  const seen: string[] = [];
  const { reply, ended } = await send(Readable.from(chunks, { objectMode: false }), (piece) =>
    seen.push(piece.toString('latin1')),
  );
  const received: Buffer[] = [];
  for await (const chunk of reply) {
    received.push(chunk as Buffer);
    if (received.length % 50 === 0) await wait(1);
  }
  expect(await ended).toBeNull();
  expect(hashOf(received)).toBe(hashOf(chunks));
  expect(hashOf(seen.map((text) => Buffer.from(text, 'latin1')))).toBe(hashOf(chunks));
});

test('an event is sent when it is there', async () => {
  const body = new PassThrough();
  const { reply, ended } = await send(body);
  for (const event of ['data: 1\n\n', 'data: 2\n\n']) {
    body.write(event);
    const [chunk] = (await once(reply, 'data')) as [Buffer];
    expect(chunk.toString()).toBe(event);
  }
  body.end();
  expect(await ended).toBeNull();
});

test('a body that is cut off is no whole reply: whoever sends it is told, and says so', async () => {
  const body = new PassThrough();
  const { reply, response, ended } = await send(body);
  body.write('a');
  const [first] = (await once(reply, 'data')) as [Buffer];
  body.destroy(new Error('cut'));
  expect((await ended)?.message).toBe('cut');
  response.end('!');
  const [rest] = (await once(reply, 'data')) as [Buffer];
  expect(`${first}${rest}`).toBe('a!');
});

test('a client that does not read holds the body back', async () => {
  let sent = 0;
  const endless = new Readable({
    read() {
      sent += 65_536;
      setImmediate(() => this.push(Buffer.alloc(65_536)));
    },
  });
  const { reply } = await send(endless);
  let before = -1;
  while (sent !== before) {
    before = sent;
    await wait(100);
  }
  expect(sent).toBeLessThan(20_000_000);
  // It goes on when the client reads again.
  reply.resume();
  await expect.poll(() => sent, { timeout: 20_000 }).toBeGreaterThan(before + 10_000_000);
  endless.destroy();
});

test('a client that leaves without having read ends it, once its body has ended', async () => {
  const client = new AbortController();
  const endless = new Readable({
    read() {
      setImmediate(() => this.push(Buffer.alloc(65_536)));
    },
    signal: client.signal,
  });
  const { reply, response, ended } = await send(endless);
  response.on('close', () => client.abort());
  await expect.poll(() => response.writableNeedDrain, { timeout: 20_000 }).toBe(true);
  reply.destroy();
  expect((await ended)?.name).toBe('AbortError');
});

test('a client that has left before the first piece does not hold it up', async () => {
  const body = new PassThrough();
  const { reply, response, ended } = await send(body);
  reply.destroy();
  await once(response, 'close');
  body.write('a');
  body.destroy(new Error('cut'));
  expect((await ended)?.message).toBe('cut');
});
