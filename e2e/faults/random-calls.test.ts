/** Calls of every operation with parameters of any kind: each is answered by its schema or by an error for people. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { type OperationName, operations } from '../../shared/operations.ts';
import { it } from '../launch/headless/host-for-test.ts';
import { anyJson, foreignText, fuzzRuns } from '../testkit/fuzz.ts';

/** They would end the access of the test itself. */
const LEFT_OUT: readonly OperationName[] = ['RenewApiToken', 'SignOutEverywhere'];
const names = (Object.keys(operations) as OperationName[]).filter((name) => !LEFT_OUT.includes(name));
const CALLS = 300;

/** Values that many parameters take, so that a good part of the calls does something. */
const likely = fc.oneof(
  fc.integer({ min: -1, max: 6 }),
  fc.constantFrom<unknown>(
    'fake',
    'all',
    '0',
    true,
    false,
    'true',
    '/',
    'Info',
    'view',
    [0, 1],
    ['a', '#b'],
    {},
  ),
  fc.constantFrom<unknown>(
    { Count: 3 },
    { Note: 'x', Unknown: 1 },
    { settings: { Count: '7' } },
    { LogDays: 30 },
  ),
  fc.constantFrom<unknown>(
    '0:\n\ttype: fake\n\tenabled: false\n',
    '2026-01-01T00:00:00Z',
    -1e308,
    -0,
    2 ** 53,
  ),
);
const value = fc.oneof(
  { weight: 3, arbitrary: likely },
  { weight: 1, arbitrary: anyJson },
  { weight: 1, arbitrary: foreignText },
);

/** What the parameters of these names are meant for. */
const meant = new Map<string, fc.Arbitrary<unknown>>([
  ['type_id', fc.constant('fake')],
  ['backend_id', fc.nat(5)],
  ['title', foreignText],
  [
    'settings',
    fc.constantFrom({ Count: 3 }, { Note: 'x' }, { Count: '7', ApiKey: 'secret' }, { LogDays: 30 }),
  ],
]);
const valueFor = (key: string) =>
  fc.oneof({ weight: 3, arbitrary: meant.get(key) ?? likely }, { weight: 1, arbitrary: value });

const call = fc.constantFrom(...names).chain((name) => {
  const parameters = Object.keys(operations[name].input.shape);
  const input = fc.record(Object.fromEntries(parameters.map((key) => [key, valueFor(key)])), {
    requiredKeys: [],
  });
  return input.map((known) => ({ name, input: known }));
});

it('every call is answered by the schema of its operation or by an error in words, and what was changed is there after a restart', async ({
  hostForTest,
  dataDirForTest,
}) => {
  const dataDir = await dataDirForTest();
  const { host } = await hostForTest({ dataDir });
  for (let count = 0; count < 4; count++) await host.call('AddNewBackend', { type_id: 'fake' });
  for (const { name, input } of fc.sample(call, fuzzRuns(CALLS))) {
    const response = await host.request(`/API/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    const reply = (await response.json()) as { error?: string; code?: string; hint?: string };
    const what = `${name} ${JSON.stringify(input).slice(0, 500)}: ${JSON.stringify(reply).slice(0, 500)}`;
    if (reply.error === undefined) {
      expect(operations[name].output.safeParse(reply).error, what).toBeUndefined();
    } else {
      expect(response.status, what).toBeLessThan(500);
      expect(reply.code, what).toMatch(/^(?!internal_error)[a-z_]+$/);
      expect(reply.error.length, what).toBeLessThan(2000);
    }
  }
  expect((await host.request('/healthz')).status).toBe(200);
  const stored = async (of: typeof host) =>
    Object.entries(await of.call('ListBackends')).map(([id, backend]) => {
      const { title, type, enabled, settings } = backend as Record<string, unknown>;
      return { id, title, type, enabled, settings };
    });
  await host.call('AddNewBackend', { type_id: 'fake', title: 'last' });
  const before = await stored(host);
  expect(before.length).toBeGreaterThan(0);
  await host.stop();
  const { host: again } = await hostForTest({ dataDir });
  expect(await stored(again)).toEqual(before);
}, 3_600_000);
