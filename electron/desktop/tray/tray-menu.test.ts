import type { MenuItemConstructorOptions } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  backend,
  clickItem,
  itemOf,
  lineOf,
  type RecordedActions,
  recordActions,
  submenuOf,
} from '../../../e2e/testkit/desktop/fake-desktop.ts';
import { type TrayMenuOptions, trayMenu } from './tray-menu.ts';

let actions: RecordedActions;
let login: boolean[];
let flips: number;
beforeEach(() => {
  actions = recordActions();
  login = [];
  flips = 0;
});

const menu = (options: Partial<TrayMenuOptions>) =>
  trayMenu({
    backends: [],
    locked: false,
    startAtLogin: false,
    actions,
    setStartAtLogin: (on) => login.push(on),
    onFlipped: () => flips++,
    ...options,
  });
const lines = (items: readonly MenuItemConstructorOptions[]) =>
  items.filter(({ type }) => type !== 'separator').map(lineOf);
const many = (count: number, facts: Parameters<typeof backend>[1] = {}) =>
  Array.from({ length: count }, (_, id) => backend(id, facts));

describe('with a few backends', () => {
  const three = [
    backend(0, { title: 'Flux' }),
    backend(3, { title: 'Qwen', phase: 'errored' }),
    backend(7, { title: 'R&D', phase: 'disabled' }),
  ];

  it('each is a check item that shows whether it is on, and its state in words', () => {
    expect(lines(menu({ backends: three }))).toEqual([
      '[x] Flux: running',
      '[x] Qwen: error',
      '[ ] R&&D: off',
      'Manage',
      'Restart all',
      'Free memory of all',
      'Open Switchyard',
      '[ ] Start at login',
      'Quit Switchyard',
    ]);
  });

  it('one that is being switched off shows as off, and that it is still stopping', () => {
    const [first] = menu({ backends: [backend(0, { phase: 'stopping', enabled: false })] });
    expect(lineOf(first ?? {})).toBe('[ ] Backend 0: stopping…');
  });

  it('a click asks for the opposite of what was shown, and for the truth afterwards, at once and when it is known', async () => {
    clickItem(menu({ backends: three }), 'Qwen: error');
    clickItem(menu({ backends: three }), 'R&&D: off');
    expect(actions.done).toEqual([
      'ToggleBackend {"backend_id":3,"enabled":false}',
      'ToggleBackend {"backend_id":7,"enabled":true}',
    ]);
    expect(flips).toBe(2);
    await new Promise(setImmediate);
    expect(flips).toBe(4);
  });

  it('offers per backend what can be done with it now', () => {
    const items = menu({
      backends: [
        backend(0, { title: 'Flux', address: 'http://127.0.0.1:8188' }),
        backend(1, { title: 'Off', phase: 'disabled' }),
      ],
    });
    const flux = submenuOf(items, 'Manage', 'Flux');
    expect(lines(flux)).toEqual(['Restart', 'Free memory', 'Open log', 'Open its address', 'Show in panel']);
    for (const { label } of flux.filter(({ type }) => type !== 'separator')) clickItem(flux, label ?? '');
    expect(actions.done).toEqual([
      'RestartBackends {"backend":0}',
      'FreeBackendMemory {"backend":0,"system_ram":true}',
      'show {"kind":"log","backend_id":0}',
      'open "http://127.0.0.1:8188"',
      'show {"kind":"backend","backend_id":0}',
    ]);
    const off = submenuOf(items, 'Manage', 'Off');
    expect(lines(off)).toEqual(['Restart', 'Free memory', 'Open log', 'Show in panel']);
    expect(off.filter(({ enabled }) => enabled === false).map(lineOf)).toEqual(['Restart', 'Free memory']);
  });

  it('one that waits for its next try can be started at once', () => {
    const reason = { code: 'crashed', message: '', hint: '' };
    const next_step = { kind: 'retry' as const, at: '', attempt: 2, attempts: 5, reason };
    const items = menu({ backends: [backend(4, { phase: 'waiting', next_step })] });
    clickItem(submenuOf(items, 'Manage', 'Backend 4'), 'Start it now');
    expect(actions.done).toEqual(['RetryBackendNow {"backend_id":4}']);
  });

  it('two of the same name are told apart by their ids', () => {
    const items = menu({ backends: [backend(1, { title: 'Flux' }), backend(2, { title: 'Flux' })] });
    expect(lines(items).slice(0, 2)).toEqual(['[x] Flux (1): running', '[x] Flux (2): running']);
  });
});

it('what is for all is offered where it would do something', () => {
  const off = menu({ backends: [backend(0, { phase: 'disabled' })] });
  expect(itemOf(off, 'Restart all').enabled).toBe(false);
  expect(itemOf(off, 'Free memory of all').enabled).toBe(false);
  const on = menu({ backends: [backend(0)] });
  clickItem(on, 'Restart all');
  clickItem(on, 'Free memory of all');
  clickItem(on, 'Open Switchyard');
  clickItem(on, 'Quit Switchyard');
  expect(actions.done).toEqual([
    'RestartBackends {"backend":"all"}',
    'FreeBackendMemory {"backend":"all","system_ram":true}',
    'show',
    'quit',
  ]);
});

it('start at login is a check item that asks for the opposite', () => {
  clickItem(menu({ startAtLogin: true }), 'Start at login');
  clickItem(menu({ startAtLogin: false }), 'Start at login');
  expect(login).toEqual([false, true]);
  expect(flips).toBe(2);
});

it('with no backends it says so and offers to add one', () => {
  const items = menu({});
  expect(lines(items).slice(0, 2)).toEqual(['No backends yet', 'Add backend…']);
  clickItem(items, 'No backends yet');
  clickItem(items, 'Add backend…');
  expect(actions.done).toEqual(['show {"kind":"add"}']);
});

it('while settings are locked it says so, and what would change them cannot be clicked', () => {
  const items = menu({ backends: [backend(0)], locked: true });
  expect(lines(items)[0]).toBe('Settings are locked');
  for (const label of ['Backend 0: running', 'Restart all', 'Start at login']) clickItem(items, label);
  clickItem(submenuOf(items, 'Manage', 'Backend 0'), 'Restart');
  clickItem(menu({ locked: true }), 'Add backend…');
  expect(actions.done).toEqual([]);
  clickItem(items, 'Free memory of all');
  clickItem(items, 'Quit Switchyard');
  expect(actions.done).toHaveLength(2);
});

describe('with 50 backends', () => {
  const fifty = many(50, { phase: 'disabled' }).map((off) =>
    off.id === 49
      ? backend(49, { phase: 'errored' })
      : off.id % 2 === 1 && off.id < 40
        ? backend(off.id)
        : off,
  );

  it('those in trouble and those that run stand at the top in order, the others below', () => {
    const items = menu({ backends: fifty });
    const top = lines(items).filter((line) => line.startsWith('['));
    expect(top).toHaveLength(13);
    expect(top[0]).toBe('[x] Backend 1: running');
    expect(top[11]).toBe('[x] Backend 49: error');
    expect(lines(items).length).toBeLessThan(22);
  });

  it('every backend is there exactly once to be switched, and once to be managed', () => {
    const items = menu({ backends: fifty });
    const ids = (prefix: string) => allIds(items).filter((id) => id.startsWith(prefix));
    expect(ids('toggle-').sort()).toEqual(fifty.map(({ id }) => `toggle-${id}`).sort());
    expect(ids('manage-').sort()).toEqual(fifty.map(({ id }) => `manage-${id}`).sort());
  });

  it('no submenu is longer than a screen', () => {
    const items = menu({ backends: many(130, { phase: 'disabled' }) });
    expect(lines(items)[0]).toBe('Backends');
    expect(lines(submenuOf(items, 'Manage'))[0]).toBe('Backends 0 to 21');
    expect(Math.max(...allLengths(items))).toBeLessThanOrEqual(25);
  });
});

it('twelve backends keep their places whatever their states are', () => {
  const places = (facts: Parameters<typeof backend>[1]) =>
    lines(menu({ backends: many(12).map((one) => (one.id === 7 ? backend(7, facts) : one)) }))
      .filter((line) => line.includes('Backend '))
      .map((line) => /Backend \d+/.exec(line)?.[0]);
  expect(places({ phase: 'errored' })).toEqual(places({ phase: 'disabled' }));
  expect(places({})).toHaveLength(12);
});

function submenus(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[][] {
  return items.flatMap(({ submenu }) => (Array.isArray(submenu) ? [submenu, ...submenus(submenu)] : []));
}
const allIds = (items: MenuItemConstructorOptions[]) =>
  [items, ...submenus(items)].flat().flatMap(({ id }) => (id === undefined ? [] : [id]));
const allLengths = (items: MenuItemConstructorOptions[]) =>
  [items, ...submenus(items)].map((menu) => menu.length);
