/** What the system shows of the program (tray, menu, notifications), and what the program registers with it (links, updates). */
import { join } from 'node:path';
import { app, clipboard, dialog, Menu, Notification, nativeImage, Tray } from 'electron';
import { programWords } from '../../../shared/words/en/program.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { onWire } from '../../../shared/words/wire-phrases.ts';
import { subscribeToLanguage } from '../../../shared/words/words.ts';
import { systemClock } from '../../core/clock.ts';
import type { Core } from '../../core/create-core.ts';
import type { Preferences } from '../../core/storage/preferences.ts';
import { createActions } from '../actions/create-actions.ts';
import type { DesktopActions } from '../actions/desktop-actions.ts';
import { createDesktopState } from '../backends/desktop-state.ts';
import { createFailureNotifier } from '../notifications/failure-notifier.ts';
import { createFirstCloseNotification } from '../notifications/first-close-notification.ts';
import type { NativeNotificationsOptions } from '../notifications/native-notifications.ts';
import { subscribeNotifications } from '../notifications/notifications.ts';
import type { desktopPreferences } from '../preferences/desktop-preferences.ts';
import { iconPath } from '../system/program-paths.ts';
import { startUpdates, type Updates } from '../system/updates.ts';
import { TrayIcon } from '../tray/tray.ts';
import { buildApplicationMenu } from '../window/app-menu.ts';
import type { PanelWindow } from '../window/window.ts';
import { registerDeepLink } from './deep-link.ts';
import type { DesktopProgram } from './options.ts';
import type { Quit } from './quit.ts';

const say = texts(programWords);

export interface SystemIntegrationOptions {
  program: DesktopProgram;
  core: Core;
  preferences: Preferences<typeof desktopPreferences>;
  window: PanelWindow;
  quit: Quit;
  openAddress(url: string): void;
  onFault(error: unknown, where: string): void;
}

export interface SystemIntegration {
  /** Ends notifications and the search for updates; the tray goes on to show how the backends end. */
  stop(): void;
  /** Removes the icon from the tray. */
  close(): void;
}

export function createSystemIntegration(options: SystemIntegrationOptions): SystemIntegration {
  const { program, core, preferences, window, quit, openAddress, onFault } = options;
  const { platform, execPath, argv } = process;
  const { isPackaged } = app;
  const desktopState = createDesktopState(core.bus);
  const native: NativeNotificationsOptions = {
    electron: { Notification },
    platform,
    icon: iconPath(program.dist),
    onShown: ({ title, body }) => core.recordNotification(`${title}: ${body}`.trim()),
  };
  const actions = createActions({
    core,
    window,
    notifyFailure: createFailureNotifier(native),
    openAddress,
    copy: (text) =>
      void clipboard.writeText(text).catch((error: unknown) => onFault(error, 'copying a text')),
    quit: () => void quit.request(),
    onFault,
  });
  const showFirstCloseNotification = createFirstCloseNotification({
    ...native,
    dir: app.getPath('userData'),
    dialog,
    onClick: () => window.show(),
    onFault,
  });
  window.onClosed(() => {
    if (quit.isUnderWay()) return;
    // On a Mac a program without a window is nothing unusual, tray or not.
    if (preferences.values().CloseToTray || platform === 'darwin') showFirstCloseNotification();
    else actions.quit();
  });
  const typeNames = new Map(program.types.map(({ id, name }) => [id, name]));
  const tray = new TrayIcon({
    electron: { Tray, Menu, nativeImage },
    iconsDir: join(program.dist, 'icons'),
    platform,
    clock: systemClock,
    desktopState,
    preferences,
    actions,
    resources: {
      latest: () => core.resources.latest,
      onSample: (listener) => core.resources.onSample(listener),
    },
    typeNames,
  });
  const stopNotifications = subscribeNotifications({
    ...native,
    desktopState,
    preferences: () => preferences.values(),
    actions,
    isWindowFocused: () => window.isFocused(),
    typeNames,
  });
  showApplicationMenu(actions, preferences);
  registerDeepLink(app, { isPackaged, execPath, argv });
  const updates = startAppUpdates(core, onFault);
  return {
    stop() {
      stopNotifications();
      updates.stop();
    },
    close() {
      desktopState.close();
      tray.close();
    },
  };
}

/** Sets the menu now, and again at each change of the preferences. */
function showApplicationMenu(
  actions: DesktopActions,
  preferences: SystemIntegrationOptions['preferences'],
): void {
  const setMenu = () => {
    const template = buildApplicationMenu({
      platform: process.platform,
      actions,
      locked: preferences.isLocked(),
      isForDevelopers: process.env.SWITCHYARD_DEVELOPER === '1',
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  };
  setMenu();
  preferences.onChange(setMenu);
  subscribeToLanguage(setMenu);
}

function startAppUpdates(core: Core, onFault: SystemIntegrationOptions['onFault']): Updates {
  return startUpdates({
    isPackaged: app.isPackaged,
    resourcesPath: process.resourcesPath,
    clock: systemClock,
    onReady: (version) =>
      core.notify({
        id: 'update',
        level: 'info',
        ...onWire({ message: say('updateReady', { version }), hint: say('updateReady_hint') }),
      }),
    onFault,
  });
}
