/** The ready-made settings of `command`. */
import { describe, expect, test } from 'vitest';
import { FakeAdapterIo } from '../../../e2e/testkit/backend-types/fake-adapter-io.ts';
import { coerceSetting } from '../../../shared/settings/coerce.ts';
import { defaultSettings, mergeSettings } from '../../../shared/settings.ts';
import { describeBackendType } from '../../core/backend/backend-type.ts';
import { command } from './command.ts';

describe('presets', () => {
  const { presets, settings } = describeBackendType(command);
  test.each(presets)('$name: the form accepts every value', (preset) => {
    for (const [name, value] of Object.entries(preset.settings)) {
      const info = settings.find((setting) => setting.name === name);
      expect(info, name).toBeDefined();
      if (info) expect(coerceSetting(info, value), name).toEqual({ ok: true, value });
    }
  });

  test.each(presets)('$name: starts on a chosen port, where it is probed', async (preset) => {
    const io = new FakeAdapterIo();
    await command
      .createAdapter(
        mergeSettings(command.settings, command.id, defaultSettings(command.settings), preset.settings),
        io,
      )
      .start();
    expect(JSON.stringify(io.request)).not.toMatch(/\{(PORT|HOST)\}/);
    expect(`${io.request?.args.join(' ')} ${JSON.stringify(io.request?.env)}`).toContain('23456');
    expect(io.probes[0]?.url).toMatch(/^http:\/\/127\.0\.0\.1:23456\//);
    io.stop();
  });

  test('the ids are unique', () => {
    expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
  });
});
