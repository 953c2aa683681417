/** Operations over IPC, as the window of the desktop app calls them: through the built preload. */
import { describe, expect, it } from 'vitest';
import { expectNothingChanged, openForTest } from '../hosts/contract-host.ts';
import { IpcHost } from '../hosts/ipc-host.ts';
import { describeEveryOperation } from '../suites/every-operation.ts';

describeEveryOperation('IPC', () => IpcHost.open());

const open = () => openForTest(IpcHost.open, {});

/** Calls as the panel does, and returns the envelope itself. */
const envelopeOf = (host: IpcHost, operation: string, input: object) =>
  host.window.bridge.call(operation, input);

function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let n = 0; n < depth; n++) value = [value];
  return value;
}

describe('a call over IPC', () => {
  it('gets the reply to itself, however many calls are under way', async () => {
    const { host, backends } = await open();
    const titles = Array.from({ length: 20 }, (_, n) => `title ${n}`);
    const added = await Promise.all(
      titles.map((title) => host.call('AddNewBackend', { type_id: 'command', title })),
    );
    expect(added.map(({ title }) => title)).toEqual(titles);
    expect(added.map(({ id }) => Number(id)).sort((a, b) => a - b)).toEqual(titles.map((_, n) => n));
    expect(Object.keys(await backends.list())).toHaveLength(20);
  });

  it('that fails gets the error as data, with its code, message, hint and details', async () => {
    const { host } = await open();
    expect(await envelopeOf(host, 'EditBackend', { backend_id: 5, settings: {} })).toEqual({
      ok: false,
      error: {
        code: 'invalid_backend_id',
        message: 'Invalid backend ID 5',
        hint: expect.any(String),
        details: { id: 5 },
        http: 200,
      },
    });
    expect(await envelopeOf(host, 'Nonsense', {})).toMatchObject({
      ok: false,
      error: { code: 'bad_route', errorId: 'bad_route' },
    });
    expect(host.faults).toEqual([]);
  });

  it('takes values as SwarmUI sends them: numbers and switches as texts, null for what is left out', async () => {
    const { host, backends } = await open();
    await backends.addResting();
    expect(await host.call('ToggleBackend', { backend_id: '0', enabled: 'true' })).toEqual({
      result: 'Success.',
    });
    expect(await host.call('EditBackend', { backend_id: ' 0 ', raw_inp: { Count: '3' } })).toMatchObject({
      settings: { Count: 3 },
    });
    expect(await host.call('RestartBackends', { backend: null })).toMatchObject({ result: 'Success.' });
  });

  it.each<[string, object, string]>([
    ['a value nested 900 deep', { Flags: nested(900) }, 'a text'],
    ['a text of half a megabyte', { Flags: 'x'.repeat(500_000) }, 'a text of at most 32768 characters'],
    ['a date', { Flags: new Date(0) }, 'a text'],
    ['NaN', { Count: Number.NaN }, 'a whole number from 1 to 10'],
  ])('carries %s to the operation, which refuses it and changes nothing', async (_, settings, expected) => {
    const { host, backends } = await open();
    await backends.addResting();
    await expectNothingChanged(host, async () => {
      const reply = await host.call('EditBackend', { backend_id: 0, settings });
      expect(reply.error).toContain(expected);
      expect(String(reply.error).length).toBeLessThan(500);
    });
  });

  it('changes nothing while settings are locked', async () => {
    const { host, backends } = await open();
    await backends.addResting();
    await host.reopen({ locked: true });
    await expectNothingChanged(host, async () => {
      expect(await host.call('EditBackend', { backend_id: 0, settings: { Count: 2 } })).toMatchObject({
        error: 'Settings are locked.',
      });
    });
  });
});
