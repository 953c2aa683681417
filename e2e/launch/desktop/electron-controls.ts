/**
 * The controls of the stand-in for the real Electron, as far as they are possible from within its process: what a test can
 * see and do. start-electron.ts loads this file before the program. Notifications and dialogs are recorded instead of shown,
 * so that no test leaves anything on a person's screen.
 */
import * as electron from 'electron';
import type { Controls } from '../../stand-ins/electron/control.ts';
import type { DialogAnswer, DialogView } from '../../stand-ins/electron/system/dialog.ts';
import { clickItem, viewMenu } from '../../stand-ins/electron/system/menu-items.ts';
import type { NotificationView } from '../../stand-ins/electron/system/notification.ts';
import type { TrayView } from '../../stand-ins/electron/system/tray.ts';

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

const trays = new Map<electron.Tray, TrayView & { items: electron.Menu | null }>();
const notifications: { real: electron.Notification; isClosed: boolean }[] = [];
const dialogs: DialogView[] = [];
const waiting: { resolve(answer: DialogAnswer): void; shown: DialogView }[] = [];
const prepared: DialogAnswer[] = [];
const opened: { method: 'openExternal' | 'openPath' | 'showItemInFolder'; target: string }[] = [];
const paths = new WeakMap<object, string>();

/** Calls `record` before each call of the method. */
function recordCalls<T extends object, N extends keyof T>(
  target: T,
  name: N,
  record: (self: T, args: never[]) => void,
) {
  const real = target[name] as (...args: never[]) => unknown;
  target[name] = function (this: T, ...args: never[]) {
    record(this, args);
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

recordCalls(Tray.prototype, 'setToolTip', (tray, [text]) => {
  trayOf(tray).toolTip = text ?? '';
});
recordCalls(Tray.prototype, 'setImage', (tray, [image]) => {
  const known = trayOf(tray);
  known.image = paths.get(image as unknown as object) ?? null;
  known.imagesSet++;
});
recordCalls(Tray.prototype, 'setContextMenu', (tray, [menu]) => {
  const known = trayOf(tray);
  known.items = menu ?? null;
  known.menu = menu ? viewMenu(menu) : [];
  known.menusSet++;
});
recordCalls(Tray.prototype, 'destroy', (tray) => void trays.delete(tray));

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

function show(kind: DialogView['kind'], options: Partial<electron.MessageBoxOptions>): DialogView {
  const shown: DialogView = {
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
shell.openExternal = async (target) => void opened.push({ method: 'openExternal', target });
shell.openPath = async (target) => {
  opened.push({ method: 'openPath', target });
  return '';
};
shell.showItemInFolder = (target) => void opened.push({ method: 'showItemInFolder', target });

function required<T>(found: T | null | undefined, what: string): T {
  if (found === null || found === undefined) throw new Error(`There is no ${what}.`);
  return found;
}
const theWindow = () => required(BrowserWindow.getAllWindows()[0], 'window');
const theTray = () => required([...trays][0], 'icon in the tray');
const theMenu = () => required(Menu.getApplicationMenu(), 'application menu');

const controls = {
  tray: () => {
    const [known] = trays.values();
    if (!known) return null;
    const { items: _, ...tray } = known;
    return tray;
  },
  clickTray: (kind: 'click' | 'right-click' | 'double-click' = 'click') => void theTray()[0].emit(kind, {}),
  chooseInTray: (...path: string[]) => clickItem(required(theTray()[1].items, 'menu of the tray'), path),
  menu: () => {
    const menu = Menu.getApplicationMenu();
    return menu ? viewMenu(menu) : null;
  },
  chooseInMenu: (...path: string[]) => clickItem(theMenu(), path),
  notifications: () =>
    notifications.map(
      ({ real, isClosed }, number): NotificationView => ({
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
    void required(notifications[number], 'such notification').real.emit('click', {}),
  dialogs: () => dialogs,
  answerDialog: (answer: DialogAnswer) => {
    const { resolve, shown } = required(waiting.shift(), 'dialog that waits for an answer');
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
  moveWindow: (bounds: Partial<electron.Rectangle>) => theWindow().setBounds(bounds),
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
} satisfies Partial<Controls>;

Object.assign(globalThis, { switchyardControls: controls });
