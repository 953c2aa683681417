/** The tests that run on Windows: there, and on Linux under Wine. build/scripts/test-windows.mjs runs them. */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { inRepository } from '../testkit/repository.ts';
import { isWine } from '../testkit/wine.ts';
import { closedFiles } from './limits.ts';
import { LimitsReporter } from './limits-reporter.ts';

/**
 * Enough to see that supervision, storage and the lock hold: a part of `npm test`, whose other lanes run what calls nothing of
 * Windows.
 */
const SHORT = ['e2e/windows/**/*.test.ts'];
const FULL = [
  ...SHORT,
  'electron/core/{storage,process,files,logging}/**/*.test.ts',
  // llama.cpp takes ten seconds to start under Wine.
  'electron/workers/llama-worker.test.ts',
  'e2e/{conformance,faults,gateway,host-specs,scale-out}/**/*.test.ts',
  'e2e/engines/real/slurm/*.test.ts',
];

export default defineConfig({
  test: {
    root: inRepository('.'),
    name: 'windows',
    environment: 'node',
    isolate: false,
    // Most tests wait most of the time.
    maxWorkers: Math.max(4, availableParallelism()),
    include: process.env.SWITCHYARD_WINDOWS === 'short' ? SHORT : FULL,
    // Each run prints why.
    exclude: closedFiles().map(({ file }) => file),
    setupFiles: [inRepository('e2e/windows/skip-limited.ts')],
    // Under Wine, build/scripts/test-windows.mjs has built already.
    globalSetup: isWine ? [] : [inRepository('e2e/launch/headless/build.mjs')],
    reporters: ['default', new LimitsReporter()],
    // Each program takes a second to start under Wine, and a group of tests that run at the same time starts many.
    ...(isWine ? { maxConcurrency: 2 } : {}),
    testTimeout: isWine ? 600_000 : 180_000,
    hookTimeout: isWine ? 600_000 : 180_000,
  },
});
