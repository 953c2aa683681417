import { describe, expect, it } from 'vitest';
import { recordedText } from '../../../e2e/testkit/recordings.ts';
import { anthropicProtocol } from '../protocols/anthropic.ts';
import { withOwnErrors } from './own-stream-errors.ts';

const [, RECORDED = ''] =
  /^HTTP 200\n(.*)$/s.exec(recordedText('llama-server-0.4.0', 'messages-stream-failed.http')) ?? [];

async function sent(stream: string | Buffer, pieceLength: number): Promise<string> {
  const bytes = Buffer.from(stream);
  async function* body() {
    for (let at = 0; at < bytes.length; at += pieceLength) yield bytes.subarray(at, at + pieceLength);
  }
  const pieces: Buffer[] = [];
  const turn = { backend: { id: 3, title: '' } } as Parameters<typeof withOwnErrors>[1]['turn'];
  for await (const piece of withOwnErrors(body(), { protocol: anthropicProtocol, turn })) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

describe('a stream of llama-server that ends with an error', () => {
  it.each([1, 13, 4096])(
    'has it in the shape of Anthropic’s API, from pieces of %i bytes',
    async (length) => {
      const before = RECORDED.slice(0, RECORDED.indexOf('event: error'));
      const text = await sent(RECORDED, length);
      expect(text.startsWith(before)).toBe(true);
      const [name, data = '', ...rest] = text.slice(before.length).split('\n');
      expect([name, JSON.parse(data.replace('data: ', '')), rest]).toEqual([
        'event: error',
        {
          type: 'error',
          error: {
            type: 'api_error',
            message: 'The model produced output that does not match the expected peg-native format',
            code: 'backend_error',
          },
        },
        ['', ''],
      ]);
    },
  );
});

describe('passes byte for byte', () => {
  it.each([
    [
      'an error of its own shape',
      'event: error\ndata: {"type":"error","error":{"type":"x","message":"ä"}}\n\n',
    ],
    [
      'an event that speaks of errors',
      'event: content\ndata: {"text":"event: error\\n\\n ü"}\n\ndata: error\n\n',
    ],
    ['lines that end otherwise', 'event: ping\r\ndata: error\r\n\r\nevent: ping\rdata: ü\r\r'],
    ['what has no end', 'event: error\ndata: {"message":'],
    ['an event that is too long', `event: error\ndata: ${'x'.repeat(200_000)}`],
  ])('%s', async (_, stream) => {
    for (const length of [stream.length < 1000 ? 1 : 1000, 5000, 1_000_000])
      expect(await sent(stream, length)).toBe(stream);
  });
});
