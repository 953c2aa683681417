/** Ports for workers: never given to two of them, checked before use, and with the owner of a port that is taken. */

import { createServer } from 'node:net';
import { SwitchyardError } from '../../../../shared/errors.ts';
import { systemReasonWords } from '../../../../shared/words/en/errors/system-reasons.ts';
import { type HostText, texts } from '../../../../shared/words/phrase.ts';
import { type CommandRunner, runCommand } from '../command-runner.ts';
import type { ProcessTable } from '../table/process-row.ts';
import { createProcessTable } from '../table/process-table.ts';
import { createListenerTable } from './listeners.ts';
import type { ListenerTable } from './tcp-sockets.ts';

const say = texts(systemReasonWords);

export interface PortOwner {
  pid: number;
  name: string;
}

/** Which port a worker is to get. */
export interface PortWish {
  /** No other one will do; 0 for none. */
  fixed?: number;
  /** How the worker gets a free port, in a whole sentence, for the error where the fixed one is taken. */
  advice?: HostText;
  /** It is taken where it is free, else another one. */
  preferred?: number | null;
  /** Called with why the preferred one cannot be had, and with the one in its place. */
  onClash?: (clash: PortClash, port: number) => void;
  /** The display name of another backend for which the port is kept; null where it is for none. */
  reservedFor?: (port: number) => string | null;
}

/** Why a port cannot be had. `owner`: who has it, such as `python (PID 12)`; for `cannotOpen` the code of the system. */
export interface PortClash {
  kind: 'taken' | 'takenByOther' | 'kept' | 'cannotOpen';
  owner: string;
}

export interface Ports {
  /**
   * A free loopback port that is not chosen again until it is released.
   * @throws SwitchyardError `spawn_failed`; `port_in_use` for a fixed one
   */
  choose(backend: string, wish?: PortWish): Promise<number>;
  /** Call it when the worker that had the port is gone. */
  release(port: number): void;
  /**
   * Passes for a port that cannot be opened for another reason: the worker's own message says more.
   * @param advice how the worker gets a free port, in a whole sentence
   * @throws SwitchyardError `port_in_use`, with the owner where it can be found
   */
  assertFree(port: number, backend: string, advice?: HostText): Promise<void>;
  /** The process that listens on the port; null when there is none, `unknown` when it cannot be seen. */
  ownerOf(port: number): Promise<PortOwner | null | 'unknown'>;
}

export interface PortsOptions {
  platform: NodeJS.Platform;
  run?: CommandRunner;
  listeners?: ListenerTable;
  table?: ProcessTable;
  /** From 0 to below 1. */
  random?: () => number;
}

/**
 * Below the range from which systems take local ports for outgoing connections (from 32768 on Linux, from 49152
 * elsewhere). In that range, the next connection of any program may take a free port before the worker opens it.
 */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_000;
const MAX_ATTEMPTS = 200;

export function createPorts(options: PortsOptions): Ports {
  const { platform, run = runCommand, random = Math.random } = options;
  const listeners = options.listeners ?? createListenerTable(platform, run);
  const table = options.table ?? createProcessTable({ platform, run });
  /** The display names of the backends whose workers have the ports. */
  const assigned = new Map<number, string>();

  const ownerOf: Ports['ownerOf'] = async (port) => {
    const found = await listeners.on(port);
    // Where the system cannot be asked, a port that can be opened has no owner.
    if (found === null ? await isFree(port, platform) : found.length === 0) return null;
    const pid = found?.flatMap((listener) => listener.pids)[0];
    if (pid === undefined) return 'unknown';
    const row = (await table.rows()).find((candidate) => candidate.pid === pid);
    return row ? { pid, name: row.name } : 'unknown';
  };

  /** Assigns the port where it can be had. @returns why it cannot, or null */
  const assign = async (port: number, backend: string): Promise<PortClash | null> => {
    const holder = assigned.get(port);
    if (holder !== undefined) return { kind: 'taken', owner: holder };
    // Assigned before the check, since other calls run during it.
    assigned.set(port, backend);
    const problem = await findProblem(port, platform);
    if (problem === null) return null;
    assigned.delete(port);
    if (problem !== 'EADDRINUSE') return { kind: 'cannotOpen', owner: problem };
    const { owner } = describeOwner(await ownerOf(port));
    return owner === undefined ? { kind: 'takenByOther', owner: '' } : { kind: 'taken', owner };
  };

  const assignFixed = async (port: number, backend: string, advice: HostText | undefined): Promise<void> => {
    const owner = assigned.get(port);
    if (owner !== undefined)
      throw new SwitchyardError('port_in_use', { backend, port, owner, ...adviceDetail(advice) });
    assigned.set(port, backend);
    try {
      await assertFree(port, backend, advice);
    } catch (error) {
      assigned.delete(port);
      throw error;
    }
  };

  const assignAny = async (backend: string, reservedFor: PortWish['reservedFor']): Promise<number> => {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const port = FIRST_PORT + Math.floor(random() * (LAST_PORT - FIRST_PORT));
      if (assigned.has(port) || (reservedFor?.(port) ?? null) !== null) continue;
      assigned.set(port, backend);
      if ((await findProblem(port, platform)) === null) return port;
      assigned.delete(port);
    }
    throw new SwitchyardError('spawn_failed', {
      backend,
      reason: say('noFreePort', { first: String(FIRST_PORT), last: String(LAST_PORT) }),
    });
  };

  const assertFree: Ports['assertFree'] = async (port, backend, advice) => {
    if (await isFree(port, platform)) return;
    const owner = await ownerOf(port);
    // The owner may have ended between the two checks; then the port is free after all.
    if (owner === null && (await isFree(port, platform))) return;
    throw new SwitchyardError('port_in_use', {
      backend,
      port,
      ...describeOwner(owner),
      ...adviceDetail(advice),
    });
  };

  return {
    async choose(backend, { fixed = 0, advice, preferred = null, reservedFor, onClash } = {}) {
      if (fixed !== 0) {
        await assignFixed(fixed, backend, advice);
        return fixed;
      }
      if (preferred === null) return await assignAny(backend, reservedFor);
      const other = reservedFor?.(preferred) ?? null;
      const clash: PortClash | null =
        other === null ? await assign(preferred, backend) : { kind: 'kept', owner: other };
      if (clash === null) return preferred;
      const port = await assignAny(backend, reservedFor);
      onClash?.(clash, port);
      return port;
    },
    release(port) {
      assigned.delete(port);
    },
    assertFree,
    ownerOf,
  };
}

const adviceDetail = (advice: HostText | undefined) => (advice === undefined ? {} : { advice });

/** The `owner` for the details of an error, such as `ollama (PID 123)`; left out when it is not known. */
export function describeOwner(owner: PortOwner | null | 'unknown'): { owner?: string } {
  return owner === null || owner === 'unknown' ? {} : { owner: `${owner.name} (PID ${owner.pid})` };
}

async function isFree(port: number, platform: NodeJS.Platform): Promise<boolean> {
  return (await findProblem(port, platform)) !== 'EADDRINUSE';
}

/**
 * Tries to listen on the addresses that a worker may use: loopback, and all addresses.
 * @returns `EADDRINUSE`, or `EACCES` for a port that the system keeps for others; null where a worker can open it
 */
async function findProblem(port: number, platform: NodeJS.Platform): Promise<string | null> {
  // On Windows, the firewall asks the user when a program listens on more than loopback.
  const hosts = platform === 'win32' ? ['127.0.0.1'] : ['127.0.0.1', '::1', '0.0.0.0', '::'];
  for (const host of hosts) {
    const code = await tryToListen(port, host);
    if (code === 'EADDRINUSE' || code === 'EACCES') return code;
  }
  return null;
}

/** Resolves with the code of the error, or undefined when it succeeded. */
function tryToListen(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    server.listen({ port, host, exclusive: true, ipv6Only: host === '::' }, () =>
      server.close(() => resolve(undefined)),
    );
  });
}
