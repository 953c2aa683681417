/** The address of a backend is one that clients can be set up with: it is the same whatever becomes of worker and host. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import { eventually } from '../testkit/eventually.ts';
import { freePort } from '../testkit/net/free-port.ts';

it('the address is the same after a restart, an edit, a crash, and the end or the kill of the host', async ({
  hostForTest,
}) => {
  const { host, backends, dataDir } = await hostForTest();
  const first = await backends.addRunning();
  const second = await backends.addRunning();
  const addresses = [first.address, second.address];
  expect(new Set(addresses).size).toBe(2);

  await backends.restart('all');
  await eventually('both have other workers', async () => {
    const all = Object.values(await backends.fullList());
    return all.every(({ status, pid }) => status === 'running' && pid !== first.pid && pid !== second.pid);
  });
  expect((await backends.full(0)).address).toBe(addresses[0]);
  expect((await backends.full(1)).address).toBe(addresses[1]);

  await backends.edit(0, { settings: { Count: 2 } });
  const { pid = 0, address: edited } = await backends.running(0);
  expect(edited).toBe(addresses[0]);
  process.kill(pid, 'SIGKILL');
  const again = await backends.until(
    0,
    'runs again',
    (backend) => backend.status === 'running' && backend.pid !== pid,
  );
  expect(again.address).toBe(addresses[0]);

  await host.stop();
  const { host: killed, backends: afterStop } = await hostForTest({ dataDir });
  expect((await afterStop.running(0)).address).toBe(addresses[0]);
  expect((await afterStop.running(1)).address).toBe(addresses[1]);
  // As after a loss of power.
  await killed.kill();
  const { backends: afterKill } = await hostForTest({ dataDir });
  expect((await afterKill.running(0)).address).toBe(addresses[0]);
  expect((await afterKill.running(1)).address).toBe(addresses[1]);
});

it('where another program has taken the port meanwhile, it is named, and the port in its place is kept', async ({
  hostForTest,
  onTestFinished,
}) => {
  const { host, backends, dataDir } = await hostForTest();
  const { port = 0 } = await backends.addRunning();
  await host.stop();
  const server = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { host: next, backends: clashed } = await hostForTest({ dataDir });
  const { port: instead, memory_notice: notice } = await clashed.running(0);
  expect(instead).not.toBe(port);
  const message = new RegExp(
    `^Its port ${port} is in use by .*\\(PID ${process.pid}\\), so it gets port ${instead}, which it keeps from now on\\.$`,
  );
  expect(notice?.message).toMatch(message);
  expect((await clashed.log(0)).map(({ text }) => text)).toContainEqual(expect.stringMatching(message));
  await next.stop();
  server.close();
  const { backends: last } = await hostForTest({ dataDir });
  expect((await last.running(0)).port).toBe(instead);
});

it('a fixed port is taken, or the start says who has it; --port among the arguments wins', async ({
  hostForTest,
  onTestFinished,
}) => {
  const { backends } = await hostForTest();
  const [fixed, own] = [await freePort(), await freePort()];
  const server = createServer().listen(fixed, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const settings = {
    Command: process.execPath,
    Arguments: `-e "require('http').createServer((q, r) => r.end('{}')).listen(+process.argv[2], '127.0.0.1')" -- --port {PORT}`,
    ReadyUrl: 'http://127.0.0.1:{PORT}/',
    Port: fixed,
  };
  await backends.add(settings, { type_id: 'command' });
  const waiting = await backends.until(0, 'has failed', ({ next_step }) => next_step?.kind === 'retry');
  expect(waiting.error).toMatchObject({
    code: 'port_in_use',
    message: expect.stringMatching(
      new RegExp(`port ${fixed} is already in use by .*\\(PID ${process.pid}\\)`),
    ),
    hint: expect.stringContaining('With 0 as its Port'),
  });
  server.close();
  await once(server, 'close');
  expect((await backends.running(0)).port).toBe(fixed);
  await backends.edit(0, { settings: { Arguments: settings.Arguments.replace('{PORT}', `${own}`) } });
  expect(
    (await backends.until(0, 'runs there', ({ status, port }) => status === 'running' && port === own)).port,
  ).toBe(own);
});
