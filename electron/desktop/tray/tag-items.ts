/** The items of the tray menu that switch all backends with a tag. */
import type { MenuItemConstructorOptions } from 'electron';
import type { FullBackend } from '../../../shared/backend.ts';
import { tagKey } from '../../../shared/tags.ts';
import { desktopWords } from '../../../shared/words/en/desktop.ts';
import { words } from '../../../shared/words/words.ts';
import type { DesktopActions } from '../actions/desktop-actions.ts';
import { escapeMenuLabel, toPlainLine } from '../backends/backend-display.ts';

const t = words(desktopWords);

/** The tags of the fewest backends are left out: a longer submenu has to be scrolled. */
const MAX_TAG_ITEMS = 20;

interface TagItemsOptions {
  backends: readonly FullBackend[];
  locked: boolean;
  actions: DesktopActions;
}

/** @returns nothing where no backend has a tag */
export function tagItems({ backends, locked, actions }: TagItemsOptions): MenuItemConstructorOptions[] {
  const tagged = new Map<string, { tag: string; members: FullBackend[] }>();
  for (const backend of backends)
    for (const tag of backend.tags ?? []) {
      const entry = tagged.get(tagKey(tag)) ?? { tag, members: [] };
      entry.members.push(backend);
      tagged.set(tagKey(tag), entry);
    }
  if (tagged.size === 0) return [];
  const shown = [...tagged.values()]
    .sort((a, b) => b.members.length - a.members.length)
    .slice(0, MAX_TAG_ITEMS)
    .sort((a, b) => a.tag.localeCompare(b.tag));
  return [
    {
      label: t('switchByTag'),
      submenu: shown.map(({ tag, members }): MenuItemConstructorOptions => {
        const on = members.filter(({ enabled }) => enabled);
        const off = members.filter(({ enabled }) => !enabled);
        return {
          label: escapeMenuLabel(
            t('tagMembers', { tag: toPlainLine(tag), on: on.length, all: members.length }),
          ),
          submenu: [
            switchItem(t('switchOn'), off, true, locked, actions),
            switchItem(t('switchOff'), on, false, locked, actions),
          ],
        };
      }),
    },
  ];
}

/** @param some the backends that it switches */
function switchItem(
  label: string,
  some: readonly FullBackend[],
  enabled: boolean,
  locked: boolean,
  { client, attempt }: DesktopActions,
): MenuItemConstructorOptions {
  return {
    label: some.length === 0 ? label : t('labelAndCount', { label, count: some.length }),
    enabled: !locked && some.length > 0,
    click: () =>
      attempt(() => Promise.all(some.map(({ id }) => client.ToggleBackend({ backend_id: id, enabled })))),
  };
}
