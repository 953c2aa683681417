/** Reads and clicks the templates of menus, for unit tests of the desktop host. */
import type { MenuItemConstructorOptions } from 'electron';

/** The label of an item, with its check mark if it has one. */
export function formatItem({ type, checked, label, role }: MenuItemConstructorOptions): string {
  const text = label ?? role ?? '';
  const mark = checked ? 'x' : ' ';
  if (type === 'radio') return `(${mark}) ${text}`;
  return type === 'checkbox' ? `[${mark}] ${text}` : text;
}

/** The items of a submenu, found by the labels that lead there. */
export function submenuOf(
  items: readonly MenuItemConstructorOptions[],
  ...labels: string[]
): MenuItemConstructorOptions[] {
  let found = [...items];
  for (const label of labels) {
    const { submenu } = itemOf(found, label);
    if (!Array.isArray(submenu)) throw new Error(`"${label}" has no submenu.`);
    found = submenu;
  }
  return found;
}

/** The item with that label or role. */
export function itemOf(
  items: readonly MenuItemConstructorOptions[],
  label: string,
): MenuItemConstructorOptions {
  const found = items.find((item) => (item.label ?? item.role) === label);
  if (!found) throw new Error(`There is no "${label}" among ${items.map(formatItem).join(', ')}`);
  return found;
}

/** Clicks an item as a system does: a disabled one does nothing, and a check mark changes before the click is reported. */
export function clickItem(items: readonly MenuItemConstructorOptions[], label: string): void {
  const item = itemOf(items, label);
  if (item.enabled === false) return;
  if (item.type === 'checkbox') item.checked = !item.checked;
  const click = item.click as (() => void) | undefined;
  if (!click) throw new Error(`A click on "${label}" does nothing.`);
  click();
}
