/** Reads and clicks menus as a person does, by their labels. It uses only Electron's types, and so works on real menus too. */
import type * as Electron from 'electron';

/** A menu item as a person sees it. */
export interface MenuItemView {
  label: string;
  type: Electron.MenuItem['type'];
  checked: boolean;
  enabled: boolean;
  accelerator: string | null;
  role: string | null;
  submenu: MenuItemView[] | null;
}

/** A single & marks the letter of a shortcut and is not shown; a doubled one is shown as &. */
const shownLabel = (label: string): string => label.replace(/&(.)/g, '$1');

/** The visible items of a menu. */
export const viewMenu = (menu: Electron.Menu): MenuItemView[] =>
  menu.items
    .filter(({ visible }) => visible)
    .map(({ label, type, checked, enabled, accelerator, role, submenu }) => ({
      label: shownLabel(label),
      type,
      checked,
      enabled,
      accelerator,
      role: role ?? null,
      submenu: submenu ? viewMenu(submenu) : null,
    }));

/** Clicks the item at the end of the path of labels. @throws Error where a person could not */
export function clickItem(menu: Electron.Menu, path: readonly string[]): void {
  const [label, ...rest] = path;
  const item = menu.items.find((one) => one.visible && shownLabel(one.label) === label);
  if (!item)
    throw new Error(
      `The menu has no item '${label}'; it has ${menu.items.map((one) => shownLabel(one.label)).join(', ')}.`,
    );
  if (!item.enabled) throw new Error(`The item '${label}' is greyed out.`);
  if (rest.length > 0) {
    if (!item.submenu) throw new Error(`The item '${label}' has no submenu.`);
    clickItem(item.submenu, rest);
  } else if (item.type === 'submenu') throw new Error(`The item '${label}' only opens a submenu.`);
  else item.click();
}
