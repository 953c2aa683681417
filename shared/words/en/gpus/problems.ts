import { defineArea } from '../../message.ts';

/** Why GPUs cannot be read, and what has changed among them. */
export const gpuProblemWords = defineArea('gpuProblems', {
  // The whole.
  unreadable: 'Could not read the GPUs: {reason}.',
  old: 'The figures shown are the last that were read.',

  // The reason: how the program that reads them fails.
  program_exitCode: '{program} ended with exit code {code}',
  program_signal: '{program} was ended by {signal}',
  program_notStarted: '{program} cannot be started ({reason})',
  program_timedOut: '{program} did not answer within {seconds} s',
  program_silent: '{program} has not answered for {seconds} s',
  program_withoutFigures: '{program} has not printed any figures for {seconds} s',
  program_hangs: '{program} hangs in the driver and cannot be ended',
  program_said: '{failure}; it said “{words}”',

  // The reason: what the driver says, with what to do next; “them” are the GPUs.
  nvidia_noAnswer:
    'the NVIDIA driver does not answer. Restart the computer; if that does not help, install the driver again',
  nvidia_updated: 'the NVIDIA driver was updated while the old one was in use. Restart the computer',
  nvidia_lost:
    'a GPU has stopped answering. Restart the computer; if it happens again, check its cooling, its power supply and whether it sits firmly in its slot',
  nvidia_incomplete: 'a part of the NVIDIA driver is missing (libnvidia-ml). Install the driver again',
  nvidia_denied: 'this user may not read them. Give it access to the devices /dev/nvidia*',
  nvidia_blocked:
    'the system does not let this environment use them. Update the NVIDIA driver and, on Windows, WSL',
  nvidia_unreachable:
    'the NVIDIA driver cannot be reached. Restart the container if Switchyard runs in one, otherwise the computer',
  amd_noAnswer: 'the driver amdgpu does not answer. Restart the computer if this goes on',

  // The GPUs that a backend was set to use have changed.
  reordered: 'The numbers of the GPUs have changed: {name} was GPU {before} and is GPU {now} now.',
  replaced: 'GPU {number} is {name} now; it was {before} when it was chosen.',
});
