import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Generous: a loaded machine may be slow, and a test waits for events rather than for time.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Most of them wait most of the time: for processes, for the end of time-outs, for each other.
    maxWorkers: Math.max(4, availableParallelism()),
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['{shared,electron,build,e2e,examples}/**/*.test.ts'],
          pool: 'forks',
          // The process tests start the host as it is built.
          globalSetup: ['e2e/launch/headless/build.mjs'],
        },
      },
      {
        extends: true,
        test: { name: 'renderer', environment: 'happy-dom', include: ['renderer/**/*.test.{ts,tsx}'] },
      },
    ],
  },
});
