import { beforeEach, expect, it } from 'vitest';
import { fakeNotificationSystem } from '../../../e2e/testkit/desktop/fake-system.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { createFailureNotifier } from './failure-notifier.ts';

let system: ReturnType<typeof fakeNotificationSystem>;
beforeEach(() => {
  system = fakeNotificationSystem();
});

it('a failed action is shown with its message and hint; a newer one replaces it', () => {
  const recorded: string[] = [];
  const notify = createFailureNotifier({
    electron: system,
    platform: 'win32',
    onShown: ({ body }) => recorded.push(body.trim()),
  });
  expect(notify(new SwitchyardError('settings_locked'))).toBe(true);
  expect(notify('broken')).toBe(true);
  expect(system.shown).toMatchObject([
    {
      title: 'That did not work',
      body: 'Settings are locked. Unlock them in Preferences, or start the program without --lock-settings.',
      isOpen: false,
    },
    { body: 'broken', isOpen: true },
  ]);
  expect(recorded).toEqual([expect.stringContaining('Settings are locked.'), 'broken']);
});

it('where the system shows no notifications, it returns false', () => {
  system.isSupported = false;
  const onShown = () => expect.unreachable('nothing was shown');
  expect(createFailureNotifier({ electron: system, platform: 'linux', onShown })(new Error('no'))).toBe(
    false,
  );
  expect(system.shown).toEqual([]);
});
