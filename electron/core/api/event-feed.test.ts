import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import type { NavigationEvent, PushEvent } from '../../../shared/events.ts';
import { text } from '../../../shared/settings.ts';
import { type AdapterIo, defineBackendType } from '../backend/backend-type.ts';
import { type Core, createCore } from '../create-core.ts';
import { corePreferences, Preferences } from '../storage/preferences.ts';
import { fullAccess } from './dispatch.ts';
import { EventFeed, type FeedMessage } from './event-feed.ts';

let dataDir: string;
let clock: ManualClock;
let core: Core;
/** What the core gives to the adapter of each backend, by the id of the backend. */
let adapters: AdapterIo[];
let sent: FeedMessage[];
let isWritable: boolean;
let navigate: ((event: NavigationEvent) => void) | null;
let feed: EventFeed;

/** A backend without a process, which logs only what the test makes it log. */
const talker = defineBackendType({
  id: 'talker',
  name: 'Talker',
  description: 'For tests.',
  isStandard: true,
  makesImages: true,
  settings: { Name: text({ label: 'Name', description: 'A text.' }) },
  features: [],
  maxUsages: () => 1,
  gpus: () => [],
  autoRestart: () => false,
  stopTimeoutMs: () => 1000,
  startTimeoutMs: () => 1000,
  createAdapter: (_, io) => {
    adapters.push(io);
    return { start: async () => undefined };
  },
});

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'switchyard-feed-'));
  clock = new ManualClock();
  adapters = [];
  sent = [];
  isWritable = true;
  navigate = null;
  core = await createCore({
    dataDir,
    types: [talker],
    paths: { llamaWorker: '', sampleModel: '' },
    version: '1.2.3',
    preferences: await Preferences.open({
      dataDir,
      shape: corePreferences,
      lockedAtStart: false,
      wall: () => clock.wall(),
    }),
    licencesFile: '',
    surface: 'headless',
    onFault: (error) => {
      throw error;
    },
    onPanelFault: () => undefined,
    apiToken: () => null,
    clock,
  });
  await core.registry.add({ typeId: 'talker', title: 'first' });
  await clock.advance(0);
  feed = new EventFeed({
    caller: fullAccess,
    sources: core,
    send: (message) => void sent.push(message),
    isWritable: () => isWritable,
    subscribeToNavigation: (listener) => {
      navigate = listener;
      return () => {
        navigate = null;
      };
    },
  });
});
afterEach(async () => {
  feed.close();
  await core.close();
  await rm(dataDir, { recursive: true, force: true });
});

const listenToState = (number: number) => feed.handle({ listen: number, to: { kind: 'state' } });
const listenToLog = (number: number, backend_id = 0, after?: number) =>
  feed.handle({ listen: number, to: { kind: 'log', backend_id, ...(after === undefined ? {} : { after }) } });
/** The events of one subscription so far; a reply that is an error fails the test. */
const eventsOf = (number: number): PushEvent[] =>
  sent
    .filter((message) => message.for === number)
    .map((message) => {
      if ('error' in message) throw new Error(message.error.message);
      return message.event;
    });
const linesOf = (number: number): string[] =>
  eventsOf(number).flatMap((event) => (event.kind === 'log' ? event.lines.map((line) => line.text) : []));
const errors = () =>
  sent.flatMap((message) => ('error' in message ? [[message.for, message.error.code]] : []));

describe('the state', () => {
  it('comes as a snapshot at once, then as numbered changes', async () => {
    listenToState(7);
    expect(eventsOf(7)).toMatchObject([
      { kind: 'snapshot', sequence: 0, backends: [{ id: 0, title: 'first' }], host: { version: '1.2.3' } },
    ]);
    await core.registry.edit(0, { title: 'second', settings: {} });
    await clock.advance(16);
    expect(eventsOf(7)[1]).toMatchObject({ kind: 'changes', sequence: 1, changed: [{ title: 'second' }] });
  });

  it('comes to each subscription of a connection, until that one is stopped', async () => {
    listenToState(1);
    listenToState(2);
    feed.handle({ stop: 1 });
    await core.registry.edit(0, { title: 'second', settings: {} });
    await clock.advance(16);
    expect([eventsOf(1).length, eventsOf(2).length]).toEqual([1, 2]);
  });

  it('starts again with a snapshot where the same number subscribes again', async () => {
    listenToState(1);
    await core.registry.edit(0, { title: 'second', settings: {} });
    listenToState(1);
    await clock.advance(100);
    expect(eventsOf(1).map(({ kind }) => kind)).toEqual(['snapshot', 'snapshot']);
    await core.registry.edit(0, { title: 'third', settings: {} });
    await clock.advance(100);
    expect(eventsOf(1)).toHaveLength(3);
  });

  it('is held back while the connection is not writable, and then comes in one event', async () => {
    listenToState(1);
    isWritable = false;
    for (const title of ['a', 'b', 'c']) {
      await core.registry.edit(0, { title, settings: {} });
      await clock.advance(200);
    }
    expect(eventsOf(1)).toHaveLength(1);
    isWritable = true;
    await clock.advance(200);
    expect(eventsOf(1)).toMatchObject([{}, { sequence: 1, changed: [{ title: 'c' }] }]);
  });
});

describe('attention', () => {
  it('holds changes back while it is hidden, for later subscriptions too', async () => {
    listenToState(1);
    feed.handle({ attention: 'hidden' });
    expect(core.bus.attention).toBe('hidden');
    listenToState(2);
    expect(core.bus.attention).toBe('hidden');
    await core.registry.edit(0, { title: 'second', settings: {} });
    await clock.advance(10_000);
    expect([eventsOf(1).length, eventsOf(2).length]).toEqual([1, 1]);
    feed.handle({ attention: 'focused' });
    await clock.advance(16);
    expect([eventsOf(1).length, eventsOf(2).length]).toEqual([2, 2]);
  });

  it('can be set by the host too', () => {
    listenToState(1);
    feed.setAttention('visible');
    expect(core.bus.attention).toBe('visible');
  });
});

describe('a log', () => {
  it('comes from its first kept line, then line by line', async () => {
    adapters[0]?.log('one');
    listenToLog(1);
    await clock.advance(0);
    adapters[0]?.log('two');
    await clock.advance(50);
    const lines = linesOf(1);
    expect(lines.slice(-2)).toEqual(['one', 'two']);
    expect(eventsOf(1)).toMatchObject([{ backend_id: 0, skipped: 0 }, { lines: [{ text: 'two' }] }]);
  });

  it('comes from the line after the named one', async () => {
    adapters[0]?.log('one');
    listenToLog(1);
    await clock.advance(0);
    const [event] = eventsOf(1);
    const last = event?.kind === 'log' ? (event.lines.at(-1)?.seq ?? 0) : 0;
    listenToLog(2, 0, last);
    adapters[0]?.log('two');
    await clock.advance(50);
    expect(linesOf(2)).toEqual(['two']);
  });

  it('skips the lines that come while the connection is not writable, and tells their number', async () => {
    listenToLog(1);
    await clock.advance(0);
    const before = eventsOf(1).length;
    isWritable = false;
    adapters[0]?.log('lost');
    await clock.advance(50);
    adapters[0]?.log('lost too');
    await clock.advance(50);
    isWritable = true;
    adapters[0]?.log('here');
    await clock.advance(50);
    expect(eventsOf(1).slice(before)).toMatchObject([{ lines: [{ text: 'here' }], skipped: 2 }]);
  });

  it('of an unknown backend is an error under its number, and other subscriptions go on', async () => {
    listenToState(1);
    listenToLog(2, 99);
    expect(errors()).toEqual([[2, 'invalid_backend_id']]);
    await core.registry.edit(0, { title: 'second', settings: {} });
    await clock.advance(16);
    expect(eventsOf(1)).toHaveLength(2);
  });
});

describe('the navigation that the host asks for', () => {
  it('is sent until the subscription is stopped', () => {
    feed.handle({ listen: 1, to: { kind: 'navigation' } });
    const event: NavigationEvent = { kind: 'navigation', to: { kind: 'preferences' } };
    navigate?.(event);
    expect(eventsOf(1)).toEqual([event]);
    feed.handle({ stop: 1 });
    expect(navigate).toBeNull();
  });

  it('may be subscribed to where the host asks for none', () => {
    const feedWithoutNavigation = new EventFeed({
      caller: fullAccess,
      sources: core,
      send: (message) => void sent.push(message),
      isWritable: () => true,
    });
    feedWithoutNavigation.handle({ listen: 1, to: { kind: 'navigation' } });
    feedWithoutNavigation.handle({ stop: 1 });
    expect(sent).toEqual([]);
  });
});

describe('an invalid request', () => {
  it.each([
    ['nothing', undefined],
    ['a text', 'listen'],
    ['an empty object', {}],
    ['a number that is no number', { listen: 'x', to: { kind: 'state' } }],
    ['an unknown subscription', { listen: 1, to: { kind: 'everything' } }],
    ['a log without a backend', { listen: 1, to: { kind: 'log' } }],
    ['an unknown attention', { attention: 'asleep' }],
  ])('such as %s is answered with an error and affects nothing else', async (_, request) => {
    listenToState(5);
    feed.handle(request);
    expect(errors()).toEqual([[-1, 'bad_body']]);
    await core.registry.edit(0, { title: 'second', settings: {} });
    await clock.advance(16);
    expect(eventsOf(5)).toHaveLength(2);
  });

  it('such as the stop of an unknown subscription does nothing', () => {
    feed.handle({ stop: 3 });
    expect(sent).toEqual([]);
  });

  it('such as one subscription too many is refused, until another one is stopped', () => {
    for (let number = 1; number <= 65; number++) listenToState(number);
    expect(errors()).toEqual([[65, 'bad_body']]);
    // One that replaces another does not count twice.
    listenToState(64);
    expect(eventsOf(64)).toHaveLength(2);
    feed.handle({ stop: 1 });
    listenToState(66);
    expect(eventsOf(66)).toHaveLength(1);
  });
});

it('a closed connection leaves nothing behind', async () => {
  listenToState(1);
  listenToLog(2);
  feed.handle({ listen: 3, to: { kind: 'navigation' } });
  await clock.advance(0);
  const before = sent.length;
  feed.close();
  expect(navigate).toBeNull();
  expect(core.bus.attention).toBe('hidden');
  adapters[0]?.log('too late');
  await core.registry.edit(0, { title: 'too late', settings: {} });
  await clock.advance(10_000);
  expect(sent).toHaveLength(before);
});

it('refuses each subscription for which the caller has no permission', () => {
  const feedOfViewer = new EventFeed({
    caller: { permissions: new Set(['view_backends_list']), readsApiToken: false, origin: { kind: 'token' } },
    sources: core,
    send: (message) => void sent.push(message),
    isWritable: () => true,
  });
  feedOfViewer.handle({ listen: 1, to: { kind: 'state' } });
  feedOfViewer.handle({ listen: 2, to: { kind: 'log', backend_id: 0 } });
  feedOfViewer.handle({ listen: 3, to: { kind: 'resources' } });
  expect(sent).toMatchObject([
    { for: 1, event: { kind: 'snapshot', permissions: ['view_backends_list'] } },
    { for: 2, error: { code: 'bad_permissions' } },
    { for: 3, error: { code: 'bad_permissions' } },
  ]);
  feedOfViewer.close();
});
