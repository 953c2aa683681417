/** Failures for lack of main memory, threads or open files. */
import { failureRemedyWords } from '../../../../shared/words/en/errors/failure-remedies.ts';
import { failureWords } from '../../../../shared/words/en/errors/failures.ts';
import { given, texts } from '../../../../shared/words/phrase.ts';
import type { KnownFailure } from '../known-failure.ts';
import { inArguments, inEnvironment, openArguments, openEnvironment } from './advice.ts';

const cause = texts(failureWords);
const remedy = texts(failureRemedyWords);

export const memoryFailures: readonly KnownFailure[] = [
  {
    // docker's default of 64 MB. Before the plain "no space left", which it may say too.
    id: 'shared_memory_too_small',
    pattern:
      /insufficient shared memory \(shm\)|killed by signal: Bus error|No space left on device.*(?:\/dev\/shm|shared memory)|unable to (?:open|resize|mmap) shared memory|torch_\d+_\d+.*No space left/,
    explain: (_, run) => ({
      explanation: cause('shared_memory_too_small'),
      remedy: remedy('shared_memory_too_small', { where: inArguments(run) }),
      action: openArguments(run),
    }),
  },
  {
    id: 'paging_file_too_small',
    pattern: /paging file is too small|os error 1455|WinError 1455/,
    explain: () => ({
      explanation: cause('paging_file_too_small'),
      remedy: remedy('paging_file_too_small'),
    }),
  },
  {
    id: 'model_larger_than_memory',
    pattern: /model requires more system memory \(([^)]+)\) than is available \(([^)]+)\)/,
    explain: ({ groups: [, needed = '', free = ''] }) => ({
      explanation: cause('model_larger_than_memory', { needed, free }),
      remedy: remedy('less_memory'),
    }),
  },
  {
    id: 'node_heap_full',
    pattern: /JavaScript heap out of memory|Reached heap limit/,
    explain: (_, run) => ({
      explanation: cause('node_heap_full'),
      remedy: remedy('node_heap_full', { where: inEnvironment(run) }),
      action: openEnvironment(run),
    }),
  },
  {
    id: 'out_of_memory',
    pattern:
      /DefaultCPUAllocator: (?:can't allocate memory|not enough memory)(?:.*?allocate (\d+) bytes)?|_?ArrayMemoryError|^MemoryError\b|std::bad_alloc|Cannot allocate memory|ggml_aligned_malloc: insufficient memory|failed to mmap .*memory|failed to allocate .*buffer|unable to allocate \S*\s*(?:CPU|compute|buffer)|Insufficient system resources/,
    explain: ({ groups: [, bytes] }) => ({
      explanation: cause(
        'out_of_memory',
        given('size', bytes === undefined ? undefined : `${(Number(bytes) / 1024 ** 3).toFixed(1)} GiB`),
      ),
      remedy: remedy('less_memory'),
    }),
  },
  {
    id: 'too_many_threads',
    pattern:
      /can't start new thread|pthread_create failed|fork: (?:retry: )?Resource temporarily unavailable|libgomp: Thread creation failed/,
    explain: (_, run) => ({
      explanation: cause('too_many_threads'),
      remedy: remedy('too_many_threads', { where: inEnvironment(run) }),
      action: openEnvironment(run),
    }),
  },
  {
    id: 'too_many_files',
    pattern: /Too many open files|EMFILE|System limit for number of file watchers reached/,
    explain: () => ({
      explanation: cause('too_many_files'),
      remedy: remedy('too_many_files'),
    }),
  },
  {
    id: 'process_killed',
    pattern:
      /exit ?code\s*:? -9\b|signal: killed|killed by signal: Killed|terminated by signal (?:9|SIGKILL)|\(SIGKILL\)|^Killed$|: line \d+: +\d+ Killed\b/,
    explain: () => ({
      explanation: cause('process_killed'),
      remedy: remedy('less_memory'),
    }),
    isFollowUp: true,
  },
];
