/**
 * Waits for a worker with a probe whose interval grows with the time that the start has taken, from 10 ms to 250 ms. A worker is ready when the answer is the
 * expected one and comes from the worker itself, not from another program on the same port.
 */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { SwitchyardError } from '../../../../shared/errors.ts';
import type { Clock } from '../../clock.ts';
import { portOf } from '../../network-address.ts';
import { describeExit } from '../exit-info.ts';
import type { WorkerProcess } from '../worker-process.ts';
import { type ListenerTable, listenerBelongsTo, type ProcessOwnership } from './listeners.ts';
import { describeOwner, type Ports } from './ports.ts';

export interface ProbeOptions {
  /** Requested with GET until the status is one of `okStatus`. `tcp://host:port`: ready when a connection opens. */
  url: string;
  /** Statuses that count as ready; 200 to 299 when left out. */
  okStatus?: (status: number) => boolean;
  /** `any` for a worker whose port another program opens for it, such as a container; `own` when left out. */
  listener?: 'own' | 'any';
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
}

/** Milliseconds between two probes. */
const MIN_PAUSE = 10;
const MAX_PAUSE = 250;
/** Part of the time so far, so that a worker is noticed to be ready at most so much later than it is. */
const PAUSE_PART = 0.2;
/** Milliseconds for one probe: a worker that is busy with loading may accept the connection and not answer. */
const PROBE_TIMEOUT = 5000;
/** Milliseconds after which it counts as certain that another program answers and the worker does not listen. */
const FOREIGN_LISTENER_CERTAIN = 250;

/**
 * Resolves when the worker is ready.
 * @throws SwitchyardError `exited_before_ready` (whatever the exit code), `start_timeout`, `port_taken_by_other`,
 * `start_failed` when aborted
 */
export async function waitUntilReady(options: ProbeOptions, context: ReadinessContext): Promise<void> {
  const { clock, signal, worker, backend, timeoutMs } = context;
  const probing = new AbortController();
  const failed = new Promise<never>((_, reject) => {
    const cancelTimer = clock.setTimer(timeoutMs, () =>
      reject(new SwitchyardError('start_timeout', { backend, seconds: Math.round(timeoutMs / 1000) })),
    );
    const onAbort = () =>
      reject(new SwitchyardError('start_failed', { backend, reason: 'the start was called off' }));
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
    await Promise.race([failed, probeUntilReady(options, context, probing.signal)]);
  } finally {
    probing.abort();
  }
}

async function probeUntilReady(
  { url, okStatus = isSuccess, listener = 'own' }: ProbeOptions,
  context: ReadinessContext,
  signal: AbortSignal,
): Promise<void> {
  const target = new URL(url);
  const port = portOf(target);
  const started = context.clock.now();
  let foreignSince: number | null = null;
  while (!signal.aborted) {
    const answer = await probe(target, context.clock, signal);
    if (answer !== 'refused' && !signal.aborted) {
      const isOk = answer === 'opened' ? target.protocol === 'tcp:' : okStatus(answer);
      const ownership = listener === 'any' ? 'yes' : await ownershipOf(port, target.hostname, context);
      // `unknown` is good enough: the port was free before the start.
      if (isOk && ownership !== 'no') return;
      const now = context.clock.now();
      foreignSince = ownership === 'no' ? (foreignSince ?? now) : null;
      if (foreignSince !== null && now - foreignSince >= FOREIGN_LISTENER_CERTAIN && !signal.aborted) {
        const owner = describeOwner(await context.ports.ownerOf(port));
        throw new SwitchyardError('port_taken_by_other', { backend: context.backend, port, ...owner });
      }
    }
    const pause = (context.clock.now() - started) * PAUSE_PART;
    await waitFor(Math.min(Math.max(pause, MIN_PAUSE), MAX_PAUSE), context.clock, signal);
  }
}

/** The worker's own process is looked at first: its tree is found by reading all processes of the machine. */
async function ownershipOf(
  port: number,
  host: string,
  { listeners, worker }: ReadinessContext,
): Promise<ProcessOwnership> {
  const own = await listenerBelongsTo(listeners, port, [worker.pid], host);
  return own === 'yes' ? own : await listenerBelongsTo(listeners, port, await worker.tree(), host);
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

/** The HTTP status, `opened` when a connection opened without one, or `refused`. */
type ProbeResult = number | 'opened' | 'refused';

/** Sends one request. Redirects are not followed and the body is not read. Never rejects. */
function probe(url: URL, clock: Clock, signal: AbortSignal): Promise<ProbeResult> {
  return new Promise((resolve) => {
    let isOpen = false;
    let close = () => {};
    const finish = (result: ProbeResult) => {
      cancelTimer();
      signal.removeEventListener('abort', giveUp);
      close();
      resolve(result);
    };
    const giveUp = () => finish(isOpen ? 'opened' : 'refused');
    const cancelTimer = clock.setTimer(PROBE_TIMEOUT, giveUp);
    signal.addEventListener('abort', giveUp);
    if (url.protocol === 'tcp:') {
      const socket = connect(portOf(url), url.hostname.replace(/^\[|\]$/g, ''));
      close = () => socket.destroy();
      socket.on('connect', () => finish('opened'));
      socket.on('error', giveUp);
      return;
    }
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    // Without an agent, no connection is kept open. A worker on loopback may have a certificate that it signed itself.
    const request = send(url, { agent: false, rejectUnauthorized: false, headers: { connection: 'close' } });
    close = () => request.destroy();
    request.on('socket', (socket) => {
      socket.on('connect', () => {
        isOpen = true;
      });
    });
    request.on('response', (response) => finish(response.statusCode ?? 0));
    request.on('error', giveUp);
    request.end();
  });
}
