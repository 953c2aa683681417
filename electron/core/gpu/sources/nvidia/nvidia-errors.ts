/** Why nvidia-smi fails, for the person who can do something about it. */
import type { ProgramFailure } from '../looping-program.ts';

/** What the driver prints, and the explanation. The first match counts. */
const EXPLANATIONS: readonly [RegExp, string][] = [
  [
    /couldn't communicate with the NVIDIA driver/i,
    'the NVIDIA driver does not answer. Restart the computer; if that does not help, install the driver again',
  ],
  [
    /version mismatch/i,
    'the NVIDIA driver was updated while the old one is still in use. Restart the computer',
  ],
  [
    /GPU is lost|Unable to determine the device handle/i,
    'a card has stopped answering. Restart the computer; if it happens again, look at the heat, the power supply and the seat of the card',
  ],
  [
    /libnvidia-ml|NVML Shared Library Not Found/i,
    'a part of the NVIDIA driver is missing (libnvidia-ml). Install the driver again',
  ],
  [/Insufficient Permissions/i, 'this user may not read them. Give it access to the devices /dev/nvidia*'],
  [
    /blocked by the operating system/i,
    'the system does not let this environment use them. Update the NVIDIA driver and, under Windows, WSL',
  ],
  [
    /Failed to initialize NVML/i,
    'the NVIDIA driver cannot be reached. Restart the container, where this runs in one, or the computer',
  ],
];

/** Whether the driver works and there is no GPU, which is no error. */
export const hasNoDevices = ({ lines }: ProgramFailure): boolean =>
  lines.some((line) => /No devices were found/i.test(line));

/** Completes "The graphics cards cannot be read: …", without the full stop. */
export function explainNvidiaError({ description, lines }: ProgramFailure): string {
  for (const [pattern, explanation] of EXPLANATIONS) {
    if (lines.some((line) => pattern.test(line))) return explanation;
  }
  const last = lines.at(-1);
  return `nvidia-smi ${description}${last === undefined ? '' : `; it said "${last.slice(0, 200)}"`}`;
}
