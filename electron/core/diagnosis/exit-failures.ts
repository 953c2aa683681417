/** Failures that are known by the way in which the process ended, whatever it has printed. */
import { failureRemedyWords } from '../../../shared/words/en/errors/failure-remedies.ts';
import { failureWords } from '../../../shared/words/en/errors/failures.ts';
import { given, texts } from '../../../shared/words/phrase.ts';
import { ntStatusOf, signalOf } from '../process/exit-info.ts';
import type { Explanation, FailedRun } from './known-failure.ts';

const cause = texts(failureWords);
const remedy = texts(failureRemedyWords);

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
      const size = kilobytes === undefined ? undefined : `${(Number(kilobytes) / 1024 ** 2).toFixed(1)} GiB`;
      return {
        explanation: cause('killed_out_of_memory', { name, ...given('size', size) }),
        remedy: remedy('killed_out_of_memory'),
      };
    },
  },
  {
    id: 'killed',
    matches: endedBy('SIGKILL'),
    explain: () => ({
      explanation: cause('killed'),
      remedy: remedy('killed'),
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
      explanation: cause('processor_lacks_instruction'),
      remedy: remedy('processor_lacks_instruction'),
    }),
  },
  {
    id: 'memory_taken_away',
    matches: endedBy('SIGBUS'),
    explain: () => ({
      explanation: cause('memory_taken_away'),
      remedy: remedy('memory_taken_away'),
    }),
  },
  {
    id: 'segmentation_fault',
    matches: endedBy('SIGSEGV', 0xc0000005, 0xc0000374, 0xc00000fd),
    explain: () => ({
      explanation: cause('segmentation_fault'),
      remedy: remedy('segmentation_fault'),
    }),
  },
  {
    id: 'dll_missing_at_start',
    matches: hasStatus(0xc0000135, 0xc0000139, 0xc0000142),
    explain: () => ({
      explanation: cause('dll_missing_at_start'),
      remedy: remedy('dll_missing_at_start'),
    }),
  },
  {
    id: 'wrong_processor_at_start',
    matches: hasStatus(0xc000007b),
    explain: () => ({
      explanation: cause('wrong_processor_at_start'),
      remedy: remedy('wrong_processor_at_start'),
    }),
  },
];

/** Ends that usually follow a message, which says more. */
export const endFailures: readonly ExitFailure[] = [
  {
    id: 'broken_off_by_itself',
    matches: endedBy('SIGABRT', 0xc0000409, 0xc0000417, 0xe06d7363),
    explain: () => ({
      explanation: cause('broken_off_by_itself'),
      remedy: remedy('broken_off_by_itself'),
    }),
  },
  {
    id: 'command_missing_in_shell',
    matches: hasCode(127),
    explain: () => ({
      explanation: cause('command_missing_in_shell'),
      remedy: remedy('command_missing_in_shell'),
    }),
  },
  {
    id: 'command_not_executable_in_shell',
    matches: hasCode(126),
    explain: () => ({
      explanation: cause('command_not_executable_in_shell'),
      remedy: remedy('command_not_executable_in_shell'),
    }),
  },
];
