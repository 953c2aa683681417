import { describe, expect, test } from 'vitest';
import { parseGpuLine, parseProcessLine } from './nvidia-csv.ts';

const MIB = 1_048_576;

describe('a line about a GPU', () => {
  test('has all metrics, with the memory in bytes', () => {
    const line = '1, GPU-5f0e31c2-9a44, NVIDIA GeForce RTX 4090, 41, 7, 1024, 24564, 63.25, 30';
    expect(parseGpuLine(line)).toEqual({
      index: 1,
      uuid: 'GPU-5f0e31c2-9a44',
      name: 'NVIDIA GeForce RTX 4090',
      vendor: 'nvidia',
      temperature: 41,
      utilizationPercent: 7,
      usedBytes: 1024 * MIB,
      totalBytes: 24_564 * MIB,
      powerWatts: 63.25,
      fanPercent: 30,
    });
  });

  test.each(['[N/A]', 'N/A', '[Not Supported]', '[Unknown Error]', '[Insufficient Permissions]', 'ERR!', ''])(
    'is read without fields that are %j',
    (value) => {
      const line = `0, GPU-1, Quadro K600, ${value}, ${value}, ${value}, ${value}, ${value}, ${value}`;
      expect(parseGpuLine(line)).toEqual({
        index: 0,
        uuid: 'GPU-1',
        name: 'Quadro K600',
        vendor: 'nvidia',
      });
    },
  );

  test('may have commas in the name', () => {
    const line = '0, GPU-1, Tesla T4, passthrough, 16 GB, 41, 7, 1024, 15360, 63.25, [N/A]';
    expect(parseGpuLine(line)).toMatchObject({
      name: 'Tesla T4, passthrough, 16 GB',
      totalBytes: 15_360 * MIB,
    });
  });

  test('may have spaces around its fields and a carriage return at its end', () => {
    const line = '  0 ,GPU-1,  NVIDIA A2  , 41,7 ,1, 2 , 3, 4 \r';
    expect(parseGpuLine(line)).toMatchObject({ index: 0, name: 'NVIDIA A2', fanPercent: 4 });
  });

  test('may be about a GPU in MIG mode or about a MIG instance', () => {
    const metrics = 'NVIDIA A100-SXM4-80GB, 33, [N/A], [N/A], 81920, 64.10, [N/A]';
    const gpu = parseGpuLine(`0, GPU-1, ${metrics}`);
    expect(gpu).toMatchObject({ temperature: 33, totalBytes: 81_920 * MIB });
    expect(gpu).not.toHaveProperty('utilizationPercent');
    expect(parseGpuLine(`0, MIG-1, ${metrics}`)).toMatchObject({ uuid: 'MIG-1' });
  });

  test.each([
    '',
    'No devices were found',
    'index, uuid, name, temperature.gpu, utilization.gpu [%], memory.used [MiB], memory.total [MiB], power.draw [W], fan.speed [%]',
    '0, GPU-1, NVIDIA A2, 41, 7, 1, 2, 3',
    'x, GPU-1, NVIDIA A2, 41, 7, 1, 2, 3, 4',
    '0, [Unknown Error], NVIDIA A2, 41, 7, 1, 2, 3, 4',
    '\u0000\ufffd, 17, , [Unknown',
    ',,,,,,,,,',
  ])('is not %j', (line) => {
    expect(parseGpuLine(line)).toBeNull();
  });
});

describe('a line about a process', () => {
  test('has the GPU, the process and its memory in bytes', () => {
    expect(parseProcessLine('GPU-1, 4711, 6144\r')).toEqual({
      gpuUuid: 'GPU-1',
      pid: 4711,
      bytes: 6144 * MIB,
    });
  });

  test.each(['[N/A]', '[Not Supported]', '[Insufficient Permissions]'])(
    'may have %s as its memory',
    (value) => {
      expect(parseProcessLine(`GPU-1, 4711, ${value}`)).toEqual({ gpuUuid: 'GPU-1', pid: 4711, bytes: null });
    },
  );

  test('counts for the GPU if an old driver names the MIG instance after it', () => {
    expect(parseProcessLine('MIG-GPU-1/3/0, 4711, 100')).toMatchObject({ gpuUuid: 'GPU-1' });
    expect(parseProcessLine('MIG-9, 4711, 100')).toMatchObject({ gpuUuid: 'MIG-9' });
  });

  test.each([
    '',
    'No running processes found',
    'gpu_uuid, pid, used_gpu_memory [MiB]',
    'GPU-1, 4711',
    'GPU-1, [N/A], 6144',
    'GPU-1, 0, 6144',
    'GPU-1, 4711, 6144, more',
  ])('is not %j', (line) => {
    expect(parseProcessLine(line)).toBeNull();
  });
});
