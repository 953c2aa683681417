/** The actors by ID, and the subscribers to their changes. Invariant: only the registry adds actors. */
import type { BackendActor } from './actor/backend-actor.ts';

export interface ActorListener {
  /** Something that a backend shows, or its state, has changed. */
  changed?(actor: BackendActor): void;
  /** No backend has that ID any more. */
  removed?(id: number): void;
  /** A backend got another ID; `removed` and `changed` are called as well. */
  renumbered?(from: number, to: number): void;
}

export class ActorList {
  readonly #actors = new Map<number, BackendActor>();
  /** The IDs under which they are listed; an actor that was renumbered has another one already. */
  readonly #listedIds = new Map<BackendActor, number>();
  readonly #listeners = new Set<ActorListener>();

  /** All actors in order of ID. */
  all(): BackendActor[] {
    return [...this.#actors.values()].sort((a, b) => a.id - b.id);
  }

  find(id: number): BackendActor | undefined {
    return this.#actors.get(id);
  }

  add(actor: BackendActor): void {
    this.#actors.set(actor.id, actor);
    this.#listedIds.set(actor, actor.id);
  }

  remove(actor: BackendActor): void {
    if (this.#actors.get(actor.id) === actor) this.#actors.delete(actor.id);
    this.#listedIds.delete(actor);
    for (const listener of this.#listeners) listener.removed?.(actor.id);
  }

  /** To be called when an actor has changed; it may have got another ID. An actor that is not listed is ignored. */
  noteChange(actor: BackendActor): void {
    const listedId = this.#listedIds.get(actor);
    if (listedId === undefined) return;
    if (listedId !== actor.id) {
      this.#actors.delete(listedId);
      this.add(actor);
      for (const listener of this.#listeners) {
        listener.removed?.(listedId);
        listener.renumbered?.(listedId, actor.id);
      }
    }
    for (const listener of this.#listeners) listener.changed?.(actor);
  }

  /** @returns ends the subscription */
  subscribe(listener: ActorListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
