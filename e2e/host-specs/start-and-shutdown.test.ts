/** The host as a process: how it starts, how it ends, and what it prints when it cannot start. */
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it, snapshotOf } from '../launch/headless/host-for-test.ts';
import { spawnHost } from '../launch/headless/start-host.ts';
import { eventually } from '../testkit/eventually.ts';
import { signInBy } from '../testkit/net/sign-in.ts';
import { canSeeWorkers, commandLineOf, isRunning, processesOf, workersOf } from '../testkit/processes.ts';

describe('a host that starts', () => {
  it('prints its address when it is ready, and a link that signs a browser in', async ({ hostForTest }) => {
    const { host } = await hostForTest();
    expect(host.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await host.request('/healthz')).status).toBe(200);
    expect(host.signInLink).toMatch(new RegExp(`^${host.url}/#sign-in=[\\w-]+$`));
    expect(await signInBy(host.signInLink)).toMatch(/^[\w-]{43}$/);
  });

  it('keeps its token in a file that only its user may read, keeps the same one for the next start, and prints it nowhere', async ({
    hostForTest,
  }) => {
    const { host, dataDir } = await hostForTest();
    if (process.platform !== 'win32') expect((await stat(join(dataDir, 'token'))).mode & 0o777).toBe(0o600);
    expect(host.token).toMatch(/^[\w-]{40,}$/);
    await host.stop();
    const { host: next } = await hostForTest({ dataDir });
    expect(next.token).toBe(host.token);
    expect(host.output() + next.output()).not.toContain(host.token);
  });

  it('asks for no token with --no-auth, and refuses every change with --lock-settings', async ({
    hostForTest,
  }) => {
    const { host } = await hostForTest({ args: ['--no-auth'], locked: true });
    expect(host.token).toBeNull();
    expect(await host.call('ListBackends')).toEqual({});
    expect(await host.call('AddNewBackend', { type_id: 'fake' })).toMatchObject({
      error: 'Settings are locked.',
    });
  });

  it('sends a panel its data directory', async ({ hostForTest }) => {
    const { host, dataDir } = await hostForTest();
    expect((await snapshotOf(host)).host).toMatchObject({ data_dir: dataDir, locked: false });
  });
});

describe('a host that is told to end', () => {
  it.for(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'by %s exits with 0 and leaves no process',
    async (signal, { hostForTest }) => {
      const { host, backends, dataDir } = await hostForTest();
      await backends.addRunning({ Flags: '--grandchildren 2' });
      await backends.addRunning({ Flags: '--ignore-term', StopSeconds: 0.5 });
      await backends.add({ Flags: '--load-ms 60000' });
      await backends.until(2, 'loads', ({ pid }) => pid !== undefined);
      host.signal(signal);
      expect(await host.exited).toEqual({ code: 0, signal: null });
      await eventually('no process is left', () => processesOf(dataDir).length === 0);
    },
  );

  it('does not wait for clients: an open event stream and a call without an end do not delay it', async ({
    hostForTest,
  }) => {
    const { host } = await hostForTest();
    await snapshotOf(host);
    const stalled = host
      .request('/API/ListBackends', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: new ReadableStream({ pull: () => new Promise(() => undefined) }),
        duplex: 'half',
      } as RequestInit)
      .catch(() => 'closed');
    expect(await host.stop()).toEqual({ code: 0, signal: null });
    expect(await stalled).toBe('closed');
  });

  it('keeps what the user wants: the next start has the same backends, and starts those that are enabled', async ({
    hostForTest,
  }) => {
    const { host, backends, dataDir } = await hostForTest();
    await backends.addRunning({}, { title: 'on' });
    await backends.addResting({}, { title: 'off' });
    await host.stop();
    const { backends: next } = await hostForTest({ dataDir });
    expect(await next.running(0)).toMatchObject({ title: 'on', enabled: true });
    expect(await next.one(1)).toMatchObject({ title: 'off', enabled: false, status: 'disabled' });
  });
});

it.runIf(process.platform === 'linux')(
  'loads nothing that is for Windows, also when it starts a worker',
  async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    const { pid: worker } = await backends.addRunning();
    const codeOf = async (pid: number) => await readFile(`/proc/${pid}/maps`, 'utf8');
    expect(await codeOf(host.pid)).not.toContain('koffi');
    expect(await codeOf(worker ?? 0)).not.toContain('koffi');
    // So it is seen where it is loaded.
    const loaded = await import('koffi');
    expect(loaded.default).toBeDefined();
    expect(await codeOf(process.pid)).toContain('koffi');
  },
);

describe('a second host on the same data directory', () => {
  it('is refused with a message that names PID and address of the first, which goes on unharmed', async ({
    hostForTest,
  }) => {
    const { host, backends, dataDir } = await hostForTest();
    const { pid } = await backends.addRunning();
    const second = await spawnHost({ dataDir });
    expect((await second.exited).code).not.toBe(0);
    expect(second.output()).toContain(
      `Switchyard already runs on the data directory ${dataDir} (PID ${host.pid}, ${host.url}).`,
    );
    expect(second.output()).not.toMatch(/^\s+at /m);
    expect(await backends.full(0)).toMatchObject({ status: 'running', pid });
    expect(isRunning(pid as number)).toBe(true);
  });

  it('may start as soon as the first was killed: there is no stale lock', async ({ hostForTest }) => {
    const { host, dataDir } = await hostForTest();
    await host.kill();
    const { host: next } = await hostForTest({ dataDir });
    expect((await next.request('/healthz')).status).toBe(200);
  });
});

describe('a host that cannot start', () => {
  /** Checks that it exits with an error, in one sentence and without a stack trace. @returns the sentence */
  async function refusal(args: string[], dataDir: string): Promise<string> {
    const host = await spawnHost({ args, dataDir });
    const { code } = await host.exited;
    expect(code).toBeGreaterThan(0);
    const text = host.output().trim();
    expect(text.split('\n')).toHaveLength(1);
    expect(text).toMatch(/^[A-Z-].*\.$/);
    expect(text).not.toMatch(/Error:|\bat \S+:\d+|node:internal/);
    return text;
  }

  it.for<[string[], string]>([
    [['--port', 'nonsense'], "--port must be a whole number from 0 to 65535, but is 'nonsense'."],
    [['--port', '70000'], "--port must be a whole number from 0 to 65535, but is '70000'."],
    [['--host', '0.0.0.0', '--no-auth'], '--no-auth is allowed on loopback only, but --host is 0.0.0.0'],
    [['--host', '::', '--no-auth'], '--no-auth is allowed on loopback only, but --host is ::'],
    [['--token', 'x', '--no-auth'], '--token and --no-auth contradict each other'],
    [['--token', ''], '--token is empty'],
    [['--token', '1'], '--token is too easy to guess: it has fewer than 16 characters'],
    [['--token', '12345678901234567890'], '--token is too easy to guess'],
    [['--token', 'passwordpassword'], '--token is too easy to guess'],
    [['--token', 'schlüssel-der-niemand-kennt'], '--token contains characters that cannot be sent'],
    [['--token', 'x', '--token-file', 'y'], '--token and --token-file contradict each other'],
    [
      ['--token-file', '/nowhere/token'],
      'The token file /nowhere/token cannot be read: there is no such file.',
    ],
    [['--token-file', '/'], 'The token file / cannot be read: it is a folder.'],
    [
      ['--log-level', 'loud'],
      "--log-level must be one of trace, debug, info, warn, error, fatal, but is 'loud'.",
    ],
    [['--nonsense'], "'--nonsense'"],
    [['nonsense'], "'nonsense'"],
    [['--host', '192.0.2.1'], 'This machine has no address 192.0.2.1.'],
  ])('says why: %j', async ([args, message], { dataDirForTest }) => {
    expect(await refusal(args, await dataDirForTest())).toContain(message);
  });

  it('says that its port is in use', async ({ onTestFinished, dataDirForTest }) => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    expect(await refusal(['--port', String(port)], await dataDirForTest())).toBe(
      `Port ${port} is already in use by another program. Choose another with --port, or 0 for any free one.`,
    );
  });

  it('says that its data directory is not a folder', async ({ dataDirForTest }) => {
    const folder = await dataDirForTest();
    const file = join(folder, 'file');
    await writeFile(file, 'kept');
    expect(await refusal([], file)).toContain(file);
  });

  it('says what lies in the place of its lock, without a code of the system', async ({ dataDirForTest }) => {
    const dataDir = await dataDirForTest();
    await writeFile(join(dataDir, 'instance-lock'), '');
    expect(await refusal([], dataDir)).toBe(
      `Switchyard could not start: there is something else in its place (${join(dataDir, 'instance-lock')}).`,
    );
  });

  it('says that the token in a file can be replaced by others', async ({ dataDirForTest, skip }) => {
    if (process.platform === 'win32') skip('Windows has no such modes');
    const dataDir = await dataDirForTest();
    const file = join(dataDir, 'chosen');
    await writeFile(file, 'correct horse battery staple');
    await chmod(file, 0o622);
    expect(await refusal(['--token-file', file], dataDir)).toBe(
      `The token file ${file} can be written by other users, who could give themselves access. Run "chmod 600 ${file}".`,
    );
  });

  it('shows its options with --help', async () => {
    const host = await spawnHost({ args: ['--help'] });
    expect(await host.exited).toEqual({ code: 0, signal: null });
    for (const option of [
      '--port',
      '--host',
      '--data-dir',
      '--token-file',
      'SWITCHYARD_TOKEN',
      '--token',
      '--no-auth',
      '--lock-settings',
      '--log-level',
      '--open',
    ])
      expect(host.output()).toContain(option);
  });
});

describe("a token of one's own", () => {
  const TOKEN = 'correct horse battery staple';
  const statusOf = async (url: string) =>
    (await fetch(`${url}/metrics`, { headers: { Authorization: `Bearer ${TOKEN}` } })).status;

  it('comes from a file, with a warning where others can read that', async ({
    hostForTest,
    dataDirForTest,
  }) => {
    const file = join(await dataDirForTest(), 'chosen');
    await writeFile(file, `${TOKEN}\n`);
    await chmod(file, 0o644);
    const { host } = await hostForTest({ args: ['--token-file', file] });
    expect(await statusOf(host.url)).toBe(200);
    if (process.platform !== 'win32')
      await eventually('it warns', () => host.output().includes(`${file} can be read by other users`));
    expect(host.output()).not.toContain(TOKEN);
  });

  it('comes from SWITCHYARD_TOKEN, which no worker gets', async ({ hostForTest, dataDirForTest }) => {
    const dataDir = await dataDirForTest();
    const { host } = await hostForTest({ dataDir, env: { SWITCHYARD_TOKEN: TOKEN } });
    expect(await statusOf(host.url)).toBe(200);
    expect(host.output()).not.toContain(TOKEN);
    if (!canSeeWorkers) return;
    expect(commandLineOf(host.pid)).not.toContain(TOKEN);
    const call = async (operation: string, body: object) => {
      const reply = await fetch(`${host.url}/API/${operation}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${TOKEN}` },
        body: JSON.stringify(body),
      });
      return (await reply.json()) as Record<string, unknown>;
    };
    const { session_id } = await call('GetNewSession', {});
    await call('AddNewBackend', { session_id, type_id: 'fake' });
    const [pid] = await eventually('the worker runs', () => {
      const workers = workersOf(dataDir);
      return workers.length > 0 && workers;
    });
    expect(await readFile(`/proc/${pid}/environ`, 'utf8')).not.toContain('SWITCHYARD_TOKEN');
  });

  it('is still taken from the command line, with a warning that others see it there', async ({
    hostForTest,
  }) => {
    const { host } = await hostForTest({ args: ['--token', TOKEN] });
    expect(await statusOf(host.url)).toBe(200);
    await eventually('it warns', () =>
      host.output().includes('The token of --token can be read by every user of this machine'),
    );
    expect(host.output()).not.toContain(TOKEN);
  });
});
