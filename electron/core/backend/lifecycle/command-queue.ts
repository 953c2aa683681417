/** The commands of one backend, decided one after another; none is decided any more once its deletion is. */
import { SwitchyardError } from '../../../../shared/errors.ts';
import { Mailbox } from './mailbox.ts';

export class CommandQueue {
  readonly #id: () => number;
  readonly #mailbox = new Mailbox();
  #deleting: Promise<void> | null = null;

  /** @param id of the backend, for the error */
  constructor(id: () => number) {
    this.#id = id;
  }

  /** Settles when a deletion under way has ended; null when there is none. */
  get deletion(): Promise<void> | null {
    return this.#deleting;
  }

  /** @throws SwitchyardError `invalid_backend_id` where the backend was deleted before the call */
  post<T>(decide: () => Promise<T> | T): Promise<T> {
    const deletion = this.#deleting;
    return this.#mailbox.post(() => {
      // A command that was called before the deletion comes before it here, too.
      if (deletion && this.#deleting) throw new SwitchyardError('invalid_backend_id', { id: this.#id() });
      return decide();
    });
  }

  /** A second call joins the first. Where it rejects, the backend is not deleted, and commands are decided again. */
  delete(decide: () => Promise<void>): Promise<void> {
    this.#deleting ??= this.#mailbox.post(decide).catch((error: unknown) => {
      this.#deleting = null;
      throw error;
    });
    return this.#deleting;
  }
}
