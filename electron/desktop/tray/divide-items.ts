/** Divides the items of many backends into submenus: by state first, and a state with very many by name. */
import type { MenuItemConstructorOptions } from 'electron';
import type { FullBackend } from '../../../shared/backend.ts';
import { desktopWords } from '../../../shared/words/en/desktop.ts';
import { words } from '../../../shared/words/words.ts';
import { escapeMenuLabel, isAskingForAdmission, isUnstable, truncate } from '../backends/backend-display.ts';

const t = words(desktopWords);

/** Items of one submenu, above which it is divided; a longer one has to be scrolled on most screens. */
const MAX_SUBMENU_ITEMS = 25;
const MAX_NAME_LENGTH = 20;

const groups = ['attention', 'changing', 'running', 'sleeping', 'off'] as const;
type Group = (typeof groups)[number];

function groupOf(backend: FullBackend): Group {
  if (isAskingForAdmission(backend) || isUnstable(backend)) return 'attention';
  switch (backend.phase) {
    case 'errored':
    case 'idle':
      return 'attention';
    case 'waiting':
    case 'loading':
    case 'stopping':
      return 'changing';
    case 'running':
      return 'running';
    case 'sleeping':
      return 'sleeping';
    case 'disabled':
      return 'off';
  }
}

/** @param items makes the items of some backends */
export function divideItems(
  backends: readonly FullBackend[],
  nameOf: (backend: FullBackend) => string,
  items: (some: readonly FullBackend[]) => MenuItemConstructorOptions[],
): MenuItemConstructorOptions[] {
  if (backends.length <= MAX_SUBMENU_ITEMS) return items(backends);
  return groups.flatMap((group) => {
    const members = backends.filter((backend) => groupOf(backend) === group);
    if (members.length === 0) return [];
    return [
      {
        label: t('labelAndCount', { label: t(`group_${group}`), count: members.length }),
        submenu: divideByName(members, nameOf, items),
      },
    ];
  });
}

function divideByName(
  backends: readonly FullBackend[],
  nameOf: (backend: FullBackend) => string,
  items: (some: readonly FullBackend[]) => MenuItemConstructorOptions[],
): MenuItemConstructorOptions[] {
  if (backends.length <= MAX_SUBMENU_ITEMS) return items(backends);
  const compare = new Intl.Collator(undefined, { numeric: true }).compare;
  const sorted = [...backends].sort((a, b) => compare(nameOf(a), nameOf(b)) || a.id - b.id);
  const parts = Math.ceil(sorted.length / MAX_SUBMENU_ITEMS);
  const size = Math.ceil(sorted.length / parts);
  return Array.from({ length: parts }, (_, index) => {
    const part = sorted.slice(index * size, (index + 1) * size);
    const [first, last] = [part[0], part.at(-1)].map((one) =>
      one === undefined ? '' : truncate(nameOf(one), MAX_NAME_LENGTH),
    );
    return { label: escapeMenuLabel(`${first} … ${last}`), submenu: items(part) };
  });
}
