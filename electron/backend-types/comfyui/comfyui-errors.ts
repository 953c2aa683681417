/**
 * Explains the exit of a ComfyUI that ended before it was ready. ComfyUI logs to stderr, and goes on after most of its errors, so
 * only lines known here are the cause. Source: what 0.3.61 and 0.28.0 print (e2e/recordings).
 */

import { dirname } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { SwitchyardError } from '../../../shared/errors.ts';
import { startReasonWords } from '../../../shared/words/en/errors/start-reasons.ts';
import { type HostText, texts } from '../../../shared/words/phrase.ts';
import type { EngineFailure } from '../../core/diagnosis/known-failure.ts';

const why = texts(startReasonWords);

export interface ComfyStart {
  backend: string;
  /** The full path of main.py. */
  script: string;
  /** The program that ran it: a path, or a name on the PATH. */
  python: string;
  /** All arguments of ComfyUI. */
  args: readonly string[];
  port: number;
  /** Label of the setting with the arguments of the user. */
  argumentsLabel: HostText;
}

interface Cause {
  pattern: RegExp;
  /** Null where the line is not the cause after all. */
  explain: (match: RegExpExecArray, start: ComfyStart, lines: readonly string[]) => SwitchyardError | null;
}

const CAUSES: readonly Cause[] = [
  {
    pattern: /^(?:ModuleNotFoundError|ImportError): No module named '?([\w.-]+)/,
    explain: ([, module = ''], start) => moduleMissing(module, start),
  },
  {
    // Other packages that ComfyUI reports in this way, such as its workflow templates, may be missing.
    pattern: /^(comfyui-frontend-package) is not installed\.$/,
    explain: ([, module = ''], start) => moduleMissing(module, start),
  },
  {
    pattern:
      /Torch not compiled with CUDA enabled|Found no NVIDIA driver|The NVIDIA driver on your system is too old|No CUDA GPUs are available|no HIP GPUs are available|no kernel image is available for execution on the device|CUDA error: invalid device ordinal/i,
    explain: ([reason], { backend }) => new SwitchyardError('gpu_not_usable', { backend, reason }),
  },
  {
    pattern: /^\S+: error: unrecognized arguments: (.+)$/,
    explain: ([, args = ''], { backend }) => new SwitchyardError('arguments_unknown', { backend, args }),
  },
  {
    // argparse, such as "main.py: error: argument --port: invalid int value: '80x'".
    pattern: /^\S+: error: argument (\S+): (.+)$/,
    explain: ([, argument = '', reason = ''], { backend, argumentsLabel: setting }) =>
      new SwitchyardError('engine_refused_argument', {
        backend,
        argument,
        setting,
        reason: why('argument_says', { words: reason }),
      }),
  },
  {
    pattern: /Port \d+ is already in use on address|^OSError: \[Errno \d+\] .*address already in use/,
    explain: (_, { backend, port }) => new SwitchyardError('port_in_use', { backend, port }),
  },
  {
    pattern: /^OSError: \[Errno \d+\] .*bind on address \('([^']+)', \d+.*cannot assign requested address/i,
    explain: ([, address = ''], { backend, argumentsLabel: name }) =>
      new SwitchyardError('invalid_setting_at_start', {
        backend,
        name,
        reason: why('listensElsewhere', { address }),
      }),
  },
  {
    pattern: /^PermissionError: \[Errno \d+\] .*bind on address \('([^']+)', (\d+)/,
    explain: ([, , port = ''], { backend, argumentsLabel: name }) =>
      new SwitchyardError('invalid_setting_at_start', {
        backend,
        name,
        reason: why('portNotAllowed', { port }),
      }),
  },
  {
    pattern: /^FileNotFoundError: \[(?:Errno|WinError) \d+\][^:]*(?:: '(.+)')?$/,
    explain: ([, path], start, lines) => fileMissing(path, start, lines),
  },
  {
    pattern: /^Database is locked\. Another ComfyUI process/,
    explain: (_, { backend }) =>
      new SwitchyardError('start_failed', {
        backend,
        reason: why('databaseLocked', { argument: '--database-url sqlite:///:memory:' }),
      }),
  },
];

/** What ends ComfyUI is printed last; the longest such text has 9 lines. What it prints before that may be an error with which it goes on. */
const MAX_LINES_OF_CAUSE = 12;

/** @returns null where nothing is recognised */
export function explainComfyExit(rawLines: readonly string[], start: ComfyStart): EngineFailure | null {
  const lines = rawLines.map(plainText);
  // The last cause counts: an earlier one did not end it.
  for (let index = lines.length - 1; index >= lines.length - MAX_LINES_OF_CAUSE; index--) {
    for (const { pattern, explain } of CAUSES) {
      const match = pattern.exec(lines[index] ?? '');
      const error = match && !isOfCustomNode(lines, index) ? explain(match, start, lines) : null;
      if (error) return { error, index };
    }
  }
  return null;
}

/** Without colours, and without the level that newer versions put in front of a line: `[ERROR] `. */
const plainText = (line: string): string =>
  stripVTControlCharacters(line)
    .replace(/^\[(?:DEBUG|INFO|WARNING|ERROR|CRITICAL)\] /, '')
    .trim();

/** ComfyUI goes on without a custom node that does not import; it prints the traceback, and then this. */
const isOfCustomNode = (lines: readonly string[], index: number): boolean =>
  lines.slice(index, index + 3).some((line) => /^Cannot import .* module for custom nodes/.test(line));

const moduleMissing = (module: string, { backend, script, python }: ComfyStart): SwitchyardError =>
  new SwitchyardError('python_module_missing', {
    backend,
    module,
    folder: dirname(script),
    // Into the Python of the system, packages should not be installed.
    ...(/[\\/]/.test(python) ? { python } : {}),
  });

/** A file or a folder that the arguments name, or one in such a folder. */
function fileMissing(
  path: string | undefined,
  { backend, args, argumentsLabel: name }: ComfyStart,
  lines: readonly string[],
): SwitchyardError | null {
  if (path === undefined)
    return lines.some((line) => line.includes('load_cert_chain'))
      ? new SwitchyardError('invalid_setting_at_start', {
          backend,
          name,
          reason: why('certificateFiles'),
        })
      : null;
  const named = args
    .map((arg) => arg.replace(/^--[\w-]+=/, ''))
    .find((arg) => arg.length > 1 && (path === arg || path.startsWith(arg)));
  return named === undefined
    ? null
    : new SwitchyardError('invalid_setting_at_start', {
        backend,
        name,
        reason: why('pathNotFound', { named, path }),
      });
}
