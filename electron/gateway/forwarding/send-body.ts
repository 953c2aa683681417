/** Sends the body of a reply on to its client. */
import type { ServerResponse } from 'node:http';

export interface BodyTarget {
  response: ServerResponse;
  /** Called with each piece before it is sent. */
  onPiece?: ((piece: Buffer) => void) | undefined;
}

/**
 * Sends a body as it comes, as fast as the client reads it. Resolves when the whole of it was sent.
 * @param body ends with an error when the client has gone away
 * @throws whatever has cut it off
 */
export async function sendBody(
  body: AsyncIterable<Buffer>,
  { response, onPiece }: BodyTarget,
): Promise<void> {
  let resume = () => {};
  // Listeners of their own for each piece would cost a fast stream some hundredths of its time.
  const wake = () => resume();
  response.on('drain', wake).on('close', wake);
  try {
    for await (const piece of body) {
      onPiece?.(piece);
      if (!response.write(piece) && !response.destroyed)
        await new Promise<void>((resolve) => {
          resume = resolve;
        });
    }
  } finally {
    response.off('drain', wake).off('close', wake);
  }
  response.end();
}
