/** The adapter of `autoscalingbackend` with a real server as its instance; its script is not run. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { FakeAdapterIo } from '../../../e2e/testkit/backend-types/fake-adapter-io.ts';
import { eventually } from '../../../e2e/testkit/eventually.ts';
import { defaultSettings } from '../../../shared/settings.ts';
import { autoscalingBackend } from './autoscaling-backend.ts';
import type { AutoscalingSettings } from './autoscaling-settings.ts';

it('probes its instances at once when the machine has slept', async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked++;
    response.end(JSON.stringify({ object: 'list', data: [{ id: 'tiny-model' }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const io = new FakeAdapterIo();
  onTestFinished(() => io.stop());
  const settings = defaultSettings(autoscalingBackend.settings) as AutoscalingSettings;
  const adapter = autoscalingBackend.createAdapter(
    { ...settings, StartScript: process.execPath, Kind: 'openai', MinBackends: 1 },
    io,
  );
  await adapter.start();
  await eventually('a script is run', () => io.clock.advance(0).then(() => io.beside[0]));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  io.beside[0]?.process.onLine(`[SwarmAutoScaleBackend]NewURL: ${url}[/SwarmAutoScaleBackend]`);
  await eventually('its instance is up', () => io.clock.advance(0).then(() => io.facts.scale?.up === 1));
  const before = asked;
  io.wake();
  await io.clock.advance(0);
  await eventually('it is asked again', () => asked > before, undefined, 10_000);
  expect(io.clock.now()).toBe(0);
});
