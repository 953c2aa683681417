/** Several notices of one backend, which the card shows as one text. */
import { englishOf, type HostText } from '../../../shared/words/phrase.ts';
import { joinSentences } from '../../../shared/words/sentences.ts';
import type { AdapterIo } from '../../core/backend/backend-type.ts';

export class CardNotices {
  readonly #io: Pick<AdapterIo, 'update' | 'signal'>;
  readonly #messages = new Map<string, HostText>();

  constructor(io: Pick<AdapterIo, 'update' | 'signal'>) {
    this.#io = io;
  }

  /** @param topic a later message on the same topic takes the place of this one @param message sentences; null removes it */
  set(topic: string, message: HostText | null): void {
    const before = this.#messages.get(topic) ?? null;
    if (this.#io.signal.aborted || englishOrNull(before) === englishOrNull(message)) return;
    if (message === null) this.#messages.delete(topic);
    else this.#messages.set(topic, message);
    this.#io.update({ notice: joinSentences([...this.#messages.values()]) ?? undefined });
  }
}

const englishOrNull = (text: HostText | null): string | null => (text === null ? null : englishOf(text));
