/** Remotes and workers that echo what they were sent, and that name things by endless, invisible or misleading texts. */
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import { it, snapshotOf } from '../launch/headless/host-for-test.ts';
import type { TestHost } from '../launch/headless/start-host.ts';
import { eventually } from '../testkit/eventually.ts';

const KEY = 'canary-7f3a9c/+&"end';
const AUTHORIZATION = `Bearer ${KEY}`;
/** Every form in which the key must not come back. */
const FORMS = [
  KEY,
  'canary-7f3a9c',
  encodeURIComponent(KEY),
  JSON.stringify(KEY).slice(1, -1),
  Buffer.from(KEY).toString('base64').slice(4, -6),
  Buffer.from(` ${KEY}`).toString('base64').slice(4, -6),
  Buffer.from(`  ${KEY}`).toString('base64').slice(4, -6),
  Buffer.from(KEY).toString('hex'),
];
/** The key in several encodings, within the first 200 characters that a title keeps and across their end. */
const echoesOf = (header: string): string => {
  const key = header.replace(/^Bearer /, '');
  const texts = [
    header,
    encodeURIComponent(key),
    Buffer.from(`u:${key}`).toString('base64'),
    Buffer.from(key).toString('hex'),
  ];
  return `${texts.join(' | ')} ${'x'.repeat(Math.max(0, 190 - texts.join(' | ').length))}${key}`;
};

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

interface Peer {
  url: string;
  close(): void;
}

/** A server that answers each request with what `answer` returns, as JSON. */
async function startPeer(answer: Answer): Promise<Peer> {
  const server = createServer((request, response) => {
    request.resume();
    const reply = answer(request, response);
    if (reply === undefined) return;
    response.setHeader('Content-Type', 'application/json');
    // Escapes hide a text from a search of the whole reply.
    const text = JSON.stringify(reply).replaceAll('canary', '\\u0063anary');
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** SwarmUI's API with these backends. */
const swarm =
  (backends: (header: string) => object): Answer =>
  ({ url = '', headers }) =>
    url.endsWith('GetNewSession')
      ? { session_id: 's', server_id: `server ${headers.authorization}` }
      : url.endsWith('ListBackends')
        ? backends(headers.authorization ?? '')
        : { error: `refused ${echoesOf(headers.authorization ?? '')}` };

/** All events of a host from now on. */
async function recordEvents(
  host: TestHost,
  backends: readonly number[],
): Promise<{ seen: string[]; close(): void }> {
  const socket = new WebSocket(`${host.url.replace('http', 'ws')}/API/events`, {
    headers: { Authorization: `Bearer ${host.token}` },
  });
  const seen: string[] = [];
  socket.on('message', (data) => seen.push(String(data)));
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(JSON.stringify({ listen: 0, to: { kind: 'state' } }));
  for (const id of backends)
    socket.send(JSON.stringify({ listen: id + 1, to: { kind: 'log', backend_id: id } }));
  return { seen, close: () => socket.terminate() };
}

it('a secret that a remote or a worker echoes is shown nowhere: not in lists, events, logs, errors, reports or files', async ({
  hostForTest,
  onTestFinished,
}) => {
  const { host, dataDir } = await hostForTest();
  const peers = await Promise.all([
    startPeer(
      swarm((header) => ({
        '0': {
          id: 0,
          type: `type ${header}`,
          title: echoesOf(header),
          status: 'running',
          features: [echoesOf(header)],
          current_model: echoesOf(header),
          load_status: echoesOf(header),
          error: { code: header, message: echoesOf(header), hint: echoesOf(header) },
        },
      })),
    ),
    startPeer(({ headers }) => ({ data: [{ id: echoesOf(headers.authorization ?? '') }] })),
    // It redirects to an address with the key in it.
    startPeer(({ headers }, response) => {
      const key = (headers.authorization ?? '').slice('Bearer '.length).replace(/\W/g, '');
      response.writeHead(302, { Location: `http://canary-7f3a9c.${key}.example/` }).end();
      return undefined;
    }),
    startPeer(swarm(() => ({ error: 'none' }))),
  ]);
  onTestFinished(() => {
    for (const peer of peers) peer.close();
  });
  const add = async (type_id: string, settings: object) =>
    Number((await host.call('AddNewBackend', { type_id, settings })).id);
  const types = ['swarmswarmbackend', 'simpleremotellm', 'simpleremotellm', 'swarmswarmbackend'];
  for (const [index, type] of types.entries())
    await add(type, {
      Address: peers[index]?.url,
      AuthorizationHeader: index === 2 ? 'Bearer canary-7f3a9c' : AUTHORIZATION,
    });
  await add('fake', { ApiKey: KEY, Flags: '--print-key' });
  await add('fake', { ApiKey: KEY, Flags: '--print-key --exit-before-ready 3', AutoRestart: false });
  const { seen, close } = await recordEvents(host, [0, 1, 2, 3, 4, 5]);
  onTestFinished(close);
  const phases = async () =>
    Object.values(
      (await host.call('ListBackends', { full_data: true })) as Record<string, { phase: string }>,
    ).map(({ phase }) => phase);
  await eventually(
    'all have settled',
    async () => {
      const now = await phases();
      return (
        now.length === 6 &&
        now.every((phase) => ['running', 'errored'].includes(phase)) &&
        now[5] === 'errored'
      );
    },
    phases,
  );
  for (const backend of [0, 1, -1])
    seen.push(JSON.stringify(await host.call('FreeBackendMemory', { backend })));
  for (const [operation, input] of [
    ['ListBackends', { full_data: true, nonreal: true }],
    ['ExportBackends', {}],
    ['GetCurrentStatus', {}],
    ['ListLogTypes', {}],
    ...[0, 1, 2, 3, 4, 5].map((backend_id) => ['GetBackendLog', { backend_id }] as const),
    [
      'ReportPanelFault',
      {
        source: 'error',
        message: `with ${AUTHORIZATION}`,
        stack: `at ${encodeURIComponent(KEY)} ${host.token}`,
      },
    ],
  ] as const)
    seen.push(JSON.stringify(await host.call(operation, input)));
  seen.push(
    JSON.stringify(await snapshotOf(host)),
    await (await host.request('/metrics')).text(),
    host.output(),
  );
  // What was seen is what the peers and the worker said.
  for (const said of ['the key is ***', 'type ***', '| ***', 'sends on to'])
    expect(seen.join('\n')).toContain(said);
  await host.stop();
  for (const name of await readdir(join(dataDir, 'logs')))
    seen.push(await readFile(join(dataDir, 'logs', name), 'utf8'));
  for (const text of seen) {
    for (const form of FORMS) expect(text.includes(form), `${form} in ${text.slice(0, 300)}`).toBe(false);
    expect(text).not.toContain(host.token);
  }
});

it('texts of remotes are bounded in length and number, and what is invisible in them is shown', async ({
  hostForTest,
  onTestFinished,
}) => {
  const { host } = await hostForTest();
  const long = `invoice\u202egnp.exe\u0007\u200b\n${'n'.repeat(100_000)}`;
  const peer = await startPeer(
    swarm(() =>
      Object.fromEntries(
        Array.from({ length: 20_000 }, (_, id) => [
          id,
          id < 5
            ? {
                id,
                type: long,
                title: long,
                status: 'running',
                features: Array.from({ length: 1000 }, (_, feature) => `${feature}${long.slice(0, 500)}`),
                current_model: long,
                max_usages: 1e300,
                load_status: long,
                error: { code: long, message: long, hint: long },
              }
            : { id, type: 't', status: 'running' },
        ]),
      ),
    ),
  );
  const models = await startPeer(() => ({
    data: Array.from({ length: 50_000 }, (_, id) => ({ id: `${id}${id < 3 ? long : ''}` })),
  }));
  onTestFinished(() => {
    peer.close();
    models.close();
  });
  await host.call('AddNewBackend', { type_id: 'swarmswarmbackend', settings: { Address: peer.url } });
  await host.call('AddNewBackend', { type_id: 'simpleremotellm', settings: { Address: models.url } });
  const list = await eventually('both are there', async () => {
    const all = await host.call('ListBackends', { full_data: true, nonreal: true });
    return Object.keys(all).length > 100 && JSON.stringify(all['1']).includes('"running"') && all;
  });
  const text = JSON.stringify(list);
  expect(Object.keys(list).filter((id) => Number(id) < 0)).toHaveLength(300);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come through
  expect(text).not.toMatch(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069\u200b]/);
  expect(text).toContain('invoice⟨U+202E⟩gnp.exe⟨U+0007⟩');
  expect(text).not.toContain('n'.repeat(5000));
  const child = Object.values(
    list as Record<string, { title: string; features: string[]; max_usages: number }>,
  ).find(({ title }) => title.startsWith('invoice'));
  expect(child?.title).toHaveLength(200);
  expect(child?.features.length).toBe(200);
  expect(child?.max_usages).toBe(1);
  expect(text.length).toBeLessThan(2_000_000);
});

it('titles and tags that a person gives have no characters that nobody sees', async ({ hostForTest }) => {
  const { host } = await hostForTest();
  const title = 'invoice\u202egnp.exe\u0000\n\u2066second';
  expect(await host.call('AddNewBackend', { type_id: 'fake', title })).toMatchObject({
    title: 'invoicegnp.exe second',
  });
  expect(await host.call('EditBackend', { backend_id: 0, settings: {}, title: '\u200fא\tב' })).toMatchObject({
    title: 'א ב',
  });
  expect(await host.call('TagBackend', { backend_id: 0, tags: ['a\u202eb', 'a b\u200b'] })).toEqual({
    tags: ['ab', 'a b'],
  });
});
