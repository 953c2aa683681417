/** A backend type for an imaginary engine. docs/backend-types.md quotes this file. */

import { isSuccess, sendRequest } from '../../electron/backend-types/common/http-request.ts';
import { gpuListSetting } from '../../electron/backend-types/common/settings/gpu-list-setting.ts';
import {
  assertFullPath,
  pathFromSetting,
} from '../../electron/backend-types/common/settings/path-setting.ts';
import {
  autoRestartSetting,
  startAndStopPolicy,
  startTimeoutSetting,
  stopTimeoutSetting,
} from '../../electron/backend-types/common/settings/start-and-stop-settings.ts';
import { defineBackendType } from '../../electron/core/backend/backend-type.ts';
import { workerCommonSettings } from '../../electron/core/backend/common-settings.ts';
import { gpuIds } from '../../electron/core/gpu/gpu-placement.ts';
import { integer, text } from '../../shared/settings.ts';

export const paintEngine = defineBackendType({
  id: 'paint_engine',
  name: 'Paint Engine',
  description: 'Makes pictures with Paint Engine, which is installed on this machine.',
  isStandard: true,
  makesImages: true,
  settings: {
    Script: text({
      label: 'Start script',
      description: 'The full path of the script that starts Paint Engine.',
      placeholder: '/home/me/paint-engine/start.mjs',
      required: true,
      format: 'path-file',
    }),
    GPU_ID: gpuListSetting(),
    OverQueue: integer({
      label: 'Over-queue',
      description: 'How many requests it takes beyond the one it works on.',
      default: 1,
      min: 0,
    }),
    AutoRestart: autoRestartSetting(),
    StartTimeout: startTimeoutSetting({
      description: 'A start counts as failed when Paint Engine is not ready after this time.',
      default: 300,
    }),
    StopTimeout: stopTimeoutSetting({
      description: 'How long its end may take before it is ended by force.',
    }),
    ...workerCommonSettings,
  },
  features: ['text2image'],
  maxUsages: ({ OverQueue }) => OverQueue + 1,
  gpus: ({ GPU_ID }) => gpuIds(GPU_ID),
  ...startAndStopPolicy,
  createAdapter({ Script }, io) {
    let address = '';
    return {
      async start() {
        const script = pathFromSetting(Script);
        assertFullPath(script, { backend: io.backend, name: 'Start script' });
        const port = await io.choosePort();
        address = `http://127.0.0.1:${port}`;
        io.update({ address, loadStatus: 'Loading the model' });
        await io.spawn({
          command: 'node',
          args: [script, '--port', String(port)],
          port,
          env: { ...io.gpuEnvironment },
        });
        await io.waitUntilReady({ url: `${address}/health` });
        io.update({ currentModel: 'watercolour' });
      },
      async freeMemory({ signal }) {
        const url = `${address}/unload`;
        const { status } = await sendRequest({ url, method: 'POST', signal, timeoutMs: 10_000 });
        if (!isSuccess(status)) return { ok: false, message: `Paint Engine refused with ${status}.` };
        io.update({ currentModel: null });
        return { ok: true, message: 'The model was unloaded.' };
      },
    };
  },
});
