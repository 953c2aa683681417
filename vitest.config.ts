import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { testsOfRealEngines } from './build/engines/real-engines.mjs';

/**
 * Which lane a test belongs to is decided here alone, by its folder. These tests start the built test host, or processes
 * for whose ends they wait. All others need no build and no more than a short program: those of the panel that need a page are
 * of the lane `panel`, the rest of the lane `unit`.
 */
const CONTRACT = [
  'e2e/{conformance,engines,faults,gateway,host-specs,scale-out,stand-ins}/**/*.test.ts',
  'electron/core/process/**/*.test.ts',
  'electron/workers/*.test.ts',
  'build/**/*.test.ts',
  // Runs in a host with its helper programs.
  'examples/**/*.test.ts',
];

/** The tests of components, and those of the panel's logic that need a page (`.dom.test.ts`). */
const ON_A_PAGE = 'renderer/**/*.{dom.test.ts,test.tsx}';

/** build/scripts/test-windows.mjs runs them, with a configuration of their own. */
const WINDOWS = 'e2e/windows/**';

/** They are run where the engines are there; `npm test` and `npm run test:engines` name the others. */
const REAL_ENGINES = 'e2e/engines/real/**';
const IS_LONG = process.env.SWITCHYARD_ENGINES === 'long';

/** Starts the contract tests first: each waits long, and what is left of the processors the unit tests use meanwhile. */
class ContractFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isUnit = (file: TestSpecification) =>
      Number(!['contract', 'real-engines'].includes(file.project.name));
    return (await super.sort(files)).sort((a, b) => isUnit(a) - isUnit(b));
  }
}

export default defineConfig({
  test: {
    // Most tests wait most of the time: for processes, for time-outs, for each other.
    maxWorkers: Math.max(4, availableParallelism()),
    sequence: { sequencer: ContractFirst },
    // None of them extends this: it would take the number of workers from here, and not from the command line. All have
    // `isolate: false`, because importing costs more than most tests do: the files that one worker runs share their modules.
    projects: [
      {
        test: {
          isolate: false,
          name: 'unit',
          environment: 'node',
          include: ['{shared,electron,renderer,build,e2e,examples,bench}/**/*.test.ts'],
          exclude: [...CONTRACT, WINDOWS, ON_A_PAGE],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          isolate: false,
          name: 'panel',
          environment: 'happy-dom',
          include: [ON_A_PAGE],
          setupFiles: ['renderer/fixtures/prepare-page.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          isolate: false,
          name: 'contract',
          environment: 'node',
          include: CONTRACT,
          exclude: [REAL_ENGINES],
          globalSetup: ['e2e/launch/headless/build.mjs'],
          // Generous: a loaded machine may be slow, and these tests wait for events rather than for time.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          isolate: false,
          name: 'real-engines',
          environment: 'node',
          include: testsOfRealEngines(),
          exclude: IS_LONG ? [] : ['**/*.long.test.ts'],
          globalSetup: ['e2e/launch/headless/build.mjs'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
