/** `npm run bench`, or `npm run bench -- calls log` for the parts with such names or beginnings: prints ratios to floors that are measured in the same run. The absolute times show how noisy the run was. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, rename, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHost, type TestHost } from '../e2e/launch/headless/start-host.ts';
import { dataDirWith } from '../e2e/testkit/data-dir.ts';
import { freePort } from '../e2e/testkit/net/free-port.ts';
import { FAKE_WORKER } from '../e2e/testkit/repository.ts';
import { benchLogFlood, benchLogLines, benchLogSearch } from './bench-logs.ts';
import { benchGateway } from './gateway/bench-gateway.ts';
import { benchManyWorkers } from './many-workers.ts';
import { compare, time } from './measure.ts';
import { benchDemand } from './scale-out/demand.ts';
import { benchFleet } from './scale-out/fleet.ts';
import { type ShownBackend, Watcher } from './watcher.ts';

const ROUNDS = 20;
/** Calls that take longer than what a host does after it has replied to a change. */
const CALLS_BETWEEN = 10;

/** One connection for all calls, as the panel has it, so that only the call is measured. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function post(url: string, body: string, headers: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      agent,
      headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), ...headers },
    });
    sent.on('error', reject);
    sent.on('response', (reply) => {
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('end', () => resolve(Buffer.concat(chunks).toString()));
    });
    sent.end(body);
  });
}

/**
 * A server that reads the body and sends what it got at its start: the least that an HTTP call can cost here. It has a process of
 * its own, as the host has, so that both pay for the way from one process to another.
 */
const BARE_SERVER = `
  import { createServer } from 'node:http';
  process.once('message', (reply) => {
    const server = createServer((incoming, outgoing) => {
      incoming.resume();
      incoming.on('end', () => outgoing.writeHead(200, { 'Content-Type': 'application/json' }).end(reply));
    });
    server.listen(0, '127.0.0.1', () => process.send(server.address().port));
  });
  process.once('disconnect', () => process.exit());
`;

async function bareServer(reply: string): Promise<{ url: string; close: () => Promise<void> }> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', BARE_SERVER], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.send(reply);
  const [port] = await once(child, 'message');
  return {
    url: `http://127.0.0.1:${Number(port)}/`,
    close: async () => {
      child.kill();
      await once(child, 'exit');
    },
  };
}

/** Spawns the worker alone and probes it without pauses until it answers: the least that a start can cost here. */
async function bareSpawnToReady(): Promise<number> {
  const port = await freePort();
  let child: ReturnType<typeof spawn> | undefined;
  const milliseconds = await time(async () => {
    child = spawn(process.execPath, [FAKE_WORKER, '--port', String(port)], { stdio: 'ignore' });
    for (;;) {
      try {
        if ((await fetch(`http://127.0.0.1:${port}/health`)).ok) return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }
  });
  child?.kill('SIGKILL');
  if (child) await once(child, 'exit');
  return milliseconds;
}

async function benchLifecycle(): Promise<void> {
  const host = await startHost();
  const watcher = await Watcher.open(host);
  const isRunning = ({ status }: ShownBackend) => status === 'running';
  const first = watcher.next(0, isRunning);
  await host.call('AddNewBackend', { type_id: 'fake' });
  await first;
  await compare({
    name: 'restart to ready (stop included)',
    floor: 'a bare spawn to ready of the same worker',
    rounds: ROUNDS,
    measureFloor: bareSpawnToReady,
    measure: () =>
      time(async () => {
        const before = watcher.latest(0)?.pid;
        const ready = watcher.next(0, (shown) => isRunning(shown) && shown.pid !== before);
        await host.call('RestartBackends', { backend: 0 });
        await ready;
      }),
  });
  await compare({
    name: 'crash to ready again',
    floor: 'a bare spawn to ready of the same worker',
    rounds: ROUNDS,
    measureFloor: bareSpawnToReady,
    measure: async () => {
      // A command of the user resets the count, so that this crash is the first in a row.
      const before = watcher.latest(0)?.pid;
      const restarted = watcher.next(0, (shown) => isRunning(shown) && shown.pid !== before);
      await host.call('RestartBackends', { backend: 0 });
      const { pid } = await restarted;
      return await time(async () => {
        const again = watcher.next(0, (shown) => isRunning(shown) && shown.pid !== pid);
        if (pid !== undefined) process.kill(pid, 'SIGKILL');
        await again;
      });
    },
  });
  watcher.close();
  await host.stop();
}

async function openSession(host: TestHost): Promise<string> {
  const reply = await post(`${host.url}/API/GetNewSession`, '{}');
  return (JSON.parse(reply) as { session_id: string }).session_id;
}

/** A host with one backend, which is switched off; and what lists it: an address and a body. */
async function startHostAtRest() {
  const host = await startHost({ args: ['--no-auth'] });
  const session_id = await openSession(host);
  await host.call('AddNewBackend', { type_id: 'fake' });
  await host.call('ToggleBackend', { backend_id: 0, enabled: false });
  const list = `${host.url}/API/ListBackends`;
  return { host, session_id, list, body: JSON.stringify({ session_id }) };
}

async function benchRoundTrip(): Promise<void> {
  const { host, list, body } = await startHostAtRest();
  const bare = await bareServer(await post(list, body));
  await compare({
    name: 'an operation (ListBackends, one backend)',
    floor: 'a bare HTTP server with the same reply',
    rounds: 10_000,
    warmUp: 2000,
    measureFloor: () => time(() => post(bare.url, body)),
    measure: () => time(() => post(list, body)),
  });
  await bare.close();
  await host.stop();
}

async function benchChange(): Promise<void> {
  const { host, session_id, list, body } = await startHostAtRest();
  const dir = await mkdtemp(join(tmpdir(), 'switchyard-bench-'));
  let title = 0;
  // What the host does after a reply is not to slow down what is measured next, and neither is to wait for a processor that has
  // to wake up first, as the operation above does not.
  const callsBetween = async () => {
    for (let call = 0; call < CALLS_BETWEEN; call++) await post(list, body);
  };
  await compare({
    name: 'a change (EditBackend of a title, safe on disk before the reply)',
    floor: 'one synced write and rename of a file of that size',
    rounds: 2000,
    warmUp: 300,
    measureFloor: async () => {
      await callsBetween();
      return await time(async () => {
        const path = join(dir, 'file');
        const handle = await open(`${path}.writing`, 'w');
        await handle.writeFile('x'.repeat(1200));
        await handle.sync();
        await handle.close();
        await rename(`${path}.writing`, path);
      });
    },
    measure: async () => {
      await callsBetween();
      return await time(() =>
        post(
          `${host.url}/API/EditBackend`,
          JSON.stringify({ session_id, backend_id: 0, title: `title ${title++}`, settings: {} }),
        ),
      );
    },
  });
  await rm(dir, { recursive: true });
  await host.stop();
}

async function benchLargeList(): Promise<void> {
  const { dataDir, remove } = await dataDirWith(1000, (id) => ({ type: 'fake', title: `Backend ${id}` }));
  const host = await startHost({ dataDir, args: ['--no-auth'] });
  const session_id = await openSession(host);
  const body = JSON.stringify({ session_id, full_data: true });
  const list = `${host.url}/API/ListBackends`;
  const reply = await post(list, body);
  const bare = await bareServer(reply);
  await compare({
    name: `ListBackends of 1,000 backends with full_data (${(reply.length / 1e6).toFixed(1)} MB)`,
    floor: 'a bare HTTP server with the same reply',
    rounds: 300,
    warmUp: 30,
    measureFloor: () => time(() => post(bare.url, body)),
    measure: () => time(() => post(list, body)),
  });
  await bare.close();
  await host.stop();
  await remove();
}

const parts: Record<string, () => Promise<void>> = {
  lifecycle: benchLifecycle,
  calls: benchRoundTrip,
  change: benchChange,
  list: benchLargeList,
  gateway: benchGateway,
  demand: benchDemand,
  fleet: benchFleet,
  'log-lines': benchLogLines,
  'log-flood': benchLogFlood,
  'log-search': benchLogSearch,
  many: () => benchManyWorkers(500, 3),
};
const chosen = process.argv.slice(2);
const names = Object.keys(parts);
const unknown = chosen.filter((beginning) => !names.some((name) => name.startsWith(beginning)));
if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}: ${names.join(', ')}`);
for (const [name, part] of Object.entries(parts))
  if (chosen.length === 0 || chosen.some((beginning) => name.startsWith(beginning))) await part();
agent.destroy();
