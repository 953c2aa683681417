/** Requests for models over HTTP: to the address of the gateway on the panel's own port, with the browser's access key. */

import { CallError } from '../../shared/transport.ts';
import { shellWords } from '../../shared/words/en/shell.ts';
import { words } from '../../shared/words/words.ts';
import type { HttpAccess } from './access.ts';
import { postJson } from './post-json.ts';

const t = words(shellWords);

export interface ModelRequest {
  /** Relative to the page, such as `v1/chat/completions`. */
  path: string;
  /** Sent as JSON. */
  body: object;
  /** Ends the request, at the worker too. */
  signal: AbortSignal;
}

/** @throws CallError `unreachable`; whatever the signal was aborted with */
export type SendModelRequest = (request: ModelRequest) => Promise<Response>;

export const notReached = (): CallError =>
  new CallError({
    code: 'unreachable',
    message: t('noAnswer'),
    hint: t('checkRunningTryAgain'),
  });

export function createModelRequests({
  fetch,
  access,
}: {
  fetch: typeof globalThis.fetch;
  access: Pick<HttpAccess, 'key' | 'replace'>;
}): SendModelRequest {
  const send = async ({ path, body, signal }: ModelRequest, key: string | null) => {
    try {
      return await postJson({ fetch, path, body, key, signal });
    } catch (error) {
      if (signal.aborted) throw error;
      throw notReached();
    }
  };
  return async (request) => {
    const key = await access.key();
    const response = await send(request, key);
    // The access key may have expired. Where a server elsewhere refuses its own key, another one of ours changes nothing.
    if (response.status !== 401 || !(await access.replace(key))) return response;
    await response.body?.cancel();
    return await send(request, await access.key());
  };
}
