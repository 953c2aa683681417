/**
 * What a test can see of the real Electron and do to it, as far as that goes from within: the controls of the stand-in, over
 * what the program hands to the system. Loaded before the program by start-electron.ts; notes what it shows instead of
 * showing it, so that nothing of a test stays on a person's screen.
 */
import * as electron from 'electron';
import type { ControlAnswers } from '../../stand-ins/electron/control.ts';
import type { DialogAnswer, SeenDialog } from '../../stand-ins/electron/system/dialog.ts';
import { clickItem, seen } from '../../stand-ins/electron/system/menu-items.ts';
import type { SeenNotification } from '../../stand-ins/electron/system/notification.ts';
import type { SeenTray } from '../../stand-ins/electron/system/tray.ts';

const {
  app,
  BrowserWindow,
  dialog,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  shell,
  Tray,
} = electron;

const trays = new Map<electron.Tray, SeenTray & { items: electron.Menu | null }>();
const notifications: { real: electron.Notification; isClosed: boolean }[] = [];
const dialogs: SeenDialog[] = [];
const waiting: { resolve(answer: DialogAnswer): void; shown: SeenDialog }[] = [];
const prepared: DialogAnswer[] = [];
const opened: { how: 'openExternal' | 'openPath' | 'showItemInFolder'; what: string }[] = [];
const paths = new WeakMap<object, string>();

/** Puts `note` before what a method does. */
function before<T extends object, N extends keyof T>(
  target: T,
  name: N,
  note: (self: T, args: never[]) => void,
) {
  const real = target[name] as (...args: never[]) => unknown;
  target[name] = function (this: T, ...args: never[]) {
    note(this, args);
    return real.apply(this, args);
  } as T[N];
}

function trayOf(tray: electron.Tray) {
  const known = trays.get(tray) ?? {
    image: null,
    isTemplate: false,
    toolTip: '',
    title: '',
    menu: [],
    imagesSet: 1,
    menusSet: 0,
    items: null,
  };
  trays.set(tray, known);
  return known;
}

before(Tray.prototype, 'setToolTip', (tray, [text]) => {
  trayOf(tray).toolTip = text ?? '';
});
before(Tray.prototype, 'setImage', (tray, [image]) => {
  const known = trayOf(tray);
  known.image = paths.get(image as unknown as object) ?? null;
  known.imagesSet++;
});
before(Tray.prototype, 'setContextMenu', (tray, [menu]) => {
  const known = trayOf(tray);
  known.items = menu ?? null;
  known.menu = menu ? seen(menu) : [];
  known.menusSet++;
});
before(Tray.prototype, 'destroy', (tray) => void trays.delete(tray));

const createFromPath = nativeImage.createFromPath.bind(nativeImage);
nativeImage.createFromPath = (path) => {
  const image = createFromPath(path);
  paths.set(image, path);
  return image;
};

Notification.prototype.show = function (this: electron.Notification) {
  notifications.push({ real: this, isClosed: false });
};
Notification.prototype.close = function (this: electron.Notification) {
  for (const one of notifications) if (one.real === this) one.isClosed = true;
};

function show(kind: SeenDialog['kind'], options: Partial<electron.MessageBoxOptions>): SeenDialog {
  const shown: SeenDialog = {
    number: dialogs.length,
    kind,
    message: options.message ?? '',
    detail: options.detail ?? '',
    buttons: options.buttons ?? ['OK'],
    checkbox: options.checkboxLabel ?? null,
    answer: null,
  };
  dialogs.push(shown);
  return shown;
}

dialog.showMessageBox = async (...args: unknown[]) => {
  const shown = show('message', args.at(-1) as electron.MessageBoxOptions);
  const answer = await new Promise<DialogAnswer>((resolve) => waiting.push({ resolve, shown }));
  return { response: shown.buttons.indexOf(answer.button ?? ''), checkboxChecked: answer.isTicked ?? false };
};
dialog.showMessageBoxSync = (...args: unknown[]) => {
  const options = args.at(-1) as electron.MessageBoxSyncOptions;
  const shown = show('message', options);
  shown.answer = prepared.shift()?.button ?? shown.buttons[options.cancelId ?? 0] ?? '';
  return shown.buttons.indexOf(shown.answer);
};
dialog.showErrorBox = (message, detail) => {
  show('error', { message, detail }).answer = 'OK';
};
shell.openExternal = async (what) => void opened.push({ how: 'openExternal', what });
shell.openPath = async (what) => {
  opened.push({ how: 'openPath', what });
  return '';
};
shell.showItemInFolder = (what) => void opened.push({ how: 'showItemInFolder', what });

function need<T>(found: T | null | undefined, what: string): T {
  if (found === null || found === undefined) throw new Error(`There is no ${what}.`);
  return found;
}
const theWindow = () => need(BrowserWindow.getAllWindows()[0], 'window');
const theTray = () => need([...trays][0], 'icon in the tray');
const theMenu = () => need(Menu.getApplicationMenu(), 'application menu');

const controls = {
  tray: () => {
    const [known] = trays.values();
    if (!known) return null;
    const { items: _, ...tray } = known;
    return tray;
  },
  clickTray: (kind: 'click' | 'right-click' | 'double-click' = 'click') => void theTray()[0].emit(kind, {}),
  chooseInTray: (...path: string[]) => clickItem(need(theTray()[1].items, 'menu of the tray'), path),
  menu: () => {
    const menu = Menu.getApplicationMenu();
    return menu ? seen(menu) : null;
  },
  chooseInMenu: (...path: string[]) => clickItem(theMenu(), path),
  notifications: () =>
    notifications.map(
      ({ real, isClosed }, number): SeenNotification => ({
        number,
        title: real.title,
        body: real.body,
        urgency: real.urgency,
        isSilent: real.silent,
        actions: [],
        isClosed,
      }),
    ),
  clickNotification: (number: number) =>
    void need(notifications[number], 'such notification').real.emit('click', {}),
  dialogs: () => dialogs,
  answerDialog: (answer: DialogAnswer) => {
    const { resolve, shown } = need(waiting.shift(), 'dialog that waits for an answer');
    shown.answer = answer.button ?? '';
    resolve(answer);
  },
  prepareAnswer: (answer: DialogAnswer) => void prepared.push(answer),
  windows: () =>
    BrowserWindow.getAllWindows().map((window) => ({
      id: window.id,
      bounds: window.getBounds(),
      normalBounds: window.getNormalBounds(),
      isVisible: window.isVisible(),
      isFocused: window.isFocused(),
      isMinimized: window.isMinimized(),
      isMaximized: window.isMaximized(),
      title: window.getTitle(),
      url: window.webContents.getURL(),
      webPreferences: {},
    })),
  placeWindow: (bounds: Partial<electron.Rectangle>) => theWindow().setBounds(bounds),
  maximizeWindow: () => theWindow().maximize(),
  minimizeWindow: () => theWindow().minimize(),
  restoreWindow: () => theWindow().restore(),
  focusWindow: () => theWindow().focus(),
  blurWindow: () => theWindow().blur(),
  closeWindow: () => theWindow().close(),
  crashWindow: async () => theWindow().webContents.forcefullyCrashRenderer(),
  wake: () => void powerMonitor.emit('resume'),
  sleep: () => void powerMonitor.emit('suspend'),
  openUrl: (url: string) => void app.emit('open-url', { preventDefault: () => undefined }, url),
  activate: () => void app.emit('activate', {}, BrowserWindow.getAllWindows().length > 0),
  opened: () => opened,
  theme: () => ({
    source: nativeTheme.themeSource,
    scheme: nativeTheme.shouldUseDarkColors ? ('dark' as const) : ('light' as const),
  }),
  paths: () => ({ userData: app.getPath('userData'), name: app.getName() }),
  quit: () => app.quit(),
} satisfies Partial<ControlAnswers>;

Object.assign(globalThis, { switchyardControls: controls });
