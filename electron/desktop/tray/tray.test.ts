import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import {
  backend,
  clickItem,
  FakeDesktopState,
  fakeTraySystem,
  type RecordedActions,
  recordActions,
} from '../../../e2e/testkit/desktop/fake-desktop.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { createTray, type TrayIcon } from './tray.ts';

let system: ReturnType<typeof fakeTraySystem>;
let clock: ManualClock;
let desktopState: FakeDesktopState;
let actions: RecordedActions;
let startAtLogin: boolean;
let preferenceListeners: Set<() => void>;
let tray: TrayIcon | null;

beforeEach(() => {
  system = fakeTraySystem();
  clock = new ManualClock();
  desktopState = new FakeDesktopState();
  actions = recordActions();
  startAtLogin = false;
  preferenceListeners = new Set();
  tray = null;
});
afterEach(() => tray?.close());

const open = (platform: NodeJS.Platform = 'linux') => {
  tray = createTray({
    electron: system.electron,
    iconsDir: '/icons',
    platform,
    clock,
    desktopState,
    preferences: {
      values: () => ({ StartAtLogin: startAtLogin }),
      onChange: (listener) => {
        preferenceListeners.add(listener);
        return () => preferenceListeners.delete(listener);
      },
    },
    actions,
  });
  return tray;
};
/** What was handed to the system since the last look. */
const news = () => system.log.splice(0);

describe('at the start', () => {
  it('icon, words and menu are there at once', () => {
    desktopState.paint(backend(0), backend(1, { phase: 'errored' }));
    open();
    expect(news()).toEqual(['image /icons/tray-error.png', 'tip Switchyard: 1 running, 1 error', 'menu']);
    expect(system.lines()[0]).toBe('[x] Backend 0: running');
  });

  it.each([
    ['linux', '/icons/tray-off.png', false],
    ['win32', '/icons/tray-off.ico', false],
    ['darwin', '/icons/tray-offTemplate.png', true],
  ] as const)('on %s the icon is what that system wants', (platform, path, isTemplate) => {
    open(platform);
    expect(system.images).toEqual([{ path, isTemplate }]);
  });
});

describe('a change', () => {
  beforeEach(() => {
    desktopState.paint(backend(0));
    open();
    news();
  });

  it('is shown within a quarter of a second, in a new menu', async () => {
    const old = system.menu();
    desktopState.paint(backend(0, { phase: 'errored' }));
    await clock.advance(250);
    expect(news()).toEqual(['image /icons/tray-error.png', 'tip Switchyard: 1 error', 'menu']);
    expect(system.menu()).not.toBe(old);
    expect(system.lines()[0]).toBe('[x] Backend 0: error');
  });

  it('that is seen nowhere touches nothing', async () => {
    desktopState.paint(backend(0, { ram_bytes: 5, cpu_percent: 12, seconds_since_used: 9 }));
    await clock.advance(1000);
    expect(news()).toEqual([]);
  });

  it('only hands over what is different', async () => {
    desktopState.paint(backend(0, { title: 'Flux' }));
    await clock.advance(250);
    expect(news()).toEqual(['menu']);
  });

  it('of many only the last is shown, at most four times a second', async () => {
    for (let step = 0; step < 100; step++) {
      desktopState.paint(backend(0, { title: `Title ${step}` }));
      await clock.advance(10);
    }
    await clock.advance(250);
    expect(news().length).toBeLessThanOrEqual(5);
    expect(system.lines()[0]).toBe('[x] Title 99: running');
  });

  it('of the lock and of start at login is shown as well', async () => {
    startAtLogin = true;
    for (const listener of preferenceListeners) listener();
    await clock.advance(250);
    expect(system.lines()).toContain('[x] Start at login');
    desktopState.lock();
    await clock.advance(250);
    expect(system.lines()[0]).toBe('Settings are locked');
  });

  it('leaves an open menu alone until it is closed', async () => {
    const menu = system.menu();
    menu.emit('menu-will-show');
    desktopState.paint(backend(0, { phase: 'errored' }));
    await clock.advance(3000);
    expect(system.menu()).toBe(menu);
    expect(news()).toEqual(['image /icons/tray-error.png', 'tip Switchyard: 1 error']);
    menu.emit('menu-will-close');
    await clock.advance(250);
    expect(news()).toEqual(['menu']);
  });

  it('is not held back for ever by a system that does not tell of the end of a menu', async () => {
    system.menu().emit('menu-will-show');
    desktopState.paint(backend(0, { phase: 'errored' }));
    await clock.advance(10_500);
    expect(system.lines()[0]).toBe('[x] Backend 0: error');
    expect(clock.pendingTimers()).toEqual([]);
  });
});

describe('a click on a check item', () => {
  beforeEach(() => {
    desktopState.paint(backend(0));
    open();
    news();
  });

  it('that is refused leaves the mark as the truth has it', async () => {
    actions.replies.ToggleBackend = new SwitchyardError('settings_locked');
    clickItem(system.menu().items, 'Backend 0: running');
    expect(system.lines()[0]).toBe('[ ] Backend 0: running');
    await clock.advance(250);
    expect(system.lines()[0]).toBe('[x] Backend 0: running');
    expect(actions.failures[0]).toMatch(/^Settings are locked\. Unlock/);
  });

  it('is set right after the reply too, however late that is', async () => {
    let reply: () => void = () => {};
    actions.client.ToggleBackend = () =>
      new Promise((resolve) => {
        reply = () => resolve({ result: 'No change.' });
      });
    clickItem(system.menu().items, 'Backend 0: running');
    await clock.advance(250);
    expect(news()).toEqual(['menu']);
    reply();
    await clock.advance(250);
    expect(news()).toEqual(['menu']);
  });

  it('for start at login changes the preference', async () => {
    clickItem(system.menu().items, 'Start at login');
    await clock.advance(250);
    expect(actions.done).toEqual(['EditPreferences {"settings":{"StartAtLogin":true}}']);
    expect(system.lines()).toContain('[ ] Start at login');
  });
});

it('a click on the icon opens the panel, but on macOS the menu', () => {
  open('win32');
  system.tray().emit('click');
  expect(actions.done).toEqual(['show']);
  tray?.close();
  open('darwin');
  system.tray().emit('click');
  expect(actions.done).toEqual(['show']);
});

it('once closed it is gone, and nothing follows', async () => {
  desktopState.paint(backend(0));
  open();
  news();
  clickItem(system.menu().items, 'Backend 0: running');
  tray?.close();
  tray = null;
  await clock.advance(1000);
  expect(news()).toEqual(['destroyed']);
  expect([desktopState.followers, preferenceListeners.size, clock.pendingTimers()]).toEqual([0, 0, []]);
});
