import type { MenuItemConstructorOptions } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import { type RecordedActions, recordActions } from '../../../e2e/testkit/desktop/fake-desktop.ts';
import { clickItem, formatItem, itemOf, submenuOf } from '../../../e2e/testkit/desktop/menu-template.ts';
import { type AppMenuOptions, buildApplicationMenu } from './app-menu.ts';

let actions: RecordedActions;
beforeEach(() => {
  actions = recordActions();
});

const menu = (options: Partial<AppMenuOptions> = {}) =>
  buildApplicationMenu({ platform: 'linux', actions, locked: false, isForDevelopers: false, ...options });
const labels = (items: readonly MenuItemConstructorOptions[]) =>
  items.filter(({ type }) => type !== 'separator').map(formatItem);
const platforms = ['linux', 'win32', 'darwin'] as const;

describe.each(['linux', 'win32'] as const)('on %s', (platform) => {
  it('File, Edit, Backends, View, Window and Help are there, with Preferences and Quit under File', () => {
    const items = menu({ platform });
    expect(labels(items)).toEqual(['&File', '&Edit', '&Backends', '&View', '&Window', '&Help']);
    expect(labels(submenuOf(items, '&File'))).toEqual([
      'Add backend…',
      'Preferences…',
      'Close window',
      'Quit',
    ]);
    expect(labels(submenuOf(items, '&Help'))).toEqual(['Diagnostic report…', 'About Switchyard']);
  });
});

describe('on macOS', () => {
  it('About, Preferences, Services, Hide and Quit are in the menu of the app', () => {
    const items = menu({ platform: 'darwin' });
    expect(labels(items)).toEqual(['Switchyard', '&File', '&Edit', '&Backends', '&View', '&Window', '&Help']);
    expect(labels(submenuOf(items, 'Switchyard'))).toEqual([
      'About Switchyard',
      'Preferences…',
      'services',
      'hide',
      'hideOthers',
      'unhide',
      'Quit Switchyard',
    ]);
    expect(labels(submenuOf(items, '&File'))).toEqual(['Add backend…', 'Close window']);
  });
});

describe.each(platforms)('on %s', (platform) => {
  it('the Edit menu has the usual items', () => {
    expect(labels(submenuOf(menu({ platform }), '&Edit'))).toEqual([
      'Undo',
      'Redo',
      'Cut',
      'Copy',
      'Paste',
      'Delete',
      'Select all',
    ]);
  });

  it('the usual shortcuts exist, and none is used twice', () => {
    const keys = allItems(menu({ platform })).flatMap(({ accelerator }) => accelerator ?? []);
    expect(keys).toEqual(expect.arrayContaining(['CmdOrCtrl+,', 'CmdOrCtrl+Q', 'CmdOrCtrl+N']));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('no item has the role quit, which would skip the question about busy workers', () => {
    expect(allItems(menu({ platform })).map(({ role }) => role)).not.toContain('quit');
  });

  it('reloading and developer tools are offered only to who works on the panel', () => {
    const roles = (isForDevelopers: boolean) =>
      allItems(menu({ platform, isForDevelopers })).map(({ role }) => role);
    for (const role of ['reload', 'forceReload', 'toggleDevTools'] as const) {
      expect(roles(false)).not.toContain(role);
      expect(roles(true)).toContain(role);
    }
    expect(roles(false)).toEqual(
      expect.arrayContaining(['resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen']),
    );
  });
});

it('every item does what it says', () => {
  const items = menu({ documentation: 'https://example.org/docs' });
  const click = (menuLabel: string, label: string) => clickItem(submenuOf(items, menuLabel), label);
  click('&File', 'Add backend…');
  click('&File', 'Preferences…');
  click('&File', 'Quit');
  click('&Backends', 'Restart all');
  click('&Backends', 'Free VRAM and RAM of all');
  click('&Backends', 'Recently deleted…');
  click('&Window', 'Show the panel');
  click('&Help', 'Documentation');
  click('&Help', 'Diagnostic report…');
  click('&Help', 'About Switchyard');
  expect(actions.calls).toEqual([
    'show {"kind":"add"}',
    'show {"kind":"preferences"}',
    'quit',
    'RestartBackends {"backend":"all"}',
    'FreeBackendMemory {"backend":"all","system_ram":true}',
    'show {"kind":"deleted"}',
    'show',
    'open "https://example.org/docs"',
    'show {"kind":"report"}',
    'show {"kind":"about"}',
  ]);
});

it('while settings are locked nothing can be added or restarted, but Preferences can be opened to unlock them', () => {
  const items = menu({ locked: true });
  expect(itemOf(submenuOf(items, '&File'), 'Add backend…').enabled).toBe(false);
  expect(itemOf(submenuOf(items, '&Backends'), 'Restart all').enabled).toBe(false);
  clickItem(submenuOf(items, '&File'), 'Preferences…');
  clickItem(submenuOf(items, '&Backends'), 'Free VRAM and RAM of all');
  expect(actions.calls).toHaveLength(2);
});

function allItems(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? allItems(item.submenu) : [])]);
}
