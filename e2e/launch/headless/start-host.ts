/**
 * Starts the built test host (`build.mjs` builds it) as a real process, and calls it. Knows no test framework: Vitest and
 * Playwright tests share it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning } from '../../testkit/processes.ts';
import { inRepository } from '../../testkit/repository.ts';
import { isWine } from '../../testkit/wine.ts';

/** Milliseconds. */
const WINE_LOOK_INTERVAL = 500;
/** How often output that is still to come is waited for, once the process is gone. */
const WINE_LOOKS_AFTER_END = 10;
const PROGRAM = inRepository('dist-test/headless/main.js');

export interface HostOptions {
  /** Default: a temporary folder, which is removed when the host ends. */
  dataDir?: string;
  /** Default: 0, any free port. */
  port?: number;
  /** Default: the gateway gets any free port. */
  usesDefaultGatewayPort?: boolean;
  locked?: boolean;
  /** Further arguments, such as `--no-auth`. */
  args?: readonly string[];
  env?: Record<string, string>;
  /** Program and arguments that run it, such as `unshare --net`. */
  launcher?: readonly string[];
}

export interface HostExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A host whose start may fail. */
export interface SpawnedHost {
  readonly pid: number;
  readonly dataDir: string;
  /** Resolves to the address that it prints when it is ready. Rejects with all its output when it ends instead. */
  readonly listening: Promise<string>;
  readonly exited: Promise<HostExit>;
  /** All it printed so far. */
  output(): string;
  signal(name: NodeJS.Signals): void;
}

export interface TestHost extends SpawnedHost {
  /** Without a trailing slash. */
  readonly url: string;
  /** The gateway at a port of its own. Throws where there is none. */
  readonly gatewayUrl: string;
  /** Opens the panel and signs one browser in, once. With `--no-auth` it is the plain address. */
  readonly signInLink: string;
  /** Null with `--no-auth`. */
  readonly token: string | null;
  /** Calls an operation. The error of an operation is `{error, …}`, as on the wire. */
  call(operation: string, input?: object): Promise<Record<string, unknown>>;
  /** Sends any other request, with the token. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Sends SIGTERM, as a service manager does. Resolves when it has ended. Safe to call twice, and after its end. */
  stop(): Promise<HostExit>;
  /** Sends SIGKILL: it cannot clean up. */
  kill(): Promise<HostExit>;
}

export async function spawnHost(options: HostOptions = {}): Promise<SpawnedHost> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'switchyard-host-')));
  const args = ['--port', String(options.port ?? 0), '--data-dir', dataDir];
  if (!options.usesDefaultGatewayPort) args.push('--gateway-port', '0');
  if (options.locked) args.push('--lock-settings');
  // From Node 22 on, Node prints a warning because of how the built host is loaded. Tests look at what the host itself prints.
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', PROGRAM];
  const [program, ...rest] = [...(options.launcher ?? []), ...node, ...args];
  const child = spawn(program as string, [...rest, ...(options.args ?? [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  let isAskedToEnd = false;
  const exited = new Promise<HostExit>((resolve) => {
    onEnd(
      child,
      () => isAskedToEnd,
      (code, signal) => {
        const removed =
          options.dataDir === undefined
            ? rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
            : undefined;
        void Promise.resolve(removed).then(() => resolve({ code, signal }));
      },
    );
  });
  const listening = addressOf(child, () => output.join(''), options);
  // A caller that expects a failed start awaits `exited` instead.
  listening.catch(() => {});
  return {
    pid: child.pid as number,
    dataDir,
    listening,
    exited,
    output: () => output.join(''),
    signal: (name) => {
      isAskedToEnd ||= name === 'SIGTERM' || name === 'SIGKILL';
      child.kill(name);
    },
  };
}

/**
 * Calls back once, when the host has ended and all of its output was read. Under Wine, tests were seen to wait in vain for the end
 * of a host that they had ended: there the process is looked for as well, is ended again if it is still there, and the rest of its
 * output is waited for shortly.
 */
function onEnd(
  child: ChildProcess,
  isAskedToEnd: () => boolean,
  done: (code: number | null, signal: NodeJS.Signals | null) => void,
): void {
  const timer = isWine ? setInterval(lookForIt, WINE_LOOK_INTERVAL) : undefined;
  let looksAfterEnd = 0;
  function lookForIt(): void {
    if (isRunning(child.pid as number)) {
      if (isAskedToEnd()) child.kill('SIGKILL');
      return;
    }
    if (++looksAfterEnd > WINE_LOOKS_AFTER_END) end(child.exitCode, child.signalCode);
  }
  function end(code: number | null, signal: NodeJS.Signals | null): void {
    clearInterval(timer);
    child.off('close', end);
    done(code, signal);
  }
  child.once('close', end);
}

/** @throws Error with all its output, when it ends before it listens */
export async function startHost(options: HostOptions = {}): Promise<TestHost> {
  const host = await spawnHost(options);
  const url = await host.listening;
  const token = isOpen(options) ? null : (await readFile(join(host.dataDir, 'token'), 'utf8')).trim();
  const end = (signal: NodeJS.Signals) => {
    host.signal(signal);
    return host.exited;
  };
  const request: TestHost['request'] = (path, init = {}) => {
    const headers = new Headers(init.headers);
    if (token !== null) headers.set('Authorization', `Bearer ${token}`);
    return fetch(`${url}${path}`, { ...init, headers });
  };
  const post = async (operation: string, body: object): Promise<Record<string, unknown>> => {
    const response = await request(`/API/${operation}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Record<string, unknown>;
  };
  let session: Promise<Record<string, unknown>> | null = null;
  return {
    ...host,
    url,
    token,
    get gatewayUrl() {
      const [, found] = /^gateway on (\S+)/m.exec(host.output()) ?? [];
      if (found === undefined)
        throw new Error(`The host has no gateway at a port of its own:\n${host.output()}`);
      return found;
    },
    get signInLink() {
      return /^open (\S+)/m.exec(host.output())?.[1] ?? url;
    },
    call: async (operation, input = {}) => {
      session ??= post('GetNewSession', {});
      const { session_id } = await session;
      return await post(operation, { session_id, ...input });
    },
    request,
    stop: () => {
      const exited = end('SIGTERM');
      // A test that failed while it had the host paused must not leave it behind.
      if (process.platform !== 'win32') host.signal('SIGCONT');
      return exited;
    },
    kill: () => end('SIGKILL'),
  };
}

const isOpen = ({ args }: HostOptions): boolean => args?.includes('--no-auth') ?? false;

function addressOf(child: ChildProcess, output: () => string, options: HostOptions): Promise<string> {
  // If it needs a token, the next line is the link to sign in. The line of the gateway comes last.
  const link = isOpen(options) ? '' : '(?:open \\S.*\\n)+';
  const gateway = options.args?.join(' ').includes('--gateway-port off') ? '' : '[^]*?^gateway on \\S+\\n';
  const lines = new RegExp(`^listening on (\\S+)\\n${link}${gateway}`, 'm');
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', () => {
      const [, url] = lines.exec(output()) ?? [];
      if (url !== undefined) resolve(url);
    });
    child.once('close', (code, signal) =>
      reject(new Error(`The host ended before it listened (${signal ?? code}):\n${output()}`)),
    );
  });
}
