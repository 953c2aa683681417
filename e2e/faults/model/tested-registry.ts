/** A real registry over a real file, with workers and a clock that a test controls, beside the model that it is compared with. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { MemoryFreeing } from '../../../electron/core/admission/memory-freeing.ts';
import { settleGenerations } from '../../../electron/core/storage/files/generations.ts';
import { STORE_FILE } from '../../../electron/core/storage/store-document.ts';
import { codeOf, SwitchyardError } from '../../../shared/errors.ts';
import { FakeGpus } from '../../testkit/core/fake-gpus.ts';
import { createHarness, type Harness } from '../../testkit/core/test-registry.ts';
import { type ModelBackend, RegistryModel, START_TIMEOUT } from './registry-model.ts';

/** What a call must come to: a value that has at least these fields, or an error with that code. */
export type Expected = { value: unknown } | { code: string };

interface Call {
  name: string;
  expected: Expected;
  outcome: { value: unknown } | { code: string; message: string } | null;
}

/** Turns of the event loop in which a command with a write has certainly been carried out are so many per command. */
const ROUNDS_PER_CALL = 2;
/** Steps of time in which every backend has come to rest. */
const MAX_STEPS = 400;

export class TestedRegistry {
  readonly model = new RegistryModel();
  readonly dataDir: string;
  #harness: Harness;
  #freeing: MemoryFreeing;
  #calls: Call[] = [];
  #startsSeen = 0;
  #mayFault = false;
  /** The file as the host wrote it, while another program has changed it. */
  #ownText = '';
  #foreignText = '';
  #foreignEdits = 0;

  static async create(): Promise<TestedRegistry> {
    // In memory where that is possible, because thousands of sequences would wait for the disk most of the time.
    const folder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
    const dataDir = await mkdtemp(join(folder, 'switchyard-model-'));
    return new TestedRegistry(dataDir, await createHarness({ dataDir }));
  }

  private constructor(dataDir: string, harness: Harness) {
    this.dataDir = dataDir;
    this.#harness = harness;
    this.#freeing = createFreeing(harness);
  }

  get registry(): Harness['registry'] {
    return this.#harness.registry;
  }

  get clock(): Harness['clock'] {
    return this.#harness.clock;
  }

  /** Workers that are made from now on end only when the test says so. */
  set ignoresStops(ignores: boolean) {
    this.#harness.ignoresStops = ignores;
  }

  /** Calls an operation; its reply is compared when it comes. */
  call(name: string, operation: () => Promise<unknown>, expected: Expected): void {
    const call: Call = { name, expected, outcome: null };
    this.#calls.push(call);
    // In an async function, for some operations throw at once.
    void (async () => operation())().then(
      (value) => {
        call.outcome = { value };
      },
      (error: unknown) => {
        call.outcome = { code: codeOf(error), message: String(error) };
      },
    );
  }

  free(target: 'all' | number): Promise<unknown> {
    return this.#freeing.free(this.registry.freeTargets(target), false);
  }

  /** Lets happen what is due, and compares everything with the model. */
  async settle(): Promise<void> {
    const rounds = ROUNDS_PER_CALL * (1 + this.#calls.filter(({ outcome }) => outcome === null).length);
    for (let round = 0; round < rounds; round++) await this.#harness.settle();
    this.#observe();
    this.#compare();
  }

  /** Lets time pass, from one timer to the next. */
  async pass(ms: number): Promise<void> {
    for (let rest = ms; rest > 0; ) {
      const step = Math.min(rest, Math.max(1, this.clock.pendingTimers()[0] ?? rest));
      await this.clock.advance(step);
      await this.settle();
      rest -= step;
    }
  }

  /** Another program changes the registry file. */
  async changeFileByHand(): Promise<void> {
    const [first] = this.model.backends;
    if (!first || this.model.diskFault) return;
    this.#ownText = readFileSync(this.#file, 'utf8');
    const document = JSON.parse(this.#ownText);
    const title = `by hand ${++this.#foreignEdits}`;
    document.backends[0].title = title;
    this.#foreignText = JSON.stringify(document);
    await writeFile(this.#file, this.#foreignText);
    this.model.diskFault = 'other_writer';
    this.model.foreignTitles = new Map([[first.id, title]]);
  }

  /** Something that cannot be removed is in the way of each write. */
  async blockWrites(): Promise<void> {
    if (this.model.diskFault) return;
    await mkdir(this.#obstacle);
    this.model.blockWrites(existsSync(this.#file));
  }

  async mendDisk(): Promise<void> {
    if (this.model.diskFault === 'store_failed') {
      await rmdir(this.#obstacle);
      this.model.saved = null;
      await this.#harness.retryUnsaved();
    }
    if (this.model.diskFault === 'other_writer') await writeFile(this.#file, this.#ownText);
    this.model.diskFault = null;
    this.model.foreignTitles = null;
  }

  /** Stops of this worker fail until it is told otherwise. */
  setStopError(backend: ModelBackend, error: Error | null): void {
    const worker = backend.liveWorker;
    if (!worker) return;
    worker.start.stopError = error;
    this.#mayFault ||= error !== null;
  }

  /** The host ends as it should, or is killed at once; the next one starts on the same directory. */
  async restartHost(how: 'quit' | 'kill'): Promise<void> {
    if (how === 'quit') await this.#quit();
    this.#checkFaults();
    const { ignoresStops } = this.#harness;
    const wall = this.clock.wall();
    this.#harness = await createHarness({ dataDir: this.dataDir });
    this.clock.shiftWall(wall - this.clock.wall());
    this.#harness.ignoresStops = ignoresStops;
    this.#freeing = createFreeing(this.#harness);
    this.#startsSeen = 0;
    this.#calls = [];
    this.model.restart();
    this.registry.start();
    await this.settle();
  }

  /** Ends all faults and lets everything come to rest; compares once more, ends the host, and reads its file. */
  async finish(): Promise<void> {
    await this.mendDisk();
    this.ignoresStops = false;
    this.#letWorkersEnd();
    await this.settle();
    for (let step = 0; !this.#isAtRest(); step++) {
      if (step > MAX_STEPS) throw new Error(`There is no rest: ${JSON.stringify(this.#statuses())}`);
      for (const { healthyWorker } of this.model.backends) {
        this.makeReady(healthyWorker);
        this.setContact(healthyWorker, true);
      }
      await this.settle();
      if (!this.#isAtRest()) await this.pass(Math.max(1, this.clock.pendingTimers()[0] ?? START_TIMEOUT));
    }
    expect(this.#calls).toEqual([]);
    await this.#quit();
    this.#checkFaults();
    expect(documentOf(JSON.stringify((await this.#harness.reopen()).document))).toEqual(
      this.model.document(),
    );
  }

  async dispose(): Promise<void> {
    await settleGenerations(this.#file);
    await rm(this.dataDir, { recursive: true, force: true });
  }

  makeReady(worker: ModelBackend['worker']): void {
    if (!worker || worker.readyAt !== null) return;
    worker.readyAt = this.clock.now();
    worker.start.ready();
  }

  /** A ready worker does not answer any more, or answers again. */
  setContact(worker: ModelBackend['worker'], answers: boolean): void {
    if (!worker || worker.readyAt === null || (worker.silentSince === null) === answers) return;
    worker.silentSince = answers ? null : this.clock.now();
    if (answers) worker.start.io.contactFound();
    else
      worker.start.io.contactLost(new SwitchyardError('contact_lost', { backend: 'it', reason: 'no reply' }));
  }

  get #file(): string {
    return join(this.dataDir, STORE_FILE);
  }

  get #obstacle(): string {
    return `${this.#file}.writing`;
  }

  async #quit(): Promise<void> {
    let hasClosed = false;
    void this.registry.close().then(() => {
      hasClosed = true;
    });
    const haveEnded = () => this.#harness.starts.every(({ hasEnded }) => hasEnded);
    for (let step = 0; !hasClosed || !haveEnded(); step++) {
      if (step > MAX_STEPS) throw new Error('The registry does not close, or leaves a worker.');
      this.#letWorkersEnd();
      await this.#harness.settle();
      await this.clock.advance(1000);
    }
    await expect(this.registry.add({ typeId: 'test' })).rejects.toMatchObject({ code: 'shutting_down' });
  }

  /** Workers that hang end after all, and stops succeed. */
  #letWorkersEnd(): void {
    for (const backend of [...this.model.backends, ...this.model.deleted]) {
      const worker = backend.liveWorker;
      if (!worker) continue;
      worker.start.stopError = null;
      if (worker.isStopRequested || worker.failure) worker.start.gone();
    }
    for (const start of this.#harness.starts) {
      start.stopError = null;
      if (start.stops.length > 0) start.gone();
    }
  }

  #isAtRest(): boolean {
    return (
      this.model.lingering.length === 0 &&
      this.#calls.length === 0 &&
      this.model.backends.every(({ status, enabled }) =>
        enabled ? status === 'running' || status === 'errored' : status === 'disabled',
      )
    );
  }

  #statuses(): unknown {
    return this.model.listed.map(({ id, status, enabled }) => ({ id, status, enabled }));
  }

  /** Gives the model what has happened to the workers. */
  #observe(): void {
    const now = this.clock.now();
    for (const backend of [...this.model.backends, ...this.model.deleted]) backend.observe(now);
    for (const start of this.#harness.starts.slice(this.#startsSeen)) {
      const id = Number(/^Backend (\d+)/.exec(start.io.backend)?.[1]);
      const backend = this.model.find(id) ?? this.model.deleted.find((deleted) => deleted.id === id);
      // Of commands at the same time, a later one may have ended it again.
      const isStopRequested = start.stops.length > 0;
      if (!backend || (!isStopRequested && !this.model.backends.includes(backend)))
        throw new Error(`${start.io.backend} was started, which there is not.`);
      if (!isStopRequested && !backend.enabled)
        throw new Error(`${start.io.backend} was started, which is disabled.`);
      if (backend.liveWorker) throw new Error(`${start.io.backend} was started while its worker lives.`);
      backend.worker = {
        start,
        startedAt: now,
        readyAt: null,
        silentSince: null,
        isStopRequested,
        failure: null,
      };
      backend.observe(now);
    }
    this.#startsSeen = this.#harness.starts.length;
  }

  #compare(): void {
    const open = this.#calls.filter(({ outcome }) => outcome === null);
    for (const { name, expected, outcome } of this.#calls)
      if (outcome) expect(outcome, name).toMatchObject(expected);
    this.#calls = open;
    // Only the end of a worker may be waited for.
    if (open.length > 0 && !this.model.listed.some(({ liveWorker }) => liveWorker?.isStopRequested))
      throw new Error(`No reply to ${open.map(({ name }) => name).join(', ')}`);
    const listed = this.registry.actors().map((actor) => actor.view());
    expect(
      listed.map(({ id, title, settings, enabled, modcount, status, restarts }) => ({
        id,
        title,
        settings: pickSettings(settings),
        enabled,
        modcount,
        status,
        restarts,
      })),
    ).toEqual(
      this.model.listed.map(({ id, title, settings, enabled, modcount, status, failures }) => ({
        id,
        title,
        settings,
        enabled,
        modcount,
        status,
        restarts: failures,
      })),
    );
    this.#compareFile();
    this.#checkFaults();
  }

  #compareFile(): void {
    const text = readText(this.#file);
    if (this.model.foreignTitles) expect(text).toBe(this.#foreignText);
    else expect(documentOf(text ?? '{"next_id":0,"backends":[],"deleted":[]}')).toEqual(this.model.onDisk);
  }

  #checkFaults(): void {
    if (!this.#mayFault) expect(this.#harness.faults).toEqual([]);
  }
}

function documentOf(text: string): unknown {
  const { next_id, backends, deleted } = JSON.parse(text);
  const record = ({ id, title, enabled, modcount, settings, position }: Record<string, unknown>) => ({
    id,
    title,
    enabled,
    modcount,
    settings: pickSettings(settings as Record<string, unknown>),
    position,
  });
  return {
    nextId: next_id,
    backends: backends.map(record),
    deleted: deleted.map(record).sort((a: { id: number }, b: { id: number }) => a.id - b.id),
  };
}

const pickSettings = ({ Model, MaxUsages, AutoRestart }: Record<string, unknown>) => ({
  Model,
  MaxUsages,
  AutoRestart,
});

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

const createFreeing = ({ clock }: Harness): MemoryFreeing =>
  new MemoryFreeing({ clock, gpus: new FakeGpus(), table: { rows: async () => [] } as never });
