/** The desktop host once Electron is ready: wiring only. What it wires is in the files beside it; what the program does is in the core. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  nativeTheme,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
} from 'electron';
import { version } from '../../../package.json';
import { messageOf } from '../../../shared/errors.ts';
import { systemClock } from '../../core/clock.ts';
import { createCore } from '../../core/create-core.ts';
import { createProgramLog } from '../../core/logging/program-log.ts';
import { defaultDataDir, makeDataDir } from '../../core/storage/data-dir.ts';
import { acquireInstanceLock, type Holder } from '../../core/storage/instance-lock.ts';
import { Preferences } from '../../core/storage/preferences.ts';
import { readIdentity } from '../../http/identity.ts';
import { createActions } from '../actions/create-actions.ts';
import { deepLinkIn, parseDeepLink, registerDeepLink } from '../actions/deep-link.ts';
import { createDesktopState } from '../actions/desktop-state.ts';
import { serveIpc } from '../ipc/ipc.ts';
import { createCloseHint } from '../notifications/close-hint.ts';
import { failureNotifier, subscribeNotifications } from '../notifications/notifications.ts';
import { applyPreferences } from '../preferences/apply-preferences.ts';
import { type DataLocation, forgetChoice } from '../preferences/data-location.ts';
import { desktopPreferences } from '../preferences/desktop-preferences.ts';
import { createLoginItem } from '../preferences/login-item.ts';
import { keepSecrets } from '../preferences/secret-codec.ts';
import { applicationMenu } from '../tray/app-menu.ts';
import { createTray } from '../tray/tray.ts';
import { servePanel } from '../window/panel-scheme.ts';
import { createPanelWindow } from '../window/window.ts';
import { createWindowState } from '../window/window-state.ts';
import { ApiServer } from './api-server.ts';
import type { Inbox } from './inbox.ts';
import { createUtilityLauncher } from './module-launcher.ts';
import type { DesktopOptions, DesktopParts } from './options.ts';
import { programPaths } from './program-paths.ts';
import { createQuit } from './quit.ts';
import { startUpdates } from './updates.ts';

export interface DesktopStart {
  options: DesktopOptions;
  location: DataLocation;
  /** Command lines of further starts. */
  starts: Inbox<readonly string[]>;
  /** Links that the system hands over. */
  links: Inbox<string>;
}

/** @throws Error in words, when it cannot start */
export async function serve(
  parts: DesktopParts,
  { options, location, starts, links }: DesktopStart,
): Promise<void> {
  const { platform, execPath, argv, env } = process;
  const { isPackaged } = app;
  const dataDir = location.isMissing ? await askForMissing(location.dataDir) : location.dataDir;
  if (dataDir === null) {
    app.exit(1);
    return;
  }
  await makeDataDir(dataDir);
  const lock = await acquireInstanceLock(dataDir);
  if (!lock.held) throw new Error(describeHolder(dataDir, lock.holder));
  const log = createProgramLog({ dataDir, level: options.logLevel });
  const onFault = (error: unknown, where: string) => log.error({ err: error, where }, 'fault');
  const windowDir = app.getPath('userData');
  const icon = join(parts.dist, 'icons', 'icon.png');

  // What the core is told by the system.
  const secrets = await keepSecrets(safeStorage, platform);
  const loginItem = createLoginItem({
    app,
    platform,
    isPackaged,
    execPath,
    args: isPackaged ? [] : [resolve(argv[1] ?? '.')],
    home: homedir(),
    env,
  });
  const preferences = await Preferences.open({
    dataDir,
    shape: desktopPreferences,
    lockedAtStart: options.locked,
    wall: Date.now,
    facts: { DataDirectory: dataDir, StartAtLogin: await loginItem.isOn() },
  });
  nativeTheme.themeSource = preferences.values().Theme;
  const identity = await readIdentity(dataDir);
  const core = await createCore({
    dataDir,
    serverId: identity.serverId,
    types: parts.types,
    version,
    preferences,
    ...(secrets.codec === null ? {} : { secrets: secrets.codec }),
    launchModule: createUtilityLauncher(utilityProcess),
    surface: 'desktop',
    theme: () => preferences.values().Theme,
    licencesFile: join(parts.dist, 'licences.txt'),
    paths: programPaths(parts.dist),
    onFault,
    onPanelFault: (fault) => log.warn(fault, 'fault in the panel'),
    apiToken: () => api.token,
  });

  // Its surfaces: the window over IPC, and HTTP where it is wanted.
  const panelDir = join(parts.dist, 'renderer');
  const api = new ApiServer({ core, dataDir, identity, panelDir, version, onFault });
  servePanel(protocol, panelDir);
  const window = createPanelWindow({
    app,
    createWindow: (windowOptions) => new BrowserWindow(windowOptions),
    session: session.defaultSession,
    nativeTheme,
    dialog,
    clock: systemClock,
    preload: join(parts.dist, 'desktop', 'preload.cjs'),
    icon: platform === 'linux' ? icon : undefined,
    place: createWindowState({ dir: windowDir, screen, clock: systemClock }),
    openAddress: (url) => actions.openAddress(url),
    onAttention: (contents, attention) => ipc.attend(contents, attention),
    onClosed: () => {
      if (quit.isUnderWay()) return;
      // On a Mac a program without a window is nothing unusual, tray or not.
      if (preferences.values().CloseToTray || platform === 'darwin') hintAtTray();
      else actions.quit();
    },
    onFault,
  });
  const ipc = serveIpc({
    ipcMain,
    core,
    isPanelFrame: window.isPanelFrame,
    followNavigation: window.followNavigation,
    onFault,
  });
  applyPreferences(preferences, {
    location: { ...location, dataDir },
    defaultDir: defaultDataDir(),
    nativeTheme,
    api,
    setLoginItem: (on, hidden) => loginItem.set(on, { hidden }),
    notes: [secrets.note],
  });

  // What the system shows of it.
  const picture = createDesktopState(core.bus);
  const notifying = { electron: { Notification }, platform, icon };
  const actions = createActions({
    core,
    window,
    shell,
    notifyFailure: failureNotifier(notifying),
    quit: () => void quit.request(),
    onFault,
  });
  const hintAtTray = createCloseHint({
    ...notifying,
    dir: windowDir,
    dialog,
    onClick: () => window.show(),
    onFault,
  });
  const typeNames = new Map(parts.types.map(({ id, name }) => [id, name]));
  const tray = createTray({
    electron: { Tray, Menu, nativeImage },
    iconsDir: join(parts.dist, 'icons'),
    platform,
    clock: systemClock,
    picture,
    preferences,
    actions,
    typeNames,
  });
  const stopNotifying = subscribeNotifications({
    ...notifying,
    picture,
    preferences: () => preferences.values(),
    actions,
    isWindowFocused: window.isFocused,
    typeNames,
  });
  const setMenu = () => {
    const template = applicationMenu({ platform, actions, locked: preferences.isLocked(), isPackaged });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  };
  setMenu();
  preferences.onChange(setMenu);
  registerDeepLink(app, { isPackaged, execPath, argv });
  const updates = startUpdates({
    isPackaged,
    resourcesPath: process.resourcesPath,
    clock: systemClock,
    onReady: (ready) =>
      core.notify({
        id: 'update',
        level: 'info',
        message: `Switchyard ${ready} is ready.`,
        hint: 'It takes the place of this one when you quit and start again.',
      }),
    onFault,
  });

  // How it ends.
  let ended = false;
  let letGo: Promise<void> | null = null;
  const quit = createQuit({
    dialog,
    busyBackends: () => core.busyBackends(),
    close: async (graceMs) => {
      stopNotifying();
      updates.stop();
      await api.stop();
      await core.close({ graceMs });
      // Asked for twice, it ends once.
      letGo ??= (async () => {
        picture.close();
        tray.close();
        await lock.release();
      })();
      await letGo;
    },
    exit: (code) => {
      // Until now the window showed how the workers end.
      window.destroy();
      ipc.close();
      ended = true;
      // An update that is ready is installed at an orderly end.
      if (code === 0) app.quit();
      else app.exit(code);
    },
    onFault,
  });
  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    actions.quit();
  });
  // Set after Electron's own handlers, which would ask where nobody is there to answer.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void quit.now());
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
  process.on('uncaughtException', (error) => {
    // The state can no longer be trusted: the workers are ended in order, and the program with them.
    log.fatal({ err: error }, 'uncaught exception');
    void quit.now(1);
  });
  powerMonitor.on('shutdown', () => void quit.now());
  powerMonitor.on('suspend', () => core.suspend());
  powerMonitor.on('resume', () => core.recheck());

  // Now it is there to be asked.
  if (location.problem !== undefined)
    core.notify({
      id: 'data-location',
      level: 'warning',
      message: location.problem,
      hint: 'It is tried again at the next start. Another folder can be chosen in Preferences.',
    });
  const { HttpApi, HttpPort, StartAtLogin, StartHidden } = preferences.values();
  // The program may have been moved since, as an AppImage easily is.
  if (StartAtLogin)
    await loginItem
      .set(true, { hidden: StartHidden })
      .catch((error: unknown) => onFault(error, 'renewing the login entry'));
  if (HttpApi)
    await api.start(HttpPort).catch((error: unknown) =>
      core.notify({
        id: 'http-api',
        level: 'warning',
        message: messageOf(error),
        hint: 'Choose another port in Preferences, or end the program that has it and switch the API off and on.',
      }),
    );
  core.start();
  const startedByLink = deepLinkIn(argv);
  const atLogin = options.hidden || loginItem.wasOpenedAtLogin();
  if (startedByLink || !(atLogin && StartHidden)) window.show(startedByLink ?? undefined);
  starts.open((words) => window.show(deepLinkIn(words) ?? undefined));
  links.open((link) => window.show(parseDeepLink(link) ?? undefined));
  app.on('activate', () => window.show());
  log.info({ version, pid: process.pid }, 'started');
}

/** @returns the folder to use, or null to quit */
async function askForMissing(dataDir: string): Promise<string | null> {
  for (;;) {
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      message: 'The folder with your backends is not there.',
      detail: `You had chosen ${dataDir}. If it is on a disk that is not connected, connect it and try again.`,
      buttons: ['Try again', 'Start without it', 'Quit'],
      defaultId: 0,
      cancelId: 2,
    });
    if (response === 2) return null;
    if (response === 1) {
      forgetChoice(defaultDataDir());
      return defaultDataDir();
    }
    if (existsSync(dataDir)) return dataDir;
  }
}

function describeHolder(dataDir: string, holder: Holder | null): string {
  const where = holder?.address ? ` Its panel is at ${holder.address}.` : '';
  return `Switchyard already runs without a window on the data directory ${dataDir}${holder ? ` (PID ${holder.pid})` : ''}.${where} Stop that one first, or start with another --data-dir.`;
}
