import { expect, test } from 'vitest';
import type { BackendTypeInfo } from '../../../shared/backend.ts';
import { allTypes, llamaType, makeBackend } from '../../fixtures/backends.ts';
import type { GpuInfo } from '../../gpu/resources-store.ts';
import { gpuOfLane, laneRows, lanesOf } from './lanes.ts';

const gpu = (id: number, excluded = false): GpuInfo => ({
  id,
  uuid: `GPU-${id}`,
  name: 'Radeon RX 7900',
  totalMemory: null,
  excluded,
});
const [base] = llamaType.settings;
if (base === undefined) throw new Error('The fixture has settings.');
const remote: BackendTypeInfo = {
  ...llamaType,
  id: 'remote',
  settings: [{ ...base, name: 'Address', format: 'url', required: true }],
};
const types = new Map([...allTypes, remote].map((type) => [type.id, type]));

function rowsOf(backends: readonly ReturnType<typeof makeBackend>[], gpus: readonly GpuInfo[]) {
  return laneRows(
    backends.map(({ id }) => id),
    { backends: new Map(backends.map((one) => [one.id, one])), types },
    gpus,
  );
}

const choosing = (id: number, GPU_ID: string, facts = {}) =>
  makeBackend(id, { settings: { GPU_ID }, ...facts });

test('each card has a lane, also an empty one; a backend stands where its setting says, by number or by UUID', () => {
  const rows = rowsOf([choosing(4, '1'), choosing(5, 'gpu-1')], [gpu(0), gpu(1)]);
  expect(rows).toEqual(['gpu:0', 'gpu:1', 4, 5, 'any']);
});

test('one that is switched off stays in its lane, behind those that are on', () => {
  const rows = rowsOf([choosing(1, '0', { phase: 'disabled' }), choosing(2, '0')], [gpu(0)]);
  expect(rows).toEqual(['gpu:0', 2, 1, 'any']);
});

test('one of several cards stands in the first lane, and the others refer to it', () => {
  const [first, second] = lanesOf(rowsOf([choosing(7, '1,0')], [gpu(0), gpu(1)]));
  expect(first).toMatchObject({ name: '0', ids: [7], references: [] });
  expect(second).toMatchObject({ name: '1', ids: [], references: [7] });
});

test('cards that are not there, any card, no card and other machines have lanes of their own, in this order', () => {
  const rows = rowsOf(
    [
      makeBackend(0, { type: 'remote', settings: { Address: 'http://box.lan:8188' } }),
      makeBackend(1, { type: 'command' }),
      choosing(2, ''),
      choosing(3, '9'),
      choosing(4, '0'),
    ],
    [gpu(0)],
  );
  expect(rows).toEqual(['gpu:0', 4, 'missing:9', 3, 'any', 2, 'none', 1, 'machine:box.lan', 0]);
  expect(lanesOf(rows).map(({ kind, name }) => [kind, name])).toEqual([
    ['gpu', '0'],
    ['missing', '9'],
    ['any', ''],
    ['none', ''],
    ['machine', 'box.lan'],
  ]);
});

test('one whose settings keep it off all cards stands where no card is, also where one is chosen', () => {
  const rows = rowsOf(
    [choosing(2, '', { uses_gpus: false }), choosing(3, '0', { uses_gpus: false })],
    [gpu(0)],
  );
  expect(rows).toEqual(['gpu:0', 'any', 'none', 2, 3]);
});

test('without graphics cards only the lanes with backends are there', () => {
  expect(rowsOf([choosing(2, '')], [])).toEqual(['any', 2]);
});

test('a backend may be dropped on a card that workers get and on "any card" alone', () => {
  const gpus = [gpu(0), gpu(1, true)];
  const lanes = lanesOf(['gpu:0', 'gpu:1', 'missing:9', 'any', 'none', 'machine:box.lan']);
  expect(lanes.map((lane) => gpuOfLane(lane, gpus))).toEqual([
    0,
    undefined,
    undefined,
    null,
    undefined,
    undefined,
  ]);
});
