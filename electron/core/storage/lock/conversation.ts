/**
 * What a second start and the holder of the lock say to each other over the endpoint. Each proves first that it has read the
 * claim in the data directory, which only this user can do: by an HMAC of the other's nonce, keyed with the secret of the
 * claim. The secret itself and the API token are never sent.
 *
 * second start: `{nonce}` · holder: `{nonce, proof}` · second start: `{proof, wants_link}` · holder: {@link HolderAnswer}
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { z } from 'zod';

/** Milliseconds for a whole conversation. */
const TIMEOUT = 2000;
const MAX_LENGTH = 4096;

const nonceSchema = z.object({ nonce: z.string().min(16).max(100) });
const proofSchema = z.object({ proof: z.string() });
const holderProofSchema = nonceSchema.extend(proofSchema.shape);
const requestSchema = proofSchema.extend({ wants_link: z.boolean() });
const answerSchema = z.object({ address: z.string().nullable(), link: z.string().nullable() });

/** The address of the holder's panel, and a link to it that signs one browser in, where it was asked for. */
export type HolderAnswer = z.infer<typeof answerSchema>;

/** Answers to who proves itself; everybody else learns nothing. Does not listen yet. */
export function createAnswering(
  secret: string,
  answer: (wantsLink: boolean) => HolderAnswer,
): { server: Server; close(): Promise<void> } {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    void converse(socket, async (next, send) => {
      const theirs = nonceSchema.parse(await next()).nonce;
      const ours = makeNonce();
      send({ nonce: ours, proof: prove(secret, 'holder', theirs, ours) });
      const request = requestSchema.parse(await next());
      if (isProof(request.proof, prove(secret, 'second start', theirs, ours)))
        send(answer(request.wants_link));
    });
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  return { server, close };
}

/** @returns null where the other side does not prove that it is the holder, or does not answer in time */
export function askHolder(socket: Socket, secret: string, wantsLink: boolean): Promise<HolderAnswer | null> {
  return converse(socket, async (next, send) => {
    const ours = makeNonce();
    send({ nonce: ours });
    const theirs = holderProofSchema.parse(await next());
    if (!isProof(theirs.proof, prove(secret, 'holder', ours, theirs.nonce))) return null;
    send({ proof: prove(secret, 'second start', ours, theirs.nonce), wants_link: wantsLink });
    return answerSchema.parse(await next());
  });
}

/** Runs `talk` and ends the connection. @returns null where the other side breaks off, is late, or sends something else */
async function converse<T>(
  socket: Socket,
  talk: (next: () => Promise<unknown>, send: (message: object) => void) => Promise<T>,
): Promise<T | null> {
  socket.on('error', () => {
    // The lines end, and with them the conversation.
  });
  const timer = setTimeout(() => socket.destroy(), TIMEOUT);
  const lines = readLines(socket);
  try {
    return await talk(
      async () => JSON.parse(String((await lines.next()).value)),
      (message) => void socket.write(`${JSON.stringify(message)}\n`),
    );
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    socket.destroySoon();
  }
}

/** @throws Error where the connection breaks off, or too much is sent */
async function* readLines(socket: Socket): AsyncGenerator<string> {
  let text = '';
  let length = 0;
  for await (const chunk of socket) {
    length += Buffer.byteLength(chunk);
    if (length > MAX_LENGTH) throw new Error('too much was sent');
    text += String(chunk);
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      yield text.slice(0, end);
      text = text.slice(end + 1);
    }
  }
}

const makeNonce = (): string => randomBytes(24).toString('base64url');

/** The role keeps a proof of one side from being sent back as that of the other. */
const prove = (secret: string, role: 'holder' | 'second start', asker: string, holder: string): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify([role, asker, holder]))
    .digest('base64url');

function isProof(candidate: string, expected: string): boolean {
  const [a, b] = [Buffer.from(candidate), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
