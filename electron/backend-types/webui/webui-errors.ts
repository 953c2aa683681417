/**
 * Explains why a web UI did not become ready, by what it has printed: it ended, or its web server did, which leaves the process
 * alive. Recorded from a real Forge (e2e/recordings/).
 */

import { SwitchyardError } from '../../../shared/errors.ts';
import { startReasonWords } from '../../../shared/words/en/errors/start-reasons.ts';
import { type HostText, texts } from '../../../shared/words/phrase.ts';
import type { EngineFailure } from '../../core/diagnosis/known-failure.ts';
import { webuiLabels } from './webui-settings.ts';

const why = texts(startReasonWords);

export interface WebuiStart {
  backend: string;
  /** Of the web UI. */
  folder: string;
  /** How it gets a free port; a whole sentence. */
  portAdvice?: HostText | undefined;
}

/** @returns null where nothing is recognised */
export function explainWebuiExit(lines: readonly string[], where: WebuiStart): EngineFailure | null {
  for (const { pattern, explain } of RULES) {
    const found = findLast(lines, pattern);
    if (found) return { error: explain(found.match, where), index: found.index };
  }
  const dead = explainDeadServer(lines, where);
  if (dead) return dead;
  // webui.sh ends with 0 whatever became of the web UI, so the exit code says nothing.
  const last = findLast(lines, PYTHON_ERROR);
  return (
    last && {
      error: new SwitchyardError('webui_failed', { backend: where.backend, reason: last.match[0] }),
      index: last.index,
    }
  );
}

/** The first of them that is found in any line counts. */
const RULES: readonly {
  pattern: RegExp;
  explain: (match: RegExpExecArray, where: WebuiStart) => SwitchyardError;
}[] = [
  {
    pattern: /ERROR: (.+?),? aborting/,
    explain: ([, reason = ''], { backend }) =>
      new SwitchyardError('webui_script_refused', { backend, reason }),
  },
  {
    pattern: /error: unrecognized arguments: (.+)$/,
    explain: ([, args = ''], { backend }) =>
      new SwitchyardError('arguments_unknown', { backend, args, setting: webuiLabels.ExtraArgs }),
  },
  {
    pattern: /: error: (argument .+)$/,
    explain: ([, refused = ''], { backend }) =>
      new SwitchyardError('invalid_setting_at_start', {
        backend,
        name: webuiLabels.ExtraArgs,
        reason: why('refusedByWebui', { reason: refused }),
      }),
  },
  {
    // With --always-cpu, a warning says the same about the driver and means nothing.
    pattern:
      /^(?:RuntimeError|AssertionError): (Your device does not support the current version of Torch\/CUDA|Torch is not able to use GPU|Found no NVIDIA driver on your system|No CUDA GPUs are available|Torch not compiled with CUDA enabled)/,
    explain: ([, reason = ''], { backend }) =>
      new SwitchyardError('webui_gpu_not_usable', { backend, reason }),
  },
  {
    // An extension that lacks a package does not end the web UI. Its traceback is indented.
    pattern: /^(?:ModuleNotFoundError|ImportError): No module named '?([\w.-]+)/,
    explain: ([, module = ''], { backend, folder }) =>
      new SwitchyardError('webui_module_missing', { backend, module, folder }),
  },
  {
    pattern: /^RuntimeError: (Couldn't .+?)\.?$/,
    explain: ([, reason = ''], { backend }) =>
      new SwitchyardError('webui_install_failed', { backend, reason }),
  },
];

/** The last line of a traceback. */
const PYTHON_ERROR = /^[\w.]*(?:Error|Exception|Interrupt|Exit)\b.*/;

/** The error of a web UI whose process lives on without its web server; null where the server is well, as far as the lines say. */
export function explainDeadServer(
  lines: readonly string[],
  { backend, portAdvice }: WebuiStart,
): EngineFailure | null {
  const port = findLast(
    lines,
    /Cannot find empty port in range: (\d+)|error while attempting to bind on address \('[^']*', (\d+)/,
  );
  if (port) {
    const [, range, address] = port.match;
    const error = new SwitchyardError('port_in_use', {
      backend,
      port: Number(range ?? address),
      ...(portAdvice === undefined ? {} : { advice: portAdvice }),
    });
    return { error, index: port.index };
  }
  const start = lines.findLastIndex((line) =>
    /^Exception in thread .*\((?:webui|api_only)_worker\)/.test(line),
  );
  if (start < 0) return null;
  const index = lines.findIndex((line, at) => at > start && PYTHON_ERROR.test(line));
  const reason = lines[index];
  return reason === undefined
    ? null
    : { error: new SwitchyardError('webui_server_failed', { backend, reason }), index };
}

function findLast(
  lines: readonly string[],
  pattern: RegExp,
): { match: RegExpExecArray; index: number } | null {
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const match = pattern.exec(lines[index] ?? '');
    if (match) return { match, index };
  }
  return null;
}
