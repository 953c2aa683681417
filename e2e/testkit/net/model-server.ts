/** A server of OpenAI's API whose replies a test writes, added as a backend of a host. It ends with the test. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Backends } from '../backends.ts';

export interface ModelServer {
  /** Of the backend. */
  id: number;
  /** Of the server, without a slash at its end. */
  address: string;
  server: Server;
  close: () => void;
}

/** @param answer replies to everything but the list of models */
export async function addModelServer(
  backends: Backends,
  answer: RequestListener,
  {
    models = ['shared'],
    title = '',
    settings = {},
  }: { models?: readonly string[]; title?: string; settings?: Record<string, string | number> } = {},
): Promise<ModelServer> {
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/v1/models'))
      response.end(JSON.stringify({ object: 'list', data: models.map((id) => ({ id })) }));
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(close);
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { id } = await backends.addRunning(
    { Address: address, ...settings },
    { type_id: 'simpleremotellm', title },
  );
  return { id, address, server, close };
}
