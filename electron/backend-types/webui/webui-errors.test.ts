import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRepository } from '../../../e2e/testkit/repository.ts';
import { explainDeadServer, explainWebuiExit } from './webui-errors.ts';

interface FailedStart {
  name: string;
  /** Null: the process lived on. */
  exitCode: number | null;
  lines: string[];
}
const { starts } = JSON.parse(
  readFileSync(inRepository('e2e/recordings/forge-2.0.1/failed-starts.json'), 'utf8'),
) as { starts: FailedStart[] };
const where = { backend: 'Backend 1', folder: '/home/me/forge', portAdvice: 'Restart it.' };

const expected: Record<string, [code: string, words: RegExp]> = {
  'port in use': ['port_in_use', /17862/],
  'port in use with --nowebui': ['port_in_use', /17870/],
  'unknown argument': ['arguments_unknown', /--from-the-future/],
  'wrong value': ['invalid_setting_at_start', /--port.*80x/],
  'no driver, with the test of torch skipped': ['webui_gpu_not_usable', /Found no NVIDIA driver/],
  'no card that torch can use': ['webui_gpu_not_usable', /Torch\/CUDA/],
  'torch cannot be installed': ['webui_install_failed', /Couldn't install torch/],
  'a missing package': ['webui_module_missing', /'fastapi'/],
  'webui.sh as root': ['webui_script_refused', /must not be launched as root/],
};

test.each(starts)('what a real Forge printed is explained: $name', ({ name, exitCode, lines }) => {
  const explain = exitCode === null ? explainDeadServer : explainWebuiExit;
  const error = explain(lines, where);
  const [code, words] = expected[name] ?? ['', /./];
  expect(error?.code).toBe(code);
  expect(error?.message).toMatch(words);
  expect(error?.hint).not.toMatch(/\{PORT\}|undefined/);
});

const TRACEBACK = [
  'Exception in thread Thread-2 (webui_worker):',
  'Traceback (most recent call last):',
  '  File "/home/me/forge/webui.py", line 101, in webui_worker',
];

test('a web server that failed is told from an extension that did, which ends nothing', () => {
  const extension = [
    '*** Error loading script: soft_inpainting.py',
    '    Traceback (most recent call last):',
    "    ModuleNotFoundError: No module named 'joblib'",
    '---',
  ];
  expect(explainDeadServer(extension, where)).toBeNull();
  expect(explainWebuiExit(extension, where)).toBeNull();
  expect(explainDeadServer(TRACEBACK, where)).toBeNull();
  const proxy = 'ValueError: When localhost is not accessible, a shareable link must be created.';
  const error = explainDeadServer([...extension, ...TRACEBACK, proxy], where);
  expect(error).toMatchObject({ code: 'webui_server_failed', hint: expect.stringContaining('NO_PROXY') });
});

test('the warning that a Forge on the processor prints is not taken for its end', () => {
  const warning =
    "Warning: caught exception 'Found no NVIDIA driver on your system. Please check', memory monitor disabled";
  expect(explainWebuiExit([warning], where)).toBeNull();
  expect(explainWebuiExit([warning, 'KeyError: "x"'], where)).toMatchObject({ code: 'webui_failed' });
});
