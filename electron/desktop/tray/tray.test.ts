import { afterEach, beforeEach, describe, expect, it, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import {
  backendFixture,
  FakeDesktopState,
  type RecordedActions,
  recordActions,
} from '../../../e2e/testkit/desktop/fake-desktop.ts';
import { fakeTraySystem } from '../../../e2e/testkit/desktop/fake-system.ts';
import { clickItem } from '../../../e2e/testkit/desktop/menu-template.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import type { Resources } from '../../../shared/resources.ts';
import { currentLanguage, setCurrentLanguage } from '../../../shared/words/words.ts';
import { TrayIcon } from './tray.ts';

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
  tray = new TrayIcon({
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
/** What the system got since the last call. */
const takeLog = () => system.log.splice(0);

test('another language is shown at once, and what it lacks in English', async () => {
  const before = currentLanguage();
  onTestFinished(() => setCurrentLanguage(before));
  desktopState.setBackends(backendFixture(0), backendFixture(1, { phase: 'errored' }));
  open();
  takeLog();
  const messages = {
    desktop: {
      status_ready: 'läuft',
      tip_ready: '{count} läuft',
      tip_failed: '{count} mit Fehler',
      quitSwitchyard: 'Beenden',
    },
  };
  setCurrentLanguage({ code: 'de', locale: 'de', direction: 'ltr', messages });
  await clock.advance(250);
  expect(takeLog()).toEqual(['tip Switchyard: 1 läuft, 1 mit Fehler', 'menu']);
  expect(system.labels()[0]).toBe('[x] Backend 0: läuft');
  expect(system.labels().at(-1)).toBe('Beenden');
  expect(system.labels()).toContain('Restart all');
});

describe('at the start', () => {
  it('icon, tooltip and menu are there at once', () => {
    desktopState.setBackends(backendFixture(0), backendFixture(1, { phase: 'errored' }));
    open();
    expect(takeLog()).toEqual(['image /icons/tray-error.png', 'tip Switchyard: 1 ready, 1 failed', 'menu']);
    expect(system.labels()[0]).toBe('[x] Backend 0: Ready');
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
    desktopState.setBackends(backendFixture(0));
    open();
    takeLog();
  });

  it('is shown within a quarter of a second, in a new menu', async () => {
    const old = system.menu();
    desktopState.setBackends(backendFixture(0, { phase: 'errored' }));
    await clock.advance(250);
    expect(takeLog()).toEqual(['image /icons/tray-error.png', 'tip Switchyard: 1 failed', 'menu']);
    expect(system.menu()).not.toBe(old);
    expect(system.labels()[0]).toBe('[x] Backend 0: Failed');
  });

  it('that nothing shows hands nothing over', async () => {
    desktopState.setBackends(backendFixture(0, { ram_bytes: 5, cpu_percent: 12, seconds_since_used: 9 }));
    await clock.advance(1000);
    expect(takeLog()).toEqual([]);
  });

  it('hands over only what is different', async () => {
    desktopState.setBackends(backendFixture(0, { title: 'Flux' }));
    await clock.advance(250);
    expect(takeLog()).toEqual(['menu']);
  });

  it('of many is shown at most four times a second, and the last one always', async () => {
    for (let step = 0; step < 100; step++) {
      desktopState.setBackends(backendFixture(0, { title: `Title ${step}` }));
      await clock.advance(10);
    }
    await clock.advance(250);
    expect(takeLog().length).toBeLessThanOrEqual(5);
    expect(system.labels()[0]).toBe('[x] Title 99: Ready');
  });

  it('of the lock or of start at login is shown as well', async () => {
    startAtLogin = true;
    for (const listener of preferenceListeners) listener();
    await clock.advance(250);
    expect(system.labels()).toContain('[x] Start at login');
    desktopState.lock();
    await clock.advance(250);
    expect(system.labels()[0]).toBe('Settings are locked');
  });

  it('does not replace an open menu until it is closed', async () => {
    const menu = system.menu();
    menu.emit('menu-will-show');
    desktopState.setBackends(backendFixture(0, { phase: 'errored' }));
    await clock.advance(3000);
    expect(system.menu()).toBe(menu);
    expect(takeLog()).toEqual(['image /icons/tray-error.png', 'tip Switchyard: 1 failed']);
    menu.emit('menu-will-close');
    await clock.advance(250);
    expect(takeLog()).toEqual(['menu']);
  });

  it('is shown in the end where the system does not report that the menu was closed', async () => {
    system.menu().emit('menu-will-show');
    desktopState.setBackends(backendFixture(0, { phase: 'errored' }));
    await clock.advance(10_500);
    expect(system.labels()[0]).toBe('[x] Backend 0: Failed');
    expect(clock.pendingTimers()).toEqual([]);
  });
});

describe('a click on a check item', () => {
  beforeEach(() => {
    desktopState.setBackends(backendFixture(0));
    open();
    takeLog();
  });

  it('that is refused restores the check mark', async () => {
    actions.replies.ToggleBackend = new SwitchyardError('settings_locked');
    clickItem(system.menu().items, 'Backend 0: Ready');
    expect(system.labels()[0]).toBe('[ ] Backend 0: Ready');
    await clock.advance(250);
    expect(system.labels()[0]).toBe('[x] Backend 0: Ready');
    expect(actions.failures[0]).toMatch(/^Settings are locked\. Unlock/);
  });

  it('sets the menu again after the reply too, however late that is', async () => {
    let reply: () => void = () => {};
    actions.client.ToggleBackend = () =>
      new Promise((resolve) => {
        reply = () => resolve({ result: 'No change.' });
      });
    clickItem(system.menu().items, 'Backend 0: Ready');
    await clock.advance(250);
    expect(takeLog()).toEqual(['menu']);
    reply();
    await clock.advance(250);
    expect(takeLog()).toEqual(['menu']);
  });

  it('for start at login changes the preference', async () => {
    clickItem(system.menu().items, 'Start at login');
    await clock.advance(250);
    expect(actions.calls).toEqual(['EditPreferences {"settings":{"StartAtLogin":true}}']);
    expect(system.labels()).toContain('[ ] Start at login');
  });
});

it('a click on the icon opens the panel, but on macOS the menu', () => {
  open('win32');
  system.tray().emit('click');
  expect(actions.calls).toEqual(['show']);
  tray?.close();
  open('darwin');
  system.tray().emit('click');
  expect(actions.calls).toEqual(['show']);
});

it('once closed, the icon is gone and nothing is handed over any more', async () => {
  desktopState.setBackends(backendFixture(0));
  open();
  takeLog();
  clickItem(system.menu().items, 'Backend 0: Ready');
  tray?.close();
  tray = null;
  await clock.advance(1000);
  expect(takeLog()).toEqual(['destroyed']);
  expect([desktopState.subscribers, preferenceListeners.size, clock.pendingTimers()]).toEqual([0, 0, []]);
});

it('the menu follows what is measured, in whole GiB, so that it is not set for each sample', async () => {
  const GiB = 1024 ** 3;
  const listeners = new Set<() => void>();
  let used = 3 * GiB;
  desktopState.setBackends(backendFixture(0));
  tray = new TrayIcon({
    electron: system.electron,
    iconsDir: '/icons',
    platform: 'linux',
    clock,
    desktopState,
    preferences: { values: () => ({ StartAtLogin: false }), onChange: () => () => undefined },
    actions,
    resources: {
      latest: () =>
        ({
          gpus: [{ id: 0, name: 'RTX', used_memory: used, total_memory: 24 * GiB, backends: [] }],
        }) as unknown as Resources,
      onSample: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  });
  const measure = async (bytes: number) => {
    used = bytes;
    for (const listener of listeners) listener();
    await clock.advance(1000);
  };
  expect(system.labels()).toContain('GPU 0, RTX: 3 of 24 GiB');
  takeLog();
  await measure(3.1 * GiB);
  expect(takeLog()).toEqual([]);
  await measure(9 * GiB);
  expect(takeLog()).toEqual(['menu']);
  expect(system.labels()).toContain('GPU 0, RTX: 9 of 24 GiB');
  tray.close();
  tray = null;
  expect(listeners.size).toBe(0);
});
