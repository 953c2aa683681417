/** Explains the exit of a ComfyUI that ended before it was ready. ComfyUI logs to stderr, so only lines known here are errors. */
import { SwitchyardError } from '../../../shared/errors.ts';

interface Where {
  backend: string;
  /** Of main.py. */
  path: string;
}

/** @returns null where nothing is recognised */
export function explainComfyExit(lines: readonly string[], { backend, path }: Where): SwitchyardError | null {
  const findLine = (pattern: RegExp): RegExpExecArray | null => {
    for (const line of [...lines].reverse()) {
      const match = pattern.exec(line);
      if (match) return match;
    }
    return null;
  };
  const missing = findLine(/^\s*(?:ModuleNotFoundError|ImportError): No module named '?([\w.-]+)/);
  if (missing)
    return new SwitchyardError('python_module_missing', { backend, script: path, module: missing[1] ?? '' });
  const gpuFailure = findLine(
    /Torch not compiled with CUDA enabled|Found no NVIDIA driver|No CUDA GPUs are available|no HIP GPUs are available/i,
  );
  if (gpuFailure) return new SwitchyardError('gpu_not_usable', { backend, reason: gpuFailure[0] });
  const unknownArguments = findLine(/error: unrecognized arguments: (.+)$/);
  if (unknownArguments)
    return new SwitchyardError('arguments_unknown', { backend, args: unknownArguments[1] ?? '' });
  return null;
}
