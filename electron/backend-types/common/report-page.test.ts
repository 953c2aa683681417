import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import { reportPage } from './report-page.ts';

const servers = new Set<() => void>();
afterEach(() => {
  for (const close of servers) close();
  servers.clear();
});

/** @returns whether a page was found at a server that answers so */
async function findAt(answer: RequestListener): Promise<boolean | undefined> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.add(() => {
    server.closeAllConnections();
    server.close();
  });
  const update = vi.fn<(facts: { hasPage?: boolean }) => void>();
  const { port } = server.address() as AddressInfo;
  await reportPage({ signal: new AbortController().signal, update }, `http://127.0.0.1:${port}`);
  return update.mock.calls[0]?.[0].hasPage;
}

const html = { 'content-type': 'text/html; charset=utf-8' };

test('a page is found, compressed as llama-server sends it, or behind a redirect', async () => {
  expect(await findAt((_, reply) => reply.writeHead(200, html).end('<p>'))).toBe(true);
  expect(
    await findAt((_, reply) =>
      reply.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end(gzipSync('<p>')),
    ),
  ).toBe(true);
  expect(await findAt((_, reply) => reply.writeHead(307, { location: '/ui' }).end())).toBe(true);
});

test('what a server answers to programs, an error page and a broken connection are no page', async () => {
  const json = { 'content-type': 'application/json' };
  expect(await findAt((_, reply) => reply.writeHead(200, json).end('{}'))).toBe(false);
  expect(await findAt((_, reply) => reply.writeHead(404, json).end('{"error":{}}'))).toBe(false);
  expect(await findAt((_, reply) => reply.writeHead(404, html).end('<p>'))).toBe(false);
  expect(await findAt((_, reply) => reply.end('plain'))).toBe(false);
  expect(await findAt((request) => request.socket.destroy())).toBe(false);
});

test('the page is not read: an endless one is found at once', async () => {
  expect(await findAt((_, reply) => reply.writeHead(200, html).write('<p>'))).toBe(true);
});
