/** The instances and children of a run, as others than its actor may use them. */
import { asRemoteError } from '../backend-errors.ts';
import type { Adapter, ChildCommand, InstanceTurn } from '../backend-type.ts';
import type { OutsideTexts } from './outside-texts.ts';

export class RunInstances {
  readonly #adapter: () => Adapter | null;
  readonly #backend: string;
  readonly #outside: OutsideTexts;

  /** @param adapter null while it cannot be called @param backend its display name */
  constructor(adapter: () => Adapter | null, backend: string, outside: OutsideTexts) {
    this.#adapter = adapter;
    this.#backend = backend;
    this.#outside = outside;
  }

  /** See {@link Adapter.enterInstance}; undefined where it has none, or cannot be called. */
  enter(model: string | null): InstanceTurn | null | undefined {
    return this.#adapter()?.enterInstance?.(model);
  }

  /** See {@link Adapter.noteDemand}. */
  noteDemand(): void {
    this.#adapter()?.noteDemand?.();
  }

  /** See {@link Adapter.commandChild}. @returns null where its children are not commanded from here */
  command(key: string, command: ChildCommand): Promise<boolean> | null {
    const sent = this.#adapter()?.commandChild?.(key, command);
    if (sent === undefined) return null;
    return sent.catch((error: unknown) => {
      throw this.#outside.error(asRemoteError(error, this.#backend));
    });
  }
}
