/**
 * What the worker of a backend serves, kept so that requests find the backend while it sleeps or starts.
 * Invariant: only this file writes `served` of a record.
 */
import { isDeepStrictEqual } from 'node:util';
import { hasCode } from '../../../../../shared/errors.ts';
import type { BackendRecord } from '../../../storage/store-document.ts';
import type { WorkerFacts } from '../../backend-type.ts';
import type { StoredBackend } from './stored-backend.ts';

export type ServedModels = NonNullable<BackendRecord['served']>;

export class StoredModels {
  readonly #stored: StoredBackend;
  /** An unexpected error, for the program log. */
  readonly #onFault: (error: unknown) => void;
  /** What is being written, or could not be. */
  #latest: ServedModels | null = null;

  constructor(stored: StoredBackend, onFault: (error: unknown) => void) {
    this.#stored = stored;
    this.#onFault = onFault;
  }

  /** To be called when the facts of its run have changed. */
  remember({ models, features }: WorkerFacts): void {
    const { type } = this.#stored;
    if (models === undefined || !type) return;
    const served: ServedModels = { models: [...models], features: [...(features ?? type.features)] };
    if (isDeepStrictEqual(served, this.#latest ?? this.#stored.record.served)) return;
    void this.#write(served);
  }

  /** The worker runs without waiting for the disk. */
  async #write(served: ServedModels): Promise<void> {
    this.#latest = served;
    try {
      await this.#stored.update((record) => {
        record.served = served;
      });
    } catch (error) {
      // It was deleted meanwhile. What could not be written is written with the next start.
      if (!hasCode(error, 'invalid_backend_id')) this.#onFault(error);
    } finally {
      if (this.#latest === served) this.#latest = null;
    }
  }
}

/** To be called with the record of a backend whose worker may serve something else from now on. */
export function forgetServed(record: BackendRecord): void {
  delete record.served;
}
