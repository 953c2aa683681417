/** Shows a person that the backend whose page they open is starting, and how far it has come, until it is ready. */
import type { ServerResponse } from 'node:http';
import type { FullBackend } from '../../../shared/backend.ts';
import { RETRY_SECONDS } from '../../../shared/limits.ts';
import { toGatewayError } from '../protocols/gateway-errors.ts';
import { PAGE_HEADERS, startingPage } from './person-page.ts';

/** Milliseconds between two looks at the backend. */
const STATUS_INTERVAL = 500;
/** Milliseconds after which something is sent all the same: proxies end a connection without data after 30 s or more. */
const KEEP_ALIVE_MS = 10_000;

export interface StartingPageOptions {
  response: ServerResponse;
  backend: () => FullBackend | null;
  /** Settles when the pages of the backend can be opened, or never will be. */
  opening: Promise<unknown>;
  /** Aborted when the client has gone away. */
  signal: AbortSignal;
}

/**
 * Resolves when the page is complete: its browser then loads it again, and gets the page of the backend, or why there is none.
 * @throws an error that is a defect of ours, once the page has ended
 */
export async function sendStartingPage(options: StartingPageOptions): Promise<void> {
  const { response, backend, opening, signal } = options;
  const first = backend();
  response.writeHead(503, {
    ...PAGE_HEADERS,
    'Retry-After': String(RETRY_SECONDS),
    // nginx collects a reply before it sends it, unless this says no.
    'X-Accel-Buffering': 'no',
  });
  response.write(startingPage.begin(first === null ? 'The backend' : first.title || `Backend ${first.id}`));
  let shown = '';
  let sentAt = performance.now();
  const update = () => {
    const now = backend();
    const text = now === null ? '' : describeStart(now);
    // One that does not read gets no more of them.
    if (response.writableNeedDrain) return;
    if (text !== '' && text !== shown) {
      response.write(startingPage.status(text));
      shown = text;
    } else if (performance.now() - sentAt > KEEP_ALIVE_MS) response.write(startingPage.nothing);
    else return;
    sentAt = performance.now();
  };
  update();
  const timer = setInterval(update, STATUS_INTERVAL);
  try {
    await opening;
  } catch (error) {
    if (signal.aborted) return;
    const known = toGatewayError(error);
    response.write(
      startingPage.failure(known?.message ?? 'Switchyard could not open this page. Its log says why.'),
    );
    if (known === null) throw error;
  } finally {
    clearInterval(timer);
    response.end(startingPage.end);
  }
}

/** What a backend that starts waits for or does, in a sentence or two. */
export function describeStart({
  phase,
  next_step,
  load_status,
  progress,
}: Pick<FullBackend, 'phase' | 'next_step' | 'load_status' | 'progress'>): string {
  if (next_step?.kind === 'retry')
    return `The last attempt failed: ${next_step.reason.message} It is tried again by itself (attempt ${next_step.attempt} of ${next_step.attempts}).`;
  if (next_step?.kind === 'wait_for_start' || next_step?.kind === 'make_room') return next_step.message;
  if (phase === 'stopping') return 'Its last run is ended first.';
  if (phase !== 'loading') return 'It waits for its turn to start.';
  const { fraction, usual_seconds } = progress ?? {};
  return [
    load_status ? asSentence(load_status) : 'It loads.',
    ...(fraction === undefined ? [] : [`${Math.floor(fraction * 100)} % done.`]),
    ...(usual_seconds === undefined ? [] : [`A start usually takes ${describeDuration(usual_seconds)}.`]),
  ].join(' ');
}

const describeDuration = (seconds: number): string =>
  seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} minutes`;

const asSentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
