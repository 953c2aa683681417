/** The lock of the data directory, between real processes: whatever it is called, wherever they run, whoever is in the way. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, realpath, rename, rm, symlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, type TestContext } from 'vitest';
import { it } from '../../launch/headless/host-for-test.ts';
import {
  type HostOptions,
  type SpawnedHost,
  spawnHost,
  type TestHost,
} from '../../launch/headless/start-host.ts';
import { eventually } from '../../testkit/eventually.ts';
import { signInBy } from '../../testkit/net/sign-in.ts';
import { processesOf } from '../../testkit/processes.ts';

/** A second start, until it has ended. No browser is opened. */
async function secondStart(dataDir: string, options: HostOptions = {}): Promise<SpawnedHost> {
  const second = await spawnHost({ ...options, dataDir, env: { DISPLAY: '', WAYLAND_DISPLAY: '' } });
  await Promise.race([
    second.exited,
    second.listening.then(() => second.signal('SIGKILL')).then(() => second.exited),
  ]).catch(() => second.exited);
  return second;
}

/** The folder of the claim that counts, as electron/core/storage/lock/claims.ts describes it. */
async function claimOf(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'instance-lock');
  return join(folder, String(Math.max(...(await readdir(folder)).map(Number).filter(Number.isFinite))));
}

/** Listens at a path or port and records all it is sent. */
async function squat(
  at: string | number,
  reply: () => string,
): Promise<{ heard: string[]; connections: number }> {
  const record = { heard: [] as string[], connections: 0 };
  const server: Server = createServer((socket) => {
    record.connections += 1;
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      record.heard.push(String(chunk));
      socket.write(reply());
    });
  });
  if (typeof at === 'string') server.listen(at);
  else server.listen(at, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return record;
}

/** A launcher that gives a process namespaces of its own, as a container does. Ends the test where that is not permitted. */
function namespaces(skip: TestContext['skip'], ...kinds: string[]): string[] {
  const root = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  const launcher = ['unshare', ...root, ...kinds];
  const { status, stderr, error } = spawnSync('unshare', [...root, ...kinds, 'true'], { encoding: 'utf8' });
  if (status !== 0) skip(`namespaces are not permitted here: ${error?.message ?? stderr}`);
  return launcher;
}
const CONTAINER = ['--net', '--pid', '--fork', '--kill-child', '--mount-proc'];

describe('a second host is refused', () => {
  it('under another name of the directory: a link to it, or a new name', async ({ hostForTest }) => {
    const { host, dataDir } = await hostForTest();
    const [link, renamed] = [`${dataDir}-link`, `${dataDir}-renamed`];
    await symlink(dataDir, link);
    onTestFinished(() => rm(link));
    expect((await secondStart(link)).output()).toContain(
      `already runs on the data directory ${link} (PID ${host.pid}`,
    );
    await rename(dataDir, renamed);
    const { output } = await secondStart(renamed);
    await rename(renamed, dataDir);
    expect(output()).toContain(
      `already runs on the data directory ${renamed} (PID ${host.pid}, ${host.url}).`,
    );
  });

  it('in a network of its own', async ({ hostForTest, skip }) => {
    const launcher = namespaces(skip, '--net');
    const { host, dataDir } = await hostForTest();
    const second = await secondStart(dataDir, { launcher, args: ['--open'] });
    expect(second.output()).toContain(
      `already runs on the data directory ${dataDir} (PID ${host.pid}, ${host.url}).`,
    );
    // The address leads somewhere else there, and whoever listens must not get a link.
    expect(second.output()).not.toMatch(/^open |#sign-in=/m);
    expect((await second.exited).code).toBe(2);
  });

  it('in a container of its own, where the first has no PID', async ({ hostForTest, skip }) => {
    const launcher = namespaces(skip, ...CONTAINER);
    const { host, dataDir } = await hostForTest();
    const second = await secondStart(dataDir, { launcher });
    expect(second.output()).toContain(
      `already runs on the data directory ${dataDir} (PID ${host.pid}, ${host.url}).`,
    );
  });
});

it('a host may start at once after one in a container was killed', async ({
  hostForTest,
  dataDirForTest,
  skip,
}) => {
  const launcher = namespaces(skip, ...CONTAINER);
  const dataDir = await dataDirForTest();
  const first = await spawnHost({ dataDir, launcher, args: ['--port', '0'] });
  await eventually('the first listens', () => first.output().includes('\nopen '));
  // It ends with its container.
  first.signal('SIGKILL');
  await first.exited;
  await eventually('it is gone', () => processesOf(dataDir).length === 0);
  const { host } = await hostForTest({ dataDir });
  expect(host.output()).not.toContain('Waiting');
});

it('of several hosts that start at once after one was killed, one starts and all others are refused', async ({
  dataDirForTest,
}) => {
  const dataDir = await dataDirForTest();
  for (let round = 0; round < 4; round++) {
    const hosts = await Promise.all(Array.from({ length: 6 }, () => spawnHost({ dataDir })));
    const ends = await Promise.all(
      hosts.map(({ listening, exited }) => Promise.race([listening.catch(() => exited), exited])),
    );
    // The others have all ended by now; the next round finds the claim of a dead one.
    for (const host of hosts) host.signal('SIGKILL');
    await Promise.all(hosts.map(({ exited }) => exited));
    const output = hosts.map((host) => host.output()).join('\n');
    expect(
      ends.filter((end) => typeof end === 'string'),
      output,
    ).toHaveLength(1);
    expect(output.match(/Switchyard already runs on the data directory/g), output).toHaveLength(5);
  }
});

describe('a second start with --open', () => {
  it('prints a link of the first that signs in, also where only the first knows the token', async ({
    hostForTest,
  }) => {
    const { host, dataDir } = await hostForTest({ args: ['--token', 'of the command line only'] });
    const second = await secondStart(dataDir, { args: ['--open'] });
    const [, link = ''] = /^open (\S+)$/m.exec(second.output()) ?? [];
    expect(link).toMatch(new RegExp(`^${host.url}/#sign-in=[\\w-]+$`));
    expect(await signInBy(link)).toMatch(/^[\w-]{43}$/);
    expect(await second.exited).toEqual({ code: 0, signal: null });
  });

  it('is not stopped by who took the name that the lock once had, and asks nobody there', async ({
    hostForTest,
    dataDirForTest,
    skip,
  }) => {
    if (process.platform !== 'linux') skip('abstract sockets are of Linux');
    const dataDir = await dataDirForTest();
    const name = createHash('sha256')
      .update(await realpath(dataDir))
      .digest('hex')
      .slice(0, 24);
    const squatter = await squat(`\0switchyard-${name}`, () => '{"pid":1,"address":"http://127.0.0.1:9"}');
    const { host } = await hostForTest({ dataDir });
    expect((await secondStart(dataDir, { args: ['--open'] })).output()).toContain(
      `open ${host.url}/#sign-in=`,
    );
    expect(squatter).toEqual({ heard: [], connections: 0 });
  });

  it('sends nothing to who took the address of a host that was killed', async ({ hostForTest }) => {
    const { host, dataDir } = await hostForTest();
    await host.kill();
    const squatter = await squat(Number(new URL(host.url).port), () => 'HTTP/1.1 200 OK\r\n\r\n{"code":"x"}');
    const second = await secondStart(dataDir, { args: ['--open'] });
    expect(second.output()).toMatch(/^listening on /m);
    expect(squatter).toEqual({ heard: [], connections: 0 });
  });

  it('gives whoever answers in place of the first neither token nor proof', async ({ hostForTest }) => {
    const { host, dataDir } = await hostForTest();
    const socket = join(await claimOf(dataDir), 'socket');
    await rename(socket, `${socket}-real`);
    const forged = {
      nonce: 'n'.repeat(32),
      proof: 'p'.repeat(43),
      address: host.url,
      link: 'http://127.0.0.1:9/',
    };
    const squatter = await squat(socket, () => `${JSON.stringify(forged)}\n`);
    const second = await secondStart(dataDir, { args: ['--open'] });
    await rename(`${socket}-real`, socket);
    expect((await second.exited).code).toBe(2);
    expect(second.output()).toContain(`already runs on the data directory ${dataDir} (PID ${host.pid}).`);
    expect(second.output()).not.toContain('127.0.0.1:9');

    // All it was sent is a number for once.
    const heard = squatter.heard.join('');
    const secret = JSON.parse(await readFile(join(await claimOf(dataDir), 'claim.json'), 'utf8'))
      .secret as string;
    expect(heard).toMatch(/^\{"nonce":"[\w-]{32}"\}\n$/);
    for (const known of [host.token ?? '', secret]) expect(heard).not.toContain(known);

    // Replayed, it is worth nothing: neither to the lock nor to the API.
    const replay = connect(socket);
    let answer = '';
    replay.on('data', (chunk) => {
      answer += chunk;
      replay.write(heard);
    });
    replay.write(heard);
    await once(replay, 'close');
    expect(answer).not.toContain(host.url);
    for (const bearer of [heard.trim(), JSON.parse(heard.trim()).nonce as string]) {
      const { status } = await fetch(`${host.url}/auth/code`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${bearer}` },
        body: heard,
      });
      expect(status).toBe(401);
    }
  });
});

describe('two hosts on one directory, because the lock was removed by hand', () => {
  it('overwrite nothing of each other that was acknowledged, and say so', async ({ hostForTest }) => {
    const { host, dataDir } = await hostForTest();
    const add = (to: TestHost, title: string) =>
      to.call('AddNewBackend', { type_id: 'fake', title, settings: {}, enabled: false });
    await add(host, 'first');
    await rm(join(dataDir, 'instance-lock'), { recursive: true });
    const { host: other } = await hostForTest({ dataDir });

    const titles = Array.from({ length: 20 }, (_, index) => `change ${index}`);
    const replies = await Promise.all(
      titles.map((title, index) => add(index % 2 === 0 ? host : other, title)),
    );
    const acknowledged = titles.filter((_, index) => replies[index]?.error === undefined);
    const refusals = replies.filter(({ error }) => error !== undefined);
    expect(acknowledged).not.toEqual([]);
    expect(refusals).not.toEqual([]);
    for (const { code } of refusals) expect(code).toBe('other_writer');

    await Promise.all([host.stop(), other.stop()]);
    const { backends } = await hostForTest({ dataDir });
    const kept = Object.values(await backends.list()).map(({ title }) => String(title));
    expect(kept.sort()).toEqual(['first', ...acknowledged].sort());
  });
});
