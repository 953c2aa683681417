/** Failures that are known by the way in which the process ended, whatever it has printed. */
import { ntStatusOf, signalOf } from '../process/exit-info.ts';
import type { Explanation, FailedRun } from './known-failure.ts';

export interface ExitFailure {
  /** See {@link KnownFailure.id}. */
  id: string;
  matches: (run: FailedRun) => boolean;
  explain: (run: FailedRun) => Explanation;
}

const endedBy =
  (signal: string, ...statuses: number[]) =>
  ({ exit }: FailedRun): boolean =>
    exit !== null && (signalOf(exit) === signal || statuses.includes(ntStatusOf(exit) ?? -1));

const hasStatus =
  (...statuses: number[]) =>
  ({ exit }: FailedRun): boolean =>
    exit !== null && statuses.includes(ntStatusOf(exit) ?? -1);

const hasCode =
  (code: number) =>
  ({ exit }: FailedRun): boolean =>
    exit?.code === code;

/** "Out of memory: Killed process 4711 (python3) …", and "Memory cgroup out of memory: Killed process …" in a container. */
const OUT_OF_MEMORY_KILL = /out of memory: Killed process (\d+) \(([^)]*)\)(?:.*?anon-rss:(\d+)kB)?/i;

/** A process that was killed has printed nothing about it, so that these come before the table. */
export const killFailures: readonly ExitFailure[] = [
  {
    id: 'killed_out_of_memory',
    matches: (run) => endedBy('SIGKILL')(run) && run.kernelLog.some((line) => OUT_OF_MEMORY_KILL.test(line)),
    explain: ({ kernelLog }) => {
      const [, , name = '', kilobytes] =
        kernelLog.map((line) => OUT_OF_MEMORY_KILL.exec(line)).findLast((match) => match !== null) ?? [];
      const held =
        kilobytes === undefined ? '' : `, which held ${(Number(kilobytes) / 1024 ** 2).toFixed(1)} GiB`;
      return {
        explanation: `Main memory was used up, and the system ended what needed most of it: ${name}${held}. Its log says so.`,
        remedy:
          'Free memory of other backends, choose a smaller model or a smaller context, or add memory or swap to the machine. In a container or service, raise its limit of memory.',
      };
    },
  },
  {
    id: 'killed',
    matches: endedBy('SIGKILL'),
    explain: () => ({
      explanation:
        'It was ended with SIGKILL, which no program can answer. The system does that when main memory runs out, a container does it at its limit, and a person can.',
      remedy:
        'If nobody ended it: free memory of other backends, choose a smaller model or context, or raise the limit of memory of its container or service. The command shows whether the system has done it.',
      action: { kind: 'copy_command', command: 'sudo dmesg | grep -i "out of memory"' },
    }),
  },
];

/** Faults that end a process at once: what it has printed before is seldom their cause. */
export const crashFailures: readonly ExitFailure[] = [
  {
    id: 'processor_lacks_instruction',
    matches: endedBy('SIGILL', 0xc000001d),
    explain: () => ({
      explanation:
        'The program used an instruction that this processor does not have, most often AVX, AVX2 or AVX-512.',
      remedy:
        'Use a build for older processors (often called "noavx" or "compat"), or compile it on this machine.',
    }),
  },
  {
    id: 'memory_taken_away',
    matches: endedBy('SIGBUS'),
    explain: () => ({
      explanation:
        'A file that it had mapped was cut or its disk failed, or shared memory was full, as in a container with 64 MB of /dev/shm.',
      remedy:
        'If its model was replaced meanwhile, start it again. In a container, give it --ipc=host or --shm-size=8g. Otherwise check the disk.',
    }),
  },
  {
    id: 'segmentation_fault',
    matches: endedBy('SIGSEGV', 0xc0000005, 0xc0000374, 0xc00000fd),
    explain: () => ({
      explanation:
        'It read or wrote memory that is not its own. That is a fault in the program, in one of its compiled packages, or in the driver of the graphics card.',
      remedy:
        'Update the program and the driver of the card. If it began after an update, go back to the version before. Extensions and custom nodes can be the cause, too.',
    }),
  },
  {
    id: 'dll_missing_at_start',
    matches: hasStatus(0xc0000135, 0xc0000139, 0xc0000142),
    explain: () => ({
      explanation:
        'Windows did not start the program, for a DLL that it needs is missing or of another version.',
      remedy:
        'Install the latest "Visual C++ Redistributable" (x64) of Microsoft, the driver of the card, and the program again. Double-clicking the program shows the name of the DLL.',
    }),
  },
  {
    id: 'wrong_processor_at_start',
    matches: hasStatus(0xc000007b),
    explain: () => ({
      explanation:
        'The program, or one of its DLLs, is for 32 bits where it should be for 64, or the reverse.',
      remedy: 'Install the 64-bit build of the program again, with all its parts.',
    }),
  },
];

/** Ends that usually follow a message, which says more. */
export const endFailures: readonly ExitFailure[] = [
  {
    id: 'broken_off_by_itself',
    matches: endedBy('SIGABRT', 0xc0000409, 0xc0000417, 0xe06d7363),
    explain: () => ({
      explanation:
        'A check within the program failed, and it broke off. What it says of that is usually in the lines below.',
      remedy: 'Update the program, and look for its last message in the list of its known issues.',
    }),
  },
  {
    id: 'command_missing_in_shell',
    matches: hasCode(127),
    explain: () => ({
      explanation: 'Its script ended with code 127: a command that it calls is not found.',
      remedy: 'Install what the last lines name, or add its folder to PATH among its environment variables.',
    }),
  },
  {
    id: 'command_not_executable_in_shell',
    matches: hasCode(126),
    explain: () => ({
      explanation:
        'Its script ended with code 126: a file that it calls is no program, or is not marked as one.',
      remedy: 'Mark the file as executable (chmod +x), or name its interpreter.',
    }),
  },
];
