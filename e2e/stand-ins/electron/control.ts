/**
 * What a test can see of the program and do to it as a person or a system would. Stands in for hands and eyes; the window
 * itself is a page, which a test has anyway.
 */
import type * as Electron from 'electron';
import { app } from './app.ts';
import type { ColorScheme } from './messages.ts';
import { answerWith, windows } from './program-line.ts';
import { answerDialog, type DialogAnswer, dialogs, prepareAnswer } from './system/dialog.ts';
import { Menu } from './system/menu.ts';
import { clickItem, seen } from './system/menu-items.ts';
import { nativeTheme } from './system/native-theme.ts';
import { Notification } from './system/notification.ts';
import { powerMonitor } from './system/power-monitor.ts';
import { type Monitor, screen } from './system/screen.ts';
import { opened } from './system/shell.ts';
import { Tray } from './system/tray.ts';
import { asOurs, preventable } from './typing.ts';
import { BrowserWindow } from './window/browser-window.ts';
import { session } from './window/session.ts';

const ourWindows = (): BrowserWindow[] =>
  BrowserWindow.getAllWindows().map((window) => asOurs<BrowserWindow>(window));

function theWindow(): BrowserWindow {
  const [window] = ourWindows();
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
  /** Null: there is none. */
  tray: () => ([...Tray.all][0] ?? null)?.seen() ?? null,
  clickTray: (kind: 'click' | 'right-click' | 'double-click' = 'click') => theTray().click(kind),
  chooseInTray: (...path: string[]) => theTray().choose(path),
  /** Null: there is none. */
  menu: () => {
    const menu = Menu.getApplicationMenu();
    return menu ? seen(menu) : null;
  },
  chooseInMenu: (...path: string[]) => clickItem(theMenu(), path),
  notifications: () => Notification.shown.map((one, number) => one.seen(number)),
  clickNotification: (number: number) => {
    const one = Notification.shown[number];
    if (!one) throw new Error(`There is no notification ${number}.`);
    one.click();
  },
  dialogs: () => dialogs,
  answerDialog: (answer: DialogAnswer) => answerDialog(answer),
  /** For a dialog that is to block the program. */
  prepareAnswer: (answer: DialogAnswer) => prepareAnswer(answer),
  windows: () =>
    ourWindows().map((window) => ({
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
  /** As a person moves and sizes it. */
  placeWindow: (bounds: Partial<Electron.Rectangle>) => theWindow().setBounds(bounds),
  maximizeWindow: () => theWindow().maximize(),
  minimizeWindow: () => theWindow().minimize(),
  restoreWindow: () => theWindow().restore(),
  focusWindow: () => theWindow().focus(),
  /** Another program comes to the front. */
  blurWindow: () => theWindow().blur(),
  /** The button with the X. */
  closeWindow: () => theWindow().close(),
  crashWindow: () => windows.crashPage(theWindow().id),
  setMonitors: (monitors: Monitor[]) => screen.setMonitors(monitors),
  wake: () => void powerMonitor.emit('resume'),
  sleep: () => void powerMonitor.emit('suspend'),
  /** As macOS hands over a link; other systems start a second program. */
  openUrl: (url: string) => void app.emit('open-url', preventable({}), url),
  /** A click in the dock of a Mac. */
  activate: () => void app.emit('activate', preventable({}), ourWindows().length > 0),
  opened: () => opened,
  theme: () => ({ source: nativeTheme.themeSource, scheme: nativeTheme.scheme }),
  setSystemScheme: (scheme: ColorScheme) => nativeTheme.setSystemScheme(scheme),
  permissionDeciders: () => session.defaultSession.deciders(),
  system: () => app.system,
  paths: () => ({ userData: app.getPath('userData'), name: app.getName() }),
  quit: () => app.quit(),
};

export type ControlAnswers = typeof controls;

answerWith(controls);
