/**
 * The application menu as data. Needed even where nobody opens it: on macOS copy and paste in the window work only through
 * the items of an Edit menu.
 */
import type { MenuItemConstructorOptions } from 'electron';
import type { DesktopActions } from '../actions/desktop-actions.ts';
import { freeMemory, restartAll } from '../actions/menu-calls.ts';

export interface AppMenuOptions {
  platform: NodeJS.Platform;
  actions: DesktopActions;
  locked: boolean;
  /** False: what developers need is in the menu. */
  isPackaged: boolean;
  /** Where the documentation is on the web; without it, Help offers none. */
  documentation?: string;
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

export function applicationMenu(options: AppMenuOptions): MenuItemConstructorOptions[] {
  const { platform, actions, locked, isPackaged, documentation } = options;
  const isMac = platform === 'darwin';
  const { client, attempt, show } = actions;

  const about: MenuItemConstructorOptions = {
    label: 'About Switchyard',
    click: () => show({ kind: 'about' }),
  };
  const preferences: MenuItemConstructorOptions = {
    label: 'Preferences…',
    accelerator: 'CmdOrCtrl+,',
    click: () => show({ kind: 'preferences' }),
  };
  // Not the role: that one would not ask about workers that are busy.
  const quit: MenuItemConstructorOptions = {
    label: isMac ? 'Quit Switchyard' : 'Quit',
    accelerator: 'CmdOrCtrl+Q',
    click: () => actions.quit(),
  };

  const application: MenuItemConstructorOptions = {
    label: 'Switchyard',
    submenu: [
      about,
      separator,
      preferences,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      quit,
    ],
  };
  const file: MenuItemConstructorOptions = {
    label: '&File',
    submenu: [
      {
        label: 'Add backend…',
        accelerator: 'CmdOrCtrl+N',
        enabled: !locked,
        click: () => show({ kind: 'add' }),
      },
      ...(isMac ? [] : [separator, preferences]),
      separator,
      { role: 'close', label: 'Close window' },
      ...(isMac ? [] : [quit]),
    ],
  };
  const edit: MenuItemConstructorOptions = {
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
  const backends: MenuItemConstructorOptions = {
    label: '&Backends',
    submenu: [
      // Without a shortcut: one that is hit by mistake would stop every worker.
      { label: 'Restart all', enabled: !locked, click: () => attempt(() => restartAll(client)) },
      {
        label: 'Free memory of all',
        accelerator: 'CmdOrCtrl+Shift+M',
        click: () => attempt(() => freeMemory(client, 'all')),
      },
      separator,
      { label: 'Recently deleted…', click: () => show({ kind: 'deleted' }) },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: '&View',
    submenu: [
      ...(isPackaged
        ? []
        : ([
            { role: 'reload' },
            { role: 'forceReload' },
            { role: 'toggleDevTools' },
            separator,
          ] satisfies MenuItemConstructorOptions[])),
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      // The same key without Shift, where + is on =.
      { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false, acceleratorWorksWhenHidden: true },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
    ],
  };
  const window: MenuItemConstructorOptions = {
    role: 'window',
    label: '&Window',
    submenu: isMac
      ? [{ role: 'minimize' }, { role: 'zoom' }, separator, { role: 'front' }]
      : [{ role: 'minimize' }, { label: 'Show the panel', click: () => show() }],
  };
  const helpItems: MenuItemConstructorOptions[] = [
    ...(documentation === undefined
      ? []
      : [{ label: 'Documentation', click: () => actions.openAddress(documentation) }]),
    ...(isMac ? [] : [about]),
  ];
  return [
    ...(isMac ? [application] : []),
    file,
    edit,
    backends,
    view,
    window,
    // An empty Help menu would be a promise without anything behind it.
    ...(helpItems.length > 0
      ? [{ role: 'help', label: '&Help', submenu: helpItems } satisfies MenuItemConstructorOptions]
      : []),
  ];
}
