import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { askHolder, createAnswering } from './conversation.ts';

const ANSWER = { address: 'http://127.0.0.1:1', link: 'secret link' };
let close: (() => unknown) | undefined;
afterEach(() => close?.());

async function startHolder(secret: string): Promise<() => Promise<Socket>> {
  const answering = createAnswering(secret, (wantsLink) => ({
    ...ANSWER,
    link: wantsLink ? ANSWER.link : null,
  }));
  close = answering.close;
  answering.server.listen(0, '127.0.0.1');
  await once(answering.server, 'listening');
  return () => connectToPort((answering.server.address() as AddressInfo).port);
}
async function connectToPort(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}
/** Sends lines, one after each answer. @returns all that came back */
async function say(socket: Socket, lines: readonly string[]): Promise<string> {
  let text = '';
  const rest = [...lines];
  const next = () => void socket.write(`${rest.shift() ?? ''}\n`);
  socket.on('data', (chunk) => {
    text += chunk;
    next();
  });
  next();
  await once(socket, 'close');
  return text;
}

it('both that know the secret of the claim understand each other', async () => {
  const holder = await startHolder('s');
  expect(await askHolder(await holder(), 's', true)).toEqual(ANSWER);
  expect(await askHolder(await holder(), 's', false)).toEqual({ ...ANSWER, link: null });
});

it('who does not know the secret gets no answer', async () => {
  const holder = await startHolder('s');
  expect(await askHolder(await holder(), 'other', true)).toBeNull();
  for (const lines of [
    [JSON.stringify({ nonce: 'n'.repeat(32) }), JSON.stringify({ proof: '', wants_link: true })],
    [JSON.stringify({ nonce: 'n'.repeat(32) }), JSON.stringify({ proof: 'x'.repeat(43), wants_link: true })],
    ['{}'],
    ['GET / HTTP/1.1'],
    ['x'.repeat(10_000)],
  ])
    expect(await say(await holder(), lines)).not.toContain('secret link');
});

it('who stands in for the holder gets no proof: what it was sent, and its own proof sent back, are worthless', async () => {
  const holder = await startHolder('s');
  const heard: string[] = [];
  const squatter = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      heard.push(String(chunk));
      socket.write(`${JSON.stringify({ nonce: 'n'.repeat(32), proof: 'x'.repeat(43) })}\n`);
    });
  }).listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  const { port } = squatter.address() as AddressInfo;
  expect(await askHolder(await connectToPort(port), 's', true)).toBeNull();
  squatter.close();
  expect(heard).toHaveLength(1);
  expect(Object.keys(JSON.parse(heard.join('')))).toEqual(['nonce']);
  expect(await say(await holder(), heard.join('').trim().split('\n'))).not.toContain('secret link');

  const socket = await holder();
  socket.write(`${JSON.stringify({ nonce: 'n'.repeat(32) })}\n`);
  const [first] = await once(socket, 'data');
  const { proof } = JSON.parse(String(first));
  expect(await say(socket, [JSON.stringify({ proof, wants_link: true })])).not.toContain('secret link');
});
