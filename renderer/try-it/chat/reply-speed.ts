/** How fast a reply came. */
import type { ReplyPiece } from './read-reply.ts';

export interface ReplySpeed {
  /** Milliseconds from the request to the first token, with the time in which the request waited for its turn. */
  firstTokenMs: number;
  /** As the backend counted them; while it has not: the events so far, most of which have one token. */
  tokens: number;
  isCounted: boolean;
  /** From the first token to the last; null where there are too few to tell. */
  tokensPerSecond: number | null;
}

export interface Timing {
  /** @param now milliseconds */
  add(piece: Pick<ReplyPiece, 'events' | 'tokens'>, now: number): void;
  /** Null before the first token. */
  current(): ReplySpeed | null;
}

export function startTiming(startedAt: number): Timing {
  let firstAt: number | null = null;
  let lastAt = startedAt;
  let events = 0;
  /** Events of the first chunk: all of them came at the time from which the speed is measured. */
  let firstEvents = 0;
  let counted: number | null = null;
  return {
    add(piece, now) {
      counted = piece.tokens ?? counted;
      if (piece.events === 0) return;
      if (firstAt === null) {
        firstAt = now;
        firstEvents = piece.events;
      }
      lastAt = now;
      events += piece.events;
    },
    current() {
      if (firstAt === null) return null;
      const tokens = counted ?? events;
      const seconds = (lastAt - firstAt) / 1000;
      const after = tokens * (1 - firstEvents / events);
      return {
        firstTokenMs: firstAt - startedAt,
        tokens,
        isCounted: counted !== null,
        tokensPerSecond: seconds > 0 && after > 0 ? after / seconds : null,
      };
    },
  };
}
