import { expect, test } from 'vitest';
import { describeSettings } from '../../../shared/settings.ts';
import { commandSettings } from './command-settings.ts';

test('the form begins with what most programs need, and the rest stands behind one line', () => {
  const basic = describeSettings(commandSettings)
    .filter(({ advanced }) => !advanced)
    .map(({ name }) => name);
  expect(basic.slice(0, 6)).toEqual([
    'Command',
    'Arguments',
    'WorkingDirectory',
    'Environment',
    'GPU_ID',
    'ReadyUrl',
  ]);
  for (const rare of ['ApiKey', 'HealthUrl', 'FreeMemoryUrl', 'MaxUsages', 'StartTimeout', 'StopTimeout'])
    expect(basic).not.toContain(rare);
});
