/**
 * Judges what a worker answers while it is being started: whether it may still become ready, or only the user can change that
 * it will not. Such a start fails as soon as that is certain, and is not tried again.
 */

import { connect as connectTls } from 'node:tls';
import { SwitchyardError } from '../../../../shared/errors.ts';
import { systemReasonWords } from '../../../../shared/words/en/errors/system-reasons.ts';
import { given, type HostText, type Text, texts } from '../../../../shared/words/phrase.ts';
import type { Clock } from '../../clock.ts';
import { portOf } from '../../network-address.ts';
import { type ProbeAnswer, probe } from './probe.ts';

const say = texts(systemReasonWords);

/** For the hints of the errors: the labels of settings that a type has. */
export interface ReadySettings {
  /** Where the address that is asked is written. */
  address?: HostText;
  /** Where the key of the worker is written. */
  key?: HostText;
}

export interface JudgedAnswer {
  /** Completes "it …". */
  text: Text;
  /** Whether it is a reply of the worker, and not that none came. */
  isReply?: boolean;
  /** Why it will not become ready. Left out where it still may. */
  error?: SwitchyardError;
  /** Milliseconds that the same answer has to last until that is certain. */
  certainAfterMs: number;
}

interface Question {
  url: URL;
  backend: string;
  settings: ReadySettings;
  timeoutMs: number;
  clock: Clock;
  signal: AbortSignal;
  /** When it was last tried whether the other protocol is spoken, since engines log that. Kept by this file. */
  otherProtocolTriedAt: number | null;
}

/**
 * Milliseconds until an answer is certain: at once for a wrong protocol; soon where a key or a login is wanted. Some programs
 * answer 404 at a path until they have loaded what belongs there: where a person has written the path, half of the start's time
 * is waited, if that is longer.
 */
const CERTAIN_AFTER = { protocol: 0, credentials: 1500, garbage: 10_000, path: 60_000, elsewhere: 10_000 };
/** Statuses that say that there is nothing at the path. Others, such as 400 of Triton, may mean that it is not ready. */
const NO_SUCH_PATH = [404, 405, 410];
/** Milliseconds for a TLS handshake. */
const TLS_TIMEOUT = 2000;
/** Milliseconds between two tries of the other protocol. */
const OTHER_PROTOCOL_INTERVAL = 2000;
/** Of the engine's own words. */
const MAX_WORDS_LENGTH = 200;

/** Judges an answer of the worker's own listener. */
export async function judgeAnswer(answer: ProbeAnswer, question: Question): Promise<JudgedAnswer> {
  const { url } = question;
  const place = shown(url);
  switch (answer.kind) {
    case 'http':
      return answer.status === 400 && (await speaksTlsInPlaceOfHttp(question))
        ? wrongProtocol(question, 'tls')
        : judgeStatus(answer, question);
    case 'opened':
      return mayBecomeReady(say('answer_opens', { place }));
    case 'silent':
      return mayBecomeReady(say('answer_silent', { place }));
    case 'refused':
      return mayBecomeReady(say('answer_notListening', { place }));
    case 'not-tls':
      return (await speaksHttpInPlaceOfTls(question))
        ? wrongProtocol(question, 'plain')
        : garbage(question, 'https');
    case 'broken':
      return (await speaksTlsInPlaceOfHttp(question))
        ? wrongProtocol(question, 'tls')
        : mayBecomeReady(say('answer_breaksOff', { place }));
    case 'not-http':
      return (await speaksTlsInPlaceOfHttp(question))
        ? wrongProtocol(question, 'tls')
        : garbage(question, 'http');
  }
}

/** The judgement where nothing listens at the address, and the worker listens at other ones, of which one answers as expected. */
export function judgeElsewhere(
  elsewhere: { addresses: readonly string[]; answering: URL | null },
  question: Question,
): JudgedAnswer {
  const { backend, settings, url } = question;
  const { addresses, answering } = elsewhere;
  const text = say('answer_elsewhere', { place: shown(url), addresses: addresses.join(', ') });
  if (answering === null) return mayBecomeReady(text);
  const reason = say('reason_elsewhere', { answering: shown(answering), place: shown(url) });
  return {
    text,
    error: new SwitchyardError('ready_answer_wrong', {
      backend,
      reason,
      problem: 'elsewhere',
      url: shown(answering),
      ...labelled(settings),
    }),
    // Many programs have a page of something at the root.
    certainAfterMs: url.pathname === '/' ? pathCertainAfter(question) : CERTAIN_AFTER.elsewhere,
  };
}

function judgeStatus(reply: ProbeAnswer & { kind: 'http' }, question: Question): JudgedAnswer {
  const { backend, settings, url } = question;
  const { authenticate, location, status } = reply;
  const words = given('words', wordsOf(reply.body));
  const place = shown(url);
  const text = say('answer_status', { status, place, ...words });
  const isRedirect =
    status >= 300 && status < 400 && location !== undefined && URL.canParse(location, url.href);
  const target = isRedirect ? shown(new URL(location, url)) : '';
  const isLogin = /log-?in|sign-?in|\bauth|\bsso\b/i.test(target);
  if (status === 401 || status === 403 || status === 407 || (isRedirect && isLogin)) {
    const wants = isRedirect || /^(basic|digest)\b/i.test(authenticate ?? '') ? 'login' : 'key';
    const reason = isRedirect ? say('reason_login', { place, target }) : say('answer_it', { answer: text });
    const error = new SwitchyardError('ready_needs_credentials', {
      backend,
      reason,
      status,
      wants,
      ...(settings.key === undefined ? {} : { keySetting: settings.key }),
      ...labelled(settings),
    });
    return { text, isReply: true, error, certainAfterMs: CERTAIN_AFTER.credentials };
  }
  const wrong = (problem: 'path' | 'redirect', reason: Text): JudgedAnswer => ({
    text: isRedirect ? say('answer_redirect', { status, place, target, ...words }) : text,
    isReply: true,
    error: new SwitchyardError('ready_answer_wrong', {
      backend,
      reason,
      problem,
      url: isRedirect ? target : place,
      ...labelled(settings),
    }),
    certainAfterMs: pathCertainAfter(question),
  });
  if (isRedirect) return wrong('redirect', say('reason_redirect', { place, target, status }));
  if (NO_SUCH_PATH.includes(status)) return wrong('path', say('answer_it', { answer: text }));
  return { ...mayBecomeReady(text), isReply: true };
}

const pathCertainAfter = ({ settings, timeoutMs }: Question): number =>
  settings.address === undefined ? CERTAIN_AFTER.path : Math.max(CERTAIN_AFTER.path, timeoutMs / 2);

const mayBecomeReady = (text: Text): JudgedAnswer => ({ text, certainAfterMs: Number.POSITIVE_INFINITY });

function wrongProtocol({ backend, settings, url }: Question, problem: 'tls' | 'plain'): JudgedAnswer {
  const [spoken, asked] = problem === 'tls' ? (['https', 'http'] as const) : (['http', 'https'] as const);
  const other = new URL(url);
  other.protocol = `${spoken}:`;
  const text = say('answer_otherProtocol', { place: shown(url), spoken, asked });
  return {
    text,
    error: new SwitchyardError('ready_answer_wrong', {
      backend,
      reason: say('answer_it', { answer: text }),
      problem,
      url: shown(other),
      ...labelled(settings),
    }),
    certainAfterMs: CERTAIN_AFTER.protocol,
  };
}

function garbage({ backend, settings, url }: Question, expected: string): JudgedAnswer {
  const text = say('answer_notProtocol', { place: shown(url), expected });
  return {
    text,
    error: new SwitchyardError('ready_answer_wrong', {
      backend,
      reason: say('answer_it', { answer: text }),
      problem: 'garbage',
      url: shown(url),
      ...labelled(settings),
    }),
    certainAfterMs: CERTAIN_AFTER.garbage,
  };
}

const labelled = ({ address }: ReadySettings) => (address === undefined ? {} : { addressSetting: address });

/** Without the name and password that it may hold. */
const shown = ({ host, pathname, protocol, search }: URL): string =>
  `${protocol}//${host}${pathname === '/' && search === '' ? '' : pathname}${search}`;

/** The engine's own words in a reply, on one line; empty where there are none. */
function wordsOf(body: string): string {
  const text = textOf(body).replace(/\s+/g, ' ').trim();
  return text.length > MAX_WORDS_LENGTH ? `${text.slice(0, MAX_WORDS_LENGTH - 1)}…` : text;
}

function textOf(body: string): string {
  if (/^\s*</.test(body)) return /<title>([^<]*)</i.exec(body)?.[1] ?? '';
  if (!/^\s*[[{]/.test(body)) return body;
  try {
    return messageIn(JSON.parse(body)) ?? body;
  } catch {
    return body;
  }
}

/** Where engines put their words: `{error: {message}}`, `{error}`, `{message}`, `{detail}` of FastAPI. */
function messageIn(reply: unknown): string | undefined {
  if (typeof reply === 'string') return reply;
  if (typeof reply !== 'object' || reply === null) return undefined;
  const fields: Record<string, unknown> = { ...reply };
  for (const name of ['error', 'message', 'detail']) {
    const found = messageIn(fields[name]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isOtherProtocolDue(question: Question): boolean {
  const now = question.clock.now();
  const { otherProtocolTriedAt: last } = question;
  if (last !== null && now - last < OTHER_PROTOCOL_INTERVAL) return false;
  question.otherProtocolTriedAt = now;
  return true;
}

/** Most servers with TLS break the connection off where http is spoken, so the handshake is tried. */
function speaksTlsInPlaceOfHttp(question: Question): Promise<boolean> {
  const { clock, signal, url } = question;
  if (url.protocol !== 'http:' || !isOtherProtocolDue(question)) return Promise.resolve(false);
  return new Promise((resolve) => {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    // Nothing is sent to it but the handshake.
    const socket = connectTls({ host, port: portOf(url), rejectUnauthorized: false });
    const finish = (result: boolean) => {
      cancelTimer();
      signal.removeEventListener('abort', giveUp);
      socket.destroy();
      resolve(result);
    };
    const giveUp = () => finish(false);
    const cancelTimer = clock.setTimer(TLS_TIMEOUT, giveUp);
    signal.addEventListener('abort', giveUp);
    socket.on('secureConnect', () => finish(true));
    socket.on('error', giveUp);
    socket.on('close', giveUp);
  });
}

async function speaksHttpInPlaceOfTls(question: Question): Promise<boolean> {
  const { clock, signal, url } = question;
  if (!isOtherProtocolDue(question)) return false;
  const plain = new URL(url);
  plain.protocol = 'http:';
  return (await probe(plain, clock, signal)).kind === 'http';
}

/** The last judged answer of one start, and since when it is the same. */
export class LastAnswer {
  readonly #clock: Clock;
  #judged: JudgedAnswer | null = null;
  #since = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The last reply, which completes "it …"; undefined where none came. */
  get reply(): Text | undefined {
    return this.#judged?.isReply ? this.#judged.text : undefined;
  }

  /** @returns whether it is another answer than before */
  record(judged: JudgedAnswer): boolean {
    const isNew = judged.text.text !== this.#judged?.text.text;
    if (isNew) this.#since = this.#clock.now();
    this.#judged = judged;
    return isNew;
  }

  /** The error of an answer that is certain by now. */
  get certainError(): SwitchyardError | undefined {
    const judged = this.#judged;
    return judged?.error && this.#lasted >= judged.certainAfterMs ? judged.error : undefined;
  }

  /** The error of a start that is over after `timeoutMs`. An answer that has lasted for half of that time is its reason. */
  timeoutError(backend: string, timeoutMs: number): SwitchyardError {
    const judged = this.#judged;
    if (judged?.error && this.#lasted >= Math.min(judged.certainAfterMs, timeoutMs / 2)) return judged.error;
    const seconds = Math.round(timeoutMs / 1000);
    const answer = judged === null ? {} : { answer: judged.text };
    return new SwitchyardError('start_timeout', { backend, seconds, ...answer });
  }

  get #lasted(): number {
    return this.#clock.now() - this.#since;
  }
}
