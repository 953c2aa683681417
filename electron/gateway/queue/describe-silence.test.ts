/** What the card says of a worker that sends nothing of its replies, over real sockets. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createHarness } from '../../../e2e/testkit/core/test-registry.ts';
import { eventually } from '../../../e2e/testkit/eventually.ts';
import { createGateway } from '../create-gateway.ts';
import { callerWithoutKey } from '../gateway-caller.ts';
import { describeSilence } from './describe-silence.ts';
import { PROBE_INTERVAL_MS, SILENT_AFTER_MS } from './liveness-by-use.ts';

async function serverThatAnswers(status: number): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end('Not Found'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('names what its server answers, be it "not found", and says that it is not restarted for that', async () => {
  const origin = await serverThatAnswers(404);
  const message = await describeSilence({ baseUrl: `${origin}/v1`, query: '', headers: {} });
  expect(message).toBe(
    `Requests wait, and it has sent nothing of a reply for 5 minutes. Its server still answers (404 at ${origin}/v1/models), so it is not restarted by itself: it may be at work, and it may hang. Restart it if its answers never take so long.`,
  );
});

it('is on the card while requests wait for one that has sent nothing for 5 minutes, and says where nothing answers', async () => {
  const harness = await createHarness({ features: ['llm', 'openai_api'] });
  onTestFinished(() => harness.dispose());
  const { clock } = harness;
  const gateway = createGateway(harness, clock);
  // Its address, http://127.0.0.1:1, is one where nothing listens.
  await harness.addRunning();
  harness.latest().io.update({ models: ['small'] });
  const caller = callerWithoutKey('somebody');
  const [candidate] = gateway.candidates('small', null, caller);
  if (!candidate) throw new Error('nobody serves the model');
  const turn = await gateway.enter(candidate, caller, new AbortController().signal);
  await clock.advance(SILENT_AFTER_MS - 1);
  expect(harness.view().silence_notice).toBeUndefined();
  await clock.advance(PROBE_INTERVAL_MS);
  const shown = await eventually('the card says so', () => harness.view().silence_notice);
  expect(shown.message).toContain('Its server does not answer either');
  expect(shown.message).toContain('http://127.0.0.1:1/models');
  expect(harness.logMessages).toContain(shown.message);

  turn.noteSign();
  expect(harness.view().silence_notice).toBeUndefined();
  await clock.advance(SILENT_AFTER_MS + PROBE_INTERVAL_MS);
  await eventually('the card says so again', () => harness.view().silence_notice);
  turn.end();
  expect(harness.view().silence_notice).toBeUndefined();
});
