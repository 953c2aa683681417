/** The thread that searches logs, see electron/core/logging/search/log-searcher.ts. */
import { parentPort } from 'node:worker_threads';
import type { ThreadReply, ThreadRequest } from '../core/logging/search/log-searcher.ts';
import { markTexts, searchStretches } from '../core/logging/search/search-stretches.ts';

function perform({ kind, request }: ThreadRequest): ThreadReply {
  try {
    return { result: kind === 'search' ? searchStretches(request) : markTexts(request) };
  } catch (error) {
    return { error: String(error) };
  }
}

parentPort?.on('message', (request: ThreadRequest) => parentPort?.postMessage(perform(request)));
