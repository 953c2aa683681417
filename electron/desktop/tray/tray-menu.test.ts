import type { MenuItemConstructorOptions } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  backendFixture,
  type RecordedActions,
  recordActions,
} from '../../../e2e/testkit/desktop/fake-desktop.ts';
import { clickItem, formatItem, itemOf, submenuOf } from '../../../e2e/testkit/desktop/menu-template.ts';
import type { Gpu } from '../../../shared/resources.ts';
import { buildTrayMenu, type TrayMenuOptions } from './tray-menu.ts';

let actions: RecordedActions;
let startAtLogin: boolean[];
let refreshes: number;
beforeEach(() => {
  actions = recordActions();
  startAtLogin = [];
  refreshes = 0;
});

const menu = (options: Partial<TrayMenuOptions>) =>
  buildTrayMenu({
    backends: [],
    locked: false,
    gateway: null,
    startAtLogin: false,
    actions,
    setStartAtLogin: (on) => startAtLogin.push(on),
    refresh: () => refreshes++,
    ...options,
  });
const labels = (items: readonly MenuItemConstructorOptions[]) =>
  items.filter(({ type }) => type !== 'separator').map(formatItem);
const many = (count: number, facts: Parameters<typeof backendFixture>[1] = {}) =>
  Array.from({ length: count }, (_, id) => backendFixture(id, facts));

describe('with a few backends', () => {
  const three = [
    backendFixture(0, { title: 'Flux' }),
    backendFixture(3, { title: 'Qwen', phase: 'errored' }),
    backendFixture(7, { title: 'R&D', phase: 'disabled' }),
  ];

  it('each is a check item with the name and state of the backend', () => {
    expect(labels(menu({ backends: three }))).toEqual([
      '[x] Flux: Ready',
      '[x] Qwen: Failed',
      '[ ] R&&D: Off',
      'Manage',
      'Restart all',
      'Free VRAM and RAM of all',
      'Open Switchyard',
      '[ ] Start at login',
      'Quit Switchyard',
    ]);
  });

  it('one that is being switched off is shown as off and stopping', () => {
    const [first] = menu({ backends: [backendFixture(0, { phase: 'stopping', enabled: false })] });
    expect(formatItem(first ?? {})).toBe('[ ] Backend 0: Stopping…');
  });

  it('a click asks for the opposite of what was shown, and refreshes the menu at once and after the reply', async () => {
    clickItem(menu({ backends: three }), 'Qwen: Failed');
    clickItem(menu({ backends: three }), 'R&&D: Off');
    expect(actions.calls).toEqual([
      'ToggleBackend {"backend_id":3,"enabled":false}',
      'ToggleBackend {"backend_id":7,"enabled":true}',
    ]);
    expect(refreshes).toBe(2);
    await new Promise(setImmediate);
    expect(refreshes).toBe(4);
  });

  it('for each backend the possible actions are offered', () => {
    const items = menu({
      backends: [
        backendFixture(0, { title: 'Flux', address: 'http://127.0.0.1:8188' }),
        backendFixture(1, { title: 'Off', phase: 'disabled' }),
      ],
    });
    const flux = submenuOf(items, 'Manage', 'Flux');
    expect(labels(flux)).toEqual([
      'Restart',
      'Free VRAM and RAM',
      'Open log',
      'Open its address',
      'Copy its address',
      'Show in panel',
    ]);
    for (const { label } of flux.filter(({ type }) => type !== 'separator')) clickItem(flux, label ?? '');
    expect(actions.calls).toEqual([
      'RestartBackends {"backend":0}',
      'FreeBackendMemory {"backend":0,"system_ram":true}',
      'show {"kind":"log","backend_id":0}',
      'open "http://127.0.0.1:8188"',
      'copy "http://127.0.0.1:8188"',
      'show {"kind":"backend","backend_id":0}',
    ]);
    const off = submenuOf(items, 'Manage', 'Off');
    expect(labels(off)).toEqual(['Restart', 'Free VRAM and RAM', 'Open log', 'Show in panel']);
    expect(off.filter(({ enabled }) => enabled === false).map(formatItem)).toEqual([
      'Restart',
      'Free VRAM and RAM',
    ]);
  });

  it('one that waits for a retry can be started at once', () => {
    const reason = { code: 'crashed', message: '', hint: '' };
    const next_step = { kind: 'retry' as const, at: '', attempt: 2, attempts: 5, reason };
    const items = menu({ backends: [backendFixture(4, { phase: 'waiting', next_step })] });
    clickItem(submenuOf(items, 'Manage', 'Backend 4'), 'Start it now');
    expect(actions.calls).toEqual(['RetryBackendNow {"backend_id":4}']);
  });

  it('one that loads or does not answer can be started again where it runs here', () => {
    const items = menu({
      backends: [
        backendFixture(1, { title: 'Loads', phase: 'loading', pid: 11 }),
        backendFixture(2, { title: 'Hangs', phase: 'idle', pid: 12 }),
        backendFixture(3, { title: 'Remote', phase: 'idle' }),
      ],
    });
    clickItem(submenuOf(items, 'Manage', 'Loads'), 'Start it again');
    clickItem(submenuOf(items, 'Manage', 'Hangs'), 'Restart');
    expect(itemOf(submenuOf(items, 'Manage', 'Remote'), 'Restart').enabled).toBe(false);
    expect(actions.calls).toEqual(['RestartBackends {"backend":1}', 'RestartBackends {"backend":2}']);
  });

  it('one that is started here shows and sets the three positions of its switch', async () => {
    const items = menu({
      backends: [
        backendFixture(0, { title: 'Flux', settings: { StartWhen: 'on demand' }, phase: 'sleeping' }),
        backendFixture(1, { title: 'Qwen', settings: { StartWhen: 'on demand' } }),
        backendFixture(2, { title: 'Off', settings: { StartWhen: 'always' }, phase: 'disabled' }),
      ],
    });
    expect(labels(items).slice(0, 3)).toEqual([
      '[x] Flux: Sleeping, on demand',
      '[x] Qwen: Ready, on demand',
      '[ ] Off: Off',
    ]);
    const flux = submenuOf(items, 'Manage', 'Flux');
    expect(labels(flux)).toEqual([
      'Start it now',
      'Free VRAM and RAM',
      '( ) Off',
      '(x) On demand',
      '( ) On',
      'Open log',
      'Show in panel',
    ]);
    clickItem(flux, 'Start it now');
    clickItem(flux, 'On');
    clickItem(submenuOf(items, 'Manage', 'Qwen'), 'Off');
    clickItem(submenuOf(items, 'Manage', 'Off'), 'On demand');
    await new Promise(setImmediate);
    expect(actions.calls).toEqual([
      'RestartBackends {"backend":0}',
      'EditBackend {"backend_id":0,"settings":{"StartWhen":"always"}}',
      'ToggleBackend {"backend_id":1,"enabled":false}',
      'EditBackend {"backend_id":2,"settings":{"StartWhen":"on demand"}}',
      'ToggleBackend {"backend_id":2,"enabled":true}',
    ]);
  });

  it('one that frees memory by a restart alone is not asked to', () => {
    const items = menu({ backends: [backendFixture(0, { title: 'Flux', can_free_memory: false })] });
    expect(itemOf(submenuOf(items, 'Manage', 'Flux'), 'Free VRAM and RAM').enabled).toBe(false);
  });

  it('all with a tag are switched by one click, and only those whose switch changes', () => {
    const items = menu({
      backends: [
        backendFixture(0, { tags: ['prod', 'R&D'] }),
        backendFixture(1, { tags: ['Prod'], phase: 'disabled' }),
        backendFixture(2, { tags: ['prod'], phase: 'disabled' }),
        backendFixture(3),
      ],
    });
    expect(labels(submenuOf(items, 'Switch by tag'))).toEqual(['#prod (1 of 3 on)', '#R&&D (1 of 1 on)']);
    const prod = submenuOf(items, 'Switch by tag', '#prod (1 of 3 on)');
    expect(labels(prod)).toEqual(['Switch on (2)', 'Switch off (1)']);
    clickItem(prod, 'Switch on (2)');
    clickItem(prod, 'Switch off (1)');
    expect(actions.calls).toEqual([
      'ToggleBackend {"backend_id":1,"enabled":true}',
      'ToggleBackend {"backend_id":2,"enabled":true}',
      'ToggleBackend {"backend_id":0,"enabled":false}',
    ]);
    expect(itemOf(submenuOf(items, 'Switch by tag', '#R&&D (1 of 1 on)'), 'Switch on').enabled).toBe(false);
  });

  it('each graphics card says how full it is, and by which backends', () => {
    const GiB = 1024 ** 3;
    const gpu = (id: number, facts: Partial<Gpu>): Gpu => ({
      id,
      uuid: `GPU-${id}`,
      name: 'NVIDIA GeForce RTX 4090',
      vendor: 'nvidia',
      backends: [],
      ...facts,
    });
    const items = menu({
      backends: [backendFixture(0, { title: 'Flux' }), backendFixture(1, { title: 'R&D' })],
      gpus: [
        gpu(0, {
          used_memory: 20.2 * GiB,
          total_memory: 24 * GiB,
          backends: [
            { id: 0, vram_bytes: 7.9 * GiB },
            { id: 1, vram_bytes: 12 * GiB },
          ],
        }),
        gpu(1, { used_memory: 0.2 * GiB, total_memory: 24 * GiB }),
        gpu(2, {}),
      ],
    });
    expect(labels(items).filter((label) => label.startsWith('GPU'))).toEqual([
      'GPU 0, NVIDIA GeForce RTX 4090: 20 of 24 GiB',
      'GPU 1, NVIDIA GeForce RTX 4090: 0 of 24 GiB',
    ]);
    const holders = submenuOf(items, 'GPU 0, NVIDIA GeForce RTX 4090: 20 of 24 GiB');
    expect(labels(holders)).toEqual(['R&&D: 12 GiB', 'Flux: 8 GiB']);
    clickItem(holders, 'Flux: 8 GiB');
    expect(actions.calls).toEqual(['show {"kind":"backend","backend_id":0}']);
  });

  it('two with the same name are distinguished by their ids', () => {
    const items = menu({
      backends: [backendFixture(1, { title: 'Flux' }), backendFixture(2, { title: 'Flux' })],
    });
    expect(labels(items).slice(0, 2)).toEqual(['[x] Flux (1): Ready', '[x] Flux (2): Ready']);
  });
});

it('actions for all backends are offered where they would have an effect', () => {
  const off = menu({ backends: [backendFixture(0, { phase: 'disabled' })] });
  expect(itemOf(off, 'Restart all').enabled).toBe(false);
  expect(itemOf(off, 'Free VRAM and RAM of all').enabled).toBe(false);
  const on = menu({ backends: [backendFixture(0)] });
  clickItem(on, 'Restart all');
  clickItem(on, 'Free VRAM and RAM of all');
  clickItem(on, 'Open Switchyard');
  clickItem(on, 'Quit Switchyard');
  expect(actions.calls).toEqual([
    'RestartBackends {"backend":"all"}',
    'FreeBackendMemory {"backend":"all","system_ram":true}',
    'show',
    'quit',
  ]);
});

it('start at login is a check item that asks for the opposite', () => {
  clickItem(menu({ startAtLogin: true }), 'Start at login');
  clickItem(menu({ startAtLogin: false }), 'Start at login');
  expect(startAtLogin).toEqual([false, true]);
  expect(refreshes).toBe(2);
});

it('with no backends the menu says so and offers to add one', () => {
  const items = menu({});
  expect(labels(items).slice(0, 2)).toEqual(['No backends yet', 'Add backend…']);
  clickItem(items, 'No backends yet');
  clickItem(items, 'Add backend…');
  expect(actions.calls).toEqual(['show {"kind":"add"}']);
});

it('while settings are locked the menu says so, and nothing that would change them can be clicked', () => {
  const items = menu({ backends: [backendFixture(0)], locked: true });
  expect(labels(items)[0]).toBe('Settings are locked');
  for (const label of ['Backend 0: Ready', 'Restart all', 'Start at login']) clickItem(items, label);
  clickItem(submenuOf(items, 'Manage', 'Backend 0'), 'Restart');
  clickItem(menu({ locked: true }), 'Add backend…');
  expect(actions.calls).toEqual([]);
  clickItem(items, 'Free VRAM and RAM of all');
  clickItem(items, 'Quit Switchyard');
  expect(actions.calls).toHaveLength(2);
});

describe('with 50 backends', () => {
  const fifty = many(50, { phase: 'disabled' }).map((off) =>
    off.id === 49
      ? backendFixture(49, { phase: 'errored' })
      : off.id % 2 === 1 && off.id < 40
        ? backendFixture(off.id)
        : off,
  );

  it('those in trouble and those that run are at the top in order, the others below', () => {
    const items = menu({ backends: fifty });
    const top = labels(items).filter((label) => label.startsWith('['));
    expect(top).toHaveLength(13);
    expect(top[0]).toBe('[x] Backend 1: Ready');
    expect(top[11]).toBe('[x] Backend 49: Failed');
    expect(labels(items).length).toBeLessThan(22);
  });

  it('every backend has exactly one item to switch it, and one submenu to manage it', () => {
    const items = menu({ backends: fifty });
    const ids = (prefix: string) => allIds(items).filter((id) => id.startsWith(prefix));
    expect(ids('toggle-').sort()).toEqual(fifty.map(({ id }) => `toggle-${id}`).sort());
    expect(ids('manage-').sort()).toEqual(fifty.map(({ id }) => `manage-${id}`).sort());
  });

  it('those below are grouped by their state', () => {
    const items = menu({ backends: fifty });
    expect(labels(submenuOf(items, 'Manage'))).toEqual(['Needs attention (1)', 'Ready (20)', 'Off (29)']);
    expect(labels(submenuOf(items, 'Manage', 'Needs attention (1)'))).toEqual(['Backend 49']);
  });

  it('no submenu is longer than a screen', () => {
    const items = menu({ backends: many(130, { phase: 'disabled' }) });
    expect(labels(items)[0]).toBe('Backends');
    expect(labels(submenuOf(items, 'Manage'))).toEqual(['Off (130)']);
    expect(labels(submenuOf(items, 'Manage', 'Off (130)'))[0]).toBe('Backend 0 … Backend 21');
    expect(Math.max(...allLengths(items))).toBeLessThanOrEqual(25);
  });
});

it('twelve backends keep their order whatever their states are', () => {
  const order = (facts: Parameters<typeof backendFixture>[1]) =>
    labels(menu({ backends: many(12).map((one) => (one.id === 7 ? backendFixture(7, facts) : one)) }))
      .filter((label) => label.includes('Backend '))
      .map((label) => /Backend \d+/.exec(label)?.[0]);
  expect(order({ phase: 'errored' })).toEqual(order({ phase: 'disabled' }));
  expect(order({})).toHaveLength(12);
});

function submenus(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[][] {
  return items.flatMap(({ submenu }) => (Array.isArray(submenu) ? [submenu, ...submenus(submenu)] : []));
}
const allIds = (items: MenuItemConstructorOptions[]) =>
  [items, ...submenus(items)].flat().flatMap(({ id }) => (id === undefined ? [] : [id]));
const allLengths = (items: MenuItemConstructorOptions[]) =>
  [items, ...submenus(items)].map((menu) => menu.length);

describe('the gateway', () => {
  it('has its address in the menu while it is on, to be copied by a click', () => {
    const items = menu({ gateway: { url: 'http://127.0.0.1:7803' } });
    expect(labels(items)).toContain('Gateway: http://127.0.0.1:7803');
    clickItem(items, 'Copy gateway address');
    expect(actions.calls).toEqual(['copy "http://127.0.0.1:7803"']);
    expect(labels(menu({ gateway: null })).join()).not.toContain('ateway');
  });
});
