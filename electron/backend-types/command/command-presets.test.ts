/** The ready-made settings of `command`. */

import { describe, expect, test } from 'vitest';
import { FakeAdapterIo } from '../../../e2e/testkit/backend-types/fake-adapter-io.ts';
import { fieldIn } from '../../../e2e/testkit/in-language.ts';
import type { Preset, SettingValues } from '../../../shared/backend.ts';
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

  test('what a preset is for is said in the language of the panel', async () => {
    const router = presets.find(({ id }) => id === 'llama-server-router') ?? { description: '' };
    expect(await fieldIn('de', router, 'description')).toBe(
      'llama-server als Router: Es lädt die GGUF-Dateien eines Ordners, wenn sie angefragt werden. Ersetzen Sie /PATH/TO/MODELS durch diesen Ordner und MODEL-NAME im Text der Speicheranfrage durch den Namen des Modells, das entladen werden soll.',
    );
  });

  const start = (sent: SettingValues, io: FakeAdapterIo) =>
    command
      .createAdapter(mergeSettings(command.settings, command.id, defaultSettings(command.settings), sent), io)
      .start();
  const isOpen = ({ settings: { Command, Arguments } }: Preset) =>
    /MODEL-NAME|\/PATH\/TO\//.test(`${Command} ${Arguments}`);

  test.each(presets.filter(isOpen))(
    '$name: is not started before the user has put in what the placeholders stand for',
    async (preset) => {
      const io = new FakeAdapterIo();
      await expect(start(preset.settings, io)).rejects.toMatchObject({
        code: 'invalid_setting_at_start',
        message: expect.stringMatching(/(Program|Arguments) still has the placeholder (MODEL-NAME|\/PATH)/),
      });
      expect(io.request).toBeNull();
    },
  );

  test.each(presets)('$name: starts on a chosen port, where it is probed', async (preset) => {
    const io = new FakeAdapterIo();
    const filledIn = JSON.stringify(preset.settings)
      .replaceAll('/PATH/TO/', '/srv/')
      .replaceAll('MODEL-NAME', 'qwen3');
    await start(JSON.parse(filledIn), io);
    expect(JSON.stringify(io.request)).not.toMatch(/\{(PORT|HOST)\}/);
    expect(`${io.request?.args.join(' ')} ${JSON.stringify(io.request?.env)}`).toContain('23456');
    expect(io.probes[0]?.url).toMatch(/^http:\/\/127\.0\.0\.1:23456\//);
    io.stop();
  });

  test('the ids are unique', () => {
    expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
  });
});
