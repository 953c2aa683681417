/** Finds out whether a server has a page for people: some answer a browser with JSON, or not at all. */
import type { AdapterIo } from '../../core/backend/backend-type.ts';
import { sendRequest } from './http-request.ts';

const TIMEOUT_MS = 5_000;

/**
 * Asks a ready worker as a browser does, and reports what it finds. Never rejects.
 * @param headers its credentials; a browser would be asked for them
 */
export async function reportPage(
  io: Pick<AdapterIo, 'signal' | 'update'>,
  address: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  let hasPage = false;
  try {
    const { status, contentType, location } = await sendRequest({
      url: address,
      headers: { accept: 'text/html', ...headers },
      headersOnly: true,
      isOwnWorker: true,
      signal: io.signal,
      timeoutMs: TIMEOUT_MS,
    });
    const isRedirect = status >= 300 && status < 400 && location !== undefined;
    hasPage = isRedirect || (status < 300 && /^text\/html\b/i.test(contentType ?? ''));
  } catch {
    // What does not answer a browser has no page for it.
  }
  if (!io.signal.aborted) io.update({ hasPage });
}
