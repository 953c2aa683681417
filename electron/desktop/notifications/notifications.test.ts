import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHarness, type Harness, type Start } from '../../../e2e/testkit/core/test-registry.ts';
import {
  fakeNotificationSystem,
  type RecordedActions,
  recordActions,
} from '../../../e2e/testkit/desktop/fake-desktop.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { EventBus } from '../../core/api/event-bus.ts';
import { admitWithoutGpus, type VramShortage } from '../../core/backend/admission.ts';
import { createDesktopState, type DesktopState } from '../actions/desktop-state.ts';
import { createFailureNotifier, subscribeNotifications } from './notifications.ts';

let harness: Harness;
let bus: EventBus;
let desktopState: DesktopState;
let system: ReturnType<typeof fakeNotificationSystem>;
let actions: RecordedActions;
let wanted: { NotifyCrash: boolean; NotifyGivingUp: boolean; NotifyRecovery: boolean };
let isFocused: boolean;
/** The host is too busy to tell of changes. */
let isBusy: boolean;
let end: () => void;
/** What the next starts lack; null: nothing. */
let lack: VramShortage | null;

beforeEach(async () => {
  isBusy = false;
  lack = null;
  harness = await createHarness({
    admission: {
      ...admitWithoutGpus('linux'),
      admitImmediately: (backend) =>
        lack === null ? admitWithoutGpus('linux').admitImmediately(backend) : null,
      admit: async () => ({ shortage: lack ?? missing }),
    },
    onChange: (id) => {
      if (!isBusy) bus.changed(id);
    },
    onRemoved: (id) => bus.removed(id),
  });
  const { registry } = harness;
  bus = new EventBus(harness.clock, {
    list: () => registry.actors().map((actor) => actor.view()),
    get: (id) => registry.find(id)?.view(),
    notices: () => [],
    host: () => ({ version: '1', locked: false, data_dir: '/', platform: 'linux', surface: 'desktop' }),
  });
  desktopState = createDesktopState(bus);
  system = fakeNotificationSystem();
  actions = recordActions();
  wanted = { NotifyCrash: true, NotifyGivingUp: true, NotifyRecovery: true };
  isFocused = false;
  end = follow();
});
afterEach(async () => {
  end();
  desktopState.close();
  await harness.dispose();
});

const missing: VramShortage = {
  kind: 'make_room',
  message: 'It needs 10.0 GiB of graphics memory, and 4.0 GiB are free.',
  steps: [],
  enough: false,
  asks: true,
};

function follow(platform: NodeJS.Platform = 'linux'): () => void {
  return subscribeNotifications({
    electron: system,
    platform,
    desktopState,
    preferences: () => wanted,
    actions,
    isWindowFocused: () => isFocused,
    typeNames: new Map([['test', 'Test program']]),
  });
}

/** Lets what is due happen and be told. */
async function settle(ms = 20): Promise<void> {
  await harness.settle();
  await harness.clock.advance(ms);
  await harness.settle();
}
function latest(): Start {
  const start = harness.starts.at(-1);
  if (!start) throw new Error('nothing was started');
  return start;
}
async function addLoading(title = 'Flux', settings: Record<string, unknown> = {}): Promise<void> {
  await harness.registry.add({ typeId: 'test', title, settings });
  await settle();
}
async function addRunning(title?: string, settings?: Record<string, unknown>): Promise<void> {
  await addLoading(title, settings);
  await becomeReady();
}
async function becomeReady(): Promise<void> {
  latest().ready();
  await settle();
}
async function crash(): Promise<void> {
  latest().exit({ code: 1 });
  await settle();
}
/** The back-off is over, and it is started again. */
const backOff = () => settle(10_000);
async function giveUp(): Promise<void> {
  latest().fail(
    new SwitchyardError('path_not_found', {
      backend: 'It',
      name: 'the path',
      path: '/models/gone.gguf',
      expected: 'file',
    }),
  );
  await settle();
}
const titles = () => system.shown.map(({ title }) => title);
const open = () => system.shown.filter(({ isOpen }) => isOpen).map(({ title }) => title);

describe('a crash', () => {
  it('is told, with the reason, and that it is started again', async () => {
    await addRunning();
    expect(titles()).toEqual([]);
    await crash();
    expect(system.shown).toMatchObject([
      {
        title: 'Flux has crashed',
        body: 'Backend 0 "Flux" stopped by itself (exit code 1). It is started again.',
      },
    ]);
  });

  it('of one without a title is told by its type', async () => {
    await addRunning('');
    await crash();
    expect(titles()).toEqual(['Test program 0 has crashed']);
  });

  it('and its recovery are told once each, the second in place of the first', async () => {
    await addRunning();
    await crash();
    await backOff();
    await becomeReady();
    expect(titles()).toEqual(['Flux has crashed', 'Flux is ready again']);
    expect(open()).toEqual(['Flux is ready again']);
  });

  it('again after a stable run is news again', async () => {
    await addRunning();
    for (let round = 0; round < 2; round++) {
      await crash();
      await backOff();
      await becomeReady();
      await settle(61_000);
    }
    expect(titles()).toEqual([
      'Flux has crashed',
      'Flux is ready again',
      'Flux has crashed',
      'Flux is ready again',
    ]);
  });

  it('after another is told once, until it is given up: no flood', async () => {
    await addRunning();
    for (let round = 1; round <= 5; round++) {
      await crash();
      if (round === 5) break;
      if (round > 1) expect(open()).toEqual([]);
      await backOff();
      await becomeReady();
    }
    expect(titles()).toEqual(['Flux has crashed', 'Flux is ready again', 'Flux has failed and needs you']);
    expect(open()).toEqual(['Flux has failed and needs you']);
    expect(system.shown[2]?.body).toMatch(/failed 5 times in a row/);
  });

  it('that is over before it could be seen waiting is told all the same', async () => {
    await addRunning();
    isBusy = true;
    await crash();
    await backOff();
    expect(harness.registry.get(0).view().phase).toBe('loading');
    bus.changed(0);
    await settle();
    expect(titles()).toEqual(['Flux has crashed']);
  });

  it('of one that is not to be started again is a giving up', async () => {
    await addRunning('Flux', { AutoRestart: false });
    await crash();
    expect(titles()).toEqual(['Flux has failed and needs you']);
    expect(system.shown[0]?.body).toMatch(/^Backend 0 "Flux" stopped by itself \(exit code 1\)\./);
  });
});

describe('a start', () => {
  it('that fails and is tried again is not told, until it is given up', async () => {
    await addLoading();
    for (let attempt = 1; attempt <= 5; attempt++) {
      expect(titles()).toEqual([]);
      latest().fail(new SwitchyardError('start_timeout', { backend: 'It', seconds: 60 }));
      await settle();
      if (attempt < 5) await backOff();
    }
    expect(titles()).toEqual(['Flux has failed and needs you']);
  });

  it('that can never succeed is told at once, with what to do', async () => {
    await addLoading();
    await giveUp();
    expect(titles()).toEqual(['Flux has failed and needs you']);
    expect(system.shown[0]?.body).toMatch(/no file at \/models\/gone\.gguf\. Correct the path/);
  });

  it('that failed before anybody listened is told when somebody does', async () => {
    end();
    await addLoading();
    await giveUp();
    expect(titles()).toEqual([]);
    end = follow();
    expect(titles()).toEqual(['Flux has failed and needs you']);
  });

  it('that was given up is told once, whatever else is told of it', async () => {
    await addLoading();
    await giveUp();
    bus.changed(0);
    await settle();
    expect(titles()).toEqual(['Flux has failed and needs you']);
  });

  it('again of what was given up tells how it ends, and takes the old word away', async () => {
    await addLoading();
    await giveUp();
    await harness.registry.restart(0);
    await settle();
    expect(open()).toEqual([]);
    await giveUp();
    await harness.registry.restart(0);
    await settle();
    await becomeReady();
    expect(titles()).toEqual([
      'Flux has failed and needs you',
      'Flux has failed and needs you',
      'Flux is ready again',
    ]);
    await settle(61_000);
    await crash();
    expect(open()).toEqual(['Flux has crashed']);
  });
});

describe('what the user does', () => {
  it('never notifies: restart, edit, switching off and on, delete', async () => {
    await addRunning();
    await harness.registry.restart(0);
    await settle();
    await becomeReady();
    await harness.registry.edit(0, { settings: { Model: 'other' } });
    await settle();
    await becomeReady();
    await harness.registry.toggle(0, false);
    await settle();
    await harness.registry.toggle(0, true);
    await settle();
    await becomeReady();
    const deleting = harness.registry.delete(0);
    await settle();
    await deleting;
    await settle();
    expect(harness.starts).toHaveLength(4);
    expect(titles()).toEqual([]);
  });

  it.each([
    ['switching it off', () => harness.registry.toggle(0, false)],
    ['deleting it', () => harness.registry.delete(0)],
  ])('takes away what was said of it: %s', async (_, act) => {
    await addRunning();
    await crash();
    const acting = act();
    await settle();
    await acting;
    await settle();
    expect([titles(), open()]).toEqual([['Flux has crashed'], []]);
  });

  it('takes away the word of its recovery: restarting it', async () => {
    await addRunning();
    await crash();
    await backOff();
    await becomeReady();
    await harness.registry.restart(0);
    await settle();
    expect(open()).toEqual([]);
    await becomeReady();
    expect(titles()).toEqual(['Flux has crashed', 'Flux is ready again']);
  });

  it('counts from the moment it is asked for: switched off while it still stops, nothing is left to tell', async () => {
    await addLoading();
    await giveUp();
    harness.stubborn = true;
    await harness.registry.restart(0);
    await settle();
    const switching = harness.registry.toggle(0, false);
    await settle();
    await harness.registry.toggle(0, true);
    latest().gone();
    await settle();
    await switching;
    await becomeReady();
    expect(harness.registry.get(0).view().phase).toBe('running');
    expect(titles()).toEqual(['Flux has failed and needs you']);
  });

  it('starting a crashed one at once is followed by its recovery, and a later crash is news', async () => {
    await addRunning();
    await crash();
    await harness.registry.retryNow(0);
    await settle();
    await becomeReady();
    await crash();
    expect(titles()).toEqual(['Flux has crashed', 'Flux is ready again', 'Flux has crashed']);
  });

  it('quitting is no trouble', async () => {
    await addRunning();
    await harness.registry.get(0).quit();
    await settle();
    expect(titles()).toEqual([]);
  });
});

it('a click opens the backend, also long after', async () => {
  await addRunning('First');
  await addRunning('Second');
  await crash();
  await settle(500_000);
  system.shown[0]?.click();
  expect(actions.done).toEqual(['show {"kind":"backend","backend_id":1}']);
});

describe('nothing is shown', () => {
  const trouble = async () => {
    await addRunning();
    await crash();
    await backOff();
    await becomeReady();
    await crash();
    await backOff();
    await giveUp();
  };

  it.each([
    ['NotifyCrash', ['Flux is ready again', 'Flux has failed and needs you']],
    ['NotifyRecovery', ['Flux has crashed', 'Flux has failed and needs you']],
    ['NotifyGivingUp', ['Flux has crashed', 'Flux is ready again']],
  ] as const)('of what is switched off: %s', async (name, rest) => {
    wanted = { ...wanted, [name]: false };
    await trouble();
    expect(titles()).toEqual(rest);
    expect(open()).toEqual(name === 'NotifyGivingUp' ? [] : ['Flux has failed and needs you']);
  });

  it('that is outdated, even where the news is not wanted', async () => {
    wanted = { ...wanted, NotifyRecovery: false };
    await addRunning();
    await crash();
    await backOff();
    await becomeReady();
    expect([titles(), open()]).toEqual([['Flux has crashed'], []]);
  });

  it('while somebody looks at the panel', async () => {
    isFocused = true;
    await trouble();
    expect(titles()).toEqual([]);
  });

  it('where the system shows no notifications', async () => {
    system.isAble = false;
    await trouble();
    expect(titles()).toEqual([]);
    expect(createFailureNotifier({ electron: system, platform: 'linux' })(new Error('no'))).toBe(false);
  });

  it('once it was ended, and what was shown is taken away', async () => {
    await addRunning();
    await crash();
    end();
    expect(open()).toEqual([]);
    await backOff();
    await becomeReady();
    expect(titles()).toEqual(['Flux has crashed']);
  });
});

describe('the words', () => {
  it('cannot be markup on Linux, whose notifications would follow it', async () => {
    await addRunning('<a href="http://evil.example">&</a>');
    await crash();
    expect(system.shown[0]?.body).toContain('"&lt;a href="http://evil.example"&gt;&amp;&lt;/a&gt;"');
  });

  it('are as they are elsewhere', async () => {
    end();
    end = follow('darwin');
    await addRunning('A & <B>');
    await crash();
    expect(system.shown[0]).toMatchObject({ title: 'A & <B> has crashed' });
    expect(system.shown[0]?.body).toContain('"A & <B>"');
  });
});

it('a failed action is told with its words and what to do; a newer one takes its place', () => {
  const tell = createFailureNotifier({ electron: system, platform: 'win32' });
  expect(tell(new SwitchyardError('settings_locked'))).toBe(true);
  expect(tell('broken')).toBe(true);
  expect(system.shown).toMatchObject([
    {
      title: 'That did not work',
      body: 'Settings are locked. Unlock them in Preferences, or start the program without --lock-settings.',
      isOpen: false,
    },
    { body: 'broken', isOpen: true },
  ]);
});

describe('a backend that waits for room', () => {
  it('and asks is told, once; the word goes with the answer', async () => {
    lack = missing;
    await addLoading();
    await settle(5000);
    expect(system.shown.map(({ title, body }) => [title, body])).toEqual([
      ['Flux waits for room', missing.message],
    ]);
    lack = null;
    await harness.registry.answerShortage(0, 'make-room');
    await settle();
    await becomeReady();
    expect(open()).toEqual([]);
    expect(system.shown).toHaveLength(1);
  });

  it('and does not ask is not told', async () => {
    lack = { ...missing, asks: false };
    await addLoading();
    await settle(5000);
    expect(system.shown).toEqual([]);
  });
});
