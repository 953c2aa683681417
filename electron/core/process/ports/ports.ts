/** Ports for workers: chosen so that none is given to two, checked before use, and with the name of who holds one. */
import { createServer } from 'node:net';
import { SwitchyardError } from '../../../../shared/errors.ts';
import { type CommandRunner, runCommand } from '../command-runner.ts';
import { createProcessTable, type ProcessTable } from '../process-table.ts';
import { createListenerTable, type ListenerTable } from './listeners.ts';

export interface PortOwner {
  pid: number;
  name: string;
}

export interface Ports {
  /** A free loopback port, given to nobody else until it is released. @throws SwitchyardError `spawn_failed` */
  choose(backend: string): Promise<number>;
  /** To be called when the worker that had the port is gone. */
  release(port: number): void;
  /**
   * @throws SwitchyardError `port_in_use`, naming the owner where it can be found. A port that may not be opened for
   * another reason passes: the worker will say it better.
   */
  assertFree(port: number, backend: string): Promise<void>;
  /** Who listens; null when nobody does, `unknown` when somebody does who cannot be seen. */
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
 * Below the range from which systems take the local ports of outgoing connections (32768 on Linux, 49152 elsewhere):
 * there, a port that is free now may be taken by any program's next connection before the worker opens it.
 */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_000;
const TRIES = 200;

export function createPorts(options: PortsOptions): Ports {
  const { platform, run = runCommand, random = Math.random } = options;
  const listeners = options.listeners ?? createListenerTable(platform, run);
  const table = options.table ?? createProcessTable({ platform, run });
  const given = new Set<number>();

  const ownerOf: Ports['ownerOf'] = async (port) => {
    const found = await listeners.on(port);
    if (found?.length === 0) return null;
    const pid = found?.flatMap((listener) => listener.pids)[0];
    if (pid === undefined) return 'unknown';
    const row = (await table.rows()).find((candidate) => candidate.pid === pid);
    return row ? { pid, name: row.name } : 'unknown';
  };

  return {
    async choose(backend) {
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        const port = FIRST_PORT + Math.floor(random() * (LAST_PORT - FIRST_PORT));
        if (given.has(port)) continue;
        // Taken before the check, which gives others a turn.
        given.add(port);
        if (await isFree(port, platform)) return port;
        given.delete(port);
      }
      throw new SwitchyardError('spawn_failed', {
        backend,
        reason: `no port from ${FIRST_PORT} to ${LAST_PORT} is free`,
      });
    },
    release(port) {
      given.delete(port);
    },
    async assertFree(port, backend) {
      if (await isFree(port, platform)) return;
      const owner = await ownerOf(port);
      // Gone between the two looks: then it is free after all.
      if (owner === null && (await isFree(port, platform))) return;
      throw new SwitchyardError('port_in_use', { backend, port, ...describeOwner(owner) });
    },
    ownerOf,
  };
}

/** The `owner` of an error's details, such as `ollama (PID 123)`; nothing where it is not known. */
export function describeOwner(owner: PortOwner | null | 'unknown'): { owner?: string } {
  return owner === null || owner === 'unknown' ? {} : { owner: `${owner.name} (PID ${owner.pid})` };
}

/** Tries to listen where a worker may: on loopback, and on all addresses. */
async function isFree(port: number, platform: NodeJS.Platform): Promise<boolean> {
  // On Windows, listening beyond loopback makes the firewall ask the user.
  const hosts = platform === 'win32' ? ['127.0.0.1'] : ['127.0.0.1', '::1', '0.0.0.0', '::'];
  for (const host of hosts) {
    if ((await tryToListen(port, host)) === 'EADDRINUSE') return false;
  }
  return true;
}

/** Resolves with the code of the error, or undefined when it worked. */
function tryToListen(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    server.listen({ port, host, exclusive: true, ipv6Only: host === '::' }, () =>
      server.close(() => resolve(undefined)),
    );
  });
}
