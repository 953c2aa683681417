/** The table of known failures, in the order in which they are tried: what is specific comes before what follows from it. */
import { gpuFailures } from './failures/gpu-failures.ts';
import type { KnownFailure } from './known-failure.ts';

export const knownFailures: readonly KnownFailure[] = [...gpuFailures];
