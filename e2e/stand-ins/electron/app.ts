/**
 * Stands in for Electron's `app`: start and end of the program in the order of Electron, paths, command line, single
 * instance. It cannot show what the system does with a login item, a protocol client or an application id; these are
 * recorded for tests.
 */
import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type * as Electron from 'electron';
import { folderOfManifest, type PathName, systemPath } from './app-paths.ts';
import { CommandLine } from './command-line.ts';
import { acquireInstanceLock, type SecondStart } from './instance-lock.ts';
import { preventable } from './typing.ts';
import { openWindows } from './window/open-windows.ts';

/** What the program has set in the system, for tests to read. */
export interface SystemRecord {
  protocolClients: string[];
  loginItem: Electron.Settings | null;
  appUserModelId: string | null;
  aboutPanel: Electron.AboutPanelOptionsOptions | null;
  isSandboxed: boolean;
  relaunches: number;
  badge: number;
}

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly dock = undefined;
  readonly commandLine = new CommandLine(process.argv.slice(2)) satisfies Pick<
    Electron.CommandLine,
    'appendSwitch' | 'removeSwitch' | 'hasSwitch' | 'getSwitchValue'
  >;
  readonly system: SystemRecord = {
    protocolClients: [],
    loginItem: null,
    appUserModelId: null,
    aboutPanel: null,
    isSandboxed: false,
    relaunches: 0,
    badge: 0,
  };
  readonly #paths = new Map<string, string>();
  readonly #appPath: string;
  readonly #manifest: { name?: string; productName?: string; version?: string };
  #name: string | null = null;
  #ready: Promise<void> | null = null;
  #announceReady: () => void = () => undefined;
  #isReady = false;
  #isQuitting = false;
  #releaseLock: (() => void) | null = null;

  constructor() {
    super();
    this.#appPath = folderOfManifest(dirname(process.argv[1] ?? process.cwd()));
    const manifest = join(this.#appPath, 'package.json');
    this.#manifest = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {};
    this.#ready = new Promise((resolve) => {
      this.#announceReady = resolve;
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        // As Chromium does, unless the program has its own listener.
        if (process.listenerCount(signal) === 1) this.quit();
      });
  }

  get name(): string {
    return this.getName();
  }

  set name(name: string) {
    this.setName(name);
  }

  /** Called when the entry of the program has been evaluated: Electron is ready no earlier. */
  becomeReady(): void {
    this.#isReady = true;
    this.emit('will-finish-launching');
    this.emit('ready', preventable({}), {});
    this.#announceReady();
  }

  whenReady(): Promise<void> {
    return this.#ready as Promise<void>;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  /** before-quit, then every window closes, then will-quit and quit. Preventing one of them keeps the program running. */
  quit(): void {
    if (this.#isQuitting) return;
    if (!this.#isAllowed('before-quit')) return;
    this.#isQuitting = true;
    if (openWindows.size === 0) setImmediate(() => this.#finishQuitting());
    else for (const window of [...openWindows.values()]) window.close();
  }

  exit(exitCode = 0): void {
    for (const window of [...openWindows.values()]) window.destroy();
    this.emit('quit', preventable({}), exitCode);
    process.exit(exitCode);
  }

  /** Called by a window that stays open although it was asked to close. */
  stopQuitting(): void {
    this.#isQuitting = false;
  }

  /** Called when a window has closed. */
  handleWindowClosed(): void {
    if (openWindows.size > 0) return;
    if (this.#isQuitting) this.#finishQuitting();
    else if (!this.emit('window-all-closed')) this.quit();
  }

  #finishQuitting(): void {
    if (!this.#isAllowed('will-quit')) {
      this.#isQuitting = false;
      return;
    }
    this.emit('quit', preventable({}), 0);
    process.exit();
  }

  #isAllowed(name: 'before-quit' | 'will-quit'): boolean {
    const event = preventable({});
    this.emit(name, event);
    return !event.defaultPrevented;
  }

  relaunch(_options?: Electron.RelaunchOptions): void {
    this.system.relaunches++;
  }

  focus(): void {
    // The test decides which program has the focus.
  }

  getPath(name: PathName): string {
    return this.#paths.get(name) ?? this.#defaultPath(name);
  }

  #defaultPath(name: PathName): string {
    if (name === 'userData')
      return (
        this.commandLine.getSwitchValue('user-data-dir') || join(this.getPath('appData'), this.getName())
      );
    if (name === 'sessionData') return this.getPath('userData');
    if (name === 'logs') return join(this.getPath('userData'), 'logs');
    return systemPath(name);
  }

  setPath(name: string, path: string): void {
    // As Electron does for the folder of user data.
    mkdirSync(path, { recursive: true });
    this.#paths.set(name, path);
  }

  getAppPath(): string {
    return this.#appPath;
  }

  getVersion(): string {
    return this.#manifest.version ?? process.versions.electron;
  }

  getName(): string {
    return this.#name ?? this.#manifest.productName ?? this.#manifest.name ?? 'Electron';
  }

  setName(name: string): void {
    this.#name = name;
  }

  getPreferredSystemLanguages(): string[] {
    return ['en-US'];
  }

  getLocale(): string {
    return 'en-US';
  }

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    if (this.#releaseLock) return true;
    const start = { argv: argumentsForFirst(), cwd: process.cwd(), data: additionalData ?? null };
    this.#releaseLock = acquireInstanceLock(
      this.getPath('userData'),
      start,
      ({ argv, cwd, data }: SecondStart) =>
        this.whenReady().then(() => this.emit('second-instance', preventable({}), argv, cwd, data)),
    );
    return this.#releaseLock !== null;
  }

  hasSingleInstanceLock(): boolean {
    return this.#releaseLock !== null;
  }

  releaseSingleInstanceLock(): void {
    this.#releaseLock?.();
    this.#releaseLock = null;
  }

  setAsDefaultProtocolClient(protocol: string): boolean {
    this.system.protocolClients.push(protocol);
    return true;
  }

  isDefaultProtocolClient(protocol: string): boolean {
    return this.system.protocolClients.includes(protocol);
  }

  /** Does nothing on Linux, where Electron knows no login items. */
  setLoginItemSettings(settings: Electron.Settings): void {
    if (process.platform !== 'linux') this.system.loginItem = settings;
  }

  getLoginItemSettings(): Electron.LoginItemSettings {
    const openAtLogin = this.system.loginItem?.openAtLogin ?? false;
    return {
      openAtLogin,
      wasOpenedAtLogin: false,
      status: openAtLogin ? 'enabled' : 'not-registered',
      executableWillLaunchAtLogin: openAtLogin,
      launchItems: [],
    };
  }

  setAppUserModelId(id: string): void {
    this.system.appUserModelId = id;
  }

  enableSandbox(): void {
    if (this.#isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
    this.system.isSandboxed = true;
  }

  setAboutPanelOptions(options: Electron.AboutPanelOptionsOptions): void {
    this.system.aboutPanel = options;
  }

  showAboutPanel(): void {
    // There is no screen to show it on; its options are recorded.
  }

  setBadgeCount(count = 0): boolean {
    this.system.badge = count;
    return true;
  }
}

export const app = new App() satisfies Pick<
  Electron.App,
  | 'isPackaged'
  | 'dock'
  | 'name'
  | 'whenReady'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'relaunch'
  | 'focus'
  | 'getPath'
  | 'setPath'
  | 'getAppPath'
  | 'getVersion'
  | 'getName'
  | 'setName'
  | 'getLocale'
  | 'getPreferredSystemLanguages'
  | 'requestSingleInstanceLock'
  | 'hasSingleInstanceLock'
  | 'releaseSingleInstanceLock'
  | 'setAsDefaultProtocolClient'
  | 'isDefaultProtocolClient'
  | 'setLoginItemSettings'
  | 'getLoginItemSettings'
  | 'setAppUserModelId'
  | 'enableSandbox'
  | 'setAboutPanelOptions'
  | 'showAboutPanel'
  | 'setBadgeCount'
>;

/** Chromium adds a switch of its own to the arguments that the first program gets. */
function argumentsForFirst(): string[] {
  const [program = '', ...rest] = process.argv;
  return [program, '--allow-file-access-from-files', ...rest];
}
