/** The runs of one backend that have lines in its log. Only this file changes what is known of a run. */
import type { LogRun } from '../../../../shared/log/log-runs.ts';
import type { RunEnd, RunMarker } from '../line-format.ts';

/** Runs that are kept in mind; of a backend that fails again and again the oldest are forgotten. */
const MAX_RUNS = 1000;

interface KnownRun {
  run: number;
  /** ISO 8601. */
  startedAt: string;
  endedAt: string | null;
  end: RunEnd | null;
  /** Number of the launch, for the run of a launch. */
  launch: number | null;
  /** Number of its first line; null where its beginning was not found. */
  from: number | null;
  /** Number of the line that tells of its end; null where none does. */
  to: number | null;
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
  /** The runs that go on. */
  readonly #live = new Set<number>();

  /** The number of a run that is started at this time: that in milliseconds since 1970, or the next free one. */
  nextNumber(wall: number): number {
    return Math.max(Math.trunc(wall), (this.#runs.at(-1)?.run ?? 0) + 1);
  }

  startOf(run: number): string | undefined {
    return this.#runs.find((known) => known.run === run)?.startedAt;
  }

  started({ seq, at, marker }: FoundMarker): void {
    // A run of the backend is over when the next one begins, and so are its launches.
    if (marker.launch === undefined) this.#live.clear();
    this.#live.add(marker.run);
    this.#add(startedRun(marker, at, seq));
  }

  ended({ at, marker: { run, end }, seq }: FoundMarker): void {
    const known = this.#runs.find((other) => other.run === run);
    if (known && end) Object.assign(known, { endedAt: at, end, to: seq });
    if (known?.launch === null) this.#live.clear();
    else this.#live.delete(run);
  }

  /** Adds what was found in the files of an earlier life of the program. @param markers in the order of their lines */
  found(markers: readonly FoundMarker[]): void {
    for (const { at, marker, seq } of markers) {
      const known = this.#runs.find((other) => other.run === marker.run);
      if (!marker.end) {
        if (known) known.from ??= seq;
        else this.#add(startedRun(marker, at, seq));
      } else if (known) {
        Object.assign(known, { endedAt: at, end: marker.end, to: seq });
      } else {
        const { run, end, launch = null } = marker;
        this.#add({ run, startedAt: end.started, endedAt: at, end, launch, from: null, to: seq });
      }
    }
  }

  clear(): void {
    this.#runs = [];
    this.#live.clear();
  }

  /** The runs that have lines between these numbers, the oldest first. */
  list(firstSeq: number, lastSeq: number): LogRun[] {
    const list: LogRun[] = [];
    /** Number of the last line before the next run of the backend. */
    let end = lastSeq;
    for (const known of this.#runs.toReversed()) {
      // The beginning of a run may be gone with the oldest lines of the log.
      const from = Math.max(known.from ?? firstSeq, firstSeq);
      const to = known.launch === null ? end : (known.to ?? end);
      if (to >= from) list.push(toLogRun(known, from, to, this.#live.has(known.run)));
      if (known.launch === null && known.from !== null) end = known.from - 1;
    }
    return list.reverse();
  }

  #add(run: KnownRun): void {
    this.#runs.push(run);
    if (this.#runs.length > 1) this.#runs.sort((a, b) => a.run - b.run);
    if (this.#runs.length > MAX_RUNS) this.#runs = this.#runs.slice(-MAX_RUNS);
  }
}

const startedRun = ({ run, launch }: RunMarker, at: string, from: number): KnownRun => ({
  run,
  startedAt: at,
  endedAt: null,
  end: null,
  launch: launch ?? null,
  from,
  to: null,
});

function toLogRun(
  { run, launch, startedAt, endedAt, end }: KnownRun,
  from: number,
  to: number,
  isLive: boolean,
): LogRun {
  return {
    run,
    launch,
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
