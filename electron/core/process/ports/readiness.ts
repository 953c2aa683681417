/**
 * Waiting for a worker by a probe that begins at 10 ms and grows to 250 ms. Ready means: it answers as it should, and
 * what answers is the worker itself and not another program on the same port.
 */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { SwitchyardError } from '../../../../shared/errors.ts';
import type { Clock } from '../../clock.ts';
import { portOf } from '../../network-address.ts';
import { describeExit } from '../exit-info.ts';
import type { WorkerProcess } from '../worker-process.ts';
import { type ListenerTable, listenerBelongsTo } from './listeners.ts';
import { describeOwner, type Ports } from './ports.ts';

export interface ProbeOptions {
  /** Asked with GET; any status of `okStatus` counts as ready. `tcp://host:port`: ready when a connection opens. */
  url: string;
  /** 200 to 299 when left out. */
  okStatus?: (status: number) => boolean;
  /** `any` for a worker that lets another program listen for it, such as a container; `own` when left out. */
  listener?: 'own' | 'any';
}

export interface ReadinessContext {
  worker: Pick<WorkerProcess, 'exited' | 'tree'>;
  /** Calls the wait off. */
  signal: AbortSignal;
  /** How the backend is called in words. */
  backend: string;
  timeoutMs: number;
  clock: Clock;
  listeners: ListenerTable;
  ports: Pick<Ports, 'ownerOf'>;
}

const FIRST_PAUSE = 10;
const PAUSE_GROWTH = 1.5;
const MAX_PAUSE = 250;
/** Milliseconds for one probe; a worker that is busy loading may take the connection and let it wait. */
const PROBE_LIMIT = 5000;
/** Milliseconds for which a stranger must have answered, and the worker not listened, until that counts as certain. */
const STRANGER_CERTAIN = 250;

/**
 * Resolves when the worker is ready.
 * @throws SwitchyardError `exited_before_ready` (whatever the exit code), `start_timeout`, `port_taken_by_other`,
 * `start_failed` when called off
 */
export async function waitUntilReady(options: ProbeOptions, context: ReadinessContext): Promise<void> {
  const { clock, signal, worker, backend, timeoutMs } = context;
  const probing = new AbortController();
  const failed = new Promise<never>((_, reject) => {
    const cancelTimer = clock.setTimer(timeoutMs, () =>
      reject(new SwitchyardError('start_timeout', { backend, seconds: Math.round(timeoutMs / 1000) })),
    );
    const callOff = () =>
      reject(new SwitchyardError('start_failed', { backend, reason: 'the start was called off' }));
    if (signal.aborted) callOff();
    signal.addEventListener('abort', callOff, { once: true });
    void worker.exited.then((exit) =>
      reject(new SwitchyardError('exited_before_ready', { backend, reason: describeExit(exit) })),
    );
    probing.signal.addEventListener('abort', () => {
      cancelTimer();
      signal.removeEventListener('abort', callOff);
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
  let pause = FIRST_PAUSE;
  let strangerSince: number | null = null;
  while (!signal.aborted) {
    const answer = await probe(target, context.clock, signal);
    if (answer !== 'refused' && !signal.aborted) {
      const isOk = answer === 'opened' ? target.protocol === 'tcp:' : okStatus(answer);
      const belonging =
        listener === 'any'
          ? 'yes'
          : await listenerBelongsTo(context.listeners, port, await context.worker.tree(), target.hostname);
      // Unknown: the port was free before the start, and nothing speaks against the worker.
      if (isOk && belonging !== 'no') return;
      const now = context.clock.now();
      strangerSince = belonging === 'no' ? (strangerSince ?? now) : null;
      if (strangerSince !== null && now - strangerSince >= STRANGER_CERTAIN && !signal.aborted) {
        const owner = describeOwner(await context.ports.ownerOf(port));
        throw new SwitchyardError('port_taken_by_other', { backend: context.backend, port, ...owner });
      }
    }
    await rest(pause, context.clock, signal);
    pause = Math.min(pause * PAUSE_GROWTH, MAX_PAUSE);
  }
}

const isSuccess = (status: number) => status >= 200 && status < 300;

function rest(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
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

/** A status, `opened` when a connection opened without one, or `refused`. Never rejects. */
type Answer = number | 'opened' | 'refused';

/** Asks once. A redirect is an answer like any other and is not followed; the body is not read. */
function probe(url: URL, clock: Clock, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve) => {
    let isOpen = false;
    let close = () => {};
    const finish = (answer: Answer) => {
      cancelTimer();
      signal.removeEventListener('abort', giveUp);
      close();
      resolve(answer);
    };
    const giveUp = () => finish(isOpen ? 'opened' : 'refused');
    const cancelTimer = clock.setTimer(PROBE_LIMIT, giveUp);
    signal.addEventListener('abort', giveUp);
    if (url.protocol === 'tcp:') {
      const socket = connect(portOf(url), url.hostname.replace(/^\[|\]$/g, ''));
      close = () => socket.destroy();
      socket.on('connect', () => finish('opened'));
      socket.on('error', giveUp);
      return;
    }
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    // Without an agent, no connection is kept. A worker's own certificate on loopback is good enough to be asked.
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
