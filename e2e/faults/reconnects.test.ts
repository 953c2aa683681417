/** Panels that come and go: afterwards the host has nothing more than before. */
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { WebSocket } from 'ws';
import { it } from '../launch/headless/host-for-test.ts';
import type { TestHost } from '../launch/headless/start-host.ts';
import { eventually } from '../testkit/eventually.ts';
import { sampledEnvironment, sampleHost } from '../testkit/host-samples.ts';
import type { HostSample } from '../testkit/process/host-sample.ts';

const VISITS = process.env.SWITCHYARD_FAULTS === 'long' ? 500 : 20;

/** A panel subscribes to everything, gets its first event and goes. */
async function visit(host: TestHost, leave: (socket: WebSocket) => void): Promise<void> {
  const socket = new WebSocket(`${host.url.replace('http', 'ws')}/API/events`, {
    headers: { Authorization: `Bearer ${host.token}` },
  });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const event = new Promise((resolve) => socket.once('message', resolve));
  await new Promise((resolve) => socket.once('open', resolve));
  const subscriptions = [{ kind: 'state' }, { kind: 'log', backend_id: 0, after: 0 }, { kind: 'resources' }];
  for (const [index, to] of subscriptions.entries()) socket.send(JSON.stringify({ listen: index, to }));
  socket.send(JSON.stringify({ attention: 'visible' }));
  await event;
  leave(socket);
  await closed;
}

const counts = ({ descriptors, emitters, listeners, timers }: HostSample) => ({
  descriptors,
  emitters,
  listeners,
  timers,
});

describe.runIf(process.platform === 'linux')('panels that connect again and again', () => {
  it('leave no listener, timer or descriptor, whether they close the connection or vanish', async ({
    hostForTest,
    dataDirForTest,
  }) => {
    const dataDir = await dataDirForTest();
    const file = join(dataDir, 'sample.json');
    const { host, backends } = await hostForTest({ dataDir, env: sampledEnvironment(file) });
    await backends.addResting();
    const visits = async () => {
      for (let left = VISITS; left > 0; left--)
        await visit(host, (socket) => (left % 2 === 0 ? socket.close() : socket.terminate()));
    };
    // What is made once, at the first visit, does not count.
    await visits();
    const before = counts(await sampleHost(host, file));
    await visits();
    let now = before;
    // The end of a connection may reach the host a little later.
    await eventually(
      'the counts are those of before',
      async () => {
        now = counts(await sampleHost(host, file));
        return (
          now.descriptors <= before.descriptors + 1 &&
          now.emitters <= before.emitters + VISITS / 2 &&
          now.listeners <= before.listeners &&
          now.timers <= before.timers + 1
        );
      },
      () => ({ before, now }),
    );
    expect((await host.request('/healthz')).status).toBe(200);
  });
});
