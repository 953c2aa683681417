/** `command` in a real host, with small programs: what a start says of their answers, and what a stop waits for. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it as hostIt } from '../launch/headless/host-for-test.ts';
import { makeCertificate } from '../testkit/net/certificates.ts';
import { isRunning } from '../testkit/processes.ts';

/** Listens on the port of its first argument and does what the rest of it says. */
const SERVER = `
const [port, host, answer] = process.argv.slice(2);
const { readFileSync } = require('node:fs');
const [status, headers, body] = JSON.parse(answer);
const listener = (request, response) => {
  if (request.url === '/slow') return;
  response.writeHead(status, headers).end(body);
};
const key = process.env.KEY_FILE;
const tls = key && { key: readFileSync(key), cert: readFileSync(process.env.CERT_FILE) };
const server = tls
  ? require('node:https').createServer(tls, listener)
  : require('node:http').createServer(listener);
server.listen(Number(port), host);
if (process.env.STUBBORN) process.on('SIGTERM', () => {});
`;

const it = hostIt.extend<{
  /** Starts such a program as a backend. @returns its id */
  start(answer: unknown[], settings?: { listenOn?: string; [setting: string]: unknown }): Promise<number>;
}>({
  start: async ({ sharedHost, onTestFinished }, use) => {
    await use(async (answer, settings = {}) => {
      const folder = await mkdtemp(join(tmpdir(), 'switchyard-command-'));
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      const script = join(folder, 'server.cjs');
      await writeFile(script, SERVER);
      const { listenOn = '127.0.0.1', ...stored } = settings;
      const { id } = await sharedHost.backends.add(
        {
          Command: process.execPath,
          Arguments: `"${script}" {PORT} ${listenOn} '${JSON.stringify(answer)}'`,
          ReadyUrl: 'http://127.0.0.1:{PORT}/health',
          ...stored,
        },
        { type_id: 'command' },
      );
      return id;
    });
  },
});

describe.concurrent('a program that cannot become ready', () => {
  it('and wants a key fails once, within seconds, and is not tried again', async ({ sharedHost, start }) => {
    const { backends } = sharedHost;
    const id = await start([401, { 'www-authenticate': 'Bearer' }, '{"error":"no key"}'], {
      StartTimeout: 600,
    });
    const { error, next_step, restarts } = await backends.errored(id);
    expect(error).toMatchObject({
      code: 'ready_needs_credentials',
      message: expect.stringMatching(
        /it answers 401 "no key" at http:\/\/127\.0\.0\.1:\d+\/health\. It needs a key\.$/,
      ),
    });
    expect(error?.hint).toContain('Ready address');
    expect(next_step).toBeUndefined();
    expect(restarts).toBe(1);
    expect((await backends.log(id)).map(({ text }) => text).join('\n')).toContain(
      'Not ready yet: it answers 401',
    );
  });

  it('and answers 404 says so on the card while it is waited for', async ({ sharedHost, start }) => {
    const { backends } = sharedHost;
    const id = await start([404, {}, 'Not Found'], { StartTimeout: 600 });
    const { load_status } = await backends.until(id, 'says so', (backend) =>
      Boolean(backend.load_status?.includes('404')),
    );
    expect(load_status).toMatch(/^Not ready yet: it answers 404 "Not Found" at http:\/\/127/);
  });

  it('and answers 503 to the end says so in the engine’s own words', async ({ sharedHost, start }) => {
    const { backends } = sharedHost;
    const id = await start([503, {}, '{"error":{"message":"Loading model"}}'], { StartTimeout: 2 });
    const { error } = await backends.until(id, 'has failed', (backend) => backend.error !== undefined);
    expect(error).toMatchObject({
      code: 'start_timeout',
      message: expect.stringContaining('was not ready within 2 s: it answers 503 "Loading model" at http://'),
    });
  });

  it('and speaks TLS where http is asked is told which address to write', async ({ sharedHost, start }) => {
    const { backends } = sharedHost;
    const files = await certificateFiles(sharedHost.host.dataDir);
    const id = await start([200, {}, ''], {
      Environment: `KEY_FILE=${files.key}\nCERT_FILE=${files.cert}`,
    });
    const { error } = await backends.errored(id);
    expect(error?.code).toBe('ready_answer_wrong');
    expect(error?.hint).toMatch(/^Enter https:\/\/127\.0\.0\.1:\d+\/health as Ready address/);
    await backends.edit(id, { settings: { ReadyUrl: 'https://127.0.0.1:{PORT}/health' } });
    expect((await backends.running(id)).address).toMatch(/^https:/);
  });
});

it('an address that stands for all, and one of IPv6, are those of the worker itself', async ({
  sharedHost,
  start,
}) => {
  const { backends } = sharedHost;
  const all = await start([200, {}, ''], { ReadyUrl: 'http://0.0.0.0:{PORT}/health' });
  const v6 = await start([200, {}, ''], { listenOn: '::1', ReadyUrl: 'http://[::1]:{PORT}/health' });
  expect((await backends.running(all)).address).toMatch(/^http:\/\/127\.0\.0\.1:/);
  expect((await backends.running(v6)).address).toMatch(/^http:\/\/\[::1\]:/);
});

describe.concurrent('the stop of a program that tells nothing of its work', () => {
  it('waits for its connections, says so on the card, and ends at once when they are closed', async ({
    sharedHost,
    start,
  }) => {
    const { backends } = sharedHost;
    const id = await start([200, {}, ''], { StopTimeout: 120 });
    const { pid = 0, port = 0, work_source } = await backends.running(id);
    expect(work_source).toBe('connections');
    // A client has another process than the host: this one.
    const client = connect(port, '127.0.0.1');
    await once(client, 'connect');
    client.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
    const stopping = backends.toggle(id, false);
    const { phase } = await backends.until(id, 'waits', ({ notice }) =>
      Boolean(notice?.startsWith('Waits for a connection that is open to it.')),
    );
    expect(phase).toBe('stopping');
    expect(isRunning(pid)).toBe(true);
    client.destroy();
    await stopping;
    expect(isRunning(pid)).toBe(false);
  });

  it('is bounded by its time-out, and a forced end is said to be ours', async ({ sharedHost, start }) => {
    const { backends } = sharedHost;
    const id = await start([200, {}, ''], { StopTimeout: 2, Environment: 'STUBBORN=1' });
    const { port = 0 } = await backends.running(id);
    const client = connect(port, '127.0.0.1').on('error', () => {});
    await once(client, 'connect');
    await backends.toggle(id, false);
    client.destroy();
    const log = (await backends.log(id)).map(({ text }) => text);
    expect(log).toContain('It is ended with its open connections (1): the time for them is over.');
    expect(log).toContain(
      'Ended: ended by force, because it did not end by itself within its stop time-out.',
    );
  });
});

async function certificateFiles(folder: string): Promise<{ key: string; cert: string }> {
  const { cert, key } = await makeCertificate();
  const files = { key: join(folder, 'worker-key.pem'), cert: join(folder, 'worker-cert.pem') };
  await writeFile(files.key, key);
  await writeFile(files.cert, cert);
  return files;
}
