/** What the last lines of a ComfyUI mean that ended before it was ready. It logs to stderr: only these lines are errors. */
import { SwitchyardError } from '../../../shared/errors.ts';

interface Where {
  /** How the backend is called in words. */
  backend: string;
  /** Of main.py. */
  path: string;
}

/** @returns null where nothing is recognised */
export function explainComfyExit(lines: readonly string[], { backend, path }: Where): SwitchyardError | null {
  const said = (pattern: RegExp): RegExpExecArray | null => {
    for (const line of [...lines].reverse()) {
      const match = pattern.exec(line);
      if (match) return match;
    }
    return null;
  };
  const missing = said(/^\s*(?:ModuleNotFoundError|ImportError): No module named '?([\w.-]+)/);
  if (missing)
    return new SwitchyardError('python_module_missing', { backend, script: path, module: missing[1] ?? '' });
  const withoutGpu = said(
    /Torch not compiled with CUDA enabled|Found no NVIDIA driver|No CUDA GPUs are available|no HIP GPUs are available/i,
  );
  if (withoutGpu) return new SwitchyardError('gpu_not_usable', { backend, reason: withoutGpu[0] });
  const unknown = said(/error: unrecognized arguments: (.+)$/);
  if (unknown) return new SwitchyardError('arguments_unknown', { backend, args: unknown[1] ?? '' });
  return null;
}
