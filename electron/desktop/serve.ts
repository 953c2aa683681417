/** The desktop host once Electron is ready: wiring only. What it wires is in the files beside it; what the program does is in the core. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  nativeTheme,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
} from 'electron';
import { version } from '../../package.json';
import { permissions } from '../../shared/operations.ts';
import { createClient } from '../../shared/transport.ts';
import { systemClock } from '../core/clock.ts';
import { createCore } from '../core/create-core.ts';
import { defaultDataDir, makeDataDir } from '../core/data-dir.ts';
import { acquireInstanceLock, type Holder } from '../core/instance-lock.ts';
import { Preferences } from '../core/preferences.ts';
import { createProgramLog } from '../core/program-log.ts';
import { ApiServer } from './api-server.ts';
import { applyPreferences } from './apply-preferences.ts';
import { type DataLocation, forgetChoice } from './data-location.ts';
import type { DesktopActions } from './desktop-actions.ts';
import { desktopPreferences } from './desktop-preferences.ts';
import type { Inbox } from './inbox.ts';
import { serveIpc } from './ipc.ts';
import type { DesktopOptions } from './options.ts';
import { servePanel } from './panel-scheme.ts';
import { createPicture } from './picture.ts';
import { createQuit } from './quit.ts';
import type { DesktopParts } from './run.ts';
import { keepSecrets } from './secret-codec.ts';
import { createPanelWindow } from './window.ts';

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
  const dataDir = location.isMissing ? await askForMissing(location.dataDir) : location.dataDir;
  if (dataDir === null) {
    app.exit(1);
    return;
  }
  await makeDataDir(dataDir);
  const lock = await acquireInstanceLock(dataDir);
  if (!lock.held) throw new Error(describeHolder(dataDir, lock.holder));
  const log = createProgramLog(dataDir);
  const onFault = (error: unknown, where: string) => log.error({ err: error, where }, 'fault');

  const secrets = await keepSecrets(safeStorage, process.platform);
  const preferences = await Preferences.open({
    dataDir,
    shape: desktopPreferences,
    lockedAtStart: options.locked,
    wall: Date.now,
    facts: { DataDirectory: dataDir },
  });
  nativeTheme.themeSource = preferences.values().Theme;
  const core = await createCore({
    dataDir,
    types: parts.types,
    version,
    preferences,
    ...(secrets.codec === null ? {} : { secrets: secrets.codec }),
    surface: 'desktop',
    theme: () => preferences.values().Theme,
    licencesFile: join(parts.dist, 'licences.txt'),
    paths: {
      llamaWorker: join(parts.dist, 'workers', 'llama-worker.js'),
      sampleModel: join(parts.dist, 'sample', 'sample-model.gguf'),
      node: { command: process.execPath, env: {} },
    },
    onFault,
  });
  const panelDir = join(parts.dist, 'renderer');
  const api = await ApiServer.create({ core, dataDir, panelDir, version, onFault });
  const openAddress = (url: string) => {
    if (!/^https?:\/\//i.test(url)) return;
    shell.openExternal(url).catch((error: unknown) => onFault(error, 'opening an address'));
  };

  servePanel(protocol, panelDir);
  const window = createPanelWindow({
    app,
    createWindow: (windowOptions) => new BrowserWindow(windowOptions),
    session: session.defaultSession,
    nativeTheme,
    dialog,
    clock: systemClock,
    preload: join(parts.dist, 'desktop', 'preload.cjs'),
    icon: undefined,
    place: {
      read: () => ({ bounds: { width: 1180, height: 800 }, maximized: false }),
      follow: () => undefined,
    },
    openAddress,
    onAttention: (contents, attention) => ipc.attend(contents, attention),
    onClosed: () => {
      if (!preferences.values().CloseToTray && process.platform !== 'darwin') actions.quit();
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

  const caller = { permissions: new Set(permissions) };
  const picture = createPicture(core.bus);
  const actions: DesktopActions = {
    client: createClient({
      call: (name, input) => core.dispatch(name, input, caller),
      listen: () => () => undefined,
    }),
    attempt: (call) => void call().catch((error: unknown) => onFault(error, 'an action from the tray')),
    show: window.show,
    openAddress,
    quit: () => void quit.request(),
  };
  applyPreferences(preferences, {
    location: { ...location, dataDir },
    defaultDir: defaultDataDir(),
    nativeTheme,
    api,
    setLoginItem: async () => undefined,
    notes: [secrets.note],
  });

  let mayQuit = false;
  const quit = createQuit({
    dialog,
    busyBackends: async () => [],
    close: async (_graceMs) => {
      ipc.close();
      await api.stop();
      await core.close();
      picture.close();
      await lock.release();
    },
    exit: (code) => {
      mayQuit = true;
      window.destroy();
      app.exit(code);
    },
    onFault,
  });
  app.on('before-quit', (event) => {
    if (mayQuit) return;
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

  if (location.problem !== undefined)
    core.notify({
      id: 'data-location',
      level: 'warning',
      message: location.problem,
      hint: 'It is tried again at the next start. Another folder can be chosen in Preferences.',
    });
  const { HttpApi, HttpPort } = preferences.values();
  if (HttpApi)
    await api.start(HttpPort).catch((error: unknown) =>
      core.notify({
        id: 'http-api',
        level: 'warning',
        message: error instanceof Error ? error.message : String(error),
        hint: 'Choose another port in Preferences, or end the program that has it and switch the API off and on.',
      }),
    );
  starts.open(() => window.show());
  links.open(() => window.show());
  app.on('activate', () => window.show());
  core.begin();
  if (!(options.hidden && preferences.values().StartHidden)) window.show();
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
