import type { IncomingMessage } from 'node:http';
import { describe, expect } from 'vitest';
import WebSocket from 'ws';
import { it } from '../launch/headless/host-for-test.ts';
import type { TestHost } from '../launch/headless/start-host.ts';
import type { Backends } from '../testkit/backends.ts';

import { ask } from '../testkit/net/page-server.ts';

const _linkOf = async (host: TestHost, id: number): Promise<string> =>
  String((await host.call('GetPageLink', { backend_id: id })).url);

describe('a page of a backend that sleeps', () => {
  /** A backend that is started on demand, and has not been asked for yet. */
  async function addAsleep(backends: Backends, settings: object = {}, title = 'Sleeper'): Promise<number> {
    const { id } = await backends.add({ StartWhen: 'on demand', ...settings }, { title });
    await backends.until(id, 'sleeps', ({ phase }) => phase === 'sleeping');
    return id;
  }
  const putToSleep = async (backends: Backends, id: number) => {
    await backends.toggle(id, false);
    await backends.toggle(id, true);
    await backends.until(id, 'sleeps', ({ phase }) => phase === 'sleeping');
  };
  /** As Chromium sends it to its own machine. */
  const byBrowser = (mode: string, more: Record<string, string> = {}) => ({
    'sec-fetch-site': 'same-origin',
    'sec-fetch-mode': mode,
    ...more,
  });

  it('is started by a program and by what uses it, and the request waits for its start', async ({
    hostForTest,
  }) => {
    const { host, backends } = await hostForTest();
    const id = await addAsleep(backends);
    const url = `${host.gatewayUrl}/upstream/${id}/`;
    for (const [headers, method] of [
      [{}, 'GET'],
      [byBrowser('navigate', { accept: 'application/json' }), 'GET'],
      [byBrowser('cors'), 'POST'],
      [{ accept: 'text/html', referer: url }, 'POST'],
    ] as [Record<string, string>, string][]) {
      const { status } = await ask(`${url}${method === 'POST' ? 'free' : ''}`, headers, method);
      expect(status, JSON.stringify(headers)).toBe(200);
      expect((await backends.full(id)).phase).toBe('running');
      await putToSleep(backends, id);
    }
    const log = (await backends.log(id)).map(({ text }) => text);
    expect(log.filter((text) => text === 'A request for its pages waits.')).toHaveLength(4);
  });

  it('is started by a person who opens it, who sees that until it is ready', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    const id = await addAsleep(backends, { Flags: '--load-ms 1500' }, 'Cats & <dogs>');
    const url = `${host.gatewayUrl}/upstream/${id}/`;
    for (const headers of [
      byBrowser('navigate', { 'sec-fetch-site': 'none', accept: 'text/html,application/xhtml+xml' }),
      { accept: 'text/html', referer: url },
    ] as Record<string, string>[]) {
      const { status, headers: replied, text } = await ask(url, headers);
      expect([status, replied['content-type'], replied['cache-control']]).toEqual([
        503,
        'text/html; charset=utf-8',
        'no-store',
      ]);
      expect(text).toContain('<h1>Cats &amp; &lt;dogs&gt; is starting…</h1>');
      expect(text).toContain('<meta http-equiv="refresh" content="1">');
      expect(text).not.toContain('failed">');
      // It ended when the backend was ready, so that the page which is loaded again is that of the backend.
      expect((await backends.full(id)).phase).toBe('running');
      expect((await ask(url, headers)).status).toBe(200);
      await putToSleep(backends, id);
    }
  });

  it('that fails to start tells a person why, and a program in the shape of the API', async ({
    hostForTest,
  }) => {
    const { host, backends } = await hostForTest();
    const id = await addAsleep(backends, {
      Flags: '--load-ms 300 --exit-before-ready 3 --stderr "no such model"',
      AutoRestart: false,
    });
    const url = `${host.gatewayUrl}/upstream/${id}/`;
    const starting = await ask(url, { accept: 'text/html' });
    expect(starting.text).toContain('<h1>Sleeper is starting…</h1>');
    const { error } = await backends.full(id);
    const message = `Backend ${id} "Sleeper" has failed: ${error?.message}`;
    const asHtml = message.replaceAll('"', '&quot;');
    expect(starting.text).toContain(`<p class="failed">${asHtml}`);
    // What the page gets when it is loaded again: no refresh, for nothing will change by itself.
    const again = await ask(url, { accept: 'text/html' });
    expect([again.status, again.headers['content-type']]).toEqual([503, 'text/html; charset=utf-8']);
    expect(again.text).toContain(asHtml);
    expect(again.text).not.toContain('http-equiv="refresh"');
    const program = await ask(url, {});
    expect([program.status, JSON.parse(program.text).error.message]).toEqual([
      503,
      expect.stringContaining(message),
    ]);
  });

  it('is not started by what a page that was left open asks for, which is told so', async ({
    hostForTest,
  }) => {
    const { host, backends } = await hostForTest();
    const id = await addAsleep(backends);
    const url = `${host.gatewayUrl}/upstream/${id}/`;
    for (const headers of [byBrowser('cors'), byBrowser('no-cors'), { referer: url }] as Record<
      string,
      string
    >[]) {
      const reply = await fetch(`${url}queue`, { headers });
      expect([reply.status, await reply.json()]).toMatchObject([
        503,
        {
          error: {
            code: 'backend_asleep',
            message: `Backend ${id} "Sleeper" sleeps. Open its page again, or load it anew, to start it.`,
          },
        },
      ]);
    }
    const socket = new WebSocket(`${url.replace('http', 'ws')}ws`, { origin: host.gatewayUrl });
    const refusal = await new Promise<IncomingMessage>((resolve) =>
      socket.on('unexpected-response', (_, reply) => resolve(reply)),
    );
    expect(refusal.statusCode).toBe(503);
    socket.on('error', () => undefined).terminate();
    expect((await backends.full(id)).phase).toBe('sleeping');
  });

  it('is given up when who opened it goes away while it starts', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    const id = await addAsleep(backends, { Flags: '--load-ms 100000' });
    for (const accept of ['*/*', 'text/html']) {
      const client = new AbortController();
      const opened = fetch(`${host.gatewayUrl}/upstream/${id}/`, {
        signal: client.signal,
        headers: { accept },
      })
        .then((reply) => reply.text())
        .catch(() => 'gone');
      const starting = await backends.until(id, 'is started', ({ phase }) => phase === 'loading');
      expect(starting.wake_notice?.message).toBe('A request for its pages waits.');
      client.abort();
      expect(await opened).toBe('gone');
      await backends.until(id, 'sleeps again', ({ phase }) => phase === 'sleeping');
    }
  });
});
