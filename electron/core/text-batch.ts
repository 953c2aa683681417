/** Lines of a log that came together, as they are handed on: an object for each line would cost more than all that is done with it. */
import type { LogLine } from '../../shared/events.ts';
import type { LineChunk } from './line-chunk.ts';

/** Its lines have numbers without a gap. */
export interface TextBatch {
  firstSeq: number;
  /** ISO 8601. */
  at: string;
  stream: LogLine['stream'];
  /** Lines of the batch, one at least. */
  readonly count: number;
  /** Where there is a {@link chunk}, they are made when somebody asks for them first, so a watcher asks only when it needs them. */
  readonly texts: readonly string[];
  /** The same lines as bytes, where they came so. */
  readonly chunk?: LineChunk;
}

/** Called with new lines before anything else happens. It must be quick: it runs for every batch of a flood. */
export type LinesWatcher = (batch: TextBatch) => void;

/** @param lines texts, or a chunk that is left as it is until somebody asks for its texts */
export function makeBatch(
  place: Pick<TextBatch, 'firstSeq' | 'at' | 'stream'>,
  lines: readonly string[] | LineChunk,
): TextBatch {
  const { firstSeq, at, stream } = place;
  if ('bytes' in lines) return new ChunkBatch(firstSeq, at, stream, lines);
  return { firstSeq, at, stream, count: lines.length, texts: lines };
}

class ChunkBatch implements TextBatch {
  readonly firstSeq: number;
  readonly at: string;
  readonly stream: LogLine['stream'];
  readonly count: number;
  readonly chunk: LineChunk;

  constructor(firstSeq: number, at: string, stream: LogLine['stream'], chunk: LineChunk) {
    this.firstSeq = firstSeq;
    this.at = at;
    this.stream = stream;
    this.count = chunk.count;
    this.chunk = chunk;
  }

  get texts(): readonly string[] {
    return this.chunk.texts;
  }
}
