/** The ways into the core: the window over IPC, and HTTP, which is started later where the user wants it. */
import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, nativeTheme, protocol, screen, session } from 'electron';
import { version } from '../../../package.json';
import { systemClock } from '../../core/clock.ts';
import type { Core } from '../../core/create-core.ts';
import { createGateway } from '../../gateway/create-gateway.ts';
import type { ApiToken } from '../../http/access/api-token.ts';
import type { HostAccess } from '../../http/access/host-access.ts';
import type { WindowModels } from '../../http/window-models.ts';
import { ApiServer } from '../surfaces/api-server.ts';
import { DesktopGateway } from '../surfaces/desktop-gateway.ts';
import { type Ipc, serveIpc } from '../surfaces/ipc.ts';
import { iconPath } from '../system/program-paths.ts';
import { servePanel } from '../window/panel-scheme.ts';
import { PanelWindow } from '../window/window.ts';
import { createWindowStateStore } from '../window/window-state.ts';
import type { DesktopProgram } from './options.ts';

export interface SurfacesOptions {
  program: DesktopProgram;
  core: Core;
  serverId: string;
  hostAccess: HostAccess;
  apiToken: ApiToken;
  openAddress(url: string): void;
  onFault(error: unknown, where: string): void;
}

export interface Surfaces {
  api: ApiServer;
  gateway: DesktopGateway;
  /** Not open yet. */
  window: PanelWindow;
  ipc: Ipc;
}

export function createSurfaces(options: SurfacesOptions): Surfaces {
  const { program, core, serverId, hostAccess, apiToken, openAddress, onFault } = options;
  const panelDir = join(program.dist, 'renderer');
  const gateway = createGateway(core);
  const api = new ApiServer({
    core,
    gateway,
    hostAccess,
    serverId,
    token: apiToken,
    panelDir,
    version,
    onFault,
  });
  let models: Promise<WindowModels> | null = null;
  // Loaded only once somebody uses a model from the window, so that the app needs less memory without it.
  const loadModels = async () => {
    const { createWindowModels } = await import('../../http/window-models.ts');
    return await createWindowModels({ gateway, onFault });
  };
  const desktopGateway = new DesktopGateway({ core, gateway, hostAccess, onFault });
  servePanel(protocol, panelDir);
  const window = new PanelWindow({
    app,
    createWindow: (windowOptions) => new BrowserWindow(windowOptions),
    session: session.defaultSession,
    nativeTheme,
    dialog,
    clock: systemClock,
    preload: join(program.dist, 'desktop', 'preload.cjs'),
    icon: process.platform === 'linux' ? iconPath(program.dist) : undefined,
    windowState: createWindowStateStore({ dir: app.getPath('userData'), screen, clock: systemClock }),
    openAddress,
    onFault,
  });
  const ipc = serveIpc({
    ipcMain,
    core,
    isPanelFrame: (frame) => window.isPanelFrame(frame),
    models: () => {
      models ??= loadModels();
      return models;
    },
    subscribeToNavigation: (listener) => window.subscribeToNavigation(listener),
    onFault,
  });
  window.onAttention((contents, attention) => ipc.setAttention(contents, attention));
  return { api, gateway: desktopGateway, window, ipc };
}
