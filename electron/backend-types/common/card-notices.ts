/** Several notices of one backend, which the card shows as one text. */
import type { AdapterIo } from '../../core/backend/backend-type.ts';

export class CardNotices {
  readonly #io: Pick<AdapterIo, 'update' | 'signal'>;
  readonly #messages = new Map<string, string>();

  constructor(io: Pick<AdapterIo, 'update' | 'signal'>) {
    this.#io = io;
  }

  /** @param topic a later message on the same topic takes the place of this one @param message sentences; null removes it */
  set(topic: string, message: string | null): void {
    if (this.#io.signal.aborted || (this.#messages.get(topic) ?? null) === message) return;
    if (message === null) this.#messages.delete(topic);
    else this.#messages.set(topic, message);
    const messages = [...this.#messages.values()];
    this.#io.update({ notice: messages.length === 0 ? undefined : messages.join(' ') });
  }
}
