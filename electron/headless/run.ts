/** The headless host: `startHost` lists its parts in the order in which they are made and started. */
import { version } from '../../package.json';
import { systemClock } from '../core/clock.ts';
import { createProgramLog } from '../core/logging/program/program-log.ts';
import { ProgramMessages } from '../core/logging/program/program-messages.ts';
import { startTimeReader } from '../core/process/table/start-time.ts';
import { KnownSecrets } from '../core/redact-secrets.ts';
import { DataDirError, makeDataDir } from '../core/storage/data-dir.ts';
import { acquireInstanceLock } from '../core/storage/instance-lock.ts';
import { closeDataDirToOthers } from '../core/storage/permissions/data-dir-permissions.ts';
import { corePreferences, Preferences } from '../core/storage/preferences.ts';
import { NewerSchemaError } from '../core/storage/store-document.ts';
import { describeWithPath } from '../core/system-errors.ts';
import { createGateway } from '../gateway/create-gateway.ts';
import { ApiToken } from '../http/access/api-token.ts';
import { openHostAccess } from '../http/access/host-access.ts';
import { readIdentity } from '../http/access/identity.ts';
import type { GatewayServer } from '../http/gateway-server.ts';
import type { HttpServer } from '../http/http-server.ts';
import { attachAccessPreferences } from './access-preferences.ts';
import { ControlWatch } from './control-watch.ts';
import { type ListenOptions, listen, listenForGateway } from './listen.ts';
import { openCore } from './open-core.ts';
import { openInBrowser } from './open-in-browser.ts';
import { type HeadlessOptions, type HeadlessProgram, parseOptions, USAGE } from './options.ts';
import { printLinks } from './print-links.ts';
import { reportRunningHost, reportWait } from './running-host.ts';
import { createShutdown, endProgram, shutDownOnFaults, shutDownOnSignals } from './shutdown.ts';
import { followCertificate, openCertificate, warnWithoutTls } from './tls.ts';
import { readGivenToken } from './token-source.ts';
import { UsageError } from './usage-error.ts';
import { watchForWake } from './wake-watch.ts';

/** Runs the host with these arguments. Never rejects: an error is printed, and the program ends. */
export async function runHeadless(args: readonly string[], program: HeadlessProgram): Promise<void> {
  try {
    const options = parseOptions(args, process.env);
    if (options) await startHost(options, program);
    else console.log(USAGE);
  } catch (error) {
    exitWith(error);
  }
}

async function startHost(options: HeadlessOptions, program: HeadlessProgram): Promise<void> {
  const { dataDir, tokenSource } = options;
  const given =
    tokenSource.kind === 'none' || tokenSource.kind === 'data-directory'
      ? null
      : await readGivenToken(tokenSource);
  await makeDataDir(dataDir);
  const notices = await closeDataDirToOthers(dataDir);
  const lock = await acquireInstanceLock(dataDir, {
    onWait: reportWait,
    readStartTime: startTimeReader(process.platform),
  });
  if (!lock.held) {
    await reportRunningHost(lock, options);
    return;
  }
  const programMessages = new ProgramMessages();
  const logSecrets = new KnownSecrets();
  const log = createProgramLog({
    dataDir,
    level: options.logLevel,
    messages: programMessages,
    secrets: logSecrets,
  });
  const preferences = await Preferences.open({
    dataDir,
    shape: corePreferences,
    lockedAtStart: options.locked,
    wall: Date.now,
  });
  const { serverId, token: storedToken } = await readIdentity(dataDir);
  const apiToken = tokenSource.kind === 'data-directory' ? new ApiToken(dataDir, storedToken) : null;
  const currentToken = () => apiToken?.value ?? given?.token ?? null;
  const onFault = (error: unknown, where: string) => log.error({ err: error, where }, 'fault');
  const hostAccess = await openHostAccess({ token: currentToken(), dataDir, onFault });
  const core = await openCore({
    options,
    program,
    preferences,
    serverId,
    apiToken: currentToken,
    log,
    programMessages,
    lifetime: {
      takeControl: () => control.take(),
      // The reply is on its way while the workers are being stopped.
      shutDown: () => endProgram(shutdown, 'ShutdownServer'),
    },
  });

  logSecrets.setSource(core.secrets);
  for (const notice of notices) {
    log.warn(notice.message);
    core.notify(notice);
  }

  let server: HttpServer | null = null;
  let gatewayServer: GatewayServer | null = null;
  const closeServers = async () => {
    await Promise.all([server?.close(), gatewayServer?.close()]);
    await hostAccess.close();
  };
  const shutdown = createShutdown({ core, lock, log, closeServers });
  const control = new ControlWatch(systemClock, {
    limitMs: options.controlLimitMs,
    onLapse: (minutes) => {
      const message = `No AdminTakeControl has come for ${minutes} min (--require-control-within): this instance ends itself.`;
      log.warn(message);
      console.log(message);
      endProgram(shutdown, 'no control');
    },
  });
  shutDownOnSignals(shutdown);
  shutDownOnFaults(shutdown, log);
  try {
    const tls = await openCertificate(options);
    const gateway = createGateway(core);
    const listenOptions: ListenOptions = { options, program, core, gateway, serverId, tls, hostAccess, log };
    server = await listen(listenOptions);
    gatewayServer = await listenForGateway(listenOptions);
    warnWithoutTls(options);
    followCertificate(options, {
      served: tls,
      servers: [server, ...(gatewayServer ? [gatewayServer] : [])],
      log,
    });
  } catch (error) {
    await shutdown('no port');
    throw error;
  }
  if (currentToken() !== null) attachAccessPreferences({ preferences, server, hostAccess, apiToken });
  core.setGateway(gatewayServer);
  core.start();
  watchForWake(systemClock, (missingMs) => {
    log.info({ missingMs }, 'the machine has slept, or its clock was set: every backend is checked');
    core.resume();
  });
  lock.setPanel({ address: server.url, createLink: server.signInLink });
  log.info({ url: server.url, version, pid: process.pid }, 'listening');
  printAddress(server, options);
  if (gatewayServer !== null) printGateway(gatewayServer, options);
  if (given?.warning) {
    log.warn(given.warning);
    console.error(`warning: ${given.warning}`);
  }
}

function printAddress(server: HttpServer, options: HeadlessOptions): void {
  console.log(`listening on ${server.url}`);
  const link = printLinks(server);
  if (options.open) void openInBrowser(link);
}

function printGateway(
  { info: { url } }: GatewayServer,
  { gatewayPort, gatewayPortIsExplicit }: HeadlessOptions,
): void {
  if (!gatewayPortIsExplicit && Number(new URL(url).port) !== gatewayPort)
    console.log(
      `Port ${gatewayPort} is in use by another program, so the gateway gets another one, until the next start. Choose one with --gateway-port that it keeps.`,
    );
  console.log(`gateway on ${url}`);
}

/** Exit code 2 for what the user can correct on the command line, else 1. */
function exitWith(error: unknown): never {
  if (error instanceof UsageError || error instanceof DataDirError || error instanceof NewerSchemaError) {
    console.error(error.message);
    process.exit(error instanceof NewerSchemaError ? 1 : 2);
  }
  console.error(`Switchyard could not start: ${describeWithPath(error)}.`);
  process.exit(1);
}
