import { describe, expect, test } from 'vitest';
import { parseRocmJson } from './rocm-json.ts';

const parse = (gpu: Record<string, unknown>) => parseRocmJson(JSON.stringify({ card0: gpu }))?.[0];

describe('a GPU in the JSON of rocm-smi', () => {
  test('is read from a release before 6', () => {
    expect(
      parse({
        'Unique ID': '0xC3D9F2A1B4E50718',
        'Temperature (Sensor edge) (c)': '49.0',
        'Temperature (Sensor junction) (c)': '53.0',
        'Fan Speed (level)': '117',
        'Fan Speed (%)': '45',
        'Max Graphics Package Power (W)': '303.0',
        'Average Graphics Package Power (W)': '19.0',
        'GPU use (%)': '3',
        'VRAM Total Memory (B)': '25753026560',
        'VRAM Total Used Memory (B)': '794341376',
        'Card series': 'Navi 31 [Radeon RX 7900 XT/7900 XTX]',
        'Card model': '0x5304',
        'Card SKU': 'APM6677',
      }),
    ).toEqual({
      address: undefined,
      uuid: 'GPU-c3d9f2a1b4e50718',
      name: 'Navi 31 [Radeon RX 7900 XT/7900 XTX]',
      metrics: {
        temperature: 49,
        utilizationPercent: 3,
        usedBytes: 794_341_376,
        totalBytes: 25_753_026_560,
        powerWatts: 19,
        fanPercent: 45,
      },
    });
  });

  test('is read from a release since 6, which knows little about a GPU in a CPU', () => {
    expect(
      parse({
        'Device Name': 'Phoenix3',
        'Unique ID': 'N/A',
        'Temperature (Sensor edge) (C)': '31.0',
        'Current Socket Graphics Package Power (W)': '7.222',
        'GPU use (%)': '19',
        'GPU Memory Allocated (VRAM%)': '50',
        'VRAM Total Memory (B)': '536870912',
        'PCI Bus': '0000:C4:00.0',
        'Card Series': 'N/A',
        'Card Model': '0x1900',
        'Card SKU': 'PHXGENERIC',
      }),
    ).toEqual({
      address: '0000:c4:00.0',
      uuid: undefined,
      name: 'Phoenix3',
      metrics: {
        temperature: 31,
        utilizationPercent: 19,
        usedBytes: 268_435_456,
        totalBytes: 536_870_912,
        powerWatts: 7.222,
      },
    });
  });

  test('has the temperature of another sensor if it has none at its edge', () => {
    expect(
      parse({ 'Temperature (Sensor memory) (C)': '40', 'Temperature (Sensor junction) (C)': '35' }),
    ).toMatchObject({ metrics: { temperature: 35 } });
  });

  test('may have no value that can be read', () => {
    expect(parse({ 'GPU use (%)': 'ERR', 'VRAM Total Memory (B)': 17, 'Card Series': '' })).toEqual({
      address: undefined,
      uuid: undefined,
      name: undefined,
      metrics: {},
    });
  });
});

describe('the JSON of rocm-smi', () => {
  test('may have warnings before and after it', () => {
    const text =
      'WARNING: AMD GPU device(s) is/are in a low-power state\n{"card0": {"GPU use (%)": "1"}}\n\nbye';
    expect(parseRocmJson(text)).toMatchObject([{ metrics: { utilizationPercent: 1 } }]);
  });

  test('lists the GPUs by number and leaves everything else out', () => {
    const gpu = (use: string) => ({ 'GPU use (%)': use });
    const text = JSON.stringify({
      card10: gpu('10'),
      card2: gpu('2'),
      system: { 'Driver version': '6.7' },
    });
    expect(parseRocmJson(text)?.map(({ metrics }) => metrics.utilizationPercent)).toEqual([2, 10]);
  });

  test.each(['', 'WARNING: No JSON data to report', '{"card0": {"GPU use', '}{'])('is not %j', (text) => {
    expect(parseRocmJson(text)).toBeNull();
  });
});
