/** Starts of real engines that failed, as the general table explains them: as where they are started as any program. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { diagnoseOutput } from '../../../e2e/testkit/core/failed-run.ts';
import { inRepository } from '../../../e2e/testkit/repository.ts';

const RECORDINGS = inRepository('e2e/recordings');
const recordings = readdirSync(RECORDINGS, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\/fail-.*\.txt$/.test(path));

/** By the name of the recording. An array: by the engine's version. */
const EXPECTED: Record<string, string | readonly string[]> = {
  'fail-bad-argument': 'argument_unknown',
  'fail-unknown-argument': 'argument_unknown',
  'fail-bad-choice': 'argument_value_wrong',
  'fail-bad-port': 'argument_value_wrong',
  'fail-bad-value': 'argument_value_wrong',
  'fail-base-directory-missing': 'file_missing',
  'fail-model-paths-missing': 'file_missing',
  'fail-module-missing': 'python_module_missing',
  'fail-no-cuda': ['no_nvidia_driver', 'torch_without_gpu'],
  'fail-no-driver': 'no_nvidia_driver',
  'fail-port-in-use': 'port_in_use',
  'fail-port-in-use-nowebui': 'port_in_use',
  'fail-listen-address': 'address_not_here',
  'fail-corrupt-gguf': 'model_cut_off',
  'fail-truncated-gguf': 'model_cut_off',
  'fail-truncated-big-gguf': 'model_cut_off',
  'fail-not-gguf': 'model_not_gguf',
  'fail-missing-model': 'model_file_missing',
  'fail-oom-context-ulimit': 'out_of_memory',
  'fail-oom-model-ulimit': 'out_of_memory',
  // In the words of the program.
  'fail-as-root': 'program_error',
  'fail-chat-template-filter': 'program_error',
  'fail-port-too-high': 'python_error',
  'fail-tls-file-missing': 'python_error',
  'fail-torch-install': 'python_error',
  // Only the types of these engines know what their messages mean; the lines that matter are shown.
  'fail-chat-template-syntax': 'exited_before_ready',
  'fail-models-dir-missing': 'exited_before_ready',
  'fail-frontend-package-missing': 'exited_before_ready',
};

test.each(recordings)('%s', (path) => {
  const lines = readFileSync(`${RECORDINGS}/${path}`, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('---'));
  const { diagnosis } = diagnoseOutput(lines.slice(1));
  const expected = EXPECTED[path.replace(/.*\/|\.txt$/g, '')] ?? 'a recording without an expectation';
  expect([expected].flat()).toContain(diagnosis.id);
  expect(diagnosis.lines.length).toBeGreaterThan(0);
});
