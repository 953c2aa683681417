/** When a request has left this process, which may be long after `fetch` was called: on a busy machine it waits for its turn. */
import diagnostics from 'node:diagnostics_channel';

/** What undici, which is Node's `fetch`, tells of a request. */
interface SentMessage {
  request: { origin: string; method: string };
}

/** Milliseconds. */
const HEAD_START = 100;

/**
 * Begins requests to this origin. Resolves 100 ms after they were sent, with what is still to come.
 * @param start sends `count` POST requests by `fetch`
 */
export async function beginRequests<Reply>(
  origin: string,
  start: () => Promise<Reply>,
  count = 1,
): Promise<{ answered: Promise<Reply> }> {
  const sent = requestsSent(origin, count);
  const answered = start();
  await sent;
  await new Promise((resolve) => setTimeout(resolve, HEAD_START));
  return { answered };
}

/**
 * Resolves when `count` POST requests of `fetch` to this origin were sent with their bodies. To be called before `fetch`.
 * @param origin such as `http://127.0.0.1:8080`
 */
function requestsSent(origin: string, count: number): Promise<void> {
  return new Promise((resolve) => {
    let left = count;
    const onSent = (message: unknown) => {
      const { request } = message as SentMessage;
      if (String(request.origin) !== origin || request.method !== 'POST') return;
      left--;
      if (left > 0) return;
      diagnostics.unsubscribe('undici:request:bodySent', onSent);
      resolve();
    };
    diagnostics.subscribe('undici:request:bodySent', onSent);
  });
}
