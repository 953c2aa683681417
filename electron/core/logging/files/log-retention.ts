/** Applies the limits of the preferences to the logs: at the start, when the preferences change, and once a day. */
import type { Clock } from '../../clock.ts';
import type { LogLimits, Logs } from '../logs.ts';

const MEGABYTE = 1024 * 1024;
const DAY = 86_400_000;

export const toLogLimits = ({
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
  /** See {@link Logs.applyLimits}. */
  isKept: (name: string) => boolean;
  onFault: (error: unknown) => void;
}

export class LogRetention {
  readonly #options: LogRetentionOptions;
  #work: Promise<void> = Promise.resolve();
  #cancel: () => void = () => {};
  #isClosed = false;
  #applied: LogLimits | null = null;

  /** Applies the limits at once. */
  constructor(options: LogRetentionOptions) {
    this.#options = options;
    this.apply();
  }

  /** Applies the limits only where they differ from those that were applied last. */
  applyIfChanged(): void {
    const { bytes, days } = this.#options.limits();
    if (bytes !== this.#applied?.bytes || days !== this.#applied.days) this.apply();
  }

  apply(): void {
    if (this.#isClosed) return;
    const { logs, clock, limits, isKept, onFault } = this.#options;
    const applied = { ...limits() };
    this.#applied = applied;
    this.#work = this.#work.then(() => logs.applyLimits(applied, isKept)).catch(onFault);
    this.#cancel();
    this.#cancel = clock.setTimer(DAY, () => this.apply(), false);
  }

  /** Resolves when the limits are applied. */
  settled(): Promise<void> {
    return this.#work;
  }

  /** Resolves when no file will be touched any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel();
    await this.settled();
  }
}
