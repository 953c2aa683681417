/**
 * Waits for a worker with a probe whose interval grows with the time that the start has taken, from 2 ms to 250 ms. A worker is
 * ready when the answer is the expected one and comes from the worker itself, not from another program on the same port.
 */

import { SwitchyardError } from '../../../../shared/errors.ts';
import { systemReasonWords } from '../../../../shared/words/en/errors/system-reasons.ts';
import { type HostText, texts } from '../../../../shared/words/phrase.ts';
import type { Clock } from '../../clock.ts';
import { portOf, reachableHost } from '../../network-address.ts';
import { describeExit } from '../exit-info.ts';
import type { WorkerProcess } from '../worker-process.ts';
import { listenerBelongsTo, type ProcessOwnership } from './listeners.ts';
import { describeOwner, type Ports } from './ports.ts';
import { type ProbeAnswer, probe } from './probe.ts';
import { judgeAnswer, judgeElsewhere, LastAnswer, type ReadySettings } from './ready-answer.ts';
import type { ListenerTable } from './tcp-sockets.ts';

const say = texts(systemReasonWords);

export interface ProbeOptions {
  /** Requested with GET until the status is one of `okStatus`. `tcp://host:port`: ready when a connection opens. */
  url: string;
  /** Statuses that count as ready; 200 to 299 when left out. */
  okStatus?: (status: number) => boolean;
  /** `any` for a worker whose port another program opens for it, such as a container; `own` when left out. */
  listener?: 'own' | 'any';
  /** Credentials that the worker wants. They are sent to this address alone. */
  headers?: Readonly<Record<string, string>>;
  /** For the hints of errors. */
  settings?: ReadySettings;
  /** For the hint where another program has the port: how the worker gets a free one. A whole sentence. */
  portAdvice?: HostText;
}

export interface ReadinessContext {
  worker: Pick<WorkerProcess, 'pid' | 'exited' | 'tree'>;
  /** Aborts the wait. */
  signal: AbortSignal;
  /** displayName of the backend, for errors. */
  backend: string;
  timeoutMs: number;
  clock: Clock;
  listeners: ListenerTable;
  ports: Pick<Ports, 'ownerOf'>;
  /** Gets the answers, for a caller with a time limit of its own. */
  answers?: LastAnswer;
  /**
   * Called with each answer that is another one than before, and no success. `isWrong`: it may be that the worker never
   * becomes ready so.
   */
  onAnswer?: (text: HostText, isWrong: boolean) => void;
}

/** Milliseconds between two probes. */
const MIN_PAUSE = 2;
const MAX_PAUSE = 250;
/** Part of the time so far, so that a worker is noticed to be ready at most so much later than it is. */
const PAUSE_PART = 0.05;
/** Milliseconds after which it counts as certain that another program answers and the worker does not listen. */
const FOREIGN_LISTENER_CERTAIN = 250;
/** Milliseconds without a listener until it is looked where else the worker listens, and between two such looks. */
const ELSEWHERE_AFTER = 3000;
const ELSEWHERE_INTERVAL = 2000;
/** Of its other listeners, so many are asked. */
const MAX_ELSEWHERE = 8;

/**
 * Resolves when the worker is ready.
 * @throws SwitchyardError `exited_before_ready` (whatever the exit code), `start_timeout`, `port_taken_by_other`,
 * `ready_needs_credentials`, `ready_answer_wrong`, `start_failed` when aborted
 */
export async function waitUntilReady(options: ProbeOptions, context: ReadinessContext): Promise<void> {
  const { clock, signal, worker, backend, timeoutMs } = context;
  const answers = context.answers ?? new LastAnswer(clock);
  const probing = new AbortController();
  const failed = new Promise<never>((_, reject) => {
    const cancelTimer = clock.setTimer(timeoutMs, () => reject(answers.timeoutError(backend, timeoutMs)));
    const onAbort = () => reject(new SwitchyardError('start_failed', { backend, reason: say('calledOff') }));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    void worker.exited.then((exit) =>
      reject(new SwitchyardError('exited_before_ready', { backend, reason: describeExit(exit) })),
    );
    probing.signal.addEventListener('abort', () => {
      cancelTimer();
      signal.removeEventListener('abort', onAbort);
    });
  });
  try {
    await Promise.race([failed, probeUntilReady(options, { ...context, answers }, probing.signal)]);
  } finally {
    probing.abort();
  }
}

async function probeUntilReady(
  options: ProbeOptions,
  context: ReadinessContext & { answers: LastAnswer },
  signal: AbortSignal,
): Promise<void> {
  const { okStatus = isSuccess, listener = 'own', portAdvice } = options;
  const { answers, backend, clock } = context;
  const url = askedUrl(options.url, backend);
  const port = portOf(url);
  const question = {
    url,
    backend,
    settings: options.settings ?? {},
    timeoutMs: context.timeoutMs,
    clock,
    signal,
    otherProtocolTriedAt: null,
  };
  const started = clock.now();
  let foreignSince: number | null = null;
  let lookElsewhereAt = started + ELSEWHERE_AFTER;
  while (!signal.aborted) {
    let owned: Promise<ProcessOwnership> = Promise.resolve('yes');
    const answer = await probe(url, clock, signal, options.headers, () => {
      // Who listens is read while the answer is awaited.
      if (listener !== 'any') owned = ownershipOf(port, url.hostname, context);
      // Where the reading fails, that is an error below.
      owned.catch(() => {});
    });
    if (signal.aborted) return;
    const ownership = await owned;
    // `unknown` is good enough: the port was free before the start.
    if (isReady(answer, url, okStatus) && ownership !== 'no') return;
    const now = clock.now();
    foreignSince = ownership === 'no' ? (foreignSince ?? now) : null;
    if (foreignSince !== null && now - foreignSince >= FOREIGN_LISTENER_CERTAIN && !signal.aborted) {
      const owner = describeOwner(await context.ports.ownerOf(port));
      const advice = portAdvice === undefined ? {} : { advice: portAdvice };
      throw new SwitchyardError('port_taken_by_other', { backend, port, ...owner, ...advice });
    }
    if (ownership !== 'no') {
      const isMissing = answer.kind === 'refused' && listener === 'own' && now >= started + ELSEWHERE_AFTER;
      // Between two looks, what the last one has found counts.
      if (!isMissing || now >= lookElsewhereAt) {
        if (isMissing) lookElsewhereAt = now + ELSEWHERE_INTERVAL;
        const elsewhere = isMissing ? await findElsewhere(url, okStatus, context, signal) : null;
        const judged = elsewhere ? judgeElsewhere(elsewhere, question) : await judgeAnswer(answer, question);
        if (signal.aborted) return;
        if (answers.record(judged) && (elsewhere || answer.kind !== 'refused'))
          context.onAnswer?.(judged.text, judged.error !== undefined);
      }
      // Another program may answer for a worker that is not there yet.
      const { certainError } = answers;
      if (certainError && listener === 'own') throw certainError;
    }
    const pause = (clock.now() - started) * PAUSE_PART;
    await waitFor(Math.min(Math.max(pause, MIN_PAUSE), MAX_PAUSE), clock, signal);
  }
}

/** The worker's own process is looked at first: its tree is found by reading all processes of the machine. */
async function ownershipOf(
  port: number,
  host: string,
  { listeners, worker }: ReadinessContext,
): Promise<ProcessOwnership> {
  const own = await listenerBelongsTo(listeners, port, [worker.pid], host);
  return own !== 'no' ? own : await listenerBelongsTo(listeners, port, await worker.tree(), host);
}

/** @throws SwitchyardError `start_failed` */
function askedUrl(text: string, backend: string): URL {
  if (!URL.canParse(text))
    throw new SwitchyardError('start_failed', { backend, reason: say('notAnAddress', { text }) });
  const url = new URL(text);
  // A server on all addresses is reached on loopback; some systems do not connect to what stands for all.
  url.hostname = reachableHost(url.hostname);
  return url;
}

const isReady = (answer: ProbeAnswer, { protocol }: URL, okStatus: (status: number) => boolean): boolean =>
  answer.kind === 'http' ? okStatus(answer.status) : answer.kind === 'opened' && protocol === 'tcp:';

/** Where the worker listens instead, and which of these addresses answers as expected. Null where it listens nowhere, or nobody can tell. */
async function findElsewhere(
  url: URL,
  okStatus: (status: number) => boolean,
  { clock, listeners, worker }: ReadinessContext,
  signal: AbortSignal,
): Promise<{ addresses: string[]; answering: URL | null } | null> {
  const found = await listeners.of(await worker.tree());
  if (found === null || found.length === 0) return null;
  const urls = found.slice(0, MAX_ELSEWHERE).map(({ address, port }) => {
    const other = new URL(url);
    other.hostname = reachableHost(address);
    other.port = String(port);
    return other;
  });
  const addresses = [...new Set(urls.map(({ host, hostname, port }) => (port === '' ? hostname : host)))];
  for (const other of url.protocol === 'tcp:' ? [] : urls) {
    if (isReady(await probe(other, clock, signal), other, okStatus)) return { addresses, answering: other };
  }
  return { addresses, answering: null };
}

const isSuccess = (status: number) => status >= 200 && status < 300;

function waitFor(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      cancel();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.setTimer(ms, finish);
    signal.addEventListener('abort', finish);
  });
}
