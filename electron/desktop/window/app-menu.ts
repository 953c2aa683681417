/**
 * The application menu as data. It is needed even where nobody opens it: on macOS copy and paste work in the window only
 * through the items of an Edit menu.
 */
import type { MenuItemConstructorOptions } from 'electron';
import { desktopWords } from '../../../shared/words/en/desktop.ts';
import { words } from '../../../shared/words/words.ts';
import type { DesktopActions } from '../actions/desktop-actions.ts';
import { freeMemory, restartAll } from '../actions/menu-calls.ts';

const t = words(desktopWords);

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

/** Does what every program does. Only macOS knows these words in other languages. */
const item = (
  role:
    | 'undo'
    | 'redo'
    | 'cut'
    | 'copy'
    | 'paste'
    | 'delete'
    | 'selectAll'
    | 'resetZoom'
    | 'zoomIn'
    | 'zoomOut'
    | 'togglefullscreen'
    | 'minimize',
): Item => ({ role, label: t(`role_${role}`) });

export function buildApplicationMenu(options: AppMenuOptions): Item[] {
  return [
    ...(isMac(options) ? [applicationMenu(options)] : []),
    fileMenu(options),
    editMenu(),
    backendsMenu(options),
    viewMenu(options),
    windowMenu(options),
    helpMenu(options),
  ];
}

const isMac = ({ platform }: AppMenuOptions): boolean => platform === 'darwin';

const aboutItem = ({ actions }: AppMenuOptions): Item => ({
  label: t('about'),
  click: () => actions.show({ kind: 'about' }),
});

const preferencesItem = ({ actions }: AppMenuOptions): Item => ({
  label: t('preferences'),
  accelerator: 'CmdOrCtrl+,',
  click: () => actions.show({ kind: 'preferences' }),
});

/** Not the role of Electron, which would not ask about busy workers. */
const quitItem = (options: AppMenuOptions): Item => ({
  label: isMac(options) ? t('quitSwitchyard') : t('quit'),
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
  label: t('file'),
  submenu: [
    {
      label: t('addBackend'),
      accelerator: 'CmdOrCtrl+N',
      enabled: !options.locked,
      click: () => options.actions.show({ kind: 'add' }),
    },
    ...(isMac(options) ? [] : [separator, preferencesItem(options)]),
    separator,
    { role: 'close', label: t('closeWindow') },
    ...(isMac(options) ? [] : [quitItem(options)]),
  ],
});

const editMenu = (): Item => ({
  label: t('edit'),
  submenu: [
    item('undo'),
    item('redo'),
    separator,
    item('cut'),
    item('copy'),
    item('paste'),
    item('delete'),
    separator,
    item('selectAll'),
  ],
});

const backendsMenu = ({ actions, locked }: AppMenuOptions): Item => ({
  label: t('backends'),
  submenu: [
    // Without a shortcut: if somebody hit one by mistake, every worker would stop.
    {
      label: t('restartAll'),
      enabled: !locked,
      click: () => actions.attempt(() => restartAll(actions.client)),
    },
    {
      label: t('freeMemoryOfAll'),
      accelerator: 'CmdOrCtrl+Shift+M',
      click: () => actions.attempt(() => freeMemory(actions.client, 'all')),
    },
    separator,
    { label: t('recentlyDeleted'), click: () => actions.show({ kind: 'deleted' }) },
  ],
});

const developerItems: Item[] = [
  { role: 'reload' },
  { role: 'forceReload' },
  { role: 'toggleDevTools' },
  separator,
];

const viewMenu = ({ isForDevelopers }: AppMenuOptions): Item => ({
  label: t('view'),
  submenu: [
    ...(isForDevelopers ? developerItems : []),
    item('resetZoom'),
    item('zoomIn'),
    // The same key without Shift, where + is on =.
    { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false, acceleratorWorksWhenHidden: true },
    item('zoomOut'),
    separator,
    item('togglefullscreen'),
  ],
});

const windowMenu = (options: AppMenuOptions): Item => ({
  role: 'window',
  label: t('window'),
  submenu: isMac(options)
    ? [item('minimize'), { role: 'zoom' }, separator, { role: 'front' }]
    : [item('minimize'), { label: t('showPanel'), click: () => options.actions.show() }],
});

const helpMenu = (options: AppMenuOptions): Item => {
  const { actions, documentation } = options;
  const submenu: Item[] = [
    ...(documentation === undefined
      ? []
      : [{ label: t('documentation'), click: () => actions.openAddress(documentation) }]),
    { label: t('report'), click: () => actions.show({ kind: 'report' }) },
    ...(isMac(options) ? [] : [separator, aboutItem(options)]),
  ];
  return { role: 'help', label: t('help'), submenu };
};
