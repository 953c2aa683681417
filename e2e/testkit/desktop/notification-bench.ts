/** Notifications of the desktop host over a real registry and event bus, on a fake system and with adapters that a test controls. */
import { EventBus } from '../../../electron/core/api/event-bus.ts';
import { admitWithoutGpus, type VramShortage } from '../../../electron/core/backend/admission.ts';
import { createDesktopState, type DesktopState } from '../../../electron/desktop/backends/desktop-state.ts';
import {
  type NotificationPreferences,
  subscribeNotifications,
} from '../../../electron/desktop/notifications/notifications.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import type { FakeStart } from '../core/fake-type.ts';
import { createHarness, type Harness } from '../core/test-registry.ts';
import { type RecordedActions, recordActions } from './fake-desktop.ts';
import { fakeNotificationSystem } from './fake-system.ts';

/** What a backend lacks in tests of admission. */
export const shortageFixture: VramShortage = {
  kind: 'make_room',
  message: 'It needs 10.0 GiB of graphics memory, and 4.0 GiB are free.',
  steps: [],
  enough: false,
  asks: true,
};

export class NotificationBench {
  readonly system = fakeNotificationSystem();
  readonly actions: RecordedActions = recordActions();
  /** The titles of the notifications that were recorded. */
  readonly recorded: string[] = [];
  preferences: NotificationPreferences = { NotifyCrash: true, NotifyGivingUp: true, NotifyRecovery: true };
  isWindowFocused = false;
  /** True: the host is too busy to publish changes. */
  isBusy = false;
  /** What the next starts lack; null: nothing. */
  shortage: VramShortage | null = null;
  #harness: Harness | null = null;
  #bus: EventBus | null = null;
  #desktopState: DesktopState | null = null;
  #unsubscribe: () => void = () => undefined;

  private constructor() {}

  /** Subscribed to notifications, with no backend yet. */
  static async open(): Promise<NotificationBench> {
    const bench = new NotificationBench();
    await bench.#open();
    return bench;
  }

  async #open(): Promise<void> {
    const withoutGpus = admitWithoutGpus('linux');
    this.#harness = await createHarness({
      admission: {
        ...withoutGpus,
        admitImmediately: (backend) =>
          this.shortage === null ? withoutGpus.admitImmediately(backend) : null,
        admit: async () => ({ shortage: this.shortage ?? shortageFixture }),
      },
      onChange: (id) => {
        if (!this.isBusy) this.bus.changed(id);
      },
      onRemoved: (id) => this.bus.removed(id),
    });
    const { registry, clock } = this.harness;
    this.#bus = new EventBus(clock, {
      list: () => registry.actors().map((actor) => actor.view()),
      get: (id) => registry.find(id)?.view(),
      notices: () => [],
      host: () => ({
        version: '1',
        locked: false,
        data_dir: '/',
        platform: 'linux',
        surface: 'desktop',
        gateway: null,
      }),
    });
    this.#desktopState = createDesktopState(this.#bus);
    this.subscribe();
  }

  get harness(): Harness {
    return required(this.#harness);
  }

  get registry(): Harness['registry'] {
    return this.harness.registry;
  }

  get bus(): EventBus {
    return required(this.#bus);
  }

  subscribe(platform: NodeJS.Platform = 'linux'): void {
    this.#unsubscribe = subscribeNotifications({
      onShown: ({ title }) => void this.recorded.push(title),
      electron: this.system,
      platform,
      desktopState: required(this.#desktopState),
      preferences: () => this.preferences,
      actions: this.actions,
      isWindowFocused: () => this.isWindowFocused,
      typeNames: new Map([['test', 'Test program']]),
    });
  }

  unsubscribe(): void {
    this.#unsubscribe();
  }

  async dispose(): Promise<void> {
    this.unsubscribe();
    this.#desktopState?.close();
    await this.harness.dispose();
  }

  /** Titles of all notifications there ever were, oldest first. */
  titles(): string[] {
    return this.system.shown.map(({ title }) => title);
  }

  /** Titles of those that are shown now. */
  openTitles(): string[] {
    return this.system.shown.filter(({ isOpen }) => isOpen).map(({ title }) => title);
  }

  /** Lets everything happen that is due within the time, in milliseconds, and be published. */
  async settle(ms = 20): Promise<void> {
    await this.harness.settle();
    await this.harness.clock.advance(ms);
    await this.harness.settle();
  }

  /** The start that was asked for last. */
  latestStart(): FakeStart {
    const start = this.harness.starts.at(-1);
    if (!start) throw new Error('Nothing was started.');
    return start;
  }

  async addLoading(title = 'Flux', settings: Record<string, unknown> = {}): Promise<void> {
    await this.registry.add({ typeId: 'test', title, settings });
    await this.settle();
  }

  async addRunning(title?: string, settings?: Record<string, unknown>): Promise<void> {
    await this.addLoading(title, settings);
    await this.becomeReady();
  }

  async becomeReady(): Promise<void> {
    this.latestStart().ready();
    await this.settle();
  }

  async crash(): Promise<void> {
    this.latestStart().exit({ code: 1 });
    await this.settle();
  }

  /** Waits until the back-off is over and the backend is started again. */
  async waitForRetry(): Promise<void> {
    await this.settle(10_000);
  }

  /** The start fails in a way that is not tried again. */
  async failForGood(): Promise<void> {
    this.latestStart().fail(
      new SwitchyardError('path_not_found', {
        backend: 'It',
        name: 'the path',
        path: '/models/gone.gguf',
        expected: 'file',
      }),
    );
    await this.settle();
  }
}

function required<T>(part: T | null): T {
  if (part === null) throw new Error('The bench is not open yet.');
  return part;
}
