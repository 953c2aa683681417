/**
 * What a test can see of the program and do to it, as a person or a system would. The window itself is a page, which a test
 * controls through its browser.
 */
import type * as Electron from 'electron';
import { app } from './app.ts';
import type { ColorScheme } from './messages.ts';
import { clipboard } from './system/clipboard.ts';
import { answerDialog, type DialogAnswer, dialogs, prepareAnswer } from './system/dialog.ts';
import { Menu } from './system/menu.ts';
import { clickItem, viewMenu } from './system/menu-items.ts';
import { nativeTheme } from './system/native-theme.ts';
import { Notification } from './system/notification.ts';
import { powerMonitor } from './system/power-monitor.ts';
import { type Monitor, screen } from './system/screen.ts';
import { opened } from './system/shell.ts';
import { Tray } from './system/tray.ts';
import { registerHandlers, windows } from './test-connection.ts';
import { asStandIn, preventable } from './typing.ts';
import { BrowserWindow } from './window/browser-window.ts';
import { session } from './window/session.ts';

const openWindows = (): BrowserWindow[] =>
  BrowserWindow.getAllWindows().map((window) => asStandIn<BrowserWindow>(window));

function theWindow(): BrowserWindow {
  const [window] = openWindows();
  if (!window) throw new Error('No window is open.');
  return window;
}

function theTray(): Tray {
  const [tray] = Tray.all;
  if (!tray) throw new Error('There is no icon in the tray.');
  return tray;
}

function theMenu(): Electron.Menu {
  const menu = Menu.getApplicationMenu();
  if (!menu) throw new Error('There is no application menu.');
  return menu;
}

export const controls = {
  /** Null: there is no icon. */
  tray: () => ([...Tray.all][0] ?? null)?.view() ?? null,
  clickTray: (kind: 'click' | 'right-click' | 'double-click' = 'click') => theTray().click(kind),
  chooseInTray: (...path: string[]) => theTray().choose(path),
  /** Null: there is no menu. */
  menu: () => {
    const menu = Menu.getApplicationMenu();
    return menu ? viewMenu(menu) : null;
  },
  chooseInMenu: (...path: string[]) => clickItem(theMenu(), path),
  notifications: () => Notification.shown.map((one, number) => one.view(number)),
  clickNotification: (number: number) => {
    const one = Notification.shown[number];
    if (!one) throw new Error(`There is no notification ${number}.`);
    one.click();
  },
  dialogs: () => dialogs,
  answerDialog: (answer: DialogAnswer) => answerDialog(answer),
  /** The answer to the next dialog that blocks the program. */
  prepareAnswer: (answer: DialogAnswer) => prepareAnswer(answer),
  windows: () =>
    openWindows().map((window) => ({
      id: window.id,
      bounds: window.getBounds(),
      normalBounds: window.getNormalBounds(),
      isVisible: window.isVisible(),
      isFocused: window.isFocused(),
      isMinimized: window.isMinimized(),
      isMaximized: window.isMaximized(),
      title: window.getTitle(),
      url: window.contents.getURL(),
      webPreferences: window.webPreferences,
    })),
  /** As a person moves and resizes it. */
  moveWindow: (bounds: Partial<Electron.Rectangle>) => theWindow().setBounds(bounds),
  maximizeWindow: () => theWindow().maximize(),
  minimizeWindow: () => theWindow().minimize(),
  restoreWindow: () => theWindow().restore(),
  focusWindow: () => theWindow().focus(),
  /** Another program comes to the front. */
  blurWindow: () => theWindow().blur(),
  /** As by the close button of the window. */
  closeWindow: () => theWindow().close(),
  crashWindow: () => windows.crashPage(theWindow().id),
  setMonitors: (monitors: Monitor[]) => screen.setMonitors(monitors),
  wake: () => void powerMonitor.emit('resume'),
  sleep: () => void powerMonitor.emit('suspend'),
  /** As macOS hands over a link; other systems start the program a second time. */
  openUrl: (url: string) => void app.emit('open-url', preventable({}), url),
  /** A click in the dock of a Mac. */
  activate: () => void app.emit('activate', preventable({}), openWindows().length > 0),
  opened: () => opened,
  /** The text on the clipboard. */
  copied: () => clipboard.readText(),
  theme: () => ({ source: nativeTheme.themeSource, scheme: nativeTheme.scheme }),
  setSystemScheme: (scheme: ColorScheme) => nativeTheme.setSystemScheme(scheme),
  permissionDeciders: () => session.defaultSession.deciders(),
  system: () => app.system,
  paths: () => ({ userData: app.getPath('userData'), name: app.getName() }),
  quit: () => app.quit(),
};

export type Controls = typeof controls;

registerHandlers(controls);
