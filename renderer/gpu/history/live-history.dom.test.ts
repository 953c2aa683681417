import { waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { createClient } from '../../../shared/transport.ts';
import { FixtureHost } from '../../fixtures/host/fixture-host.ts';
import { historyOf, makeGpu, makeResources } from '../../fixtures/resources.ts';
import { createResources } from '../resources-store.ts';
import { type HistorySubjects, LiveHistory } from './live-history.ts';

const START = Date.parse('2026-08-01T10:00:00.000Z');
const sample = (offset: number, vram: number) =>
  makeResources({
    at: new Date(START + offset * 1000).toISOString(),
    gpus: [makeGpu(0, { uuid: 'GPU-x' })],
    backends: [
      { id: 3, vram_bytes: vram },
      { id: 4, vram_bytes: 100 },
    ],
  });
const samplesOf = (...given: [offset: number, vram: number][]) =>
  given.map(([offset, vram]) => sample(offset, vram));
const vramOf = ({ columns }: LiveHistory) => columns.column('backend/3/vram_bytes');
const third: HistorySubjects = { backends: [3] };

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const end of cleanups.splice(0)) end();
});

function open(options: ConstructorParameters<typeof FixtureHost>[0] = {}) {
  const fixture = new FixtureHost(options);
  const resources = createResources(fixture.transport);
  cleanups.push(resources.start());
  const live = new LiveHistory({
    client: createClient(fixture.transport),
    transport: fixture.transport,
    resources,
  });
  const subscribe = (subjects = third) => {
    const stop = live.subscribe(subjects);
    cleanups.push(stop);
    return stop;
  };
  return { fixture, live, subscribe };
}

test('the history is read when somebody subscribes, and new samples follow it', async () => {
  const { fixture, live, subscribe } = open({ history: { quarter: historyOf(samplesOf([-4, 1], [-2, 2])) } });
  fixture.sample(sample(0, 3));
  expect(fixture.callsTo('GetResourceHistory')).toEqual([]);
  const stop = subscribe();
  // The present comes at once, the time before with the reply.
  expect(vramOf(live)).toEqual([3]);
  await waitFor(() => expect(vramOf(live)).toEqual([1, 2, 3]));
  fixture.sample(sample(2, 4));
  expect(vramOf(live)).toEqual([1, 2, 3, 4]);
  stop();
  fixture.sample(sample(4, 5));
  expect(vramOf(live)).toEqual([1, 2, 3, 4]);
  expect(fixture.callsTo('GetResourceHistory')).toEqual([{ backends: [3] }]);
});

test('only the subjects are read and kept', async () => {
  const { fixture, live, subscribe } = open({ history: { quarter: historyOf(samplesOf([-2, 2])) } });
  subscribe({ gpus: ['GPU-x'], backends: [4] });
  await waitFor(() => expect(live.columns.times).toHaveLength(1));
  fixture.sample(sample(0, 3));
  expect(live.columns.column('backend/4/vram_bytes')).toEqual([100, 100]);
  expect(live.columns.column('gpu/GPU-x/used_memory')).toHaveLength(2);
  expect(vramOf(live)).toBeUndefined();
});

test('a new subject is read, and the others are kept', async () => {
  const { fixture, live, subscribe } = open({ history: { quarter: historyOf(samplesOf([-2, 2], [0, 3])) } });
  const stop = subscribe();
  await waitFor(() => expect(vramOf(live)).toEqual([2, 3]));
  stop();
  const release = fixture.hold('GetResourceHistory');
  subscribe({ backends: [3, 4] });
  expect(vramOf(live)).toEqual([2, 3]);
  release();
  await waitFor(() => expect(live.columns.column('backend/4/vram_bytes')).toEqual([100, 100]));
  expect(vramOf(live)).toEqual([2, 3]);
});

test('a reply for earlier subjects is ignored', async () => {
  const { fixture, live, subscribe } = open({ history: { quarter: historyOf(samplesOf([-2, 2])) } });
  const release = fixture.hold('GetResourceHistory');
  subscribe()();
  subscribe({ backends: [4] });
  release();
  await waitFor(() => expect(live.columns.column('backend/4/vram_bytes')).toEqual([100]));
  expect(vramOf(live)).toBeUndefined();
});

test('a sample that comes while the history is being read is there once', async () => {
  const { fixture, live, subscribe } = open({ history: { quarter: historyOf(samplesOf([-2, 2], [0, 3])) } });
  const release = fixture.hold('GetResourceHistory');
  subscribe();
  fixture.sample(sample(0, 3));
  fixture.sample(sample(2, 4));
  release();
  await waitFor(() => expect(vramOf(live)).toEqual([2, 3, 4]));
});

test('after a lost connection the history fills the gap', async () => {
  const { fixture, live, subscribe } = open({ history: { quarter: historyOf(samplesOf([0, 1])) } });
  subscribe();
  await waitFor(() => expect(vramOf(live)).toEqual([1]));
  fixture.connect('lost');
  fixture.remember({ quarter: historyOf(samplesOf([0, 1], [10, 2], [20, 3])) });
  fixture.connect('open');
  await waitFor(() => expect(vramOf(live)).toEqual([1, 2, 3]));
});

test('without a connection nothing is read until there is one', async () => {
  const { fixture, live, subscribe } = open({ history: { quarter: historyOf(samplesOf([0, 1])) } });
  fixture.connect('lost');
  subscribe();
  expect(fixture.callsTo('GetResourceHistory')).toEqual([]);
  fixture.connect('open');
  await waitFor(() => expect(vramOf(live)).toEqual([1]));
  expect(live.failure.getState().failure).toBeNull();
});

test('missed samples, as while the page was hidden, are read', async () => {
  const { fixture, live, subscribe } = open({ history: { quarter: historyOf(samplesOf([0, 1])) } });
  subscribe();
  await waitFor(() => expect(vramOf(live)).toEqual([1]));
  fixture.remember({ quarter: historyOf(samplesOf([0, 1], [100, 2], [200, 3])) });
  fixture.sample(sample(200, 3));
  await waitFor(() => expect(vramOf(live)).toEqual([1, null, 2, null, 3]));
  fixture.sample(sample(202, 4));
  expect(fixture.callsTo('GetResourceHistory')).toHaveLength(2);
});

test('an error is reported once, and the history is read again only on request', async () => {
  const { fixture, live, subscribe } = open();
  fixture.fail('GetResourceHistory', 'Not now.');
  subscribe();
  await waitFor(() => expect(live.failure.getState().failure?.message).toBe('Not now.'));
  fixture.sample(sample(0, 1));
  fixture.sample(sample(2, 2));
  expect(fixture.callsTo('GetResourceHistory')).toHaveLength(1);
  expect(vramOf(live)).toEqual([1, 2]);
  fixture.answer('GetResourceHistory', () => historyOf(samplesOf([-2, 9], [0, 1], [2, 2])));
  live.retry();
  await waitFor(() => expect(vramOf(live)).toEqual([9, 1, 2]));
  expect(live.failure.getState().failure).toBeNull();
});
