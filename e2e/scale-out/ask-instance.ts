/** Sends requests that an instance answers which was started on demand. */
import { expect } from 'vitest';
import type { TestHost } from '../launch/headless/start-host.ts';

/** Sends a request for a model to the gateway. @returns the PID of the instance that has answered, a stand-in */
export async function askInstance(host: TestHost, model: string): Promise<number> {
  const reply = await fetch(`${host.gatewayUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${host.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }] }),
  });
  const text = await reply.text();
  expect(reply.status, text).toBe(200);
  return Number(JSON.parse(text).choices[0].message.content);
}
