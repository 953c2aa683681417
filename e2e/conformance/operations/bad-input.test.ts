/** Wrong input is refused with a message, and then nothing has changed: neither what is listed nor the file on disk. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Backends } from '../../testkit/backends.ts';
import { type ContractHost, stateOf } from '../hosts/contract-host.ts';
import { HttpHost } from '../hosts/http-host.ts';

/** An object with any key, also `__proto__`, as the JSON of a client can have it. */
const withKey = (name: string, value: unknown): object =>
  JSON.parse(`{${JSON.stringify(name)}: ${JSON.stringify(value)}}`);

function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let n = 0; n < depth; n++) value = [value];
  return value;
}

/** As deep as every transport carries. What is deeper each transport refuses by itself. */
const DEEP = nested(900);
const HUGE = 'x'.repeat(500_000);
const ODD_NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'];
/** Not whole numbers of 32 bits. */
const BAD_IDS: unknown[] = [
  'x',
  '',
  '1.5',
  1.5,
  '1e309',
  'NaN',
  'Infinity',
  '0x0',
  '٣',
  2 ** 31,
  -(2 ** 31) - 1,
  '99999999999',
  1e20,
  true,
  [0],
  { id: 0 },
  HUGE,
  '__proto__',
];
const abbreviate = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
  return text.length > 40 ? `${text.slice(0, 37)}…` : text;
};

describe('bad input', () => {
  let host: ContractHost;
  let before: object;
  beforeAll(async () => {
    host = await HttpHost.open();
    const backends = new Backends(host);
    await backends.addRunning({ ApiKey: 'top-secret', Count: 3 }, { title: 'untouched' });
    await backends.addResting();
    before = await stateOf(host);
  });
  /** Nothing of a refused call is applied, neither in what is listed nor on disk. */
  afterEach(async () => {
    expect(await stateOf(host)).toEqual(before);
  });
  afterAll(async () => {
    await host.close();
    await host.dispose();
  });

  /** Checks that a call is refused. @returns the message */
  async function refusalOf(operation: string, input: object): Promise<string> {
    const reply = await host.call(operation, input);
    expect(reply, `${operation} ${abbreviate(input)}`).toHaveProperty('error');
    const message = String(reply.message);
    expect(String(reply.error)).toContain(message);
    expect(message.length).toBeGreaterThan(5);
    expect(message.length).toBeLessThan(500);
    expect(message).not.toMatch(/undefined|\[object|Error:|\n {4}at /);
    return message;
  }

  it.each(BAD_IDS.map((id) => [abbreviate(id), id]))(
    'the id %s is refused with the message of SwarmUI',
    async (_, id) => {
      for (const [operation, more] of [
        ['EditBackend', { settings: { Count: 9 } }],
        ['DeleteBackend', {}],
        ['ToggleBackend', { enabled: false }],
        ['RetryBackendNow', {}],
        ['RestoreBackend', {}],
        ['GetBackendLog', {}],
      ] as const)
        expect(await refusalOf(operation, { backend_id: id, ...more })).toMatch(
          /^Invalid value '.*' for parameter 'backend_id', must be type 'Int32'$/,
        );
    },
  );

  it.each([-1, '-1', 7, 2_147_483_647])('the id %s, which nobody has, is refused', async (id) => {
    expect(await refusalOf('EditBackend', { backend_id: id, settings: {} })).toBe(`Invalid backend ID ${id}`);
    expect(await refusalOf('ToggleBackend', { backend_id: id, enabled: false })).toBe(
      `Invalid backend ID ${id}`,
    );
    expect(await host.call('DeleteBackend', { backend_id: id })).toEqual({
      result: "Already didn't exist.",
    });
  });

  it.each(
    ['some', '', '1.5', HUGE, '__proto__', null, '9'.repeat(400)].map((value) => [abbreviate(value), value]),
  )('RestartBackends and FreeBackendMemory find no backend by %s', async (_, backend) => {
    for (const operation of ['RestartBackends', 'FreeBackendMemory'])
      expect(await host.call(operation, { backend })).toMatchObject({ count: 0 });
  });

  it.each([1.5, true, [0], {}].map((value) => [abbreviate(value), value]))(
    'RestartBackends and FreeBackendMemory refuse %s for a backend',
    async (_, backend) => {
      for (const operation of ['RestartBackends', 'FreeBackendMemory'])
        expect(await refusalOf(operation, { backend })).toContain("for parameter 'backend'");
    },
  );

  it.each([-2, 1_000_000, 2_147_483_647])('the new id %s is refused', async (new_id) => {
    expect(await refusalOf('EditBackend', { backend_id: 0, settings: { Count: 9 }, new_id })).toBe(
      `A backend cannot have the ID ${new_id}.`,
    );
  });

  it.each(['x', 1.5, '1e309', 2 ** 31, [1], HUGE].map((value) => [abbreviate(value), value]))(
    'the new id %s is refused with the message of SwarmUI',
    async (_, new_id) => {
      expect(await refusalOf('EditBackend', { backend_id: 0, settings: { Count: 9 }, new_id })).toContain(
        "for parameter 'new_id', must be type 'Int32'",
      );
    },
  );

  it.each(['yes', 1, '', [], {}, HUGE].map((value) => [abbreviate(value), value]))(
    'enabled %s is refused with the message of SwarmUI',
    async (_, enabled) => {
      expect(await refusalOf('ToggleBackend', { backend_id: 0, enabled })).toContain(
        "for parameter 'enabled', must be type 'Boolean'",
      );
    },
  );

  it.each(ODD_NAMES)('%s is no type of backend', async (name) => {
    expect(await refusalOf('AddNewBackend', { type_id: name })).toBe(`Invalid backend type: ${name}`);
  });

  it.each([[[]], [{}], [HUGE], [DEEP]].map(([value]) => [abbreviate(value), value]))(
    'the type %s is refused',
    async (_, type_id) => {
      expect(await refusalOf('AddNewBackend', { type_id })).toContain("for parameter 'type_id'");
    },
  );

  it.each([...ODD_NAMES, 'count', 'Unknown', '', HUGE].map((name) => [abbreviate(name), name]))(
    'a setting named "%s" is refused, in every shape in which settings come',
    async (_, name) => {
      const settings = withKey(name, 'x');
      for (const input of [{ settings }, { raw_inp: { settings } }, { raw_inp: settings }])
        expect(await refusalOf('EditBackend', { backend_id: 0, ...input })).toMatch(
          /^The backend type 'fake' has no setting '.*'\.$/,
        );
      await refusalOf('AddNewBackend', { type_id: 'fake', settings });
    },
  );

  it.each([
    ['Count', 0, 'a whole number from 1 to 10'],
    ['Count', 11, 'a whole number from 1 to 10'],
    ['Count', 1.5, 'a whole number from 1 to 10'],
    ['Count', 'many', 'a whole number from 1 to 10'],
    ['Count', 'NaN', 'a whole number from 1 to 10'],
    ['Count', '1e309', 'a whole number from 1 to 10'],
    ['Count', '', 'a whole number from 1 to 10'],
    ['Count', null, 'a whole number from 1 to 10'],
    ['Count', true, 'a whole number from 1 to 10'],
    ['Count', [1], 'a whole number from 1 to 10'],
    ['Ratio', -0.1, 'a number from 0 to 1'],
    ['Ratio', 'Infinity', 'a number from 0 to 1'],
    ['AutoRestart', 'yes', 'true or false'],
    ['AutoRestart', 1, 'true or false'],
    ['Mode', 'Slow', "one of 'slow', 'fast', 'fastest'"],
    ['Mode', '__proto__', "one of 'slow', 'fast', 'fastest'"],
    ['Names', 3, 'a list of texts'],
    ['Names', [1], 'a list of texts'],
    ['Names', { 0: 'a' }, 'a list of texts'],
    ['Names', Array.from({ length: 300 }, () => 'x'), 'a list of at most 256 texts'],
    ['Flags', '"never closed', 'a complete command line'],
    ['Flags', 'a\0b', 'free of NUL characters'],
    ['Flags', {}, 'a text'],
    ['Flags', HUGE, 'a text of at most 32768 characters'],
    ['Flags', DEEP, 'a text'],
    ['Folder', '/a\n/b', 'a path on one line'],
    ['Environment', 'not a line', 'NAME=value'],
    ['GPU_ID', '0;rm', 'GPU numbers'],
    ['ApiKey', 'a\nb', 'on one line'],
    ['ApiKey', { key: 1 }, 'a text'],
  ])('the setting %s refuses %j: it must be %s', async (name, value, expected) => {
    // The valid setting in the same call must not be applied either.
    const settings = { Notes: 'half-way', [name]: value };
    expect(await refusalOf('EditBackend', { backend_id: 0, title: 'changed', settings })).toContain(expected);
    await refusalOf('AddNewBackend', { type_id: 'fake', settings });
  });

  it('a refused secret is not repeated in the refusal', async () => {
    for (const ApiKey of ['canary\n', `canary${HUGE}`, 'canary\0'])
      expect(await refusalOf('EditBackend', { backend_id: 0, settings: { ApiKey } })).not.toContain('canary');
  });

  it.each(['text', 3, true, [], DEEP].map((value) => [abbreviate(value), value]))(
    'settings that are %s are refused',
    async (_, settings) => {
      const message = "must be type 'JObject'";
      expect(await refusalOf('EditBackend', { backend_id: 0, settings })).toContain(message);
      expect(await refusalOf('EditBackend', { backend_id: 0, raw_inp: settings })).toContain(message);
      expect(await refusalOf('EditBackend', { backend_id: 0, raw_inp: { settings } })).toContain(message);
      expect(await refusalOf('AddNewBackend', { type_id: 'fake', settings })).toContain(message);
    },
  );

  it.each([['x'.repeat(201)], [HUGE], [['list']], [{}]].map(([value]) => [abbreviate(value), value]))(
    'the title %s is refused',
    async (_, title) => {
      await refusalOf('EditBackend', { backend_id: 0, title, settings: {} });
      await refusalOf('AddNewBackend', { type_id: 'fake', title });
    },
  );

  it('ten thousand unknown settings are refused for the first of them', async () => {
    const settings = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`Setting${n}`, n]));
    expect(await refusalOf('EditBackend', { backend_id: 0, settings })).toContain("no setting 'Setting0'");
  });

  it.each([...ODD_NAMES, '', 'listbackend', 'ListBackends2'])('"%s" is no operation', async (name) => {
    await refusalOf(name, {});
  });

  it.each([
    ['GetBackendLog', { backend_id: 0, limit: 'x' }],
    ['GetBackendLog', { backend_id: 0, before: [] }],
    ['GetBackendLog', { backend_id: 0, search: HUGE }],
    ['ReadLog', { backend_id: 0, from: 1.5 }],
    ['ReadLog', { backend_id: 0, count: [] }],
    ['ReadLog', { backend_id: 0, mark: 'x' }],
    ['ReadLog', { backend_id: 0, mark: { pattern: HUGE } }],
    ['SearchLog', { backend_id: 0, pattern: HUGE }],
    ['SearchLog', { backend_id: 0, level: 'loud' }],
    ['SearchLog', { backend_id: 0, before: 'x' }],
    ['ReadLog', { backend_id: 0, run: 'x' }],
    ['BrowseFolder', { path: {} }],
    ['CheckPath', { path: HUGE }],
    ['DismissNotice', { id: HUGE }],
    ['ReportPanelFault', { source: 'error', message: HUGE }],
    ['ReportPanelFault', { source: 'elsewhere', message: 'x' }],
    ['ListBackends', { full_data: 'perhaps' }],
    ['ListBackends', { nonreal: 2 }],
  ])('%s refuses %j', async (operation, input) => {
    await refusalOf(operation, input);
  });

  it('after all of it, the worker is still the same', async () => {
    const backends = new Backends(host);
    expect(await backends.full(0)).toMatchObject({
      status: 'running',
      restarts: 0,
      title: 'untouched',
      modcount: 0,
    });
    expect(Object.keys(await backends.list())).toEqual(['0', '1']);
  });
});
