/**
 * Explains why a web UI did not become ready, by what it has printed: it ended, or its web server did, which leaves the process
 * alive. Recorded from a real Forge (e2e/recordings/).
 */
import { SwitchyardError } from '../../../shared/errors.ts';
import { webuiLabels } from './webui-settings.ts';

export interface WebuiStart {
  backend: string;
  /** Of the web UI. */
  folder: string;
  /** How it gets a free port; a whole sentence. */
  portAdvice?: string | undefined;
}

/** @returns null where nothing is recognised */
export function explainWebuiExit(lines: readonly string[], where: WebuiStart): SwitchyardError | null {
  const { backend, folder } = where;
  const find = finderIn(lines);
  const refusal = find(/ERROR: (.+?),? aborting/);
  if (refusal) return new SwitchyardError('webui_script_refused', { backend, reason: refusal[1] ?? '' });
  const unknown = find(/error: unrecognized arguments: (.+)$/);
  if (unknown) {
    const args = unknown[1] ?? '';
    return new SwitchyardError('arguments_unknown', { backend, args, setting: webuiLabels.ExtraArgs });
  }
  const refused = find(/: error: (argument .+)$/);
  if (refused)
    return new SwitchyardError('invalid_setting_at_start', {
      backend,
      name: webuiLabels.ExtraArgs,
      reason: `is refused by the web UI: ${refused[1]}`,
    });
  // With --always-cpu, a warning says the same about the driver and means nothing.
  const gpu = find(
    /^(?:RuntimeError|AssertionError): (Your device does not support the current version of Torch\/CUDA|Torch is not able to use GPU|Found no NVIDIA driver on your system|No CUDA GPUs are available|Torch not compiled with CUDA enabled)/,
  );
  if (gpu) return new SwitchyardError('webui_gpu_not_usable', { backend, reason: gpu[1] ?? '' });
  // An extension that lacks a package does not end the web UI. Its traceback is indented.
  const missing = find(/^(?:ModuleNotFoundError|ImportError): No module named '?([\w.-]+)/);
  if (missing)
    return new SwitchyardError('webui_module_missing', { backend, module: missing[1] ?? '', folder });
  const failed = find(/^RuntimeError: (Couldn't .+?)\.?$/);
  if (failed) return new SwitchyardError('webui_install_failed', { backend, reason: failed[1] ?? '' });
  const dead = explainDeadServer(lines, where);
  if (dead) return dead;
  // webui.sh ends with 0 whatever became of the web UI, so the exit code says nothing.
  const last = find(PYTHON_ERROR);
  return last && new SwitchyardError('webui_failed', { backend, reason: last[0] });
}

/** The last line of a traceback. */
const PYTHON_ERROR = /^[\w.]*(?:Error|Exception|Interrupt|Exit)\b.*/;

/** The error of a web UI whose process lives on without its web server; null where the server is well, as far as the lines say. */
export function explainDeadServer(
  lines: readonly string[],
  { backend, portAdvice }: WebuiStart,
): SwitchyardError | null {
  const find = finderIn(lines);
  const port = find(
    /Cannot find empty port in range: (\d+)|error while attempting to bind on address \('[^']*', (\d+)/,
  );
  if (port)
    return new SwitchyardError('port_in_use', {
      backend,
      port: Number(port[1] ?? port[2]),
      ...(portAdvice === undefined ? {} : { advice: portAdvice }),
    });
  const start = lines.findLastIndex((line) =>
    /^Exception in thread .*\((?:webui|api_only)_worker\)/.test(line),
  );
  if (start < 0) return null;
  const reason = lines.slice(start + 1).find((line) => PYTHON_ERROR.test(line));
  return reason === undefined ? null : new SwitchyardError('webui_server_failed', { backend, reason });
}

const finderIn =
  (lines: readonly string[]) =>
  (pattern: RegExp): RegExpExecArray | null => {
    for (const line of [...lines].reverse()) {
      const match = pattern.exec(line);
      if (match) return match;
    }
    return null;
  };
