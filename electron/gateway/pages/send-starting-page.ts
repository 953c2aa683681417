/** Shows a person that the backend whose page they open is starting, and how far it has come, until it is ready. */
import type { ServerResponse } from 'node:http';
import type { FullBackend } from '../../../shared/backend.ts';
import { RETRY_SECONDS } from '../../../shared/limits.ts';
import { pageWords } from '../../../shared/words/en/pages.ts';
import { errorText } from '../../../shared/words/error-text.ts';
import { translateField } from '../../../shared/words/wire-phrases.ts';
import { type CurrentLanguage, inLanguage, words } from '../../../shared/words/words.ts';
import { describeError, toGatewayError } from '../protocols/gateway-errors.ts';
import { PAGE_HEADERS, startingPage } from './person-page.ts';

const t = words(pageWords);

/** Milliseconds between two looks at the backend. */
const STATUS_INTERVAL = 500;
/** Milliseconds after which something is sent all the same: proxies end a connection without data after 30 s or more. */
const KEEP_ALIVE_MS = 10_000;

export interface StartingPageOptions {
  response: ServerResponse;
  language: CurrentLanguage;
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
  const { response, language, backend, opening, signal } = options;
  const first = backend();
  response.writeHead(503, {
    ...PAGE_HEADERS,
    'Retry-After': String(RETRY_SECONDS),
    // nginx collects a reply before it sends it, unless this says no.
    'X-Accel-Buffering': 'no',
  });
  response.write(inLanguage(language, () => startingPage.begin(language, nameOf(first))));
  let shown = '';
  let sentAt = performance.now();
  const update = () => {
    const now = backend();
    const text = now === null ? '' : inLanguage(language, () => describeStart(now));
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
    const text = inLanguage(language, () => (known === null ? t('couldNotOpen') : describeError(known)));
    response.write(startingPage.failure(text));
    if (known === null) throw error;
  } finally {
    clearInterval(timer);
    response.end(startingPage.end);
  }
}

const nameOf = (backend: FullBackend | null): string =>
  backend === null ? t('theBackend') : backend.title || t('backendNumber', { id: String(backend.id) });

/** What a backend that starts waits for or does, in a sentence or two. */
export function describeStart({
  phase,
  next_step,
  load_status,
  phrases,
  progress,
}: Pick<FullBackend, 'phase' | 'next_step' | 'load_status' | 'phrases' | 'progress'>): string {
  if (next_step?.kind === 'retry') {
    const { reason, attempt, attempts } = next_step;
    return t('lastAttemptFailed', { reason: errorText(reason).message, attempt, attempts });
  }
  if (next_step?.kind === 'wait_for_start' || next_step?.kind === 'make_room')
    return translateField(next_step, 'message');
  if (phase === 'stopping') return t('previousRunEnds');
  if (phase !== 'loading') return t('waitsForItsTurn');
  const { fraction, usual_seconds } = progress ?? {};
  return [
    load_status ? asSentence(translateField({ load_status, phrases }, 'load_status')) : t('loading'),
    ...(fraction === undefined ? [] : [t('percentDone', { percent: Math.floor(fraction * 100) })]),
    ...(usual_seconds === undefined ? [] : [describeUsual(usual_seconds)]),
  ].join(' ');
}

const describeUsual = (seconds: number): string =>
  seconds < 90
    ? t('usualSeconds', { count: Math.max(1, Math.round(seconds)) })
    : t('usualMinutes', { count: Math.round(seconds / 60) });

const asSentence = (text: string): string => (/[.!?…。]$/.test(text) ? text : `${text}.`);
