// A registry over a real store, with a fake backend type whose workers a test controls, and a manual clock.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewEntry } from '../../../electron/core/activity/activity-log.ts';
import { ActorList } from '../../../electron/core/backend/actor-list.ts';
import { type Admission, admitWithoutGpus } from '../../../electron/core/backend/admission.ts';
import {
  type AdapterIo,
  type AnyBackendType,
  defineBackendType,
} from '../../../electron/core/backend/backend-type.ts';
import { workerCommonSettings } from '../../../electron/core/backend/common-settings.ts';
import { Registry } from '../../../electron/core/backend/registry.ts';
import { localFileChecks } from '../../../electron/core/files/file-checks.ts';
import type { ExitInfo } from '../../../electron/core/process/exit-info.ts';
import type { Ports } from '../../../electron/core/process/ports/ports.ts';
import type { WorkerProcess } from '../../../electron/core/process/worker-process.ts';
import { settleGenerations } from '../../../electron/core/storage/files/generations.ts';
import { SecretBox, type SecretCodec } from '../../../electron/core/storage/secrets/secrets.ts';
import { Store } from '../../../electron/core/storage/store.ts';
import { STORE_FILE } from '../../../electron/core/storage/store-document.ts';
import { type LinesWatcher, makeBatch } from '../../../electron/core/text-batch.ts';
import type { FullBackend } from '../../../shared/backend.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { boolean, integer, secret, text } from '../../../shared/settings.ts';
import { englishOf } from '../../../shared/words/phrase.ts';
import { ManualClock } from './manual-clock.ts';

type RecordedEntry = Omit<NewEntry, 'message'> & { message: string };

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
  delayStop(reason: string): void;
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

export interface Harness {
  registry: Registry;
  clock: ManualClock;
  starts: FakeStart[];
  faults: unknown[];
  /** The log messages of all backends. */
  logMessages: string[];
  /** The worker that runs prints these lines; made for tests with one backend. */
  print(...lines: string[]): void;
  /** What was recorded of all backends, oldest first. */
  /** With the English of its messages. */
  activity: RecordedEntry[];
  /** Workers that are made from now on end only when the test says so. */
  ignoresStops: boolean;
  /** Lets happen what is due, writes to the disk included. */
  settle(): Promise<void>;
  /**
   * Holds the writes that are requested from now on, and with them the commands that wait for theirs.
   * @returns lets them go on
   */
  holdWrites(): () => void;
  dataDir: string;
  /** See {@link Store.retryUnsaved}. */
  retryUnsaved(): Promise<void>;
  /** Opens the store again, as the next start of the program does. */
  reopen(): Promise<Store>;
  dispose(): Promise<void>;
  /** The latest start. @throws Error where nothing was started */
  latest(): FakeStart;
  /** A backend as the API shows it. @param id 0 where left out */
  view(id?: number): FullBackend;
  /** Adds a backend and lets it become ready. */
  addRunning(settings?: Record<string, unknown>): Promise<FakeStart>;
  /** Adds a backend whose worker crashes twice, so that it waits for its third start. */
  addRetrying(): Promise<void>;
}

export interface HarnessOptions {
  /** Where parts that the registry needs read the same list and the same time. */
  actors?: ActorList;
  clock?: ManualClock;
  /** That of an earlier harness, as the next start of the program finds it. */
  dataDir?: string;
  codec?: SecretCodec;
  /** Called as an event bus is. */
  onChange?: (id: number) => void;
  onRemoved?: (id: number) => void;
  /** Whether the workers report their requests. */
  reportsUsage?: boolean;
  /** Those of the type. */
  features?: readonly string[];
  admission?: Admission;
  /** What the workers do when they are asked to free memory. */
  onFree?: (start: FakeStart) => void;
  /** False: only their end frees their memory. */
  canFreeMemory?: boolean;
  /** Left out: every worker that asks for a port gets 1. */
  choosePort?: Ports['choose'];
  /** How long the starts of the backends usually take; left out: nobody knows. */
  usualStartSeconds?: number;
  /** The program that has every port; left out: all are free. */
  portOwner?: string;
  /** What the workers answer when a stop asks for their requests. Left out: they cannot be asked. */
  countInFlight?: (signal: AbortSignal) => Promise<number>;
}

export async function createHarness(options: HarnessOptions = {}): Promise<Harness> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'switchyard-registry-')));
  const { actors = new ActorList(), clock = new ManualClock() } = options;
  const fake = createFakeType(options);
  const openStore = () =>
    Store.open({
      dataDir,
      wall: () => clock.wall(),
      secrets: options.codec && new SecretBox(options.codec, [fake.type]),
    });
  const faults: unknown[] = [];
  const logMessages: string[] = [];
  const watchers = new Set<LinesWatcher>();
  let lastSeq = 0;
  const activity: RecordedEntry[] = [];
  const store = await openStore();
  const holdWrites = holdable(store);
  actors.subscribe({
    changed: ({ id }) => options.onChange?.(id),
    removed: (id) => options.onRemoved?.(id),
  });
  const registry = new Registry({
    actors,
    store,
    types: [fake.type],
    random: () => 0.5,
    wall: () => clock.wall(),
    admission: options.admission ?? admitWithoutGpus('linux'),
    environmentFor: () => ({
      clock,
      platform: 'linux',
      paths: { llamaWorker: '', sampleModel: '' },
      files: localFileChecks,
      spawn: async (_request, { onStopDelayed }) => fake.spawn(onStopDelayed),
      spawnBeside: async (_process, { onStopDelayed }) => fake.spawn(onStopDelayed),
      identity: 'test',
      choosePort: options.choosePort ?? (async () => 1),
      releasePort: () => {},
      assertPortFree: async (port, backend) => {
        const { portOwner: owner } = options;
        if (owner !== undefined) throw new SwitchyardError('port_in_use', { backend, port, owner });
      },
      countClients: async () => null,
      waitUntilReady: async () => {},
      logMessage: (message) => logMessages.push(message),
      watchLog: (watcher) => {
        watchers.add(watcher);
        return () => void watchers.delete(watcher);
      },
      startRunInLog: (message) => logMessages.push(message),
      endRunInLog: (_run, _end, message) => void logMessages.push(message),
      watchUnfinished: () => () => {},
      usualStartSeconds: () => options.usualStartSeconds ?? null,
      logPosition: () => 0,
      maskInLog: () => undefined,
      linesAfter: () => ['the last line'],
    }),
    recordActivity: (entry) => activity.push({ ...entry, message: englishOf(entry.message) }),
    removeLog: () => {},
    onFault: (error) => faults.push(error),
  });
  const harness: Harness = {
    registry,
    clock,
    starts: fake.starts,
    faults,
    logMessages,
    print: (...texts) => {
      const at = new Date(clock.wall()).toISOString();
      for (const watcher of watchers) watcher(makeBatch({ firstSeq: lastSeq + 1, at, stream: 'err' }, texts));
      lastSeq += texts.length;
    },
    activity,
    get ignoresStops() {
      return fake.ignoresStops;
    },
    set ignoresStops(ignores) {
      fake.ignoresStops = ignores;
    },
    settle: async () => {
      // A command reaches the store one turn after it was posted, and what follows the write comes another turn later.
      await clock.advance(0);
      await store.flush();
      await clock.advance(0);
    },
    holdWrites,
    dataDir,
    retryUnsaved: () => store.retryUnsaved(),
    reopen: openStore,
    async dispose() {
      await settleGenerations(join(dataDir, STORE_FILE));
      await rm(dataDir, { recursive: true, force: true });
    },
    latest: () => {
      const start = fake.starts.at(-1);
      if (!start) throw new Error('nothing was started');
      return start;
    },
    view: (id = 0) => registry.get(id).view(),
    addRunning: async (settings = {}) => {
      await registry.add({ typeId: 'test', settings });
      await harness.settle();
      harness.latest().ready();
      await harness.settle();
      return harness.latest();
    },
    addRetrying: async () => {
      await harness.addRunning();
      harness.latest().exit();
      await harness.settle();
      harness.latest().ready();
      await harness.settle();
      harness.latest().exit();
      await harness.settle();
    },
  };
  return harness;
}

/** Makes the writes of a store holdable. @returns see {@link Harness.holdWrites} */
function holdable(store: Store): Harness['holdWrites'] {
  const update = store.update.bind(store);
  const updateOrKeep = store.updateOrKeep.bind(store);
  let held: Promise<void> | null = null;
  store.update = (apply) => (held ? held.then(() => update(apply)) : update(apply));
  store.updateOrKeep = (unsaved, apply) =>
    held ? held.then(() => updateOrKeep(unsaved, apply)) : updateOrKeep(unsaved, apply);
  return () => {
    const released = deferred<void>();
    held = released.promise;
    return () => {
      held = null;
      released.resolve();
    };
  };
}

interface FakeType {
  type: AnyBackendType;
  starts: FakeStart[];
  ignoresStops: boolean;
  /** The worker of the latest start. */
  spawn(onStopDelayed?: (reason: string) => void): WorkerProcess;
}

function createFakeType({
  reportsUsage = false,
  features = ['testing'],
  onFree,
  canFreeMemory = true,
  countInFlight,
}: HarnessOptions): FakeType {
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

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
