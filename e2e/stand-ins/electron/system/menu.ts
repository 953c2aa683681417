/**
 * Stands in for Electron's Menu and MenuItem: items as data that can be clicked. It cannot show how a menu looks, what a
 * system adds to it, or whether its shortcuts work.
 */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { app } from '../app.ts';
import { asElectron, type ClassLike } from '../typing.ts';
import { focusedWindow } from '../window/open-windows.ts';

type Role = NonNullable<Electron.MenuItem['role']>;
type Type = Electron.MenuItem['type'];

/** The default labels of roles, and what they do. Roles that act on text fields do nothing here. */
const ROLES: ReadonlyMap<string, { label: string; run?: () => void }> = new Map([
  ['quit', { label: 'Quit', run: () => app.quit() }],
  ['close', { label: 'Close Window', run: () => focusedWindow()?.close() }],
  ['minimize', { label: 'Minimize', run: () => focusedWindow()?.minimize() }],
  ['about', { label: 'About', run: () => app.showAboutPanel() }],
  ['undo', { label: 'Undo' }],
  ['redo', { label: 'Redo' }],
  ['cut', { label: 'Cut' }],
  ['copy', { label: 'Copy' }],
  ['paste', { label: 'Paste' }],
  ['delete', { label: 'Delete' }],
  ['selectall', { label: 'Select All' }],
  ['reload', { label: 'Reload' }],
  ['forcereload', { label: 'Force Reload' }],
  ['toggledevtools', { label: 'Toggle Developer Tools' }],
  ['resetzoom', { label: 'Actual Size' }],
  ['zoomin', { label: 'Zoom In' }],
  ['zoomout', { label: 'Zoom Out' }],
  ['togglefullscreen', { label: 'Toggle Full Screen' }],
  ['hide', { label: 'Hide' }],
  ['hideothers', { label: 'Hide Others' }],
  ['unhide', { label: 'Show All' }],
  ['services', { label: 'Services' }],
  ['front', { label: 'Bring All to Front' }],
  ['zoom', { label: 'Zoom' }],
  ['window', { label: 'Window' }],
  ['help', { label: 'Help' }],
  ['appmenu', { label: 'App' }],
  ['filemenu', { label: 'File' }],
  ['editmenu', { label: 'Edit' }],
  ['viewmenu', { label: 'View' }],
  ['windowmenu', { label: 'Window' }],
]);

let commands = 0;

export class MenuItem {
  readonly commandId = ++commands;
  readonly type: Type;
  readonly role?: Role;
  readonly submenu?: Electron.Menu;
  readonly accelerator: string | null;
  readonly id: string;
  readonly toolTip: string;
  readonly icon?: Electron.NativeImage | string;
  label: string;
  sublabel: string;
  checked: boolean;
  enabled: boolean;
  visible: boolean;
  /** Changes the check mark first, then runs the role or the click handler of the program. */
  readonly click: () => void;

  constructor(options: Electron.MenuItemConstructorOptions) {
    const { role, submenu, icon, click } = options;
    const known = role === undefined ? undefined : ROLES.get(role.toLowerCase());
    if (role !== undefined && !known) throw new Error(`The stand-in does not know the role '${role}'.`);
    this.type = options.type ?? (submenu ? 'submenu' : 'normal');
    if (this.type === 'submenu' && !submenu && !role) throw new Error('Invalid submenu');
    if (role !== undefined) this.role = role as Role;
    if (submenu) this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : submenu;
    if (icon !== undefined && icon !== null) this.icon = icon;
    this.label = options.label ?? known?.label ?? '';
    this.accelerator = options.accelerator ?? null;
    this.id = options.id ?? '';
    this.toolTip = options.toolTip ?? '';
    this.sublabel = options.sublabel ?? '';
    this.checked = options.checked ?? false;
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.click = () => {
      if (this.type === 'checkbox') this.checked = !this.checked;
      if (this.type === 'radio') this.checked = true;
      if (known?.run) known.run();
      else click?.(asElectron(this), asElectron<Electron.BaseWindow>(focusedWindow()) ?? undefined, {});
    };
  }
}

export class Menu extends EventEmitter {
  static #ofApplication: Electron.Menu | null = null;
  readonly items: Electron.MenuItem[] = [];

  static buildFromTemplate(
    template: (Electron.MenuItemConstructorOptions | Electron.MenuItem)[],
  ): Electron.Menu {
    const menu = new Menu();
    for (const item of template) {
      if (item instanceof MenuItem) menu.append(asElectron(item));
      else {
        if (!('label' in item || 'role' in item || 'type' in item))
          throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type');
        menu.append(asElectron(new MenuItem(item as Electron.MenuItemConstructorOptions)));
      }
    }
    return asElectron(menu);
  }

  static setApplicationMenu(menu: Electron.Menu | null): void {
    Menu.#ofApplication = menu;
  }

  static getApplicationMenu(): Electron.Menu | null {
    return Menu.#ofApplication;
  }

  append(item: Electron.MenuItem): void {
    this.items.push(item);
  }

  insert(position: number, item: Electron.MenuItem): void {
    this.items.splice(position, 0, item);
  }

  getMenuItemById(id: string): Electron.MenuItem | null {
    for (const item of this.items) {
      if (item.id === id) return item;
      const nested = item.submenu?.getMenuItemById(id);
      if (nested) return nested;
    }
    return null;
  }

  popup(): void {
    this.emit('menu-will-show');
  }

  closePopup(): void {
    this.emit('menu-will-close');
  }
}

Menu satisfies ClassLike<
  typeof Electron.Menu,
  'items' | 'append' | 'insert' | 'getMenuItemById' | 'popup' | 'closePopup'
> &
  Pick<typeof Electron.Menu, 'buildFromTemplate' | 'setApplicationMenu' | 'getApplicationMenu'>;
MenuItem satisfies ClassLike<
  typeof Electron.MenuItem,
  | 'commandId'
  | 'type'
  | 'role'
  | 'submenu'
  | 'accelerator'
  | 'id'
  | 'toolTip'
  | 'icon'
  | 'label'
  | 'sublabel'
  | 'checked'
  | 'enabled'
  | 'visible'
  | 'click'
>;
