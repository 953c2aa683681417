// Stands in for real workers: a registry over a real store, with adapters that a test opens and closes by hand and a manual clock.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Admission, admitWithoutGpus } from '../../../electron/core/backend/admission.ts';
import {
  type AdapterIo,
  type AnyBackendType,
  defineBackendType,
} from '../../../electron/core/backend/backend-type.ts';
import { workerCommonSettings } from '../../../electron/core/backend/common-settings.ts';
import { Registry } from '../../../electron/core/backend/registry.ts';
import type { ExitInfo } from '../../../electron/core/process/exit-info.ts';
import type { WorkerProcess } from '../../../electron/core/process/worker-process.ts';
import { SecretBox, type SecretCodec } from '../../../electron/core/storage/secrets.ts';
import { Store } from '../../../electron/core/storage/store.ts';
import { boolean, integer, secret, text } from '../../../shared/settings.ts';
import { ManualClock } from './manual-clock.ts';

/** One start, as the test sees it. */
export interface Start {
  io: AdapterIo;
  settings: Record<string, unknown>;
  /** The adapter's word that it is ready. */
  ready(): void;
  fail(error: unknown): void;
  /** The worker ends by itself. */
  exit(exit?: Partial<ExitInfo>): void;
  /** The grace of each stop that was asked for, in milliseconds. */
  stops: number[];
  /** The process tree is gone; a worker obeys at once unless it was made stubborn. */
  gone(): void;
  applied: Record<string, unknown>[];
  /** How often it was asked to free memory. */
  freed: number;
  /** PID of its worker. */
  pid: number;
  /** How often it was looked whether its process is still there. */
  rechecks: number;
}

export interface Harness {
  registry: Registry;
  clock: ManualClock;
  starts: Start[];
  faults: unknown[];
  remarks: string[];
  /** Workers made from now on end only when the test says so. */
  stubborn: boolean;
  /** Lets what is due happen, writes to the disk included. */
  settle(): Promise<void>;
  dataDir: string;
  /** Opens the store again, as the next start of the program does. */
  reopen(): Promise<Store>;
  dispose(): Promise<void>;
}

const deferred = <T>() => {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
};

export interface HarnessOptions {
  /** That of an earlier harness, as the next start of the program finds it. */
  dataDir?: string;
  codec?: SecretCodec;
  /** Told as an event bus is. */
  onChange?: (id: number) => void;
  onRemoved?: (id: number) => void;
  /** Whether the workers tell of their requests. */
  reportsUsage?: boolean;
  admission?: Admission;
  /** What the workers do when they are asked to free memory. */
  onFree?: (start: Start) => void;
}

export async function createHarness(options: HarnessOptions = {}): Promise<Harness> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'switchyard-registry-')));
  const clock = new ManualClock();
  const open = () =>
    Store.open({
      dataDir,
      wall: () => clock.wall(),
      secrets: options.codec && new SecretBox(options.codec, [testType]),
    });
  const starts: Start[] = [];
  const faults: unknown[] = [];
  const remarks: string[] = [];
  let nextPid = 1000;

  const testType: AnyBackendType = defineBackendType({
    id: 'test',
    name: 'Test',
    description: 'For tests.',
    isStandard: true,
    canLoadModels: true,
    features: ['testing'],
    reportsUsage: options.reportsUsage ?? false,
    settings: {
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
    },
    maxUsages: ({ MaxUsages }) => MaxUsages,
    gpus: ({ GPU_ID }) => (GPU_ID === '' ? [] : GPU_ID.split(',')),
    autoRestart: ({ AutoRestart }) => AutoRestart,
    stopTimeoutMs: () => 10_000,
    startTimeoutMs: () => 60_000,
    createAdapter: (settings, io) => {
      const readiness = deferred<void>();
      const exited = deferred<ExitInfo>();
      const ended = deferred<void>();
      const { stubborn } = harness;
      const start: Start = {
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
        applied: [],
        freed: 0,
        rechecks: 0,
        pid: nextPid++,
      };
      workers.set(io, {
        pid: start.pid,
        exited: exited.promise,
        outputEnded: Promise.resolve(),
        tree: async () => [],
        recheck: async () => void start.rechecks++,
        stop: ({ graceMs }) => {
          start.stops.push(graceMs);
          if (!stubborn) start.gone();
          // What a worker that ended by itself left is gone as well.
          return ended.promise;
        },
      });
      void exited.promise.then(() => {
        if (!stubborn) ended.resolve();
      });
      starts.push(start);
      return {
        start: async () => {
          await io.spawn({ command: 'test', args: [], port: 1 });
          await readiness.promise;
          io.update({ currentModel: 'model', address: 'http://127.0.0.1:1' });
        },
        freeMemory: async () => {
          start.freed++;
          options.onFree?.(start);
          return { ok: true, message: 'Freed.' };
        },
        applySettings: (applied) => start.applied.push(applied),
      };
    },
  });
  const workers = new Map<AdapterIo, WorkerProcess>();

  const store = await open();
  const registry = new Registry({
    store,
    types: [testType],
    random: () => 0.5,
    wall: () => clock.wall(),
    admission: options.admission ?? admitWithoutGpus('linux'),
    environmentFor: () => ({
      clock,
      platform: 'linux',
      paths: { llamaWorker: '', sampleModel: '', node: { command: '', env: {} } },
      spawn: async () => {
        const worker = [...workers.values()].at(-1);
        if (!worker) throw new Error('no adapter was made');
        return worker;
      },
      choosePort: async () => 1,
      releasePort: () => {},
      assertPortFree: async () => {},
      waitUntilReady: async () => {},
      logMessage: (line) => remarks.push(line),
      mark: () => 0,
      linesSince: () => ['the last line'],
    }),
    removeLog: () => {},
    onChange: (id) => options.onChange?.(id),
    onRemoved: (id) => options.onRemoved?.(id),
    onFault: (error) => faults.push(error),
  });
  const harness: Harness = {
    registry,
    clock,
    starts,
    faults,
    remarks,
    stubborn: false,
    settle: async () => {
      // A command reaches the store a turn after it was posted, and what follows the write another turn later.
      await clock.advance(0);
      await store.flush();
      await clock.advance(0);
    },
    dataDir,
    reopen: open,
    dispose: () => rm(dataDir, { recursive: true, force: true }),
  };
  return harness;
}
