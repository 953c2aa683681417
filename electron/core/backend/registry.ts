/** The registry: which backends there are. Invariant: only this file adds and removes backends. */
import { randomBytes } from 'node:crypto';
import { AUTOSCALING_TYPE, type FullBackend } from '../../../shared/backend.ts';
import { hasCode, SwitchyardError } from '../../../shared/errors.ts';
import { MAX_BACKEND_ID } from '../../../shared/limits.ts';
import { assertVariablesConfirmed } from '../../../shared/settings/secrets/foreign-code-variables.ts';
import { separateSecrets } from '../../../shared/settings/secrets/pasted-secrets.ts';
import { defaultSettings, mergeSettings } from '../../../shared/settings.ts';
import { findTagProblem, normalizeTags } from '../../../shared/tags.ts';
import { happenedWords } from '../../../shared/words/en/happened.ts';
import { type Text, texts } from '../../../shared/words/phrase.ts';
import type { RecordActivity } from '../activity/activity-log.ts';
import type { Store } from '../storage/store.ts';
import {
  type BackendRecord,
  idSource,
  rememberDeleted,
  type StoreDocument,
} from '../storage/store-document.ts';
import { BackendActor } from './actor/backend-actor.ts';
import type { EditRequest } from './actor/backend-edit.ts';
import type { ActorList, ActorListener } from './actor-list.ts';
import type { Admission } from './admission.ts';
import type { AnyBackendType } from './backend-type.ts';
import { type Child, ChildIds, childrenOf, commandChild, displayNameOfChild } from './child-backends.ts';
import { type FreeTarget, targetsForActors, targetsForChild } from './free-targets.ts';
import { LoadSlots } from './lifecycle/load-slots.ts';
import { arrangeRecords, cleanTitle, copyRecord, type NewBackend, restoreRecord } from './record-changes.ts';
import type { RunEnvironment } from './run/run-environment.ts';

const say = texts(happenedWords);

export interface RegistryOptions {
  /** Filled by the registry; who wants to know of changes subscribes to it. */
  actors: ActorList;
  store: Store;
  types: readonly AnyBackendType[];
  /** From 0 to 1, for the jitter of the back-off. */
  random: () => number;
  /** Epoch milliseconds. */
  wall: () => number;
  /** What the runs of a backend need; its log is named by `uid`. */
  environmentFor: (uid: string) => RunEnvironment;
  admission: Admission;
  /** Removes the log of a backend that can no longer be restored. */
  removeLog: (uid: string) => void;
  /** An unexpected error, for the program log. */
  onFault: (error: unknown) => void;
  recordActivity: RecordActivity;
}

/** Milliseconds for which a number of waiting requests holds that was reported from outside. */
const REPORTED_DEMAND_MS = 60_000;

/** All backends, one by its ID, or none. */
type BackendTarget = 'all' | number | null;

export class Registry {
  readonly #options: RegistryOptions;
  readonly #actors: ActorList;
  readonly #types: ReadonlyMap<string, AnyBackendType>;
  readonly #slots = new LoadSlots();
  readonly #childIds = new ChildIds();
  #closing: Promise<void> | null = null;

  constructor(options: RegistryOptions) {
    this.#options = options;
    this.#actors = options.actors;
    this.#types = new Map(options.types.map((type) => [type.id, type]));
    for (const record of options.store.document.backends) this.#create(record);
    // The cards of backends say what is not saved.
    options.store.onUnsavedChange(() => {
      for (const actor of this.#actors.all()) this.#actors.noteChange(actor);
    });
  }

  /** Starts every backend that is enabled. Called once. */
  start(): void {
    for (const actor of this.#actors.all()) actor.start();
  }

  /** The backends as they are on disk. */
  get document(): Readonly<StoreDocument> {
    return this.#options.store.document;
  }

  /** Epoch milliseconds. */
  wall(): number {
    return this.#options.wall();
  }

  get types(): readonly AnyBackendType[] {
    return this.#options.types;
  }

  /** All backends in order of ID. */
  actors(): BackendActor[] {
    return this.#actors.all();
  }

  /** @returns ends the subscription */
  subscribe(listener: ActorListener): () => void {
    return this.#actors.subscribe(listener);
  }

  /** All children, from ID -1 downwards. */
  children(): Child[] {
    return this.actors()
      .flatMap((actor) => childrenOf(actor, this.#childIds))
      .sort((a, b) => b.id - a.id);
  }

  find(id: number): BackendActor | undefined {
    return this.#actors.find(id);
  }

  /** @throws SwitchyardError `invalid_backend_id`; `child_backend` for a child */
  get(id: number): BackendActor {
    this.#assertNoChild(id);
    const actor = this.#actors.find(id);
    if (!actor) throw new SwitchyardError('invalid_backend_id', { id });
    return actor;
  }

  /** Adds an enabled backend and queues its start. @throws SwitchyardError; then nothing was added */
  async add(request: {
    typeId: string;
    title?: string | undefined;
    settings?: Record<string, unknown> | undefined;
    /** See {@link EditRequest.confirmVariables}. */
    confirmVariables?: boolean;
  }): Promise<FullBackend> {
    this.#assertOpen();
    const type = this.#types.get(request.typeId);
    if (!type) throw new SwitchyardError('invalid_backend_type', { type: request.typeId });
    const settings = mergeSettings(
      type.settings,
      type.id,
      defaultSettings(type.settings),
      separateSecrets(type.settings, request.settings ?? {}).settings,
    );
    const title = cleanTitle(request.title ?? '');
    const { confirmVariables: isConfirmed = false } = request;
    assertVariablesConfirmed(type.settings, { before: {}, after: settings, isConfirmed });
    const [added] = await this.addAll((document) => {
      // One that is deleted keeps its ID until its worker is gone.
      const nextId = idSource(
        document,
        this.#actors.all().map((actor) => actor.id),
      );
      return [{ id: nextId(), type: type.id, title, enabled: true, settings }];
    });
    if (!added) throw new Error('addAll added nothing of what it was given');
    return added;
  }

  /**
   * Adds the backends that `choose` returns for the present document, all in one write or none, and queues their starts.
   * @param message how they came to be, in a sentence
   * @throws SwitchyardError `backend_id_in_use`; whatever `choose` throws
   */
  async addAll(
    choose: (document: Readonly<StoreDocument>) => NewBackend[],
    message: Text = say('added'),
  ): Promise<FullBackend[]> {
    this.#assertOpen();
    const records = await this.#options.store.update((document) =>
      choose(document).map((chosen) => {
        if (document.backends.some(({ id }) => id === chosen.id))
          throw new SwitchyardError('backend_id_in_use', { id: chosen.id });
        const record: BackendRecord = { ...chosen, uid: randomBytes(6).toString('hex'), modcount: 0 };
        document.backends.push(record);
        document.next_id = Math.max(document.next_id, record.id + 1);
        return record;
      }),
    );
    return records.map((record) => this.#createAndStart(record, 'added', message));
  }

  /** Adds a disabled copy. @throws SwitchyardError `invalid_backend_id`, `child_backend`; then nothing was added */
  async duplicate(id: number): Promise<FullBackend> {
    const actor = this.get(id);
    const { uid } = actor.record;
    const message = say('addedAsCopy', { backend: actor.displayName });
    const [copy] = await this.addAll((document) => {
      const record = document.backends.find((one) => one.uid === uid);
      // It was deleted in the meantime.
      if (!record) throw new SwitchyardError('invalid_backend_id', { id });
      return [copyRecord(document, record, actor.name)];
    }, message);
    if (!copy) throw new Error('addAll added nothing of what it was given');
    return copy;
  }

  /** @throws SwitchyardError; then nothing was changed */
  async edit(id: number, request: EditRequest): Promise<FullBackend> {
    this.#assertOpen();
    const actor = this.get(id);
    const cleaned = request.title === undefined ? request : { ...request, title: cleanTitle(request.title) };
    const { newId } = request;
    if (newId !== undefined && (newId < 0 || newId > MAX_BACKEND_ID))
      throw new SwitchyardError('invalid_new_id', { id: newId });
    // The ID stays taken while the backend that has it is being deleted.
    if (newId !== undefined && newId !== id && this.#actors.find(newId))
      throw new SwitchyardError('backend_id_in_use', { id: newId });
    await actor.edit(cleaned);
    return actor.view();
  }

  /**
   * Puts backends first, in this order; the others follow in their present order. @returns all IDs in the new order
   * @throws SwitchyardError `invalid_order` where an ID comes twice; then nothing was changed
   */
  async arrange(order: readonly number[]): Promise<number[]> {
    this.#assertOpen();
    for (const [index, id] of order.entries()) {
      this.get(id);
      if (order.lastIndexOf(id) !== index) throw new SwitchyardError('invalid_order', { id });
    }
    const arranged = await this.#options.store.update((document) => arrangeRecords(document, order));
    // The present positions on disk, for another change may have followed.
    const positions = new Map(this.document.backends.map(({ uid, position }) => [uid, position]));
    for (const actor of this.actors())
      if (positions.has(actor.record.uid)) actor.adoptPosition(positions.get(actor.record.uid));
    return arranged;
  }

  /** @returns the tags as they are kept. @throws SwitchyardError `invalid_tags`; then nothing was changed */
  async tag(id: number, requested: readonly string[]): Promise<string[]> {
    this.#assertOpen();
    const actor = this.get(id);
    const tags = normalizeTags(requested);
    const problem = findTagProblem(tags);
    if (problem !== null) throw new SwitchyardError('invalid_tags', { ...problem });
    await actor.tag(tags);
    return tags;
  }

  /** A child is switched at its own instance. @returns false if nothing changed. @throws as {@link commandChild} */
  async toggle(id: number, enabled: boolean): Promise<boolean> {
    this.#assertOpen();
    const child = this.#findChild(id);
    return child
      ? await commandChild(child, { kind: 'toggle', enabled })
      : await this.get(id).toggle(enabled);
  }

  /**
   * @param target null names none; an ID that no backend has is no error, as in SwarmUI. A child is restarted at its own instance
   * @returns how many were restarted. @throws as {@link commandChild}
   */
  async restart(target: BackendTarget): Promise<number> {
    this.#assertOpen();
    const child = typeof target === 'number' ? this.#findChild(target) : undefined;
    if (child) return Number(await commandChild(child, { kind: 'restart' }));
    // One that was deleted in the meantime is not restarted.
    const restarted = await Promise.all(
      this.#select(target).map((actor) =>
        actor.restart(target !== 'all').catch((error: unknown) => {
          if (hasCode(error, 'invalid_backend_id')) return false;
          throw error;
        }),
      ),
    );
    return restarted.filter(Boolean).length;
  }

  /**
   * @param waiting requests that wait for the backend outside the gateway
   * @returns all that wait for it. @throws SwitchyardError `not_scaling`
   */
  reportDemand(id: number, waiting: number): number {
    this.#assertOpen();
    const { demand, displayName, record } = this.get(id);
    if (record.type !== AUTOSCALING_TYPE) throw new SwitchyardError('not_scaling', { backend: displayName });
    demand.noteWaitingOutside(Math.max(0, waiting), REPORTED_DEMAND_MS);
    return demand.waitingAnywhere;
  }

  /** @throws SwitchyardError `no_room_awaited` */
  async answerShortage(id: number, answer: 'make-room' | 'anyway'): Promise<void> {
    this.#assertOpen();
    await this.get(id).answerShortage(answer);
  }

  /** @throws SwitchyardError `nothing_to_retry` */
  async retryNow(id: number): Promise<void> {
    this.#assertOpen();
    await this.get(id).retryNow();
  }

  /**
   * Resolves once its process is gone, or once the end of the process is known to take long.
   * @returns `removing` where the process is not confirmed gone yet, so that the backend is still listed; `none` if there was none
   */
  async delete(id: number): Promise<'deleted' | 'removing' | 'none'> {
    this.#assertOpen();
    this.#assertNoChild(id);
    const actor = this.#actors.find(id);
    if (!actor) return 'none';
    let forgotten: BackendRecord[] = [];
    await actor.delete((document, record) => {
      forgotten = rememberDeleted(document, record, new Date(this.wall()).toISOString());
    });
    for (const record of forgotten) this.#options.removeLog(record.uid);
    return actor.state.phase === 'removed' ? 'deleted' : 'removing';
  }

  /** Brings a deleted backend back. @throws SwitchyardError `not_restorable`, `backend_id_in_use` */
  async restore(id: number): Promise<FullBackend> {
    this.#assertOpen();
    // Its worker may still be stopping.
    await this.#actors.find(id)?.deletion;
    // One that is deleted and still has an actor waits for the end of its worker.
    if (this.#actors.find(id) && this.deleted().some((deleted) => deleted.id === id))
      throw new SwitchyardError('backend_id_in_use', { id });
    const record = await this.#options.store.update((document) => restoreRecord(document, id));
    return this.#createAndStart(record, 'restored', say('restored'));
  }

  deleted(): { id: number; type: string; title: string; deleted_at: string }[] {
    return this.document.deleted.map(({ id, type, title, deleted_at }) => ({ id, type, title, deleted_at }));
  }

  /** Which backends are asked to free memory: those of `target` that are running. */
  freeTargets(target: BackendTarget): FreeTarget[] {
    const children = this.children();
    const child = children.find(({ id }) => id === target);
    return child ? targetsForChild(child) : targetsForActors(this.#select(target), children);
  }

  /** To be called when the machine wakes up: no backend is assumed to be as it was. */
  resumeAfterSleep(): void {
    if (this.#closing) return;
    for (const actor of this.actors()) actor.resumeAfterSleep();
  }

  /**
   * Stops all workers at the same time, and refuses changes from now on. What the users want stays on disk.
   * @param graceMs see {@link BackendActor.quit}
   */
  close(graceMs?: number): Promise<void> {
    const stopped = Promise.all(this.actors().map((actor) => actor.quit(graceMs)));
    this.#closing ??= stopped.then(() => this.#options.store.flush());
    return this.#closing;
  }

  #select(target: BackendTarget): BackendActor[] {
    if (target === 'all') return this.actors();
    const actor = target === null ? undefined : this.#actors.find(target);
    return actor ? [actor] : [];
  }

  /** @param message how it came to be, in a sentence */
  #createAndStart(record: BackendRecord, kind: 'added' | 'restored', message: Text): FullBackend {
    const actor = this.#create(record);
    actor.activity.added(kind, message);
    this.#actors.noteChange(actor);
    const view = actor.view();
    // The shutdown may have begun while the record was written. The next run of the program starts it then.
    if (this.#closing) return view;
    actor.start();
    // The caller sees it waiting, as in SwarmUI's API, even where it is loading already.
    return record.enabled ? { ...view, status: 'waiting', phase: 'waiting' } : view;
  }

  #create(record: BackendRecord): BackendActor {
    const { admission, environmentFor, onFault, random, recordActivity, store } = this.#options;
    const actor = new BackendActor({
      record: structuredClone(record),
      type: this.#types.get(record.type),
      store,
      slots: this.#slots,
      childIds: this.#childIds,
      environment: environmentFor(record.uid),
      admission,
      random,
      recordActivity,
      onChange: (changed) => this.#actors.noteChange(changed),
      onRemoved: (removed) => this.#actors.remove(removed),
      onFault,
    });
    this.#actors.add(actor);
    return actor;
  }

  #findChild(id: number): Child | undefined {
    return id < 0 ? this.children().find((child) => child.id === id) : undefined;
  }

  #assertNoChild(id: number): void {
    const child = this.#findChild(id);
    if (child) throw new SwitchyardError('child_backend', { backend: displayNameOfChild(child) });
  }

  #assertOpen(): void {
    if (this.#closing) throw new SwitchyardError('shutting_down');
  }
}
