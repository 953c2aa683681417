import { afterEach, expect, test, vi } from 'vitest';
import { createClient } from '../../shared/transport.ts';
import { createFixtureTransport } from '../fixtures/fixture-transport.ts';
import { historyOf, makeGpu, makeResources } from '../fixtures/resources.ts';
import { createResources } from './resources-store.ts';

const START = Date.parse('2026-08-01T10:00:00.000Z');
const sample = (offset: number, vram: number, utilization = 3) =>
  makeResources({
    at: new Date(START + offset * 1000).toISOString(),
    gpus: [makeGpu(0, { utilization_gpu: utilization }), makeGpu(1)],
    backends: [
      { id: 3, vram_bytes: vram },
      { id: 4, vram_bytes: 100 },
    ],
  });
const vramOf = ({ history }: { history: ReturnType<typeof follow>['resources']['history'] }) =>
  history.column('backend/3/vram_bytes');

const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0)) end();
});

function follow(options: Parameters<typeof createFixtureTransport>[0] = {}) {
  const fixture = createFixtureTransport(options);
  const resources = createResources(createClient(fixture.transport), fixture.transport);
  endings.push(resources.start());
  return { fixture, resources };
}

const samplesOf = (...given: [offset: number, vram: number][]) =>
  given.map(([offset, vram]) => sample(offset, vram));

test('nothing is known before the first sample', () => {
  const { resources } = follow();
  expect(resources.state.getState()).toMatchObject({ machine: null, cards: [], trouble: null });
});

test('from one sample to the next only what differs gets another identity', () => {
  const { fixture, resources } = follow();
  fixture.sample(sample(0, 5));
  const before = resources.state.getState();
  fixture.sample(sample(2, 6, 80));
  const after = resources.state.getState();
  expect(after.gpus.get(0)).not.toBe(before.gpus.get(0));
  expect(after.gpus.get(1)).toBe(before.gpus.get(1));
  expect(after.usage.get(3)).not.toBe(before.usage.get(3));
  expect(after.usage.get(4)).toBe(before.usage.get(4));
  expect(after.cards).toBe(before.cards);
  expect(after.machine).toBe(before.machine);
});

test('a card that comes or is excluded makes another list of cards', () => {
  const { fixture, resources } = follow();
  fixture.sample(makeResources({ gpus: [makeGpu(0)] }));
  fixture.sample(makeResources({ gpus: [makeGpu(0, { excluded: true })] }));
  expect(resources.state.getState().cards).toMatchObject([{ id: 0, excluded: true }]);
});

test('the history is read once somebody looks, and the samples follow it', async () => {
  const { fixture, resources } = follow({ history: { quarter: historyOf(samplesOf([-4, 1], [-2, 2])) } });
  fixture.sample(sample(0, 3));
  expect(fixture.callsTo('GetResourceHistory')).toEqual([]);
  expect(vramOf(resources)).toEqual([3]);
  endings.push(resources.watchHistory());
  await vi.waitFor(() => expect(vramOf(resources)).toEqual([1, 2, 3]));
  fixture.sample(sample(2, 4));
  expect(vramOf(resources)).toEqual([1, 2, 3, 4]);
  resources.watchHistory()();
  expect(fixture.callsTo('GetResourceHistory')).toEqual([{}]);
});

test('a sample that comes while the history is being read is not lost, nor there twice', async () => {
  const { fixture, resources } = follow({ history: { quarter: historyOf(samplesOf([-2, 2], [0, 3])) } });
  const release = fixture.hold('GetResourceHistory');
  endings.push(resources.watchHistory());
  fixture.sample(sample(0, 3));
  fixture.sample(sample(2, 4));
  release();
  await vi.waitFor(() => expect(vramOf(resources)).toEqual([2, 3, 4]));
});

test('after the connection came back, the history fills the gap', async () => {
  const { fixture, resources } = follow({ history: { quarter: historyOf(samplesOf([0, 1])) } });
  endings.push(resources.watchHistory());
  await vi.waitFor(() => expect(vramOf(resources)).toEqual([1]));
  fixture.connect('lost');
  fixture.remember({ quarter: historyOf(samplesOf([0, 1], [10, 2], [20, 3])) });
  fixture.connect('open');
  await vi.waitFor(() => expect(vramOf(resources)).toEqual([1, 2, 3]));
});

test('nobody looks: then nothing is read after the connection came back, until somebody does', async () => {
  const { fixture, resources } = follow({ history: { quarter: historyOf(samplesOf([0, 1])) } });
  const stop = resources.watchHistory();
  await vi.waitFor(() => expect(vramOf(resources)).toEqual([1]));
  stop();
  fixture.connect('lost');
  fixture.connect('open');
  expect(fixture.callsTo('GetResourceHistory')).toHaveLength(1);
  endings.push(resources.watchHistory());
  expect(fixture.callsTo('GetResourceHistory')).toHaveLength(2);
});

test('samples that were missed, as while the page was hidden, are asked for', async () => {
  const { fixture, resources } = follow({ history: { quarter: historyOf(samplesOf([0, 1])) } });
  endings.push(resources.watchHistory());
  await vi.waitFor(() => expect(vramOf(resources)).toEqual([1]));
  fixture.remember({ quarter: historyOf(samplesOf([0, 1], [100, 2], [200, 3])) });
  fixture.sample(sample(200, 3));
  await vi.waitFor(() => expect(vramOf(resources)).toEqual([1, null, 2, null, 3]));
  fixture.sample(sample(202, 4));
  expect(fixture.callsTo('GetResourceHistory')).toHaveLength(2);
});

test('a history that cannot be read is said once, and is asked for again by hand alone', async () => {
  const { fixture, resources } = follow();
  fixture.fail('GetResourceHistory', 'Not now.');
  endings.push(resources.watchHistory());
  await vi.waitFor(() => expect(resources.state.getState().historyFailure?.message).toBe('Not now.'));
  fixture.sample(sample(0, 1));
  fixture.sample(sample(2, 2));
  expect(fixture.callsTo('GetResourceHistory')).toHaveLength(1);
  expect(vramOf(resources)).toEqual([1, 2]);
  fixture.answer('GetResourceHistory', () => historyOf(samplesOf([-2, 9], [0, 1], [2, 2])));
  resources.readHistory();
  await vi.waitFor(() => expect(vramOf(resources)).toEqual([9, 1, 2]));
  expect(resources.state.getState().historyFailure).toBeNull();
});
