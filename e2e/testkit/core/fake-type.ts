/** A backend type whose workers a test controls. */

import {
  type AdapterIo,
  type AnyBackendType,
  defineBackendType,
} from '../../../electron/core/backend/backend-type.ts';
import { workerCommonSettings } from '../../../electron/core/backend/common-settings.ts';
import type { ExitInfo } from '../../../electron/core/process/exit-info.ts';
import type { WorkerProcess } from '../../../electron/core/process/worker-process.ts';
import { boolean, integer, secret, text } from '../../../shared/settings.ts';
import type { HostText } from '../../../shared/words/phrase.ts';
import { deferred } from './deferred.ts';

/** One start of the fake type: what a test sees of it, and how the test controls it. */
export interface FakeStart {
  io: AdapterIo;
  settings: Record<string, unknown>;
  /** Lets the adapter say that the worker is ready. */
  ready(): void;
  fail(error: unknown): void;
  /** The worker ends by itself. */
  exit(exit?: Partial<ExitInfo>): void;
  /** The grace of each stop that was requested, in milliseconds. */
  stops: number[];
  /** All processes of the worker are gone. A stop causes that, unless the worker ignores stops. */
  gone(): void;
  /** The worker reports why its end takes long. */
  delayStop(reason: HostText): void;
  /** What the next stops of the worker fail with. */
  stopError: Error | null;
  /** Whether its latest stop has failed. */
  hasStopFailed: boolean;
  /** The settings that were handed to the live worker. */
  applied: Record<string, unknown>[];
  /** How often it was asked to free memory. */
  freed: number;
  /** PID of its worker. */
  pid: number;
  /** Whether nothing of its worker is left. */
  hasEnded: boolean;
  /** How often its process was checked after a sleep of the machine. */
  rechecks: number;
}

/** What the workers of the type do. */
export interface FakeTypeOptions {
  /** Whether the workers report their requests. */
  reportsUsage?: boolean;
  /** Those of the type. */
  features?: readonly string[];
  /** What the workers do when they are asked to free memory. */
  onFree?: (start: FakeStart) => void;
  /** False: only their end frees their memory. */
  canFreeMemory?: boolean;
  /** What the workers answer when a stop asks for their requests. Left out: they cannot be asked. */
  countInFlight?: (signal: AbortSignal) => Promise<number>;
}

interface FakeType {
  type: AnyBackendType;
  starts: FakeStart[];
  ignoresStops: boolean;
  /** The worker of the latest start. */
  spawn(onStopDelayed?: (reason: HostText) => void): WorkerProcess;
}

export function createFakeType({
  reportsUsage = false,
  features = ['testing'],
  onFree,
  canFreeMemory = true,
  countInFlight,
}: FakeTypeOptions): FakeType {
  const workers: WorkerProcess[] = [];
  const fake: FakeType = {
    starts: [],
    ignoresStops: false,
    spawn: (onStopDelayed) => {
      const worker = workers.at(-1);
      const start = fake.starts.at(-1);
      if (!worker || !start) throw new Error('no adapter was made');
      start.delayStop = (reason) => onStopDelayed?.(reason);
      return worker;
    },
    type: defineBackendType({
      id: 'test',
      name: 'Test',
      description: 'For tests.',
      isStandard: true,
      makesImages: true,
      features: [...features],
      reportsUsage,
      settings: fakeSettings,
      maxUsages: ({ MaxUsages }) => MaxUsages,
      gpus: ({ GPU_ID }) => (GPU_ID === '' ? [] : GPU_ID.split(',')),
      autoRestart: ({ AutoRestart }) => AutoRestart,
      stopTimeoutMs: () => 10_000,
      startTimeoutMs: () => 60_000,
      createAdapter: (settings, io) => {
        const { start, worker, isReady } = createFakeStart(settings, io, {
          pid: 1000 + fake.starts.length,
          ignoresStops: fake.ignoresStops,
        });
        fake.starts.push(start);
        workers.push(worker);
        return {
          start: async () => {
            await io.spawn({ command: 'test', args: [], port: 1 });
            await isReady;
            io.update({ currentModel: 'model', address: 'http://127.0.0.1:1' });
          },
          freeMemory: async () => {
            start.freed++;
            onFree?.(start);
            return { ok: true, message: 'Freed.' };
          },
          canFreeMemory: () => canFreeMemory,
          openAiApi: () =>
            features.includes('openai_api')
              ? { baseUrl: 'http://127.0.0.1:1', query: '', headers: {} }
              : null,
          ...(countInFlight ? { countInFlight } : {}),
          applySettings: (applied) => start.applied.push(applied),
        };
      },
    }),
  };
  return fake;
}

const fakeSettings = {
  Model: text({ label: 'Model', description: 'Needs a restart.' }),
  Webhook: secret({ label: 'Webhook', description: 'A secret that must be an address.', format: 'url' }),
  GPU_ID: text({ label: 'GPU', description: 'Which.', format: 'gpu-list' }),
  MaxUsages: integer({
    label: 'Most',
    description: 'Live.',
    default: 1,
    min: 1,
    max: 9,
    requiresRestart: false,
  }),
  AutoRestart: boolean({ label: 'Again', description: 'Live.', default: true, requiresRestart: false }),
  ...workerCommonSettings,
};

function createFakeStart(
  settings: Record<string, unknown>,
  io: AdapterIo,
  { pid, ignoresStops }: { pid: number; ignoresStops: boolean },
): { start: FakeStart; worker: WorkerProcess; isReady: Promise<void> } {
  const readiness = deferred<void>();
  const exited = deferred<ExitInfo>();
  const ended = deferred<void>();
  const start: FakeStart = {
    io,
    settings,
    ready: () => readiness.resolve(),
    fail: (error) => readiness.reject(error),
    exit: (exit = {}) => exited.resolve({ code: 1, signal: null, ...exit }),
    stops: [],
    gone: () => {
      exited.resolve({ code: null, signal: 'SIGTERM' });
      ended.resolve();
    },
    delayStop: () => {},
    stopError: null,
    hasStopFailed: false,
    applied: [],
    freed: 0,
    rechecks: 0,
    pid,
    hasEnded: false,
  };
  void ended.promise.then(() => {
    start.hasEnded = true;
  });
  const worker: WorkerProcess = {
    pid,
    exited: exited.promise,
    outputEnded: Promise.resolve(),
    tree: async () => [],
    recheck: async () => void start.rechecks++,
    stop: ({ graceMs }) => {
      start.stops.push(graceMs);
      start.hasStopFailed = start.stopError !== null;
      if (start.stopError) return Promise.reject(start.stopError);
      if (!ignoresStops) start.gone();
      return ended.promise;
    },
  };
  // What a worker that ended by itself has left is gone as well.
  void exited.promise.then(() => {
    if (!ignoresStops) ended.resolve();
  });
  return { start, worker, isReady: readiness.promise };
}
