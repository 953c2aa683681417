/** A test of a real ComfyUI in a real host. Its folder is not written to: the test nodes, and what it stores, are elsewhere. */
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it as hostIt } from '../../../launch/headless/host-for-test.ts';
import type { Backends } from '../../../testkit/backends.ts';
import { inRepository } from '../../../testkit/repository.ts';
import { realEngine } from '../real-engine.ts';

export const comfyDir = realEngine('COMFYUI_DIR');
/** Its Python, or the environment of it; empty for the one that is found beside it. */
export const comfyPython = process.env.COMFYUI_PYTHON ?? '';
export const type_id = 'comfyui_selfstart';

export const it = hostIt.extend<{
  /** The settings of a backend that runs on the processor and has the test nodes. */
  settingsForTest(): Promise<{
    StartScript: string;
    Python: string;
    ExtraArgs: string;
    StartTimeout: number;
  }>;
}>({
  settingsForTest: async ({ onTestFinished }, use) => {
    await use(async () => {
      const base = await mkdtemp(join(tmpdir(), 'switchyard real comfy ü '));
      onTestFinished(() => rm(base, { recursive: true, force: true }));
      await mkdir(join(base, 'custom_nodes'));
      await cp(
        inRepository('e2e/engines/real/comfyui/test-nodes'),
        join(base, 'custom_nodes', 'test-nodes'),
        { recursive: true },
      );
      return {
        StartScript: join(comfyDir, 'main.py'),
        Python: comfyPython,
        ExtraArgs: `--cpu --base-directory "${base}" --database-url sqlite:///:memory:`,
        StartTimeout: 900,
      };
    });
  },
});

/** Gives it a job. @returns the HTTP status */
export async function queueJob(address: string, prompt: object): Promise<number> {
  const response = await fetch(`${address}/prompt`, { method: 'POST', body: JSON.stringify({ prompt }) });
  return response.status;
}

export const slowJob = (seconds: number) => ({ 1: { class_type: 'TestSlow', inputs: { seconds } } });
/** Its output stays in the cache of ComfyUI. */
export const cachedJob = (megabytes: number) => ({
  1: { class_type: 'TestCache', inputs: { megabytes } },
  2: { class_type: 'TestUse', inputs: { latent: ['1', 0] } },
});

/** How many jobs it has finished, by its log. */
export async function countExecuted(backends: Backends, id: number): Promise<number> {
  return (await backends.log(id)).filter(({ text }) => text.includes('Prompt executed in')).length;
}
