/**
 * Stands in for a SwarmUI to which another instance is connected: sessions, ListBackends, FreeBackendMemory, and
 * GetServerResourceInfo as its source describes it (src/WebAPI/AdminAPI.cs, July 2026).
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SwarmStandIn {
  readonly url: string;
  /** The reply to ListBackends. A text is sent as it is. */
  backends: Record<string, object> | string;
  /** The reply to FreeBackendMemory. */
  freed: object;
  /** The bodies of the calls so far, and the headers of the last. */
  readonly calls: { operation: string; body: Record<string, unknown> }[];
  readonly headers: () => IncomingMessage['headers'];
  /** Forgets every session, as a restart does. */
  forgetSessions(): void;
  close(): Promise<void>;
}

/** A backend as SwarmUI lists it with `full_data`. */
export const swarmBackend = (id: number, facts: object = {}): Record<string, object> => ({
  [id]: {
    type: 'comfyui_selfstart',
    status: 'running',
    id,
    settings: { AuthorizationHeader: '\t<secret>' },
    modcount: 0,
    features: ['comfyui', 'text2image'],
    enabled: true,
    title: `Card ${id}`,
    can_load_models: true,
    max_usages: 2,
    seconds_since_used: 0,
    time_since_used: 'Never',
    current_model: 'flux.safetensors',
    ...facts,
  },
});

const GIB = 1024 ** 3;
const resources = {
  cpu: { usage: 0.1, cores: 16 },
  system_ram: { total: 64 * GIB, used: 20 * GIB, free: 44 * GIB },
  gpus: {
    0: {
      id: 0,
      name: 'NVIDIA GeForce RTX 4090',
      temperature: 41,
      utilization_gpu: 3,
      utilization_memory: 25,
      total_memory: 24 * GIB,
      free_memory: 18 * GIB,
      used_memory: 6 * GIB,
    },
  },
};

export async function startSwarmStandIn({ serverId = 'stand-in' } = {}): Promise<SwarmStandIn> {
  let sessions = new Set<string>();
  let sessionCount = 0;
  let headers: IncomingMessage['headers'] = {};
  const send = (response: ServerResponse, status: number, reply: object | string) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(typeof reply === 'string' ? reply : JSON.stringify(reply));
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      headers = request.headers;
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      const operation = (request.url ?? '').replace('/API/', '');
      standIn.calls.push({ operation, body });
      if (operation === 'GetNewSession') {
        const session_id = `session-${sessionCount++}`;
        sessions.add(session_id);
        send(response, 200, { session_id, user_id: 'local', version: '0.9.7', server_id: serverId });
      } else if (!sessions.has(String(body.session_id)))
        send(response, 401, { error: 'Invalid session ID.', error_id: 'invalid_session_id' });
      else if (operation === 'ListBackends') send(response, 200, standIn.backends);
      else if (operation === 'GetServerResourceInfo') send(response, 200, resources);
      else if (operation === 'FreeBackendMemory') send(response, 200, standIn.freed);
      else send(response, 400, { error: 'Unknown API route', error_id: 'bad_route' });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const standIn: SwarmStandIn = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    backends: {},
    freed: { result: true, count: 1 },
    calls: [],
    headers: () => headers,
    forgetSessions: () => {
      sessions = new Set();
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return standIn;
}
