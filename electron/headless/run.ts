/** The headless host: reads the command line, takes the data directory, serves until it is told to end. Wiring only. */
import { join } from 'node:path';
import { version } from '../../package.json';
import { codeOf, messageOf } from '../../shared/errors.ts';
import type { AnyBackendType } from '../core/backend/backend-type.ts';
import { createCore } from '../core/create-core.ts';
import { createProgramLog } from '../core/logging/program-log.ts';
import { DataDirError, makeDataDir } from '../core/storage/data-dir.ts';
import { acquireInstanceLock, type LockHolder } from '../core/storage/instance-lock.ts';
import { corePreferences, Preferences } from '../core/storage/preferences.ts';
import { NewerSchemaError } from '../core/storage/store-document.ts';
import { ApiToken } from '../http/api-token.ts';
import { type HttpServer, type HttpServerOptions, startHttpServer } from '../http/http-server.ts';
import { readIdentity } from '../http/identity.ts';
import { signInFragment } from '../http/sign-in.ts';
import { parseOptions, type ServeOptions, USAGE, UsageError } from './options.ts';

export interface HeadlessParts {
  types: readonly AnyBackendType[];
  /** Folder of the built program. */
  dist: string;
}

/** Runs the host with these arguments. Never rejects: what went wrong is printed in words, and the program ends. */
export async function runHeadless(args: readonly string[], parts: HeadlessParts): Promise<void> {
  try {
    const options = parseOptions(args);
    if (options) await serve(options, parts);
    else console.log(USAGE);
  } catch (error) {
    if (error instanceof UsageError || error instanceof DataDirError || error instanceof NewerSchemaError) {
      console.error(error.message);
      process.exit(error instanceof NewerSchemaError ? 1 : 2);
    }
    const code = codeOf(error);
    const message = messageOf(error);
    console.error(`Switchyard could not start${code ? ` (${code})` : ''}: ${message}`);
    process.exit(1);
  }
}

async function serve(options: ServeOptions, { types, dist }: HeadlessParts): Promise<void> {
  await makeDataDir(options.dataDir);
  const lock = await acquireInstanceLock(options.dataDir);
  if (!lock.held) {
    await pointToHolder(lock.holder, options);
    return;
  }
  const log = createProgramLog({ dataDir: options.dataDir, level: options.logLevel });
  const preferences = await Preferences.open({
    dataDir: options.dataDir,
    shape: corePreferences,
    lockedAtStart: options.locked,
    wall: Date.now,
  });
  const identity = await readIdentity(options.dataDir);
  const apiToken = options.token === undefined ? new ApiToken(options.dataDir, identity.token) : null;
  const givenToken = options.token ?? null;
  const currentToken = () => apiToken?.value ?? givenToken;
  const core = await createCore({
    dataDir: options.dataDir,
    serverId: identity.serverId,
    types,
    version,
    preferences,
    licencesFile: join(dist, 'licences.txt'),
    surface: 'headless',
    paths: {
      llamaWorker: join(dist, 'workers', 'llama-worker.js'),
      sampleModel: join(dist, 'sample', 'sample-model.gguf'),
    },
    onFault: (error, where) => log.error({ err: error, where }, 'fault'),
    onPanelFault: (fault) => log.warn(fault, 'fault in the panel'),
    apiToken: currentToken,
  });

  let server: HttpServer | null = null;
  let ending: Promise<void> | null = null;
  const end = (signal: string): Promise<void> => {
    ending ??= (async () => {
      log.info({ signal }, 'ending');
      await core.close();
      await server?.close();
      await lock.release();
    })();
    return ending;
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => {
      console.log(`Stopping all workers (${signal})…`);
      void end(signal).then(() => process.exit(0));
    });
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
  process.on('uncaughtException', (error) => {
    // The state can no longer be trusted: the workers are ended in order, and the program with them.
    log.fatal({ err: error }, 'uncaught exception');
    console.error('Switchyard met a fault of its own and ends; the details are in its log.');
    void end('fault').then(() => process.exit(1));
  });

  const serverOptions: HttpServerOptions = {
    core,
    host: options.host,
    port: options.port,
    dataDir: options.dataDir,
    token: currentToken(),
    panelDir: join(dist, 'renderer'),
    version,
    serverId: identity.serverId,
    onFault: (error, where) => log.error({ err: error, where }, 'fault'),
  };
  try {
    server = await listen(serverOptions, options.portIsExplicit);
  } catch (error) {
    await end('no port');
    throw error;
  }
  attachAccess(preferences, server, apiToken, currentToken() !== null);
  core.start();
  lock.setAddress(server.url);
  log.info({ url: server.url, version, pid: process.pid }, 'listening');
  announce(server, options);
}

/**
 * Lets the panel end what was signed in. A browser is never shown the token: it could keep it for good. A new one is in its
 * file, and a new link is printed.
 */
function attachAccess(
  preferences: Preferences<typeof corePreferences>,
  server: HttpServer,
  apiToken: ApiToken | null,
  asksForToken: boolean,
): void {
  if (!asksForToken) return;
  const printLink = () => console.log(`open ${server.signInLink()}   (signs your browser in, once)`);
  preferences.attach({
    api: () => ({ url: server.url, token: null }),
    signOutEverywhere: async () => {
      await server.signOutEverywhere();
      printLink();
    },
    // One that was given on the command line comes back with it.
    ...(apiToken === null
      ? {}
      : {
          renewApiToken: async () => {
            await apiToken.renew();
            await server.replaceToken(apiToken.value);
            printLink();
          },
        }),
  });
}

function announce(server: HttpServer, options: ServeOptions): void {
  console.log(`listening on ${server.url}`);
  const link = server.signInLink();
  if (link !== server.url) console.log(`open ${link}   (signs your browser in, once)`);
  if (options.open) void openInBrowser(link);
}

async function openInBrowser(link: string): Promise<void> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  // Without a display, what opens links would start a text browser in this terminal.
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return;
  try {
    // Only where it is needed: the host stays small without it.
    const { default: open } = await import('open');
    const child = await open(link);
    child.on('error', () => {
      // No browser to be had: the address is printed above.
    });
  } catch {
    // As above.
  }
}

/** With a port that nobody asked for by name, the next free one will do. */
async function listen(options: HttpServerOptions, portIsExplicit: boolean): Promise<HttpServer> {
  try {
    return await startHttpServer(options);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EADDRINUSE' && !portIsExplicit) return await startHttpServer({ ...options, port: 0 });
    if (code === 'EADDRINUSE')
      throw new UsageError(
        `Port ${options.port} is already in use by another program. Choose another with --port, or 0 for any free one.`,
      );
    if (code === 'EADDRNOTAVAIL')
      throw new UsageError(`This machine has no address ${options.host}. Choose another --host.`);
    if (code === 'EACCES')
      throw new UsageError(`Port ${options.port} may not be used by this user. Choose one above 1023.`);
    throw error;
  }
}

/** A second start: with --open it shows the first one's panel, otherwise it is refused. */
async function pointToHolder(holder: LockHolder | null, options: ServeOptions): Promise<void> {
  const who = holder?.pid ? ` (PID ${holder.pid}${holder.address ? `, ${holder.address}` : ''})` : '';
  const message = `Switchyard already runs on the data directory ${options.dataDir}${who}.`;
  if (!options.open || !holder?.address)
    throw new UsageError(`${message} Use that one, stop it first, or start with another --data-dir.`);
  console.log(message);
  const link = await freshLink(holder.address, options);
  console.log(`open ${link}`);
  await openInBrowser(link);
}

async function freshLink(address: string, options: ServeOptions): Promise<string> {
  try {
    const token = options.token ?? (await readIdentity(options.dataDir)).token;
    const reply = await fetch(`${address}/auth/code`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: '{}',
      signal: AbortSignal.timeout(5000),
    });
    const body: unknown = await reply.json();
    if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string')
      return `${address}/${signInFragment(body.code)}`;
  } catch {
    // The panel itself asks for the token then.
  }
  return address;
}
