/** The runs of one backend that have lines in its log. Only this file changes what is known of a run. */
import type { LogRun } from '../../../../shared/log-runs.ts';
import type { RunEnd, RunMarker } from '../line-format.ts';

/** Runs that are kept in mind; of a backend that fails again and again the oldest are forgotten. */
const MAX_RUNS = 1000;

interface KnownRun {
  run: number;
  /** ISO 8601. */
  startedAt: string;
  endedAt: string | null;
  end: RunEnd | null;
  /** Number of its first line; null where its beginning was not found. */
  from: number | null;
}

/** A marker with the place at which it was found. */
export interface FoundMarker {
  seq: number;
  at: string;
  marker: RunMarker;
}

export class RunList {
  /** In the order of their starts. */
  #runs: KnownRun[] = [];
  /** The run that goes on; null where none does. */
  #live: number | null = null;

  /** The number of a run that is started at this time: that in milliseconds since 1970, or the next free one. */
  nextNumber(wall: number): number {
    return Math.max(Math.trunc(wall), (this.#runs.at(-1)?.run ?? 0) + 1);
  }

  startOf(run: number): string | undefined {
    return this.#runs.find((known) => known.run === run)?.startedAt;
  }

  started({ seq, at, marker }: FoundMarker): void {
    this.#live = marker.run;
    this.#add({ run: marker.run, startedAt: at, endedAt: null, end: null, from: seq });
  }

  ended({ at, marker: { run, end } }: FoundMarker): void {
    const known = this.#runs.find((other) => other.run === run);
    if (known && end) Object.assign(known, { endedAt: at, end });
    if (this.#live === run) this.#live = null;
  }

  /** Adds what was found in the files of an earlier life of the program. @param markers in the order of their lines */
  found(markers: readonly FoundMarker[]): void {
    for (const { at, marker, seq } of markers) {
      const known = this.#runs.find((other) => other.run === marker.run);
      if (!marker.end) {
        if (known) known.from ??= seq;
        else this.#add({ run: marker.run, startedAt: at, endedAt: null, end: null, from: seq });
      } else if (known) {
        Object.assign(known, { endedAt: at, end: marker.end });
      } else {
        const { run, end } = marker;
        this.#add({ run, startedAt: end.started, endedAt: at, end, from: null });
      }
    }
  }

  clear(): void {
    this.#runs = [];
    this.#live = null;
  }

  /** The runs that have lines between these numbers, the oldest first. */
  list(firstSeq: number, lastSeq: number): LogRun[] {
    return this.#runs.flatMap((known, index) => {
      // The beginning of a run may be gone with the oldest lines of the log.
      const from = Math.max(known.from ?? firstSeq, firstSeq);
      const to = (this.#runs[index + 1]?.from ?? lastSeq + 1) - 1;
      return to < from ? [] : [toLogRun(known, from, to, known.run === this.#live)];
    });
  }

  #add(run: KnownRun): void {
    this.#runs.push(run);
    if (this.#runs.length > 1) this.#runs.sort((a, b) => a.run - b.run);
    if (this.#runs.length > MAX_RUNS) this.#runs = this.#runs.slice(-MAX_RUNS);
  }
}

function toLogRun(
  { run, startedAt, endedAt, end }: KnownRun,
  from: number,
  to: number,
  isLive: boolean,
): LogRun {
  return {
    run,
    started_at: startedAt,
    ended_at: endedAt,
    live: isLive,
    exit: end?.exit ?? null,
    exit_code: end?.code ?? null,
    signal: end?.signal ?? null,
    failed: end?.failed ?? false,
    diagnosis: end?.diagnosis ?? null,
    from,
    to,
  };
}
