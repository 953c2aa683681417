import { expect, test } from 'vitest';
import { makeGpu, makeResources } from '../../fixtures/resources.ts';
import { HistoryColumns } from './history-columns.ts';

const START = Date.parse('2026-08-01T10:00:00.000Z');
const seconds = (offset: number) => START / 1000 + offset;
const sample = (offset: number, vram?: number) =>
  makeResources({
    at: new Date(START + offset * 1000).toISOString(),
    backends: vram === undefined ? [] : [{ id: 3, vram_bytes: vram }],
  });
const quarter = () => new HistoryColumns({ span: 900, gap: 15 });

test('each sample adds an element to every column, in the same arrays', () => {
  const columns = quarter();
  columns.append(sample(0, 5));
  const column = columns.column('backend/3/vram_bytes');
  const { times } = columns;
  columns.append(sample(2, 6));
  expect(columns.column('backend/3/vram_bytes')).toBe(column);
  expect(columns.times).toBe(times);
  expect(column).toEqual([5, 6]);
  expect(times).toEqual([seconds(0), seconds(2)]);
});

test('an unknown value is null, so that every column is as long as the times', () => {
  const columns = quarter();
  columns.append(sample(0));
  columns.append(sample(2, 6));
  columns.append(sample(4));
  expect(columns.column('backend/3/vram_bytes')).toEqual([null, 6, null]);
  expect(columns.column('backend/3/ram_bytes')).toBeUndefined();
});

test('a GPU is identified by its UUID, because its number may change', () => {
  const columns = quarter();
  columns.append(
    makeResources({ gpus: [makeGpu(0, { uuid: 'GPU-x', used_memory: 7, utilization_gpu: 50 })] }),
  );
  expect(columns.column('gpu/GPU-x/used_memory')).toEqual([7]);
  expect(columns.column('gpu/GPU-x/utilization_gpu')).toEqual([50]);
});

test('a time without samples interrupts the line', () => {
  const columns = quarter();
  columns.append(sample(0, 5));
  columns.append(sample(60, 6));
  expect(columns.times).toEqual([seconds(0), seconds(30), seconds(60)]);
  expect(columns.column('backend/3/vram_bytes')).toEqual([5, null, 6]);
});

test('samples older than the span are removed, and so are columns without values', () => {
  const columns = quarter();
  columns.append(sample(0, 5));
  for (let offset = 10; offset <= 905; offset += 10) columns.append(sample(offset));
  expect(columns.times[0]).toBe(seconds(0));
  columns.append(sample(910));
  expect(columns.times[0]).toBe(seconds(10));
  expect(columns.column('backend/3/vram_bytes')).toBeUndefined();
});

test('a sample that is sent twice counts once, and after the clock was set back later samples are removed', () => {
  const columns = quarter();
  for (const offset of [0, 2, 2, 4]) columns.append(sample(offset, offset));
  expect(columns.column('backend/3/vram_bytes')).toEqual([0, 2, 4]);
  columns.append(sample(1, 9));
  expect(columns.times).toEqual([seconds(0), seconds(1)]);
  expect(columns.column('backend/3/vram_bytes')).toEqual([0, 9]);
});

test('a history replaces everything, and its gaps interrupt the lines', () => {
  const columns = quarter();
  columns.append(sample(-500, 1));
  let changes = 0;
  columns.onChange(() => changes++);
  columns.fill({
    times: [START, START + 2_000, START + 62_000],
    gpus: [{ uuid: 'GPU-x', used_memory: [1, 2, 3], utilization_gpu: [null, null, null] }],
    backends: [{ id: 3, vram_bytes: [4, null, 6], ram_bytes: [], cpu_percent: [] }],
  });
  expect(changes).toBe(1);
  expect(columns.times).toEqual([seconds(0), seconds(2), seconds(32), seconds(62)]);
  expect(columns.column('gpu/GPU-x/used_memory')).toEqual([1, 2, null, 3]);
  expect(columns.column('gpu/GPU-x/utilization_gpu')).toBeUndefined();
  expect(columns.column('backend/3/vram_bytes')).toEqual([4, null, null, 6]);
});
