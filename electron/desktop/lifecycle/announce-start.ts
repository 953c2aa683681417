/** Starts the work of the program when all its parts exist: HTTP API, backends, window, and requests that came before. */
import { app } from 'electron';
import type { Logger } from 'pino';
import { version } from '../../../package.json';
import { SwitchyardError } from '../../../shared/errors.ts';
import { programWords } from '../../../shared/words/en/program.ts';
import { messagePhrase } from '../../../shared/words/error-text.ts';
import { type HostText, texts } from '../../../shared/words/phrase.ts';
import { onWire } from '../../../shared/words/wire-phrases.ts';
import type { Core } from '../../core/create-core.ts';
import type { Preferences } from '../../core/storage/preferences.ts';
import { describeSystemError } from '../../core/system-errors.ts';
import { readPublicUrls } from '../preferences/apply-preferences.ts';
import type { DataLocation } from '../preferences/data-location.ts';
import type { desktopPreferences } from '../preferences/desktop-preferences.ts';
import type { ApiServer } from '../surfaces/api-server.ts';
import type { DesktopGateway } from '../surfaces/desktop-gateway.ts';
import type { LoginItem } from '../system/login-item.ts';
import type { PanelWindow } from '../window/window.ts';
import type { Surfaces } from './create-surfaces.ts';
import { findDeepLink, parseDeepLink, trustedArguments } from './deep-link.ts';
import type { EventBuffer } from './event-buffer.ts';
import { type DesktopOptions, parseDesktopOptions } from './options.ts';
import type { Quit } from './quit.ts';

const say = texts(programWords);

/** How the program was started, and what it is asked to show. */
export interface DesktopStart {
  options: DesktopOptions;
  location: DataLocation;
  /** Command lines of further starts. */
  furtherStarts: EventBuffer<readonly string[]>;
  /** Links that the system hands over. */
  links: EventBuffer<string>;
}

export interface AnnounceStartOptions {
  start: DesktopStart;
  core: Core;
  preferences: Preferences<typeof desktopPreferences>;
  loginItem: LoginItem;
  surfaces: Surfaces;
  quit: Pick<Quit, 'request'>;
  log: Logger;
  onFault(error: unknown, where: string): void;
}

/** Resolves when the backends are starting and the window, where it is wanted, is open. */
export async function announceStart(options: AnnounceStartOptions): Promise<void> {
  const { start, core, preferences, loginItem, surfaces, quit, log, onFault } = options;
  const { Gateway, GatewayPort, HttpApi, HttpPort, PublicUrls, StartAtLogin, StartHidden } =
    preferences.values();
  reportLocationProblem(start.location, core);
  if (StartAtLogin) await renewLoginItem(loginItem, StartHidden, onFault);
  setPublicUrls(surfaces, PublicUrls, core);
  if (HttpApi) await startApi(surfaces.api, HttpPort, core);
  if (Gateway) await startGateway(surfaces.gateway, GatewayPort, core);
  core.start();
  showFirstWindow(surfaces.window, start.options.hidden || loginItem.wasOpenedAtLogin(), StartHidden);
  obeyFurtherStarts(surfaces.window, quit, start);
  log.info({ version, pid: process.pid }, 'started');
}

function reportLocationProblem({ problem }: DataLocation, core: Core): void {
  if (problem === undefined) return;
  core.notify({
    id: 'data-location',
    level: 'warning',
    ...onWire({ message: problem, hint: say('dataNotCopied_hint') }),
  });
}

const messageOfError = (error: unknown): HostText =>
  error instanceof SwitchyardError ? messagePhrase(error.toReply()) : describeSystemError(error);

/** The program may have been moved since the entry was written, as an AppImage easily is. */
async function renewLoginItem(
  loginItem: LoginItem,
  hidden: boolean,
  onFault: AnnounceStartOptions['onFault'],
): Promise<void> {
  await loginItem.set(true, { hidden }).catch((error: unknown) => onFault(error, 'renewing the login entry'));
}

function setPublicUrls({ api, gateway }: Surfaces, text: string, core: Core): void {
  try {
    const publicUrls = readPublicUrls(text);
    api.setPublicUrls(publicUrls);
    gateway.setPublicUrls(publicUrls);
  } catch (error) {
    core.notify({
      id: 'public-urls',
      level: 'warning',
      ...onWire({ message: messageOfError(error), hint: say('publicUrls_hint') }),
    });
  }
}

async function startApi(api: ApiServer, port: number, core: Core): Promise<void> {
  await api.start(port).catch((error: unknown) =>
    core.notify({
      id: 'http-api',
      level: 'warning',
      ...onWire({ message: messageOfError(error), hint: say('apiNotStarted_hint') }),
    }),
  );
}

async function startGateway(gateway: DesktopGateway, port: number, core: Core): Promise<void> {
  await gateway.startOnFreePort(port).catch((error: unknown) =>
    core.notify({
      id: 'gateway',
      level: 'warning',
      ...onWire({ message: messageOfError(error), hint: say('gatewayNotStarted_hint') }),
    }),
  );
}

function showFirstWindow(window: PanelWindow, isStartedAtLogin: boolean, staysHidden: boolean): void {
  const destination = findDeepLink(process.argv);
  if (destination || !(isStartedAtLogin && staysHidden)) window.show(destination ?? undefined);
}

function obeyFurtherStarts(
  window: PanelWindow,
  quit: Pick<Quit, 'request'>,
  { furtherStarts, links }: DesktopStart,
): void {
  furtherStarts.setListener((argv) => {
    if (parseDesktopOptions(trustedArguments(argv)).quit) void quit.request();
    else window.show(findDeepLink(argv) ?? undefined);
  });
  links.setListener((link) => window.show(parseDeepLink(link) ?? undefined));
  app.on('activate', () => window.show());
}
