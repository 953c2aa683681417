/** Clients that send requests and do not read the replies: they are delayed or disconnected, and cost the host hardly any memory. */
import { connect, type Socket } from 'node:net';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import { it } from '../launch/headless/host-for-test.ts';
import { eventually } from '../testkit/eventually.ts';
import { residentMib } from '../testkit/resident-memory.ts';

/** MiB by which the host may grow. When it kept all replies it grew by hundreds. */
const MAX_GROWTH = 100;

it('requests that are sent without reading the replies end the connection', async ({
  hostForTest,
  onTestFinished,
}) => {
  const { host } = await hostForTest();
  const before = await residentMib(host.pid);
  const { port } = new URL(host.url);
  const request = `GET /openapi.json HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
  const sockets = Array.from({ length: 6 }, (): Socket => {
    const socket = connect(Number(port), '127.0.0.1').pause();
    socket.on('error', () => {
      // The host disconnects it, as it should.
    });
    socket.write(request.repeat(3000));
    return socket;
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  for (const socket of sockets)
    await eventually('the connection is closed', async () => {
      socket.resume();
      return socket.destroyed;
    });
  expect((await residentMib(host.pid)) - before).toBeLessThan(MAX_GROWTH);
  expect((await fetch(`${host.url}/healthz`)).status).toBe(200);
});

it('a panel that requests the state again and again without reading gets no second snapshot', async ({
  hostForTest,
  onTestFinished,
}) => {
  const { host } = await hostForTest();
  for (let left = 30; left > 0; left--) {
    const { id } = await host.call('AddNewBackend', { type_id: 'fake', title: 'x'.repeat(200) });
    await host.call('ToggleBackend', { backend_id: id, enabled: false });
  }
  const before = await residentMib(host.pid);
  const socket = new WebSocket(`${host.url.replace('http', 'ws')}/API/events`, {
    headers: { Authorization: `Bearer ${host.token}` },
  });
  onTestFinished(() => socket.terminate());
  await new Promise((resolve) => socket.once('open', resolve));
  socket.pause();
  for (let left = 20_000; left > 0; left--)
    socket.send(JSON.stringify({ listen: left % 8, to: { kind: 'state' } }));
  // Then the host has read everything.
  await eventually('all is sent', async () => socket.bufferedAmount === 0);
  expect((await host.request('/healthz')).status).toBe(200);
  expect((await residentMib(host.pid)) - before).toBeLessThan(MAX_GROWTH);
});
