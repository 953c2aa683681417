/** Reads and clicks menus as a person does: by what they show. Knows Electron's types alone, and so reads real menus as well. */
import type * as Electron from 'electron';

/** An item as a person sees it. */
export interface SeenItem {
  label: string;
  type: Electron.MenuItem['type'];
  checked: boolean;
  enabled: boolean;
  accelerator: string | null;
  role: string | null;
  submenu: SeenItem[] | null;
}

/** A single & marks the letter of a shortcut and is not shown; doubled it is shown once. */
const shownLabel = (label: string): string => label.replace(/&(.)/g, '$1');

/** What a menu shows now. Items that are not visible are not there. */
export const seen = (menu: Electron.Menu): SeenItem[] =>
  menu.items
    .filter(({ visible }) => visible)
    .map(({ label, type, checked, enabled, accelerator, role, submenu }) => ({
      label: shownLabel(label),
      type,
      checked,
      enabled,
      accelerator,
      role: role ?? null,
      submenu: submenu ? seen(submenu) : null,
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
