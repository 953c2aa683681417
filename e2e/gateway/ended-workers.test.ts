/** Workers that end amid requests, or answer nothing, and clients that do not read: what the others notice of it. */
import { request as openRequest, type ServerResponse } from 'node:http';
import { describe, expect } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import type { TestHost } from '../launch/headless/start-host.ts';
import type { Backends } from '../testkit/backends.ts';
import { eventually } from '../testkit/eventually.ts';
import { addModelServer } from '../testkit/net/model-server.ts';

/** Greedy, so that the sample model writes the same each time: more than 300 tokens. */
const ask = (more: object = {}): string =>
  JSON.stringify({ model: 'sample', prompt: 'Once upon a time', temperature: 0, max_tokens: 2, ...more });

const complete = (host: TestHost, body: string): Promise<Response> =>
  fetch(`${host.url}/v1/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${host.token}`, 'content-type': 'application/json' },
    body,
  });

/** Begins a stream of the sample model, and stops its worker amid it. */
async function stoppedAmidStream(host: TestHost, backends: Backends, settings: object = {}) {
  const { id, pid = 0 } = await backends.addRunning({ MaxUsages: 1, ...settings }, { type_id: 'localllama' });
  for (;;) {
    const stream = await complete(host, ask({ max_tokens: 300, stream: true }));
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toMatch(/^data: /);
    process.kill(pid, 'SIGSTOP');
    const readRest = async () => {
      let text = '';
      for (;;) {
        const { value, done } = (await reader?.read()) ?? { done: true };
        if (done) return text;
        text += value;
      }
    };
    const rest = readRest();
    // On a busy machine the reply may be over before the worker is stopped. Then it is tried again.
    const isOver = await Promise.race([
      rest.then(() => true),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 500)),
    ]);
    if (!isOver) return { id, pid, rest };
    process.kill(pid, 'SIGCONT');
  }
}

interface Counts {
  live_gens: number;
  /** Those that are answered included. */
  waiting_gens: number;
}

const countsOf = async (host: TestHost): Promise<Counts> =>
  ((await host.call('GetCurrentStatus')) as { status: Counts }).status;

const waiting = async (host: TestHost): Promise<number> => {
  const { live_gens, waiting_gens } = await countsOf(host);
  return waiting_gens - live_gens;
};

describe('a worker that is killed while one request streams and twenty wait', () => {
  it('is started again and answers the twenty; the stream ends with an error that says so', async ({
    hostForTest,
  }) => {
    const { host, backends } = await hostForTest();
    const { id, pid, rest } = await stoppedAmidStream(host, backends);
    const replies = Array.from({ length: 20 }, () => complete(host, ask()));
    await eventually('twenty wait', async () => (await waiting(host)) === 20);
    const { address } = await backends.full(id);
    process.kill(pid, 'SIGKILL');
    const last = (await rest).trim().split('\n').at(-1) ?? '';
    expect(JSON.parse(last.replace('data: ', ''))).toMatchObject({
      error: {
        code: 'backend_ended',
        message: expect.stringContaining(`Backend ${id} ended in the middle of its answer`),
      },
    });
    for (const reply of await Promise.all(replies)) {
      expect(reply.status).toBe(200);
      expect(await reply.json()).toMatchObject({ usage: { completion_tokens: 2 } });
    }
    expect(await backends.full(id)).toMatchObject({ phase: 'running', restarts: 1, address });
  });

  it('and may not be started again lets none of them wait, and says why it ended', async ({
    hostForTest,
  }) => {
    const { host, backends } = await hostForTest();
    const { id, pid, rest } = await stoppedAmidStream(host, backends, { AutoRestart: false });
    const replies = Array.from({ length: 3 }, () => complete(host, ask()));
    await eventually('they wait', async () => (await waiting(host)) === 3);
    process.kill(pid, 'SIGKILL');
    expect(await rest).toContain('backend_ended');
    const { error } = await backends.errored(id);
    for (const reply of await Promise.all(replies)) {
      expect(reply.status).toBe(503);
      const answer = (await reply.json()) as { error: { code: string; message: string } };
      expect(answer.error.code).toBe('backend_failed');
      expect(answer.error.message).toContain(error?.message);
    }
  });

  it('answers the request, too, that it had accepted and not begun to answer', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    const { id, pid = 0 } = await backends.addRunning({}, { type_id: 'localllama' });
    process.kill(pid, 'SIGSTOP');
    const reply = complete(host, ask());
    await eventually('it is under way', async () => (await countsOf(host)).live_gens === 1);
    process.kill(pid, 'SIGKILL');
    expect((await reply).status).toBe(200);
    expect((await backends.full(id)).restarts).toBe(1);
  });
});

describe('a client that does not read its answer', () => {
  it('holds up nobody else, and the backend sends no more than fits between them', async ({
    hostForTest,
  }) => {
    const { host, backends } = await hostForTest();
    const piece = Buffer.alloc(64 * 1024, 'x');
    let sent = 0;
    const endless = (response: ServerResponse): void => {
      while (!response.destroyed) {
        sent += piece.length;
        if (!response.write(piece)) return void response.once('drain', () => endless(response));
      }
    };
    await addModelServer(
      backends,
      (request, response) => {
        request.resume();
        if (request.url?.endsWith('?endless')) endless(response.writeHead(200));
        else response.end('{"ok":true}');
      },
      { models: ['served'], settings: { MaxUsages: 2 } },
    );

    const slow = openRequest(`${host.url}/v1/completions?endless`, {
      method: 'POST',
      headers: { authorization: `Bearer ${host.token}` },
    });
    slow.on('error', () => undefined);
    slow.end('{"model":"served"}');
    // It pauses at once, and never reads.
    await new Promise<void>((resolve) => slow.on('response', (reply) => resolve(void reply.pause())));
    let before = -1;
    await eventually('the backend is held back', async () => {
      const isHeldBack = sent === before;
      before = sent;
      await new Promise((resolve) => setTimeout(resolve, 200));
      return isHeldBack;
    });
    for (let request = 0; request < 20; request++) {
      const reply = await complete(host, '{"model":"served"}');
      expect(await reply.json()).toEqual({ ok: true });
    }
    // Buffers of three processes and of the system.
    expect(sent).toBeLessThan(40_000_000);
    slow.destroy();
  });
});
