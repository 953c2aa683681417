/** What nvidia-smi and rocm-smi print, mutated. */

import fc from 'fast-check';
import { expect } from 'vitest';
import {
  anyJson,
  foreignText,
  mutated,
  mutatedJson,
  property,
  takesLinearTime,
} from '../../../../e2e/testkit/fuzz.ts';
import { gpuProblemWords } from '../../../../shared/words/en/gpus/problems.ts';
import { texts } from '../../../../shared/words/phrase.ts';
import type { GpuSample } from '../gpu-sample.ts';
import { parseGpuLine, parseProcessLine } from './nvidia/nvidia-csv.ts';
import { explainNvidiaError, hasNoDevices } from './nvidia/nvidia-errors.ts';
import { parseRocmJson } from './rocm-json.ts';

const gpuLines = [
  '0, GPU-5ec5b2ee-0f19-5a5f-b2d0-2f2d2e0a6d25, NVIDIA GeForce RTX 4090, 43, 12, 1234, 24564, 71.53, 30',
  '1, GPU-1, NVIDIA A100, PCIe, 80GB, [N/A], [Not Supported], 0, 81920, [N/A], [N/A]',
  '0, MIG-GPU-1/2/0, MIG 1g.5gb, 40, [N/A], 3, 4864, [N/A], [N/A]',
];
const processLines = ['GPU-5ec5b2ee-0f19-5a5f-b2d0-2f2d2e0a6d25, 4242, 1024', 'MIG-GPU-1/2/0, 1, [N/A]'];
const rocm = {
  card0: {
    'Card Series': 'AMD Radeon RX 7900 XTX',
    'Card Model': '0x744c',
    'PCI Bus': '0000:03:00.0',
    'Unique ID': '0x6d3f',
    'GPU use (%)': '3',
    'Temperature (Sensor edge) (C)': '41.0',
    'Average Graphics Package Power (W)': '23.0',
    'Max Graphics Package Power (W)': '303.0',
    'Fan speed (%)': '20',
    'VRAM Total Memory (B)': '25753026560',
    'VRAM Total Used Memory (B)': '28954624',
  },
  card1: { 'GPU Memory Allocated (VRAM%)': '7', 'VRAM Total Memory (B)': '16', 'Unique ID': 'N/A' },
  system: { 'Driver version': '6.7.0' },
};

function checkMetrics(sample: Partial<GpuSample>): void {
  for (const [name, value] of Object.entries(sample))
    if (typeof value === 'number') {
      expect(Number.isFinite(value), name).toBe(true);
      // No card is colder than -273 °C, and nothing else it measures is negative.
      if (name !== 'temperature') expect(value, name).toBeGreaterThanOrEqual(0);
    }
}

property(
  'a line about a card is metrics in their ranges, or nothing',
  fc.oneof(foreignText, mutated(gpuLines)),
  (line) => {
    const sample = parseGpuLine(line);
    if (sample === null) return;
    checkMetrics(sample);
    expect(Number.isSafeInteger(sample.index)).toBe(true);
    expect(sample.uuid).toMatch(/^(GPU|MIG)-\S{1,200}$/);
    expect(sample.name.length).toBeLessThanOrEqual(200);
  },
  400,
);

property(
  'a line about a process has a PID that can be one, or is nothing',
  fc.oneof(foreignText, mutated(processLines)),
  (line) => {
    const found = parseProcessLine(line);
    if (found === null) return;
    expect(Number.isSafeInteger(found.pid)).toBe(true);
    expect(found.pid).toBeGreaterThan(0);
    if (found.bytes !== null) expect(Number.isSafeInteger(found.bytes) && found.bytes >= 0).toBe(true);
  },
  400,
);

property(
  'the JSON of rocm-smi is metrics in their ranges, whatever the values are',
  fc.oneof(
    mutatedJson([rocm]).map((value) => `WARNING: low power\n${JSON.stringify(value)}\n`),
    mutated([JSON.stringify(rocm)]),
    anyJson.map((value) =>
      JSON.stringify({ card0: { 'GPU use (%)': value, 'VRAM Total Memory (B)': value } }),
    ),
    foreignText,
  ),
  (text) => {
    for (const { metrics, name, uuid, address } of parseRocmJson(text) ?? []) {
      checkMetrics(metrics);
      for (const label of [name, uuid, address]) expect((label ?? '').length).toBeLessThanOrEqual(210);
    }
  },
  300,
);

property('an error of the driver becomes a sentence of bounded length', fc.array(foreignText), (lines) => {
  const description = texts(gpuProblemWords)('program_exitCode', { program: 'nvidia-smi', code: '1' });
  expect(explainNvidiaError({ description, lines }).text.length).toBeLessThan(400);
  expect(hasNoDevices({ description, lines })).toBe(false);
});

takesLinearTime('a line about a card', parseGpuLine, {
  prefixes: ['', '0, GPU-1, ', `${gpuLines[0]}`],
  units: [', ', '1.'],
});
takesLinearTime('a line about a process', parseProcessLine, { prefixes: ['', 'GPU-1, '] });
takesLinearTime('the JSON of rocm-smi', parseRocmJson, { prefixes: ['', '{"card0":'], units: ['{"card1":'] });
takesLinearTime(
  'a value of rocm-smi',
  (value) =>
    parseRocmJson(JSON.stringify({ card0: { 'Unique ID': value, [`temperature ${value}`]: value } })),
  { suffixes: ['', '!', '(C)'] },
);
