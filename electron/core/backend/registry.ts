/** id → backend: add, list, edit, re-number, delete, bring back. This file alone decides which backends there are. */

import { randomBytes } from 'node:crypto';
import type { FullBackend } from '../../../shared/backend.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { MAX_BACKEND_ID, MAX_TITLE_LENGTH } from '../../../shared/limits.ts';
import { defaultSettings, mergeSettings } from '../../../shared/settings.ts';
import { findTagProblem, normalizeTags } from '../../../shared/tags.ts';
import {
  type BackendRecord,
  inChosenOrder,
  rememberDeleted,
  type Store,
  type StoreDocument,
} from '../storage/store.ts';
import { BackendActor } from './actor/backend-actor.ts';
import type { EditRequest } from './actor/backend-edit.ts';
import type { Admission } from './admission.ts';
import type { AnyBackendType } from './backend-type.ts';
import {
  type Child,
  ChildNumbers,
  childrenOf,
  displayNameOfChild,
  type FreeTarget,
  freeTargetOf,
  originOf,
} from './child-backends.ts';
import { LoadSlots } from './lifecycle/load-slots.ts';
import type { RunEnvironment } from './worker-run.ts';

/** A title longer than this is refused; the page and the log stay readable. */

/** A backend to be added as it is, under a number that is free. Its settings are checked already, as far as its type is known. */
export type NewBackend = Omit<BackendRecord, 'uid' | 'modcount'>;

export interface RegistryOptions {
  store: Store;
  types: readonly AnyBackendType[];
  random: () => number;
  wall: () => number;
  /** What a backend's runs need; its log is named by `uid`. */
  environmentFor: (uid: string) => RunEnvironment;
  admission: Admission;
  /** Removes the log of a backend that can no longer be brought back. */
  removeLog: (uid: string) => void;
  onChange: (id: number) => void;
  onRemoved: (id: number) => void;
  /** A backend got another id. */
  onRenumbered?: (from: number, to: number) => void;
  onFault: (error: unknown) => void;
}

export class Registry {
  readonly #options: RegistryOptions;
  readonly #types: ReadonlyMap<string, AnyBackendType>;
  readonly #slots = new LoadSlots();
  readonly #childNumbers = new ChildNumbers();
  readonly #actors = new Map<number, BackendActor>();
  readonly #idOf = new Map<BackendActor, number>();
  #closing: Promise<void> | null = null;

  constructor(options: RegistryOptions) {
    this.#options = options;
    this.#types = new Map(options.types.map((type) => [type.id, type]));
    for (const record of options.store.document.backends) this.#admit(structuredClone(record));
  }

  /** Starts every backend that is enabled. Called once. */
  start(): void {
    for (const actor of this.#actors.values()) actor.start();
  }

  /** The backends as they are on disk. */
  get document(): Readonly<StoreDocument> {
    return this.#options.store.document;
  }

  /** The time of day, in milliseconds since 1970. */
  wall(): number {
    return this.#options.wall();
  }

  get types(): readonly AnyBackendType[] {
    return this.#options.types;
  }

  /** All backends in order of id. */
  actors(): BackendActor[] {
    return [...this.#actors.values()].sort((a, b) => a.id - b.id);
  }

  /** The backends of other instances, from -1 downwards. */
  children(): Child[] {
    return this.actors()
      .flatMap((actor) => childrenOf(actor, this.#childNumbers))
      .sort((a, b) => b.id - a.id);
  }

  find(id: number): BackendActor | undefined {
    return this.#actors.get(id);
  }

  /** @throws SwitchyardError `invalid_backend_id`; `child_backend` for one that is not real */
  get(id: number): BackendActor {
    this.#refuseChild(id);
    const actor = this.#actors.get(id);
    if (!actor) throw new SwitchyardError('invalid_backend_id', { id });
    return actor;
  }

  /** Adds an enabled backend and queues its start. @throws SwitchyardError; then nothing was added */
  async add(request: {
    typeId: string;
    title?: string | undefined;
    settings?: Record<string, unknown> | undefined;
  }): Promise<FullBackend> {
    this.#refuseWhileClosing();
    const type = this.#types.get(request.typeId);
    if (!type) throw new SwitchyardError('invalid_backend_type', { type: request.typeId });
    const settings = mergeSettings(
      type.settings,
      type.id,
      defaultSettings(type.settings),
      request.settings ?? {},
    );
    const title = checkedTitle(request.title ?? '');
    const record = await this.#options.store.update((document) => {
      const added: BackendRecord = {
        id: document.next_id++,
        uid: randomBytes(6).toString('hex'),
        type: type.id,
        title,
        enabled: true,
        modcount: 0,
        settings,
      };
      document.backends.push(added);
      return added;
    });
    return this.#launch(record);
  }

  /**
   * Adds what `choose` makes of the present document, all of it in one write or nothing, and queues the starts.
   * @throws SwitchyardError; whatever `choose` throws
   */
  async addAll(choose: (document: Readonly<StoreDocument>) => NewBackend[]): Promise<FullBackend[]> {
    this.#refuseWhileClosing();
    const records = await this.#options.store.update((document) =>
      choose(document).map((chosen) => {
        if (document.backends.some(({ id }) => id === chosen.id))
          throw new SwitchyardError('backend_id_in_use', { id: chosen.id });
        const record: BackendRecord = { ...chosen, uid: randomBytes(6).toString('hex'), modcount: 0 };
        document.backends.push(record);
        document.next_id = Math.max(document.next_id, record.id + 1);
        return structuredClone(record);
      }),
    );
    return records.map((record) => this.#launch(record));
  }

  /** @throws SwitchyardError `invalid_backend_id`, `child_backend`; then nothing was added */
  async duplicate(id: number): Promise<FullBackend> {
    const actor = this.get(id);
    const { uid } = actor.record;
    const [copy] = await this.addAll((document) => {
      const record = document.backends.find((one) => one.uid === uid);
      // Deleted meanwhile.
      if (!record) throw new SwitchyardError('invalid_backend_id', { id });
      const name = record.title || (actor.type?.name ?? record.type);
      const { type, settings, tags } = structuredClone(record);
      return [
        {
          id: document.next_id,
          type,
          title: titleOfCopy(name, new Set(document.backends.map(({ title }) => title))),
          enabled: false,
          settings,
          ...(tags === undefined ? {} : { tags }),
        },
      ];
    });
    if (!copy) throw new Error('addAll added nothing of what it was given');
    return copy;
  }

  /** @throws SwitchyardError; then nothing was changed */
  async edit(id: number, request: EditRequest): Promise<FullBackend> {
    this.#refuseWhileClosing();
    const actor = this.get(id);
    if (request.title !== undefined) checkedTitle(request.title);
    const { newId } = request;
    if (newId !== undefined && (newId < 0 || newId > MAX_BACKEND_ID))
      throw new SwitchyardError('invalid_new_id', { id: newId });
    // Also while the one that has it is being deleted.
    if (newId !== undefined && newId !== id && this.#actors.has(newId))
      throw new SwitchyardError('backend_id_in_use', { id: newId });
    await actor.edit(request);
    return actor.view();
  }

  /**
   * Puts backends first, in this order; the others follow as they stood. @returns all ids as they stand then
   * @throws SwitchyardError; then nothing was changed
   */
  async arrange(order: readonly number[]): Promise<number[]> {
    this.#refuseWhileClosing();
    const places = new Map(order.map((id, place) => [id, place]));
    for (const [place, id] of order.entries()) {
      this.get(id);
      if (places.get(id) !== place) throw new SwitchyardError('invalid_order', { id });
    }
    const arranged = await this.#options.store.update((document) => {
      const known = new Map(document.backends.map((record) => [record.id, record]));
      const first = order.map((id) => {
        const record = known.get(id);
        // Deleted meanwhile, or under another number by now.
        if (!record) throw new SwitchyardError('invalid_backend_id', { id });
        return record;
      });
      const all = [...first, ...inChosenOrder(document.backends).filter(({ id }) => !places.has(id))];
      for (const [position, record] of all.entries()) record.position = position;
      return all.map(({ id }) => id);
    });
    // What is on disk by now, for another change may have followed.
    const positions = new Map(this.document.backends.map(({ uid, position }) => [uid, position]));
    for (const actor of this.actors())
      if (positions.has(actor.record.uid)) actor.adoptPosition(positions.get(actor.record.uid));
    return arranged;
  }

  /** @returns the tags as they are kept. @throws SwitchyardError; then nothing was changed */
  async tag(id: number, given: readonly string[]): Promise<string[]> {
    this.#refuseWhileClosing();
    const actor = this.get(id);
    const tags = normalizeTags(given);
    const problem = findTagProblem(tags);
    if (problem !== null) throw new SwitchyardError('invalid_tags', { allowed: problem });
    await actor.tag(tags);
    return tags;
  }

  /** @returns false if nothing changed */
  toggle(id: number, enabled: boolean): Promise<boolean> {
    this.#refuseWhileClosing();
    return this.get(id).toggle(enabled);
  }

  /** @returns how many were restarted */
  async restart(target: 'all' | number): Promise<number> {
    this.#refuseWhileClosing();
    const restarted = await Promise.all(
      this.#select(target).map((actor) =>
        actor.restart().catch((error: unknown) => {
          // Deleted meanwhile: with "all", that is none of the caller's concern.
          if (target === 'all') return false;
          throw error;
        }),
      ),
    );
    return restarted.filter(Boolean).length;
  }

  /** @throws SwitchyardError `no_room_awaited` */
  async answerShortage(id: number, answer: 'make-room' | 'anyway'): Promise<void> {
    this.#refuseWhileClosing();
    await this.get(id).answerShortage(answer);
  }

  async retryNow(id: number): Promise<void> {
    this.#refuseWhileClosing();
    await this.get(id).retryNow();
  }

  /** @returns false if there was none. Resolves once its process is gone. */
  async delete(id: number): Promise<boolean> {
    this.#refuseWhileClosing();
    this.#refuseChild(id);
    const actor = this.#actors.get(id);
    if (!actor) return false;
    let forgotten: BackendRecord[] = [];
    await actor.delete((document, record) => {
      forgotten = rememberDeleted(document, record, new Date(this.#options.wall()).toISOString());
    });
    for (const record of forgotten) this.#options.removeLog(record.uid);
    return true;
  }

  /** @throws SwitchyardError `not_restorable`, `backend_id_in_use` */
  async restore(id: number): Promise<FullBackend> {
    this.#refuseWhileClosing();
    // Undo may come while the worker is still being stopped.
    await this.#actors.get(id)?.deletion;
    const record = await this.#options.store.update((document) => {
      const index = document.deleted.findIndex((deleted) => deleted.id === id);
      if (document.backends.some((backend) => backend.id === id))
        throw new SwitchyardError(index < 0 ? 'not_restorable' : 'backend_id_in_use', { id });
      const [deleted] = index < 0 ? [] : document.deleted.splice(index, 1);
      if (!deleted) throw new SwitchyardError('not_restorable', { id });
      const { deleted_at: _, ...restored } = deleted;
      document.backends.push(restored);
      return structuredClone(restored);
    });
    return this.#launch(record);
  }

  deleted(): { id: number; type: string; title: string; deleted_at: string }[] {
    return this.#options.store.document.deleted.map(({ id, type, title, deleted_at }) => ({
      id,
      type,
      title,
      deleted_at,
    }));
  }

  /** After a sleep of the machine: no backend is believed to be as it was. */
  recheck(): void {
    if (this.#closing) return;
    for (const actor of this.actors()) actor.resumeAfterSleep();
  }

  /**
   * Ends every worker, side by side, and refuses changes from now on. What the users want stays on disk.
   * @param graceMs see {@link BackendActor.quit}
   */
  close(graceMs?: number): Promise<void> {
    const ended = Promise.all(this.actors().map((actor) => actor.quit(graceMs)));
    this.#closing ??= ended.then(() => this.#options.store.flush());
    return this.#closing;
  }

  /** One backend by id, or all. @throws SwitchyardError `invalid_backend_id` */
  #select(target: 'all' | number): BackendActor[] {
    return target === 'all' ? this.actors() : [this.get(target)];
  }

  /**
   * Who is asked to free memory: what runs. In the place of a parent its children are asked, and each backend once, whichever
   * ways lead to it. @throws SwitchyardError `invalid_backend_id`
   */
  selectForFreeing(target: 'all' | number): FreeTarget[] {
    const children = this.children();
    const child = children.find(({ id }) => id === target);
    if (child) return freeTargets([child]);
    const actors = this.#select(target).filter((actor) => actor.state.phase === 'running');
    const asked = new Map<string, Child>();
    for (const one of children)
      if (
        one.facts.canLoadModels &&
        actors.some((actor) => actor === one.parent) &&
        !asked.has(originOf(one))
      )
        asked.set(originOf(one), one);
    return [...actors.filter(({ type }) => type?.canLoadModels ?? true), ...freeTargets([...asked.values()])];
  }

  #refuseChild(id: number): void {
    const child = id < 0 ? this.children().find((one) => one.id === id) : undefined;
    if (child) throw new SwitchyardError('child_backend', { backend: displayNameOfChild(child) });
  }

  #launch(record: BackendRecord): FullBackend {
    const actor = this.#admit(structuredClone(record));
    this.#options.onChange(actor.id);
    const first = actor.view();
    // It may have been on its way to the disk when the program began to end: then the next life starts it.
    if (this.#closing) return first;
    actor.start();
    // The caller sees it queued, as the reference has it, even where its start is already on the way.
    return record.enabled ? { ...first, status: 'waiting', phase: 'waiting' } : first;
  }

  #admit(record: BackendRecord): BackendActor {
    const actor = new BackendActor({
      record,
      type: this.#types.get(record.type),
      store: this.#options.store,
      slots: this.#slots,
      childNumbers: this.#childNumbers,
      environment: this.#options.environmentFor(record.uid),
      admission: this.#options.admission,
      random: this.#options.random,
      onChange: (changed) => this.#noteChange(changed),
      onRemoved: (removed) => {
        if (this.#actors.get(removed.id) === removed) this.#actors.delete(removed.id);
        this.#idOf.delete(removed);
        this.#options.onRemoved(removed.id);
      },
      onFault: this.#options.onFault,
    });
    this.#actors.set(record.id, actor);
    this.#idOf.set(actor, record.id);
    return actor;
  }

  #noteChange(actor: BackendActor): void {
    const known = this.#idOf.get(actor);
    if (known === undefined) return;
    if (known !== actor.id) {
      this.#actors.delete(known);
      this.#actors.set(actor.id, actor);
      this.#idOf.set(actor, actor.id);
      this.#options.onRemoved(known);
      this.#options.onRenumbered?.(known, actor.id);
    }
    this.#options.onChange(actor.id);
  }

  #refuseWhileClosing(): void {
    if (this.#closing) throw new SwitchyardError('shutting_down');
  }
}

const freeTargets = (children: readonly Child[]): FreeTarget[] =>
  children.map(freeTargetOf).filter((target) => target !== null);

/** `Flux copy`, then `Flux copy 2`. */
function titleOfCopy(name: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count++) {
    const end = count === 1 ? ' copy' : ` copy ${count}`;
    const title = name.slice(0, MAX_TITLE_LENGTH - end.length) + end;
    if (!taken.has(title)) return title;
  }
}

function checkedTitle(title: string): string {
  if (title.length > MAX_TITLE_LENGTH) throw new SwitchyardError('invalid_title');
  return title;
}
