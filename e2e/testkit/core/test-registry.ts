// A registry over a real store, with a fake backend type whose workers a test controls, and a manual clock.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewEntry } from '../../../electron/core/activity/activity-log.ts';
import { ActorList } from '../../../electron/core/backend/actor-list.ts';
import { type Admission, admitWithoutGpus } from '../../../electron/core/backend/admission.ts';
import { Registry } from '../../../electron/core/backend/registry.ts';
import { localFileChecks } from '../../../electron/core/files/file-checks.ts';
import type { Ports } from '../../../electron/core/process/ports/ports.ts';
import { settleGenerations } from '../../../electron/core/storage/files/generations.ts';
import { SecretBox, type SecretCodec } from '../../../electron/core/storage/secrets/secrets.ts';
import { Store } from '../../../electron/core/storage/store.ts';
import { STORE_FILE } from '../../../electron/core/storage/store-document.ts';
import { type LinesWatcher, makeBatch } from '../../../electron/core/text-batch.ts';
import type { FullBackend } from '../../../shared/backend.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { englishOf } from '../../../shared/words/phrase.ts';
import { deferred } from './deferred.ts';
import { createFakeType, type FakeStart, type FakeTypeOptions } from './fake-type.ts';
import { ManualClock } from './manual-clock.ts';

type RecordedEntry = Omit<NewEntry, 'message'> & { message: string };

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

export interface HarnessOptions extends FakeTypeOptions {
  /** Where parts that the registry needs read the same list and the same time. */
  actors?: ActorList;
  clock?: ManualClock;
  /** That of an earlier harness, as the next start of the program finds it. */
  dataDir?: string;
  codec?: SecretCodec;
  /** Called as an event bus is. */
  onChange?: (id: number) => void;
  onRemoved?: (id: number) => void;
  admission?: Admission;
  /** Left out: every worker that asks for a port gets 1. */
  choosePort?: Ports['choose'];
  /** How long the starts of the backends usually take; left out: nobody knows. */
  usualStartSeconds?: number;
  /** The program that has every port; left out: all are free. */
  portOwner?: string;
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
    recordActivity: (due) => {
      const entry = typeof due === 'function' ? due() : due;
      if (entry) activity.push({ ...entry, message: englishOf(entry.message) });
    },
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
