/**
 * The table of known failures, in the order in which they are tried: what is specific comes before what is general. To add
 * one, write its entry, and a sample of its log in samples/; the test names what is still missing.
 */
import { argumentFailures } from './failures/arguments.ts';
import { containerFailures } from './failures/containers.ts';
import { downloadFailures } from './failures/downloads.ts';
import { exceptionFailures } from './failures/exceptions.ts';
import { fileFailures, missingFileFailures } from './failures/files.ts';
import { gpuDriverFailures } from './failures/gpu-driver.ts';
import { gpuMemoryFailures } from './failures/gpu-memory.ts';
import { libraryFailures } from './failures/libraries.ts';
import { memoryFailures } from './failures/memory.ts';
import { modelFailures } from './failures/models.ts';
import { portFailures } from './failures/ports.ts';
import { pythonFailures } from './failures/python.ts';
import { vllmFailures } from './failures/vllm.ts';
import type { KnownFailure } from './known-failure.ts';

export const knownFailures: readonly KnownFailure[] = [
  ...gpuMemoryFailures,
  ...vllmFailures,
  ...gpuDriverFailures,
  ...containerFailures,
  ...memoryFailures,
  ...downloadFailures,
  ...modelFailures,
  ...libraryFailures,
  ...pythonFailures,
  ...argumentFailures,
  ...portFailures,
  ...fileFailures,
  ...missingFileFailures,
  ...exceptionFailures,
];
