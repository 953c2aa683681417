/** Failures for lack of main memory, threads or open files. */
import type { KnownFailure } from '../known-failure.ts';
import { inArguments, inEnvironment, openArguments, openEnvironment } from './advice.ts';

const LESS =
  'Free memory of other backends, choose a smaller model or a smaller context, or add memory to the machine.';

export const memoryFailures: readonly KnownFailure[] = [
  {
    // docker's default of 64 MB. Before the plain "no space left", which it may say too.
    id: 'shared_memory_too_small',
    pattern:
      /insufficient shared memory \(shm\)|killed by signal: Bus error|No space left on device.*(?:\/dev\/shm|shared memory)|unable to (?:open|resize|mmap) shared memory|torch_\d+_\d+.*No space left/,
    explain: (_, run) => ({
      explanation:
        'Its processes exchange data in /dev/shm, which is full: a container has 64 MB of it unless it is given more.',
      remedy: `Write --ipc=host or --shm-size=8g among the arguments of docker run ${inArguments(run)}.`,
      action: openArguments(run),
    }),
  },
  {
    id: 'paging_file_too_small',
    pattern: /paging file is too small|os error 1455|WinError 1455/,
    explain: () => ({
      explanation:
        'Windows gives a program only as much memory as RAM and paging file hold together, and that is used up.',
      remedy:
        'Let Windows manage the size of the paging file (System, Advanced, Performance, Virtual memory), or free memory.',
    }),
  },
  {
    id: 'model_larger_than_memory',
    pattern: /model requires more system memory \(([^)]+)\) than is available \(([^)]+)\)/,
    explain: ({ groups: [, needs, free] }) => ({
      explanation: `The model needs ${needs} of main memory, and ${free} are free.`,
      remedy: LESS,
    }),
  },
  {
    id: 'node_heap_full',
    pattern: /JavaScript heap out of memory|Reached heap limit/,
    explain: (_, run) => ({
      explanation: 'Node gives a program a limited heap, and it is full.',
      remedy: `Write NODE_OPTIONS=--max-old-space-size=8192 ${inEnvironment(run)}, with as many megabytes as it may use.`,
      action: openEnvironment(run),
    }),
  },
  {
    id: 'out_of_memory',
    pattern:
      /DefaultCPUAllocator: (?:can't allocate memory|not enough memory)(?:.*?allocate (\d+) bytes)?|_?ArrayMemoryError|^MemoryError\b|std::bad_alloc|Cannot allocate memory|ggml_aligned_malloc: insufficient memory|failed to mmap .*memory|failed to allocate .*buffer|unable to allocate \S*\s*(?:CPU|compute|buffer)|Insufficient system resources/,
    explain: ({ groups: [, bytes] }) => ({
      explanation: `It asked for ${bytes === undefined ? 'main memory' : `${(Number(bytes) / 1024 ** 3).toFixed(1)} GiB of main memory`} that is not free.`,
      remedy: LESS,
    }),
  },
  {
    id: 'too_many_threads',
    pattern:
      /can't start new thread|pthread_create failed|fork: (?:retry: )?Resource temporarily unavailable|libgomp: Thread creation failed/,
    explain: (_, run) => ({
      explanation: 'This user has as many processes and threads as the system or the container allows.',
      remedy: `End programs that are not needed, or raise the limit (ulimit -u; in a container --pids-limit). OMP_NUM_THREADS=4 ${inEnvironment(run)} makes most engines start fewer.`,
      action: openEnvironment(run),
    }),
  },
  {
    id: 'too_many_files',
    pattern: /Too many open files|EMFILE|System limit for number of file watchers reached/,
    explain: () => ({
      explanation: 'The system allows a program only so many open files and connections at a time.',
      remedy:
        'Raise the limit where Switchyard is started (ulimit -n 65536; in a service LimitNOFILE=65536), then start Switchyard again.',
    }),
  },
  {
    id: 'process_killed',
    pattern:
      /exit ?code\s*:? -9\b|signal: killed|killed by signal: Killed|terminated by signal (?:9|SIGKILL)|\(SIGKILL\)|^Killed$|: line \d+: +\d+ Killed\b/,
    explain: () => ({
      explanation:
        'A process that it had started was killed. The system does that to whoever needs most when memory runs out.',
      remedy: LESS,
    }),
    isFollowUp: true,
  },
];
