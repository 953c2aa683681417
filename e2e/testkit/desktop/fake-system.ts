/** Fakes of the system's tray, menus and notifications, for unit tests of the desktop host. */
import { EventEmitter } from 'node:events';
import type {
  Menu,
  MenuItemConstructorOptions,
  NativeImage,
  Notification,
  NotificationConstructorOptions,
  Tray,
} from 'electron';
import { formatItem } from './menu-template.ts';

export interface ShownNotification {
  title: string;
  body: string;
  isOpen: boolean;
  click(): void;
}

/** A system that shows notifications; `shown` contains all there ever were, oldest first. */
export function fakeNotificationSystem() {
  const system = { shown: [] as ShownNotification[], isSupported: true };
  class FakeNotification extends EventEmitter {
    static isSupported = () => system.isSupported;
    readonly #shown: ShownNotification;

    constructor({ title = '', body = '' }: NotificationConstructorOptions = {}) {
      super();
      this.#shown = { title, body, isOpen: false, click: () => this.emit('click') };
    }

    show(): void {
      this.#shown.isOpen = true;
      system.shown.push(this.#shown);
    }

    close(): void {
      this.#shown.isOpen = false;
    }
  }
  return Object.assign(system, { Notification: FakeNotification as unknown as typeof Notification });
}

/** A system with a tray; `log` contains everything that it got, in order. */
export function fakeTraySystem() {
  const log: string[] = [];
  const images: { path: string; isTemplate: boolean }[] = [];
  class FakeMenu extends EventEmitter {
    readonly items: MenuItemConstructorOptions[];

    constructor(items: MenuItemConstructorOptions[]) {
      super();
      this.items = items;
    }
  }
  class FakeImage {
    readonly record: { path: string; isTemplate: boolean };

    constructor(path: string) {
      this.record = { path, isTemplate: false };
      images.push(this.record);
    }

    setTemplateImage(on: boolean): void {
      this.record.isTemplate = on;
    }
  }
  class FakeTray extends EventEmitter {
    menu: FakeMenu | null = null;

    constructor(image: FakeImage) {
      super();
      log.push(`image ${image.record.path}`);
      system.tray = this;
    }

    setImage(image: FakeImage): void {
      log.push(`image ${image.record.path}`);
    }

    setToolTip(tip: string): void {
      log.push(`tip ${tip}`);
    }

    setContextMenu(menu: FakeMenu): void {
      this.menu = menu;
      log.push('menu');
    }

    destroy(): void {
      log.push('destroyed');
    }
  }
  const system: { tray: FakeTray | null } = { tray: null };
  const tray = (): FakeTray => {
    if (!system.tray) throw new Error('There is no tray yet.');
    return system.tray;
  };
  const menu = (): FakeMenu => {
    const { menu } = tray();
    if (!menu) throw new Error('The tray has no menu yet.');
    return menu;
  };
  return {
    log,
    images,
    tray,
    menu,
    /** The labels at the top level of the menu, with check marks. */
    labels: () =>
      menu()
        .items.filter(({ type }) => type !== 'separator')
        .map(formatItem),
    electron: {
      Tray: FakeTray as unknown as typeof Tray,
      Menu: {
        buildFromTemplate: (items: MenuItemConstructorOptions[]) => new FakeMenu(items) as unknown as Menu,
      },
      nativeImage: {
        createFromPath: (path: string) => new FakeImage(path) as unknown as NativeImage,
      },
    },
  };
}
