/** What a window may not do, even if its page was taken over: only the panel is answered, and invalid messages are refused. */
import type { WebFrameMain } from 'electron';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asElectron } from '../../stand-ins/electron/typing.ts';
import { Backends } from '../../testkit/backends.ts';
import { eventually } from '../../testkit/eventually.ts';
import { expectNothingChanged } from '../hosts/contract-host.ts';
import { IpcHost } from '../hosts/ipc-host.ts';
import { builtPreload } from '../hosts/ipc-window.ts';

const CHANNEL = 'switchyard';
/** Bytes. */
const MAX_PRELOAD_BYTES = 2048;

let host: IpcHost;
beforeAll(async () => {
  host = await IpcHost.open();
  await new Backends(host).addResting({ ApiKey: 'canary' }, { title: 'untouched' });
});
afterAll(async () => {
  await host.close();
  await host.dispose();
});

describe('the preload', () => {
  it('puts exactly call and listen into the page', async () => {
    const { exposed } = await host.openWindow();
    expect(Object.keys(exposed)).toEqual(['switchyard']);
    expect(Object.keys(exposed.switchyard as object).sort()).toEqual(['call', 'listen']);
  });

  it('is smaller than 2 kB', async () => {
    expect((await builtPreload()).length).toBeLessThan(MAX_PRELOAD_BYTES);
  });

  it('hands the page nothing but data: no event, no sender, no way to other channels', async () => {
    const { bridge } = await host.openWindow();
    const seen: unknown[][] = [];
    const end = bridge.listen({ kind: 'state' }, (...all: unknown[]) => void seen.push(all));
    const [reply] = await eventually('a reply', () => seen[0]);
    expect(seen[0]).toHaveLength(1);
    expect(JSON.parse(JSON.stringify(reply))).toMatchObject({ event: { kind: 'snapshot' } });
    end();
  });
});

describe('a frame that is not the panel itself', () => {
  const panel = () => host.window.mainFrame;
  const frames: [string, () => WebFrameMain | null][] = [
    ['of another site', () => asElectron({ url: 'https://evil.example/', parent: null })],
    ['of a local file', () => asElectron({ url: 'file:///work/panel/index.html', parent: null })],
    ['of another host of the scheme', () => asElectron({ url: 'app://panel.evil/', parent: null })],
    ['of another port of the host', () => asElectron({ url: 'app://panel:8080/', parent: null })],
    ['of another scheme that looks alike', () => asElectron({ url: 'app2://panel/', parent: null })],
    ['of another user of the host', () => asElectron({ url: 'app://panel@evil/', parent: null })],
    ['without an address', () => asElectron({ url: '', parent: null })],
    ['within the panel', () => asElectron({ url: 'app://panel/', parent: panel() })],
    [
      'within the panel, without an address of its own',
      () => asElectron({ url: 'about:blank', parent: panel() }),
    ],
    ['that is gone', () => null],
  ];
  const messages: [string, object][] = [
    ['call', { call: 'DeleteBackend', input: { backend_id: 0 } }],
    ['read', { call: 'ListBackends', input: {} }],
    ['listen', { listen: 77, to: { kind: 'state' } }],
    ['stop others listening', { stop: 1 }],
    ['acknowledge events', { ack: 1 }],
    ['send nonsense', { nonsense: 1 }],
  ];

  it.each(frames)('%s is refused for every message, and that is logged', async (_, frame) => {
    const window = await host.openWindow();
    await expectNothingChanged(host, async () => {
      for (const [, message] of messages) {
        const before = host.faults.length;
        const reply = await window.invoke(CHANNEL, [message], frame());
        expect(reply).toEqual({ error: 'Error: Only the panel may call Switchyard.' });
        expect(host.faults).toHaveLength(before + 1);
        expect(host.faults.at(-1)?.where).toBe('IPC');
      }
    });
    expect(window.sent).toEqual([]);
  });

  it('may not use another channel either', async () => {
    for (const channel of ['', 'switchyard2', '__proto__', 'constructor', 'toString'])
      expect(await host.window.invoke(channel, [{ call: 'ListBackends', input: {} }])).toEqual({
        error: `Error: No handler registered for '${channel}'`,
      });
  });
});

describe('a message that is not valid', () => {
  const CYCLE: Record<string, unknown> = {};
  CYCLE.self = CYCLE;

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'ListBackends'],
    ['a number', 1],
    ['a list', [{ call: 'ListBackends', input: {} }]],
    ['an empty object', {}],
    ['a name that is no text', { call: 1, input: {} }],
    ['a list of names', { call: ['ListBackends'], input: {} }],
    ['too many acknowledged events', { ack: 1_000_000 }],
    ['an attention, which the page may not set', { attention: 'focused' }],
    ['itself', CYCLE],
    ['a map', new Map([['call', 'ListBackends']])],
    ['bytes', new Uint8Array(1000)],
  ])('%s is answered with a message', async (_, message) => {
    await expectNothingChanged(host, async () => {
      expect(await host.window.invoke(CHANNEL, [message])).toMatchObject({
        value: { ok: false, error: { code: 'bad_body', message: expect.stringMatching(/^[A-Z].+\.$/) } },
      });
    });
  });

  it.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '',
    'listbackends',
    'x'.repeat(100_000),
  ])('an operation that there is not, such as %.20s, is answered with a message', async (name) => {
    const reply = await host.window.bridge.call(name, {});
    expect(reply).toMatchObject({ ok: false, error: { message: expect.stringMatching(/^[A-Z].+/) } });
    expect((reply as { error: { message: string } }).error.message.length).toBeLessThan(500);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'x'],
    ['a list', [1]],
    ['itself', CYCLE],
    ['bytes', new Uint8Array(10)],
    ['a number', 7],
  ])('an input that is %s changes nothing', async (_, input) => {
    await expectNothingChanged(host, async () => {
      const reply = await host.window.invoke(CHANNEL, [{ call: 'EditBackend', input }]);
      expect(reply).toMatchObject({ value: { ok: false, error: { message: expect.any(String) } } });
    });
  });

  it.each<[string, object]>([
    ['an invalid number', { listen: 'x', to: { kind: 'state' } }],
    ['no subscription', { listen: 5 }],
    ['an unknown kind', { listen: 5, to: { kind: 'everything' } }],
    ['a log without a backend', { listen: 5, to: { kind: 'log' } }],
    ['an invalid backend', { listen: 5, to: { kind: 'log', backend_id: '__proto__' } }],
    ['an invalid position', { listen: 5, to: { kind: 'log', backend_id: 0, after: -1 } }],
    ['an end of no subscription', { stop: 'x' }],
  ])('a subscription with %s is answered with an error, and others go on', async (_, message) => {
    const window = await host.openWindow();
    await window.invoke(CHANNEL, [message]);
    const { error } = await eventually('an error', () => window.sent.find((one) => 'error' in one) as never);
    expect(error).toMatchObject({ code: expect.any(String), message: expect.stringMatching(/^[A-Z]/) });
    await window.invoke(CHANNEL, [{ listen: 6, to: { kind: 'state' } }]);
    await eventually('a snapshot', () => window.sent.some((one) => one.for === 6));
  });

  it('too many subscriptions are refused', async () => {
    const window = await host.openWindow();
    for (let number = 0; number < 65; number++)
      await window.invoke(CHANNEL, [{ listen: number, to: { kind: 'navigation' } }]);
    const refused = await eventually('an error', () => window.sent.find((one) => 'error' in one));
    expect(refused).toMatchObject({
      for: 64,
      error: { message: expect.stringContaining('too many subscriptions') },
    });
  });

  it('what is nested too deep never leaves the page', async () => {
    let deep: unknown = 'x';
    for (let n = 0; n < 10_000; n++) deep = [deep];
    expect(await host.call('EditBackend', { backend_id: 0, settings: { Notes: deep } })).toEqual({
      error: 'Electron contextBridge recursion depth exceeded.',
    });
    expect(await host.call('ListBackends')).toMatchObject({ 0: { title: 'untouched' } });
  });

  it('what cannot be cloned never leaves the page', async () => {
    expect(await host.call('EditBackend', { backend_id: 0, settings: { Notes: () => 1 } })).toEqual({
      error: 'An object could not be cloned.',
    });
    expect(await host.call('ListBackends')).toMatchObject({ 0: { title: 'untouched' } });
  });
});

describe('a secret', () => {
  it('does not reach the window', async () => {
    const window = await host.openWindow();
    await window.invoke(CHANNEL, [{ listen: 1, to: { kind: 'state' } }]);
    await eventually('a snapshot', () => window.sent.length > 0);
    const list = await host.call('ListBackends', { full_data: true });
    expect(JSON.stringify([list, window.sent])).toContain('untouched');
    expect(JSON.stringify([list, window.sent])).not.toContain('canary');
  });
});
