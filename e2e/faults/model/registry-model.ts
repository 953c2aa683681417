/**
 * A small model of the registry: which backends there must be, what of them is on disk, and which status each one has. It
 * follows from the commands that were acknowledged and from what happened to the workers, and knows nothing of the program.
 */
import type { BackendStatus } from '../../../shared/backend.ts';
import { MAX_BACKEND_ID } from '../../../shared/limits.ts';
import type { FakeStart } from '../../testkit/core/fake-type.ts';

/** Milliseconds of the fake type and of the restart policy, as the documentation promises them. */
export const START_TIMEOUT = 60_000;
export const STABLE_AFTER = 60_000;
export const MAX_FAILURES = 5;
const CONTACT_TIMEOUT = 180_000;

export interface ModelSettings {
  /** Needs a restart. */
  Model: string;
  MaxUsages: number;
  AutoRestart: boolean;
}

/** The worker that a backend has, or had last. */
export interface ModelWorker {
  readonly start: FakeStart;
  /** Monotonic milliseconds. */
  readonly startedAt: number;
  readyAt: number | null;
  /** When contact was lost, or its limit was set anew; null while there is contact. */
  silentSince: number | null;
  /** A command has requested its end. */
  isStopRequested: boolean;
  /** How it failed by itself; null where it did not. Permanent: no other attempt follows. */
  failure: { isPermanent: boolean } | null;
}

/** After a stop that has failed, the end is found only when it is tried again. */
const isKnownToHaveEnded = ({ start }: ModelWorker): boolean => start.hasEnded && !start.hasStopFailed;

let lastUid = 0;

export class ModelBackend {
  /** Stays when its id changes, and in copies. */
  readonly uid: number;
  id: number;
  title: string;
  settings: ModelSettings;
  enabled = true;
  modcount = 0;
  position: number | undefined;
  /** In a row. */
  failures = 0;
  hasGivenUp = false;
  worker: ModelWorker | null = null;
  /** Commands that are still being carried out start or stop it. */
  isChanging = false;

  constructor(id: number, title: string, settings: ModelSettings, uid = ++lastUid) {
    this.uid = uid;
    this.id = id;
    this.title = title;
    this.settings = settings;
  }

  get liveWorker(): ModelWorker | null {
    return this.worker && !isKnownToHaveEnded(this.worker) ? this.worker : null;
  }

  /** The worker, if it is neither being stopped nor failed. */
  get healthyWorker(): ModelWorker | null {
    const worker = this.liveWorker;
    return worker && !worker.isStopRequested && !worker.failure ? worker : null;
  }

  get status(): BackendStatus {
    const worker = this.liveWorker;
    if (worker?.isStopRequested) return 'waiting';
    // What a dead worker has left is ended before anything else; a failed start is loading until then.
    if (worker?.failure) return worker.readyAt === null ? 'loading' : 'waiting';
    if (worker && worker.silentSince !== null) return 'idle';
    if (worker) return worker.readyAt === null ? 'loading' : 'running';
    if (!this.enabled) return 'disabled';
    return this.hasGivenUp ? 'errored' : 'waiting';
  }

  /** A command of the user that starts or stops it. */
  applyCommand(): void {
    this.isChanging = true;
    this.failures = 0;
    this.hasGivenUp = false;
    if (this.liveWorker) this.liveWorker.isStopRequested = true;
  }

  fail(isPermanent: boolean): void {
    if (this.healthyWorker) this.healthyWorker.failure = { isPermanent };
  }

  /** @param now monotonic milliseconds */
  observe(now: number): void {
    this.isChanging = false;
    const { worker } = this;
    if (!worker) return;
    if (worker.readyAt === null && now - worker.startedAt >= START_TIMEOUT && !worker.isStopRequested)
      worker.failure ??= { isPermanent: false };
    const isSilentTooLong = worker.silentSince !== null && now - worker.silentSince >= CONTACT_TIMEOUT;
    if (isSilentTooLong && this.settings.AutoRestart && !worker.isStopRequested)
      worker.failure ??= { isPermanent: false };
    if (this.healthyWorker && worker.readyAt !== null && now - worker.readyAt >= STABLE_AFTER)
      this.failures = 0;
    if (!isKnownToHaveEnded(worker)) return;
    this.worker = null;
    if (worker.isStopRequested || !worker.failure) return;
    this.failures += 1;
    this.hasGivenUp = worker.failure.isPermanent || this.failures >= MAX_FAILURES;
  }

  clone(): ModelBackend {
    const copy = new ModelBackend(this.id, this.title, { ...this.settings }, this.uid);
    return Object.assign(copy, {
      enabled: this.enabled,
      modcount: this.modcount,
      position: this.position,
      failures: this.failures,
      hasGivenUp: this.hasGivenUp,
      worker: this.worker,
    });
  }
}

/** What there is where nothing was ever saved. */
const EMPTY = { nextId: 0, backends: [], deleted: [] };

/** Why changes cannot be saved. */
export type DiskFault = 'store_failed' | 'other_writer';

export class RegistryModel {
  backends: ModelBackend[] = [];
  deleted: ModelBackend[] = [];
  nextId = 0;
  diskFault: DiskFault | null = null;
  /** What the disk holds while changes cannot be saved: switches to off and deletions are made all the same. */
  saved: { backends: ModelBackend[]; deleted: ModelBackend[]; nextId: number; text: string | null } | null =
    null;
  /** The title that another program gave to a backend on disk, by id; null where it changed nothing. */
  foreignTitles: Map<number, string> | null = null;

  find(id: number): ModelBackend | undefined {
    return this.backends.find((backend) => backend.id === id);
  }

  /** Deleted backends whose worker is not gone. Their ids are taken until then. */
  get lingering(): ModelBackend[] {
    return this.deleted.filter(({ liveWorker }) => liveWorker !== null);
  }

  /** Those that the API lists, in order of id. */
  get listed(): ModelBackend[] {
    return [...this.backends, ...this.lingering].sort((a, b) => a.id - b.id);
  }

  takeNextId(): number {
    if (this.nextId <= MAX_BACKEND_ID) return this.nextId++;
    const taken = new Set([...this.backends, ...this.deleted].map(({ id }) => id));
    let id = 0;
    while (taken.has(id)) id += 1;
    return id;
  }

  /** From now on no change can be saved. @param hasFile whether anything was saved before */
  blockWrites(hasFile: boolean): void {
    this.diskFault = 'store_failed';
    const cloneAll = (backends: ModelBackend[]) => backends.map((backend) => backend.clone());
    this.saved = {
      backends: cloneAll(this.backends),
      deleted: cloneAll(this.deleted),
      nextId: this.nextId,
      text: hasFile ? JSON.stringify(this.document()) : null,
    };
  }

  /** What the registry file must hold. */
  get onDisk(): unknown {
    if (this.saved === null) return this.document();
    return this.saved.text === null ? EMPTY : JSON.parse(this.saved.text);
  }

  /**
   * Makes a change that has to be saved. Where that fails it is taken back, unless the disk holds already what it makes of each
   * backend that it touches.
   * @returns the code of the error, or null
   */
  change(apply: () => void, takeBack: () => void): DiskFault | null {
    if (this.diskFault === 'other_writer') return this.diskFault;
    const before = recordsByUid(this);
    apply();
    if (this.saved === null) return null;
    const onDisk = recordsByUid(this.saved);
    const isOnDisk = [...recordsByUid(this)].every(
      ([uid, record]) => record === before.get(uid) || record === onDisk.get(uid),
    );
    if (isOnDisk) return null;
    takeBack();
    return this.diskFault;
  }

  /** The host was killed or has ended, and another one has read the file. */
  restart(): void {
    if (this.saved !== null) {
      const { backends, deleted, nextId, text } = this.saved;
      Object.assign(this, { backends, deleted, nextId });
      this.blockWrites(text !== null);
    }
    for (const backend of [...this.backends, ...this.deleted]) {
      backend.worker = null;
      backend.failures = 0;
      backend.hasGivenUp = false;
    }
    for (const [id, title] of this.foreignTitles ?? []) {
      const backend = this.find(id);
      if (backend) backend.title = title;
    }
    this.foreignTitles = null;
    if (this.diskFault === 'other_writer') this.diskFault = null;
  }

  /** The list, as it would be saved now. */
  document(): unknown {
    return {
      nextId: this.nextId,
      backends: this.backends.map(recordOf),
      deleted: this.deleted.map(recordOf).sort((a, b) => a.id - b.id),
    };
  }
}

const recordOf = ({ id, title, enabled, modcount, settings, position }: ModelBackend) => ({
  id,
  title,
  enabled,
  modcount,
  settings,
  position,
});

/** What would be saved of each backend, as text. */
function recordsByUid({
  backends,
  deleted,
}: Pick<RegistryModel, 'backends' | 'deleted'>): Map<number, string> {
  const entries = (of: readonly ModelBackend[], list: string) =>
    of.map((backend) => [backend.uid, list + JSON.stringify(recordOf(backend))] as const);
  return new Map([...entries(backends, 'listed'), ...entries(deleted, 'deleted')]);
}
