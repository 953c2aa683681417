import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type ErrorCode, SwitchyardError } from '../../../shared/errors.ts';
import { MAX_LAST_LINES } from '../../../shared/limits.ts';
import { isPermanent } from '../../core/backend/backend-errors.ts';
import { type ComfyStart, explainComfyExit } from './comfyui-errors.ts';

const start: ComfyStart = {
  backend: 'Backend 0',
  script: '/c/main.py',
  python: '/c/venv/bin/python3',
  args: [],
  port: 8188,
  argumentsLabel: 'More arguments',
};
const recordings = new URL('../../../e2e/recordings/', import.meta.url);
const versions = readdirSync(recordings).filter((name) => name.startsWith('comfyui-'));

/** The arguments and the last lines of a recorded start that failed. */
function readRecording(version: string, name: string): { args: string[]; lines: string[] } {
  const text = readFileSync(new URL(`${version}/${name}.txt`, recordings), 'utf8');
  const [, command = ''] = /main\.py (.*)/.exec(text) ?? [];
  const stderr = text.slice(text.indexOf('--- stderr\n') + '--- stderr\n'.length);
  return { args: command.split(' '), lines: stderr.trimEnd().split('\n').slice(-MAX_LAST_LINES) };
}
const recordedFailures = versions.flatMap((version) =>
  readdirSync(new URL(`${version}/`, recordings))
    .filter((name) => /^fail-.*\.txt$/.test(name))
    .map((name) => ({ version, name: name.replace('.txt', '') })),
);

const EXPECTED: Record<
  string,
  { code: ErrorCode; isPermanent: boolean; message: RegExp; hint: RegExp } | null
> = {
  'fail-frontend-package-missing': {
    code: 'python_module_missing',
    isPermanent: true,
    message: /no package named 'comfyui-frontend-package'/,
    hint: /In \/c, run: \/c\/venv\/bin\/python3 -s -m pip install -r requirements\.txt\. An update of ComfyUI by git installs no packages/,
  },
  'fail-module-missing': {
    code: 'python_module_missing',
    isPermanent: true,
    message: /no package named 'einops'/,
    hint: /pip install -r requirements\.txt/,
  },
  'fail-unknown-argument': {
    code: 'arguments_unknown',
    isPermanent: true,
    message: /--from-the-future|--no-such-flag/,
    hint: /Only my arguments/,
  },
  'fail-bad-port': {
    code: 'engine_refused_argument',
    isPermanent: true,
    message: /the argument --port, and says “invalid int value: '\{PORT\}'”/,
    hint: /Correct More arguments/,
  },
  'fail-bad-value': {
    code: 'engine_refused_argument',
    isPermanent: true,
    message: /the argument --port, and says “invalid int value: '80x'”/,
    hint: /Correct More arguments/,
  },
  'fail-bad-choice': {
    code: 'engine_refused_argument',
    isPermanent: true,
    message: /invalid choice: 'best' \(choose from 'none', 'auto'/,
    hint: /Correct More arguments/,
  },
  'fail-no-cuda': {
    code: 'gpu_not_usable',
    isPermanent: true,
    message: /GPU \((Found no NVIDIA driver|Torch not compiled with CUDA enabled)\)/,
    hint: /--cpu/,
  },
  // The other program may end.
  'fail-port-in-use': { code: 'port_in_use', isPermanent: false, message: /port 8188/, hint: /another port/ },
  'fail-listen-address': {
    code: 'invalid_setting_at_start',
    isPermanent: true,
    message: /More arguments must not have it listen on 192\.0\.2\.1/,
    hint: /Correct More arguments/,
  },
  'fail-tls-file-missing': {
    code: 'invalid_setting_at_start',
    isPermanent: true,
    message: /must name files that exist as --tls-certfile and --tls-keyfile/,
    hint: /Correct More arguments/,
  },
  'fail-model-paths-missing': {
    code: 'invalid_setting_at_start',
    isPermanent: true,
    message: /must not name \/home\/me\/models\.yaml/,
    hint: /Correct More arguments/,
  },
  'fail-base-directory-missing': {
    code: 'invalid_setting_at_start',
    isPermanent: true,
    message: /must not name \/home\/me\/nowhere: ComfyUI finds no \/home\/me\/nowhere\/custom_nodes/,
    hint: /Correct More arguments/,
  },
  // Refused before anything is spawned.
  'fail-port-too-high': null,
};

describe('what a real ComfyUI printed that failed to start', () => {
  test.each(recordedFailures)('$version $name is put into words', ({ version, name }) => {
    const { args, lines } = readRecording(version, name);
    const error = explainComfyExit(lines, { ...start, args })?.error ?? null;
    const expected = EXPECTED[name];
    expect(expected, 'a recording without an expectation').not.toBeUndefined();
    if (!expected) return expect(error).toBeNull();
    expect(error?.code).toBe(expected.code);
    expect(error?.message).toMatch(expected.message);
    expect(error?.hint).toMatch(expected.hint);
    expect(error && isPermanent(error)).toBe(expected.isPermanent);
  });

  test('a start that went well has no cause in it, whatever it warned of', () => {
    const { lines } = readRecording('comfyui-0.28.0', 'start-ok');
    expect(explainComfyExit(lines, start)).toBeNull();
  });
});

describe('the last lines of a ComfyUI that ended mean', () => {
  const explain = (...lines: string[]) =>
    explainComfyExit(['Total VRAM 24576 MB', ...lines], start)?.error ?? null;
  const ofCustomNode = [
    'Traceback (most recent call last):',
    "ModuleNotFoundError: No module named 'kornia'",
    '',
    "Cannot import /c/custom_nodes/x module for custom nodes: No module named 'kornia'",
  ];

  test.each([
    ["ModuleNotFoundError: No module named 'torch'", 'python_module_missing', /pytorch\.org/],
    ["ModuleNotFoundError: No module named 'aiohttp.web'", 'python_module_missing', /requirements\.txt/],
    ['AssertionError: Torch not compiled with CUDA enabled', 'gpu_not_usable', /--cpu/],
    ['RuntimeError: Found no NVIDIA driver on your system.', 'gpu_not_usable', /driver/],
    ['RuntimeError: CUDA error: invalid device ordinal', 'gpu_not_usable', /correct GPUs/],
    ['main.py: error: unrecognized arguments: --canary 1', 'arguments_unknown', /Only my arguments/],
    ['main.py: error: argument --reserve-vram: expected one argument', 'engine_refused_argument', /Correct/],
    [
      "PermissionError: [Errno 13] error while attempting to bind on address ('127.0.0.1', 80): permission denied",
      'invalid_setting_at_start',
      /More arguments/,
    ],
    ['\u001b[31m[ERROR]\u001b[0m Port 8188 is already in use on address ::.', 'port_in_use', /another port/],
    ['Database is locked. Another ComfyUI process is already using this database.', 'start_failed', /log/],
  ])('%s', (line, code, hint) => {
    const error = explain('Traceback (most recent call last):', line);
    expect(error).toMatchObject({ code });
    expect(error?.hint).toMatch(hint);
  });

  test('nothing where they are only warnings, or a custom node that it goes on without', () => {
    expect(explain('WARNING: You need pytorch with cu130', 'Cannot import /c/custom_nodes/x')).toBeNull();
    expect(explain(...ofCustomNode)).toBeNull();
    expect(explain(...ofCustomNode, 'Killed')).toBeNull();
  });

  test('what came last, and not an earlier error with which it went on', () => {
    expect(
      explain(
        'comfyui-frontend-package is not installed.',
        ...ofCustomNode,
        'Port 8188 is already in use on address 127.0.0.1. Please close the other application.',
      ),
    ).toMatchObject({ code: 'port_in_use' });
    expect(explain("FileNotFoundError: [Errno 2] No such file or directory: '/other'")).toBeNull();
  });

  test('with the Python of the system, that packages belong into one of its own', () => {
    const error = explainComfyExit(["ModuleNotFoundError: No module named 'yaml'"], {
      ...start,
      python: 'python3',
    })?.error;
    expect(error).toBeInstanceOf(SwitchyardError);
    expect(error?.hint).toMatch(/Python of the system.*virtual environment named venv in \/c, or name/);
  });
});
