/** Asks a worker that sends nothing of its replies whether its server answers at all, and says why it is not restarted. */
import { messageOf } from '../../../shared/errors.ts';
import type { OpenAiApi } from '../../core/backend/backend-type.ts';
import { sendToWorker, workerUrl } from '../forwarding/worker-request.ts';
import { SILENT_AFTER_MS } from './liveness-by-use.ts';

/** Milliseconds for the reply. */
const PROBE_TIMEOUT = 10_000;

/** Never rejects. @returns a message for the card */
export async function describeSilence(api: OpenAiApi): Promise<string> {
  const silence = `Requests wait, and it has sent nothing of a reply for ${SILENT_AFTER_MS / 60_000} minutes.`;
  const url = workerUrl(api, '/models');
  const place = `${url.origin}${url.pathname}`;
  try {
    const signal = AbortSignal.timeout(PROBE_TIMEOUT);
    const reply = await sendToWorker({ url, method: 'GET', headers: { ...api.headers }, body: null, signal });
    reply.body.on('error', () => undefined).destroy();
    return `${silence} Its server still answers (${reply.statusCode} at ${place}), so it is not restarted by itself: it may be at work, and it may hang. Restart it if its answers never take so long.`;
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    return `${silence} Its server does not answer either (${messageOf(cause)} at ${place}), and no health address of it is probed by which it would be restarted: nothing tells whether it is at work. Restart it if its answers never take so long.`;
  }
}
