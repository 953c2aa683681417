/** Lines of a log that came together, as they are handed on: an object for each line would cost more than all that is done with it. */
import type { LogLine } from '../../shared/events.ts';

/** Its lines have numbers without a gap. */
export interface TextBatch {
  firstSeq: number;
  /** ISO 8601. */
  at: string;
  stream: LogLine['stream'];
  texts: readonly string[];
}

/** Called with new lines before anything else happens. It must be quick: it runs for every batch of a flood. */
export type LinesWatcher = (batch: TextBatch) => void;
