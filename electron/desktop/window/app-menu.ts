/**
 * The application menu as data. It is needed even where nobody opens it: on macOS copy and paste work in the window only
 * through the items of an Edit menu.
 */
import type { MenuItemConstructorOptions } from 'electron';
import type { DesktopActions } from '../actions/desktop-actions.ts';
import { freeMemory, restartAll } from '../actions/menu-calls.ts';

export interface AppMenuOptions {
  platform: NodeJS.Platform;
  actions: DesktopActions;
  locked: boolean;
  /** True: the menu has what is needed to work on the panel itself. */
  isForDevelopers: boolean;
  /** Where the documentation is on the web; without it, Help does not offer any. */
  documentation?: string;
}

type Item = MenuItemConstructorOptions;

const separator: Item = { type: 'separator' };

export function buildApplicationMenu(options: AppMenuOptions): Item[] {
  return [
    ...(isMac(options) ? [applicationMenu(options)] : []),
    fileMenu(options),
    editMenu,
    backendsMenu(options),
    viewMenu(options),
    windowMenu(options),
    helpMenu(options),
  ];
}

const isMac = ({ platform }: AppMenuOptions): boolean => platform === 'darwin';

const aboutItem = ({ actions }: AppMenuOptions): Item => ({
  label: 'About Switchyard',
  click: () => actions.show({ kind: 'about' }),
});

const preferencesItem = ({ actions }: AppMenuOptions): Item => ({
  label: 'Preferences…',
  accelerator: 'CmdOrCtrl+,',
  click: () => actions.show({ kind: 'preferences' }),
});

/** Not the role of Electron, which would not ask about busy workers. */
const quitItem = (options: AppMenuOptions): Item => ({
  label: isMac(options) ? 'Quit Switchyard' : 'Quit',
  accelerator: 'CmdOrCtrl+Q',
  click: () => options.actions.quit(),
});

const applicationMenu = (options: AppMenuOptions): Item => ({
  label: 'Switchyard',
  submenu: [
    aboutItem(options),
    separator,
    preferencesItem(options),
    separator,
    { role: 'services' },
    separator,
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    separator,
    quitItem(options),
  ],
});

const fileMenu = (options: AppMenuOptions): Item => ({
  label: '&File',
  submenu: [
    {
      label: 'Add backend…',
      accelerator: 'CmdOrCtrl+N',
      enabled: !options.locked,
      click: () => options.actions.show({ kind: 'add' }),
    },
    ...(isMac(options) ? [] : [separator, preferencesItem(options)]),
    separator,
    { role: 'close', label: 'Close window' },
    ...(isMac(options) ? [] : [quitItem(options)]),
  ],
});

const editMenu: Item = {
  label: '&Edit',
  submenu: [
    { role: 'undo' },
    { role: 'redo' },
    separator,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'delete' },
    separator,
    { role: 'selectAll' },
  ],
};

const backendsMenu = ({ actions, locked }: AppMenuOptions): Item => ({
  label: '&Backends',
  submenu: [
    // Without a shortcut: if somebody hit one by mistake, every worker would stop.
    {
      label: 'Restart all',
      enabled: !locked,
      click: () => actions.attempt(() => restartAll(actions.client)),
    },
    {
      label: 'Free memory of all',
      accelerator: 'CmdOrCtrl+Shift+M',
      click: () => actions.attempt(() => freeMemory(actions.client, 'all')),
    },
    separator,
    { label: 'Recently deleted…', click: () => actions.show({ kind: 'deleted' }) },
  ],
});

const developerItems: Item[] = [
  { role: 'reload' },
  { role: 'forceReload' },
  { role: 'toggleDevTools' },
  separator,
];

const viewMenu = ({ isForDevelopers }: AppMenuOptions): Item => ({
  label: '&View',
  submenu: [
    ...(isForDevelopers ? developerItems : []),
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    // The same key without Shift, where + is on =.
    { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false, acceleratorWorksWhenHidden: true },
    { role: 'zoomOut' },
    separator,
    { role: 'togglefullscreen' },
  ],
});

const windowMenu = (options: AppMenuOptions): Item => ({
  role: 'window',
  label: '&Window',
  submenu: isMac(options)
    ? [{ role: 'minimize' }, { role: 'zoom' }, separator, { role: 'front' }]
    : [{ role: 'minimize' }, { label: 'Show the panel', click: () => options.actions.show() }],
});

const helpMenu = (options: AppMenuOptions): Item => {
  const { actions, documentation } = options;
  const submenu: Item[] = [
    ...(documentation === undefined
      ? []
      : [{ label: 'Documentation', click: () => actions.openAddress(documentation) }]),
    { label: 'Diagnostic report…', click: () => actions.show({ kind: 'report' }) },
    ...(isMac(options) ? [] : [separator, aboutItem(options)]),
  ];
  return { role: 'help', label: '&Help', submenu };
};
