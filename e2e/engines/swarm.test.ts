/** `swarmswarmbackend`: real hosts connected to each other, and to a stand-in of SwarmUI. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { FullBackend } from '../../shared/backend.ts';
import type { OperationOutput } from '../../shared/operations.ts';
import { it as hostIt, type OpenedHost, snapshotOf } from '../launch/headless/host-for-test.ts';
import type { TestHost } from '../launch/headless/start-host.ts';
import { type SwarmStandIn, startSwarmStandIn, swarmBackend } from '../stand-ins/swarmui/swarmui.ts';
import type { Backends } from '../testkit/backends.ts';
import { eventually } from '../testkit/eventually.ts';

type Freed = OperationOutput<'FreeBackendMemory'>;
const TYPE = 'swarmswarmbackend';

/** Connects one host to another. */
const connect = (backends: Backends, to: TestHost, settings: object = {}, title = 'Peer') =>
  backends.add(
    { Address: to.url, AuthorizationHeader: `Bearer ${to.token}`, ...settings },
    { type_id: TYPE, title },
  );

/** All backends that a host shows, including children. */
const listAll = async (host: TestHost) =>
  (await host.call('ListBackends', { nonreal: true, full_data: true })) as Record<string, FullBackend>;
const childrenOf = async (host: TestHost) => Object.values(await listAll(host)).filter(({ id }) => id < 0);

const childrenUntil = (host: TestHost, what: string, isSo: (children: FullBackend[]) => boolean) => {
  let last: FullBackend[] = [];
  return eventually(
    what,
    async () => {
      last = await childrenOf(host);
      return isSo(last) && last;
    },
    () => last,
  );
};

const it = hostIt.extend<{
  swarmForTest(): Promise<SwarmStandIn>;
  /** A host with one backend that is connected to this address. */
  connectTo(url: string, settings?: object): Promise<OpenedHost & { id: number }>;
}>({
  swarmForTest: async ({ onTestFinished }, use) => {
    await use(async () => {
      const standIn = await startSwarmStandIn();
      onTestFinished(() => standIn.close());
      return standIn;
    });
  },
  connectTo: async ({ hostForTest }, use) => {
    await use(async (url, settings = {}) => {
      const opened = await hostForTest();
      const { id } = await opened.backends.add(
        { Address: url, ...settings },
        { type_id: TYPE, title: 'Peer' },
      );
      return { ...opened, id };
    });
  },
});

describe.concurrent('a host that is connected to another', () => {
  it('shows its backends as children, under numbers below zero, and only when they are requested', async ({
    hostForTest,
  }) => {
    const far = await hostForTest();
    await far.backends.addRunning({ Count: 3, ApiKey: 'far-secret' }, { title: 'Flux' });
    await far.backends.addResting({}, { title: 'Spare' });
    const { host, backends } = await hostForTest();
    const { id } = await connect(backends, far.host);
    expect(await backends.running(id)).toMatchObject({ can_load_models: false, features: ['fake'] });
    const [flux, spare] = await childrenUntil(host, 'two children', (all) => all.length === 2);
    expect(flux).toMatchObject({
      id: -1,
      type: TYPE,
      title: 'Flux',
      status: 'running',
      features: ['fake'],
      max_usages: 3,
      current_model: 'fake-model',
      can_load_models: true,
      settings: {},
      parent: id,
      remote: { id: 0, type: 'fake' },
    });
    expect(spare).toMatchObject({ id: -2, title: 'Spare', status: 'disabled', enabled: false });
    expect(Object.keys(await backends.fullList())).toEqual([String(id)]);
    // A panel gets them with their parent.
    expect((await snapshotOf(host)).backends).toMatchObject([{ id, children: [{ id: -1 }, { id: -2 }] }]);

    await far.backends.toggle(1, true);
    await childrenUntil(host, 'the change shows', (all) => all[1]?.status === 'running');
    await far.backends.delete(1);
    await childrenUntil(host, 'the deletion shows', (all) => all.length === 1);
  });

  it('switches and restarts a child at its own instance, and passes on what that refuses', async ({
    hostForTest,
  }) => {
    const far = await hostForTest({ args: [] });
    const { id, pid } = await far.backends.addRunning({}, { title: 'Flux' });
    const { host, backends } = await hostForTest();
    await connect(backends, far.host);
    await childrenUntil(host, 'a child', (all) => all.length === 1);
    expect(await host.call('RestartBackends', { backend: -1 })).toMatchObject({ count: 1 });
    expect((await far.backends.running(id)).pid).not.toBe(pid);
    expect(await host.call('ToggleBackend', { backend_id: -1, enabled: false })).toEqual({
      result: 'Success.',
    });
    expect((await far.backends.one(id)).enabled).toBe(false);
    expect(await childrenOf(host)).toMatchObject([{ enabled: false, status: 'disabled' }]);
    expect(await host.call('ToggleBackend', { backend_id: -1, enabled: false })).toEqual({
      result: 'No change.',
    });
    await far.backends.delete(id);
    expect(await host.call('ToggleBackend', { backend_id: -1, enabled: true })).toMatchObject({
      code: 'remote_error',
      message: `Backend 0 "Peer": the instance there says: Invalid backend ID ${id}`,
    });
  });

  it('refuses to change a child, with a message that says where it can be changed', async ({
    hostForTest,
  }) => {
    const far = await hostForTest();
    await far.backends.addRunning({}, { title: 'Flux' });
    const { host, backends, dataDir } = await hostForTest();
    await connect(backends, far.host);
    await childrenUntil(host, 'a child', (all) => all.length === 1);
    const file = await readFile(join(dataDir, 'backends.json'), 'utf8');
    for (const [operation, input] of Object.entries({
      EditBackend: { backend_id: -1, title: 'x', settings: {} },
      DeleteBackend: { backend_id: -1 },
      DuplicateBackend: { backend_id: -1 },
      RetryBackendNow: { backend_id: -1 },
      GetBackendLog: { backend_id: -1 },
    }))
      expect(await host.call(operation, input), operation).toMatchObject({
        message:
          'Backend -1 "Flux" on Backend 0 "Peer" runs on another instance. You cannot change it from here.',
      });
    expect(await host.call('ToggleBackend', { backend_id: -9, enabled: false })).toMatchObject({
      error: 'Invalid backend ID -9',
    });
    expect(await readFile(join(dataDir, 'backends.json'), 'utf8')).toBe(file);
    expect(file).not.toContain('Flux');
  });

  it('passes FreeBackendMemory on for one child, for the parent and for all, for each backend once', async ({
    hostForTest,
  }) => {
    const far = await hostForTest();
    await far.backends.addRunning({}, { title: 'One' });
    await far.backends.addRunning({}, { title: 'Two' });
    const { host, backends } = await hostForTest();
    const own = await backends.addRunning();
    const { id } = await connect(backends, far.host);
    // A second connection to the same two.
    await connect(backends, far.host, {}, 'Again');
    await childrenUntil(host, 'both are seen twice', (all) => all.length === 4);
    const free = async (backend: number | string) =>
      (await host.call('FreeBackendMemory', { backend })) as Freed;
    expect(await free(-1)).toEqual({
      result: true,
      count: 1,
      freed: [{ id: -1, ok: true, message: 'Freed what there was.', ram_bytes: expect.any(Number) }],
    });
    expect((await free(id)).freed?.map((one) => one.id)).toEqual([-1, -2]);
    const all = await free('all');
    expect(all).toMatchObject({ result: true, count: 3 });
    expect(all.freed?.map((one) => one.id)).toEqual([own.id, -1, -2]);
  });

  it('is errored with the reason when the other dies, and runs again within seconds of its return', async ({
    hostForTest,
    dataDirForTest,
  }) => {
    const farDir = await dataDirForTest();
    const far = await hostForTest({ dataDir: farDir });
    await far.backends.addRunning({}, { title: 'Flux' });
    const { host, backends } = await hostForTest();
    const strict = await connect(backends, far.host);
    const lenient = await connect(backends, far.host, { AllowIdle: true });
    await childrenUntil(
      host,
      'two children',
      (all) => all.every(({ status }) => status === 'running') && all.length === 2,
    );
    await far.host.kill();
    const lost = await backends.errored(strict.id);
    expect(lost.error?.message).toMatch(/does not answer any more at http.* \(nothing listens there\)/);
    await backends.until(lenient.id, 'is idle', ({ status }) => status === 'idle');
    const [away] = (await backends.full(strict.id)).machines ?? [];
    expect(away).toMatchObject({ name: 'localhost', instances: 1, away_since: expect.any(String) });
    expect(Date.now() - Date.parse(away?.away_since ?? '')).toBeLessThan(60_000);
    expect((await childrenOf(host)).map(({ id, status }) => [id, status])).toEqual([
      [-1, 'errored'],
      [-2, 'idle'],
    ]);
    expect(await host.call('FreeBackendMemory', { backend: -1 })).toMatchObject({ result: false, count: 0 });

    await hostForTest({ dataDir: farDir, port: Number(new URL(far.host.url).port) });
    const since = performance.now();
    await backends.running(strict.id);
    await backends.running(lenient.id);
    expect(performance.now() - since).toBeLessThan(30_000);
    const back = await childrenUntil(host, 'the children run', (all) =>
      all.every(({ status }) => status === 'running'),
    );
    expect(back.map(({ id }) => id)).toEqual([-1, -2]);
    const [there] = (await backends.full(strict.id)).machines ?? [];
    expect(there).not.toHaveProperty('away_since');
  });

  it('shows backends through a chain of three, as long as chains are allowed', async ({ hostForTest }) => {
    const [third, second, first] = [await hostForTest(), await hostForTest(), await hostForTest()];
    await third.backends.addRunning({}, { title: 'Far away' });
    await connect(second.backends, third.host);
    await childrenUntil(second.host, 'the second sees the third', (all) => all.length === 1);
    const { id } = await connect(first.backends, second.host);
    const [peer, far] = await childrenUntil(first.host, 'the first sees both', (all) => all.length === 2);
    expect(peer).toMatchObject({ title: 'Peer', can_load_models: false, remote: { type: TYPE } });
    expect(far).toMatchObject({ title: 'Far away', status: 'running', remote: { id: 0, type: 'fake' } });
    expect(far?.remote?.path).toHaveLength(2);
    expect([peer?.machine, far?.machine]).toEqual(['localhost', 'localhost']);
    const freed = (await first.host.call('FreeBackendMemory', {})) as Freed;
    expect(freed).toMatchObject({
      result: true,
      count: 1,
      freed: [{ id: far?.id, message: 'Freed what there was.' }],
    });
    await first.backends.edit(id, { settings: { AllowForwarding: false } });
    await childrenUntil(first.host, 'nothing of others is left', (all) => all.length === 0);
  });

  it('does not loop in a circle: each shows the other, and none shows itself', async ({ hostForTest }) => {
    const [a, b] = [await hostForTest(), await hostForTest()];
    await a.backends.addRunning({}, { title: 'Of A' });
    await b.backends.addRunning({}, { title: 'Of B' });
    await connect(a.backends, b.host, {}, 'To B');
    await connect(b.backends, a.host, {}, 'To A');
    const titles = (all: FullBackend[]) => all.map(({ title }) => title).sort();
    await childrenUntil(a.host, 'A shows B', (all) => titles(all).join() === 'Of B,To A');
    await childrenUntil(b.host, 'B shows A', (all) => titles(all).join() === 'Of A,To B');
    // When a change has gone round, each has listed its backends again with the other's children among them.
    for (const [one, other] of [[a, b] as const, [b, a] as const]) {
      await one.backends.edit(0, { title: 'Renamed', settings: {} });
      await childrenUntil(other.host, 'the change goes round', (all) => titles(all).includes('Renamed'));
    }
    expect(await childrenOf(a.host)).toHaveLength(2);
    expect(await childrenOf(b.host)).toHaveLength(2);
    expect(await a.host.call('FreeBackendMemory', {})).toMatchObject({ result: true, count: 2 });
  });

  it('reports a connection to itself', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    const { id } = await connect(backends, host);
    expect((await backends.errored(id)).error).toMatchObject({ code: 'connected_to_itself' });
    expect(await childrenOf(host)).toEqual([]);
  });

  it('reports a wrong token, and shows credentials nowhere', async ({ hostForTest }) => {
    const far = await hostForTest();
    await far.backends.addRunning({ ApiKey: 'far-secret' });
    const { host, backends, dataDir } = await hostForTest();
    const { id } = await connect(backends, far.host, { AuthorizationHeader: 'Bearer wrong-token' });
    expect((await backends.errored(id)).error).toMatchObject({ code: 'access_refused' });
    await backends.edit(id, { settings: { AuthorizationHeader: `Bearer ${far.host.token}` } });
    await childrenUntil(host, 'a child', (all) => all.length === 1);
    await host.call('FreeBackendMemory', {});
    const seen = [
      JSON.stringify(await listAll(host)),
      JSON.stringify(await snapshotOf(host)),
      JSON.stringify(await backends.log(id)),
      host.output(),
      far.host.output(),
    ];
    for (const folder of [dataDir, far.dataDir])
      for (const name of await readdir(join(folder, 'logs')))
        seen.push(await readFile(join(folder, 'logs', name), 'utf8'));
    for (const secret of ['wrong-token', String(far.host.token), 'far-secret'])
      expect(seen.join('\n')).not.toContain(secret);
  });
});

describe.concurrent('a host that is connected to SwarmUI', () => {
  it('shows its backends, sends the headers, and renews a session that is not known any more', async ({
    swarmForTest,
    connectTo,
  }) => {
    const swarm = await swarmForTest();
    swarm.backends = { ...swarmBackend(0), ...swarmBackend(4, { status: 'loading', features: [] }) };
    const { backends, host, id } = await connectTo(swarm.url, {
      AuthorizationHeader: 'Bearer abc',
      OtherHeaders: 'X-Team: blue',
    });
    const children = await childrenUntil(host, 'two children', (all) => all.length === 2);
    expect(children[0]).toMatchObject({
      title: 'Card 0',
      status: 'running',
      current_model: 'flux.safetensors',
      machine: 'localhost',
    });
    expect(children[1]).toMatchObject({ title: 'Card 4', status: 'loading', remote: { id: 4 } });
    expect(swarm.headers()).toMatchObject({ authorization: 'Bearer abc', 'x-team': 'blue' });
    expect(swarm.calls.find(({ operation }) => operation === 'ListBackends')?.body).toMatchObject({
      nonreal: true,
      full_data: true,
    });
    const { machines } = await backends.until(
      id,
      'tells of its machine',
      (backend) => backend.machines?.[0]?.ram !== undefined,
    );
    const GIB = 1024 ** 3;
    expect(machines).toMatchObject([
      {
        name: 'localhost',
        ram: { total: 64 * GIB },
        gpus: [{ id: '0', name: 'NVIDIA GeForce RTX 4090', total: 24 * GIB, used: 6 * GIB }],
      },
    ]);
    swarm.forgetSessions();
    expect(await host.call('FreeBackendMemory', { backend: -1 })).toMatchObject({ result: true, count: 1 });
    expect(swarm.calls.findLast(({ operation }) => operation === 'FreeBackendMemory')?.body).toMatchObject({
      backend: '0',
      session_id: 'session-1',
    });
  });

  it('passes on what SwarmUI says about freed memory', async ({ swarmForTest, connectTo }) => {
    const swarm = await swarmForTest();
    swarm.backends = swarmBackend(0);
    const { host } = await connectTo(swarm.url);
    await childrenUntil(host, 'a child', (all) => all.length === 1);
    expect(await host.call('FreeBackendMemory', { backend: -1 })).toMatchObject({
      freed: [{ ok: true, message: 'The instance there says that memory was freed.' }],
    });
    swarm.freed = { result: true, count: 0 };
    expect(await host.call('FreeBackendMemory', { backend: -1 })).toMatchObject({
      count: 0,
      freed: [{ ok: false, message: 'The instance there says that nothing was freed.' }],
    });
    swarm.freed = { error: 'You may not do that.' };
    expect(await host.call('FreeBackendMemory', { backend: -1 })).toMatchObject({
      count: 0,
      freed: [
        { ok: false, message: expect.stringContaining('the instance there says: You may not do that.') },
      ],
    });
  });

  it('leaves out the children of SwarmUI, because it does not say where they come from', async ({
    swarmForTest,
    connectTo,
  }) => {
    const swarm = await swarmForTest();
    swarm.backends = { ...swarmBackend(0), ...swarmBackend(-1) };
    const { host } = await connectTo(swarm.url);
    expect(await childrenUntil(host, 'children', (all) => all.length > 0)).toMatchObject([
      { remote: { id: 0 } },
    ]);
  });

  it.for(['<html>', '[]', '"text"', '{"0": {"id": "x"}, "__proto__": {"id": 1}}'])(
    'takes %s for no backends, and goes on probing',
    async (answer, { swarmForTest, connectTo }) => {
      const swarm = await swarmForTest();
      swarm.backends = answer;
      const { host, backends, id } = await connectTo(swarm.url);
      await backends.until(id, 'has an answer', ({ phase }) => phase === 'running' || phase === 'errored');
      expect(await childrenOf(host)).toEqual([]);
      swarm.backends = swarmBackend(0);
      await backends.running(id);
      await childrenUntil(host, 'a child', (all) => all.length === 1);
    },
  );
});
