/**
 * The port of a backend, which its clients are set up with: it is kept over restarts of the worker and of the program.
 * Invariant: only this file writes `port` of a record.
 */

import { hasCode } from '../../../../../shared/errors.ts';
import { noticeWords } from '../../../../../shared/words/en/backends/notices.ts';
import { type Text, texts } from '../../../../../shared/words/phrase.ts';
import { allRecords, type BackendRecord } from '../../../storage/store-document.ts';
import { fixedPort } from '../../common-settings.ts';
import type { PortMemory } from '../../run/run-ports.ts';
import type { StoredBackend } from './stored-backend.ts';

/** What programs and systems say of a port that they cannot open. */
const PORT_NOT_OPENED =
  /\bEADDRINUSE\b|address (is )?already in use|port \d+ is (already )?in use|only one usage of each socket address|\bWSAEADDRINUSE\b|\bcouldn't bind\b|cannot find empty port/i;

export interface StoredPortOptions {
  stored: StoredBackend;
  /** A message for the log and the card. */
  onClash: (message: Text) => void;
  /** An unexpected error, for the program log. */
  onFault: (error: unknown) => void;
}

export class StoredPort implements PortMemory {
  readonly #options: StoredPortOptions;
  /** What could not be written to the disk. */
  #unwritten: number | null = null;
  /** It could not be opened, so the next start takes another one. */
  #isAvoided = false;

  constructor(options: StoredPortOptions) {
    this.#options = options;
  }

  get port(): number | null {
    return this.#isAvoided ? null : this.#remembered;
  }

  get #remembered(): number | null {
    return this.#unwritten ?? this.#options.stored.record.port ?? null;
  }

  reservedFor(port: number): string | null {
    const other = this.#options.stored.otherRecords.find((record) => hasPort(record, port));
    return other ? `backend ${other.id}${other.title === '' ? '' : ` "${other.title}"`}` : null;
  }

  remember(port: number): void {
    // The one that it could not open may be free again at the next start.
    if (this.#isAvoided) this.#isAvoided = false;
    else if (port !== this.#options.stored.record.port) void this.#write(port);
  }

  noteClash(message: Text): void {
    this.#options.onClash(message);
  }

  /**
   * To be called when a start has failed. A program may not be able to open a port that is free, as the connections of its
   * earlier worker are remembered by the system for minutes: the next start takes another one, and the one after it this one.
   */
  noteFailure({
    port,
    message,
    lastLines,
  }: {
    port: number | null;
    message: string;
    lastLines: string[];
  }): void {
    if (port === null || port !== this.#remembered) return;
    if (![message, ...lastLines].some((line) => PORT_NOT_OPENED.test(line))) return;
    this.#isAvoided = true;
    this.#options.onClash(texts(noticeWords)('port_notOpened', { port }));
  }

  /** A worker runs without waiting for the disk, and where nothing can be written it keeps its port until the program ends. */
  async #write(port: number): Promise<void> {
    const { onFault, stored } = this.#options;
    this.#unwritten = port;
    try {
      await stored.update((record, document) => {
        const isTaken = allRecords(document).some(
          (other) => other.uid !== record.uid && hasPort(other, port),
        );
        if (!isTaken) record.port = port;
      });
      this.#unwritten = null;
    } catch (error) {
      // It was deleted meanwhile.
      if (!hasCode(error, 'invalid_backend_id')) onFault(error);
    }
  }
}

const hasPort = (record: BackendRecord, port: number): boolean =>
  record.port === port || fixedPort(record.settings) === port;
