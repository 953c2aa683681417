// A fake backend type for tests: it has a setting of every kind and runs the fake worker. Never shipped.
import { HealthMonitor } from '../../../electron/backend-types/common/health/health-monitor.ts';
import { sendRequest } from '../../../electron/backend-types/common/http-request.ts';
import { defineBackendType } from '../../../electron/core/backend/backend-type.ts';
import { workerCommonSettings } from '../../../electron/core/backend/common-settings.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { splitArguments } from '../../../shared/settings/arguments.ts';
import { boolean, decimal, dropdown, integer, list, secret, text } from '../../../shared/settings.ts';
import { FAKE_WORKER } from '../repository.ts';
import { isWine } from '../wine.ts';

export const fakeType = defineBackendType({
  id: 'fake',
  name: 'Fake engine',
  description: 'Runs the fake worker of the tests.',
  isStandard: false,
  makesImages: true,
  features: ['fake'],
  settings: {
    Flags: text({
      label: 'Flags',
      description: 'Arguments of the fake worker.',
      format: 'args',
      placeholder: '--load-ms 10',
    }),
    Count: integer({ label: 'Count', description: 'A whole number.', default: 1, min: 1, max: 10 }),
    Ratio: decimal({
      label: 'Ratio',
      description: 'A decimal number.',
      default: 0.5,
      min: 0,
      max: 1,
      step: 0.1,
    }),
    AutoRestart: boolean({
      label: 'Restart after a crash',
      description: 'Yes or no.',
      default: true,
      requiresRestart: false,
    }),
    Mode: dropdown({
      label: 'Mode',
      description: 'One of three.',
      default: 'slow',
      values: ['slow', 'fast', 'fastest'],
      names: ['Slow and sure', 'Fast', 'As fast as it goes'],
    }),
    Names: list({ label: 'Names', description: 'Any number of texts.' }),
    ApiKey: secret({ label: 'API key', description: 'Kept secret.' }),
    Folder: text({ label: 'Folder', description: 'A folder.', format: 'path-dir' }),
    Environment: text({ label: 'Environment', description: 'One NAME=value a line.', format: 'env' }),
    Notes: text({
      label: 'Notes',
      description: 'Several lines.',
      format: 'multiline',
      requiresRestart: false,
    }),
    GPU_ID: text({ label: 'GPUs', description: 'Which GPUs.', format: 'gpu-list' }),
    StopSeconds: decimal({
      label: 'Stop time-out',
      description: 'Seconds.',
      default: 5,
      min: 0,
      max: 60,
      requiresRestart: false,
    }),
    StartSeconds: decimal({
      label: 'Start time-out',
      description: 'Seconds.',
      default: isWine ? 300 : 60,
      min: 0,
      max: 600,
      advanced: true,
    }),
    HealthSeconds: decimal({
      label: 'Health interval',
      description: 'Seconds between two probes, and for one reply; 0 = it is not probed.',
      default: 0,
      min: 0,
      max: 60,
      advanced: true,
    }),
    ...workerCommonSettings,
  },
  maxUsages: ({ Count }) => Count,
  gpus: ({ GPU_ID }) => GPU_ID.split(',').filter((gpu) => gpu !== ''),
  autoRestart: ({ AutoRestart }) => AutoRestart,
  stopTimeoutMs: ({ StopSeconds }) => StopSeconds * 1000,
  startTimeoutMs: ({ StartSeconds }) => StartSeconds * 1000,
  createAdapter: ({ Flags, ApiKey, HealthSeconds }, io) => {
    let address = '';
    const health = HealthSeconds > 0 ? new HealthMonitor(io, { intervalMs: HealthSeconds * 1000 }) : null;
    return {
      start: async () => {
        const flags = splitArguments(Flags);
        if (!flags.ok)
          throw new SwitchyardError('invalid_setting_at_start', {
            backend: io.backend,
            name: 'Flags',
            reason: `must be ${flags.problem}`,
          });
        const port = await io.choosePort();
        await io.spawn({
          command: process.execPath,
          args: [FAKE_WORKER, '--port', String(port), ...flags.args],
          port,
          env: { ...io.gpuEnvironment, ...(ApiKey === '' ? {} : { FAKE_API_KEY: ApiKey }) },
        });
        address = `http://127.0.0.1:${port}`;
        io.update({ address, loadStatus: 'Loading the fake model' });
        await io.waitUntilReady({ url: `${address}/health` });
        io.update({ currentModel: 'fake-model', features: ['fake'] });
        health?.watch(`${address}/health`);
      },
      ...(Flags.includes('--in-flight')
        ? {
            countInFlight: async (signal: AbortSignal) =>
              Number((await sendRequest({ url: `${address}/in-flight`, signal, timeoutMs: 30_000 })).body),
          }
        : {}),
      freeMemory: async ({ signal }) => {
        // Not by fetch, which keeps a pool for each port that it was ever used with.
        await sendRequest({ url: `${address}/free`, method: 'POST', signal, timeoutMs: 30_000 });
        return { ok: true, message: 'Freed what there was.' };
      },
    };
  },
});
