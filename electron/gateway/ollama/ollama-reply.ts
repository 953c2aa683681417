/** What the replies of Ollama's API have in common. */
import type { ServerResponse } from 'node:http';

/** Durations are in nanoseconds there. */
export const nanoseconds = (ms: number): number => Math.round(ms * 1e6);

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
