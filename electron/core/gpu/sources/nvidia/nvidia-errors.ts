/** Why nvidia-smi fails, for the person who can do something about it. */
import { gpuProblemWords } from '../../../../../shared/words/en/gpus/problems.ts';
import { type Text, texts } from '../../../../../shared/words/phrase.ts';
import { withLastLine } from '../gpu-program.ts';
import type { ProgramFailure } from '../looping-program.ts';

const say = texts(gpuProblemWords);

type Explanation = Extract<keyof typeof gpuProblemWords.messages, `nvidia_${string}`>;

/** What the driver prints, and the explanation. The first match counts. */
const EXPLANATIONS: readonly [RegExp, Explanation][] = [
  [/couldn't communicate with the NVIDIA driver/i, 'nvidia_noAnswer'],
  [/version mismatch/i, 'nvidia_updated'],
  [/GPU is lost|Unable to determine the device handle/i, 'nvidia_lost'],
  [/libnvidia-ml|NVML Shared Library Not Found/i, 'nvidia_incomplete'],
  [/Insufficient Permissions/i, 'nvidia_denied'],
  [/blocked by the operating system/i, 'nvidia_blocked'],
  [/Failed to initialize NVML/i, 'nvidia_unreachable'],
];

/** Whether the driver works and there is no GPU, which is no error. */
export const hasNoDevices = ({ lines }: ProgramFailure): boolean =>
  lines.some((line) => /No devices were found/i.test(line));

/** Completes “Could not read the GPUs: …”, without the full stop. */
export function explainNvidiaError({ description, lines }: ProgramFailure): Text {
  for (const [pattern, explanation] of EXPLANATIONS) {
    if (lines.some((line) => pattern.test(line))) return say(explanation);
  }
  return withLastLine(description, lines);
}
