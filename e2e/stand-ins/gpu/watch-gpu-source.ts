/** A test with a real source of GPUs on the stand-in of its program. */
import { test as base } from 'vitest';
import { systemClock } from '../../../electron/core/clock.ts';
import type { GpuSample, GpuSource, ProcessVram } from '../../../electron/core/gpu/gpu-sample.ts';
import { findGpuSources } from '../../../electron/core/gpu/sources/find-gpu-sources.ts';
import { englishOf } from '../../../shared/words/phrase.ts';
import { type GpuStandIn, type GpuState, installGpuStandIn } from '../../launch/stand-ins/install-gpus.ts';
import { type FileTree, makeFileTree } from '../../testkit/core/fake-sysfs.ts';
import { eventually } from '../../testkit/eventually.ts';
import { isRunning } from '../../testkit/processes.ts';

/** What the processes of these sources carry in their environment. */
export const MARK = 'test.life/gpu/0';
/** Milliseconds between two samples; short, so that tests need not wait. */
const INTERVAL = 200;

interface Sample {
  gpus: readonly GpuSample[];
  processes: readonly ProcessVram[];
}

interface WatchedSource {
  samples: Sample[];
  /** Reasons of errors, and null where one is over. */
  errors: (string | null)[];
  /** Resolves with the next sample that fits. */
  nextSample(
    fits?: (gpus: readonly GpuSample[], processes: readonly ProcessVram[]) => boolean,
  ): Promise<Sample>;
  /** Resolves with the first error. */
  error(): Promise<string>;
  /** Takes a single sample; null where that failed. */
  sampleNow(): Promise<Sample | null>;
  close(): Promise<void>;
}

interface SourceOptions {
  clock?: typeof systemClock;
  /** What stands in for /sys; by default there is no GPU in it. */
  tree?: FileTree;
}

interface Fixtures {
  install: typeof installGpuStandIn;
  makeTree: typeof makeFileTree;
  /** The sources on a system whose PATH has nothing but the stand-ins. */
  findSources(standIn: GpuStandIn, options?: SourceOptions): Promise<GpuSource[]>;
  /** Opens the only source and collects what it reports. */
  watch(standIn: GpuStandIn, options?: SourceOptions & { intervalMs?: number }): Promise<WatchedSource>;
  /** Installs the stand-in of nvidia-smi and watches its source. */
  nvidia(state?: Partial<GpuState>): Promise<{ standIn: GpuStandIn; watched: WatchedSource }>;
}

export const test = base.extend<Fixtures>({
  install: async ({ onTestFinished }, use) => {
    await use(async (...request) => {
      const standIn = await installGpuStandIn(...request);
      onTestFinished(standIn.remove);
      return standIn;
    });
  },
  makeTree: async ({ onTestFinished }, use) => {
    await use((files) => makeFileTree(files, onTestFinished));
  },
  findSources: async ({ makeTree }, use) => {
    await use(async ({ environment, folder }, { clock = systemClock, tree } = {}) =>
      findGpuSources({
        platform: process.platform,
        architecture: 'x64',
        environment: { ...environment, PATH: folder },
        root: (tree ?? (await makeTree())).root,
        mark: MARK,
        clock,
      }),
    );
  },
  watch: async ({ findSources, onTestFinished }, use) => {
    await use(async (standIn, { intervalMs = INTERVAL, ...options } = {}) => {
      const [source] = await findSources(standIn, options);
      if (source === undefined) throw new Error('No source was found.');
      const watched = watchSource(source, intervalMs);
      onTestFinished(watched.close);
      return watched;
    });
  },
  nvidia: async ({ install, watch }, use) => {
    await use(async (state = {}) => {
      const standIn = await install(state);
      return { standIn, watched: await watch(standIn) };
    });
  },
});

function watchSource(source: GpuSource, intervalMs: number): WatchedSource {
  const samples: Sample[] = [];
  const errors: WatchedSource['errors'] = [];
  const opened = source.open(intervalMs, {
    onSample: (gpus, processes) => samples.push({ gpus, processes }),
    onError: (reason) => errors.push(reason && englishOf(reason)),
  });
  return {
    samples,
    errors,
    nextSample: (fits = () => true) => {
      const known = samples.length;
      return eventually(
        'a sample that fits',
        () => samples.slice(known).find(({ gpus, processes }) => fits(gpus, processes)),
        () => ({ last: samples.at(-1), errors }),
      );
    },
    error: () => eventually('an error', () => errors.find((reason) => reason !== null)),
    sampleNow: () => opened.sampleNow(),
    close: () => opened.close(),
  };
}

/** PIDs of the stand-ins that run, of those whose arguments contain `args`. */
export const runningStandIns = async (standIn: GpuStandIn, args = ''): Promise<number[]> =>
  (await standIn.started())
    .filter((start) => start.args.includes(args) && isRunning(start.pid))
    .map(({ pid }) => pid);
