import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { recordedText } from '../../../e2e/testkit/recordings.ts';
import { inRepository } from '../../../e2e/testkit/repository.ts';
import { explainDeadServer, explainWebuiExit } from './webui-errors.ts';

const FORGE = 'forge-2.0.1';
const failedStarts = readdirSync(inRepository(`e2e/recordings/${FORGE}`))
  .filter((name) => /^fail-.*\.txt$/.test(name))
  .map((name) => name.replace('.txt', ''));

const where = { backend: 'Backend 1', folder: '/home/me/forge', portAdvice: 'Restart it.' };

const expected: Record<string, [code: string, words: RegExp]> = {
  'fail-port-in-use': ['port_in_use', /17862/],
  'fail-port-in-use-nowebui': ['port_in_use', /17870/],
  'fail-unknown-argument': ['arguments_unknown', /--from-the-future/],
  'fail-bad-value': ['invalid_setting_at_start', /--port.*80x/],
  'fail-no-driver': ['webui_gpu_not_usable', /Found no NVIDIA driver/],
  'fail-no-cuda': ['webui_gpu_not_usable', /Torch\/CUDA/],
  'fail-torch-install': ['webui_install_failed', /Couldn't install torch/],
  'fail-module-missing': ['webui_module_missing', /'fastapi'/],
  'fail-as-root': ['webui_script_refused', /must not be launched as root/],
};

test.each(failedStarts)('what a real Forge printed is explained: %s', (name) => {
  const lines = recordedText(FORGE, `${name}.txt`).split('\n');
  const livesOn = lines[1]?.startsWith('exit: none');
  const error = (livesOn ? explainDeadServer : explainWebuiExit)(lines.slice(3), where)?.error;
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
  const error = explainDeadServer([...extension, ...TRACEBACK, proxy], where)?.error;
  expect(error).toMatchObject({ code: 'webui_server_failed', hint: expect.stringContaining('NO_PROXY') });
});

test('the warning that a Forge on the processor prints is not taken for its end', () => {
  const warning =
    "Warning: caught exception 'Found no NVIDIA driver on your system. Please check', memory monitor disabled";
  expect(explainWebuiExit([warning], where)).toBeNull();
  expect(explainWebuiExit([warning, 'KeyError: "x"'], where)?.error).toMatchObject({ code: 'webui_failed' });
});
