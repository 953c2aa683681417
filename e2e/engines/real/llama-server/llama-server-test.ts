/** A test of the real llama-server in a real host: models to serve, and requests to it that no host knows of. */
import { spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it as hostIt } from '../../../launch/headless/host-for-test.ts';
import { inRepository } from '../../../testkit/repository.ts';
import { realEngine } from '../real-engine.ts';

export const llamaServer = realEngine('LLAMA_SERVER_BIN');

/** The host hands it on. Threads that wait for each other take many times as long where processors are scarce. */
process.env.LLAMA_ARG_THREADS = '1';

/**
 * Sizes of the generated models. `small` has 0.6 MB and answers at once; `large` has 105 MB, so that memory shows it; `cut off`
 * is half of a small one.
 */
const SIZES = {
  small: [],
  'cut off': [],
  large: [
    '--embedding',
    '512',
    '--layers',
    '8',
    '--heads',
    '8',
    '--keyValueHeads',
    '8',
    '--feedForward',
    '1408',
  ],
};
export type ModelSize = keyof typeof SIZES;

export const it = hostIt.extend<{
  /** Makes a folder with a model for each name in it, which is removed after the test. @returns its path */
  models(sizes: Record<string, ModelSize>): Promise<string>;
}>({
  models: async ({ onTestFinished }, use) => {
    await use(async (sizes) => {
      const folder = await mkdtemp(join(tmpdir(), 'switchyard real models ü '));
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      for (const [name, size] of Object.entries(sizes)) await makeModel(join(folder, `${name}.gguf`), size);
      return folder;
    });
  },
});

async function makeModel(path: string, size: ModelSize): Promise<void> {
  if (size === 'small') return await copyFile(inRepository('dist-test/sample/sample-model.gguf'), path);
  if (size === 'cut off') {
    const whole = await readFile(inRepository('dist-test/sample/sample-model.gguf'));
    return await writeFile(path, whole.subarray(0, whole.length / 2));
  }
  const script = inRepository('build/scripts/make-sample-model.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, path, ...SIZES[size]], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The model could not be made:\n${stderr}`);
}

export interface Completion {
  /** The HTTP status; null when the connection was broken off. */
  status: number | null;
  /** Of the reply; 0 without one. */
  tokens: number;
}

/** Asks for this many tokens. Resolves also when the server ends meanwhile. @param model for a router */
export async function complete(
  address: string,
  tokens: number,
  model?: string,
  key?: string,
): Promise<Completion> {
  try {
    const response = await fetch(`${address}/v1/completions`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ model, prompt: 'hello', max_tokens: tokens, ignore_eos: true }),
    });
    const reply = (await response.json()) as { usage?: { completion_tokens: number } };
    return { status: response.status, tokens: reply.usage?.completion_tokens ?? 0 };
  } catch {
    return { status: null, tokens: 0 };
  }
}
