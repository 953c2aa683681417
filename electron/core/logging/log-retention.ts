/** Keeps the logs within what the preferences allow: at the start, when these change, and once a day. */
import type { Clock } from '../clock.ts';
import type { LogLimits, Logs } from './logs.ts';

const MEGABYTE = 1024 * 1024;
const DAY = 86_400_000;

export const logLimits = ({
  LogMegabytes,
  LogDays,
}: {
  readonly LogMegabytes: number;
  readonly LogDays: number;
}): LogLimits => ({
  bytes: LogMegabytes * MEGABYTE,
  days: LogDays,
});

export interface LogRetentionOptions {
  logs: Logs;
  clock: Clock;
  limits: () => LogLimits;
  /** See {@link Logs.keepWithin}. */
  isKept: (name: string) => boolean;
  onFault: (error: unknown) => void;
}

export class LogRetention {
  readonly #options: LogRetentionOptions;
  #work: Promise<void> = Promise.resolve();
  #cancel: () => void = () => {};
  #closed = false;
  #applied: LogLimits | null = null;

  /** Begins at once. */
  constructor(options: LogRetentionOptions) {
    this.#options = options;
    this.apply();
  }

  /** Looks through the files only where the limits are others than before. */
  limitsMayHaveChanged(): void {
    const { bytes, days } = this.#options.limits();
    if (bytes !== this.#applied?.bytes || days !== this.#applied.days) this.apply();
  }

  apply(): void {
    if (this.#closed) return;
    const { logs, clock, limits, isKept, onFault } = this.#options;
    const applied = { ...limits() };
    this.#applied = applied;
    this.#work = this.#work.then(() => logs.keepWithin(applied, isKept)).catch(onFault);
    this.#cancel();
    this.#cancel = clock.setTimer(DAY, () => this.apply(), false);
  }

  /** Resolves when what was begun so far is done. */
  settled(): Promise<void> {
    return this.#work;
  }

  /** Resolves when the files are left alone. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.settled();
  }
}
