// Stands in for the system's tray, menus and notifications, and for the rest of the program, in unit tests of the desktop host.
import { EventEmitter } from 'node:events';
import type {
  Menu,
  MenuItemConstructorOptions,
  NativeImage,
  Notification,
  NotificationConstructorOptions,
  Tray,
} from 'electron';
import type { DesktopActions } from '../../../electron/desktop/actions/desktop-actions.ts';
import type { BackendChange, DesktopState } from '../../../electron/desktop/backends/desktop-state.ts';
import type { FullBackend } from '../../../shared/backend.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import type { HostInfo } from '../../../shared/events.ts';
import { createClient } from '../../../shared/transport.ts';

export function backend(id: number, facts: Partial<FullBackend> = {}): FullBackend {
  const phase = facts.phase ?? 'running';
  return {
    id,
    type: 'test',
    status: phase === 'stopping' ? 'waiting' : phase,
    phase,
    settings: {},
    modcount: 0,
    features: [],
    enabled: phase !== 'disabled',
    title: `Backend ${id}`,
    can_load_models: true,
    max_usages: 1,
    seconds_since_used: 0,
    time_since_used: 'Never',
    current_model: null,
    restarts: 0,
    ...facts,
  };
}

export interface RecordedActions extends DesktopActions {
  /** What was done, such as `ToggleBackend {"backend_id":3,"enabled":false}` or `show {"kind":"add"}`, in order. */
  done: string[];
  /** Words of the calls that failed. */
  failures: string[];
  /** What operations answer; one that is named with an error fails with it. */
  replies: Record<string, unknown>;
}

/** The real client over a line that only writes down what it is asked. */
export function recordActions(): RecordedActions {
  const done: string[] = [];
  const failures: string[] = [];
  const replies: Record<string, unknown> = {};
  const note = (name: string, what?: unknown) =>
    done.push(what === undefined ? name : `${name} ${JSON.stringify(what)}`);
  return {
    done,
    failures,
    replies,
    client: createClient({
      call: async (name, input) => {
        note(name, input);
        const reply = replies[name] ?? {};
        return reply instanceof SwitchyardError
          ? { ok: false, error: reply.toReply() }
          : { ok: true, value: reply };
      },
      listen: () => () => undefined,
    }),
    attempt: (call) =>
      void call().catch((error: unknown) => {
        failures.push(error instanceof Error && 'hint' in error ? `${error.message} ${error.hint}` : '?');
      }),
    show: (to) => note('show', to),
    openAddress: (url) => note('open', url),
    quit: () => note('quit'),
  };
}

/** A picture that a test paints by hand. */
export class FakeDesktopState implements Pick<DesktopState, 'backends' | 'host' | 'onChange'> {
  readonly #listeners = new Set<(changes: readonly BackendChange[]) => void>();
  #backends: FullBackend[];
  #locked = false;

  constructor(...backends: FullBackend[]) {
    this.#backends = backends;
  }

  backends(): FullBackend[] {
    return this.#backends;
  }

  host(): HostInfo {
    return { version: '1', locked: this.#locked, data_dir: '/', platform: 'linux', surface: 'desktop' };
  }

  onChange(listener: (changes: readonly BackendChange[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  paint(...backends: FullBackend[]): void {
    const before = new Map(this.#backends.map((known) => [known.id, known]));
    this.#backends = backends;
    this.#tell(backends.map((after) => ({ before: before.get(after.id), after })));
  }

  lock(): void {
    this.#locked = true;
    this.#tell([]);
  }

  get followers(): number {
    return this.#listeners.size;
  }

  #tell(changes: readonly BackendChange[]): void {
    for (const listener of this.#listeners) listener(changes);
  }
}

export interface ShownNotice {
  title: string;
  body: string;
  isOpen: boolean;
  click(): void;
}

/** A system that shows notifications; `shown` has all there ever were, oldest first. */
export function fakeNotificationSystem() {
  const system = { shown: [] as ShownNotice[], isAble: true };
  class StandIn extends EventEmitter {
    static isSupported = () => system.isAble;
    readonly #notice: ShownNotice;

    constructor({ title = '', body = '' }: NotificationConstructorOptions = {}) {
      super();
      this.#notice = { title, body, isOpen: false, click: () => this.emit('click') };
    }

    show(): void {
      this.#notice.isOpen = true;
      system.shown.push(this.#notice);
    }

    close(): void {
      this.#notice.isOpen = false;
    }
  }
  return Object.assign(system, { Notification: StandIn as unknown as typeof Notification });
}

/** A system with a tray; `log` has everything that was handed to it, in order. */
export function fakeTraySystem() {
  const log: string[] = [];
  const images: { path: string; isTemplate: boolean }[] = [];
  class StandInMenu extends EventEmitter {
    readonly items: MenuItemConstructorOptions[];

    constructor(items: MenuItemConstructorOptions[]) {
      super();
      this.items = items;
    }
  }
  class StandInImage {
    readonly note: { path: string; isTemplate: boolean };

    constructor(path: string) {
      this.note = { path, isTemplate: false };
      images.push(this.note);
    }

    setTemplateImage(on: boolean): void {
      this.note.isTemplate = on;
    }
  }
  class StandInTray extends EventEmitter {
    menu: StandInMenu | null = null;

    constructor(image: StandInImage) {
      super();
      log.push(`image ${image.note.path}`);
      system.tray = this;
    }

    setImage(image: StandInImage): void {
      log.push(`image ${image.note.path}`);
    }

    setToolTip(tip: string): void {
      log.push(`tip ${tip}`);
    }

    setContextMenu(menu: StandInMenu): void {
      this.menu = menu;
      log.push('menu');
    }

    destroy(): void {
      log.push('destroyed');
    }
  }
  const system: { tray: StandInTray | null } = { tray: null };
  const tray = (): StandInTray => {
    if (!system.tray) throw new Error('There is no tray yet.');
    return system.tray;
  };
  const menu = (): StandInMenu => {
    const { menu } = tray();
    if (!menu) throw new Error('The tray has no menu yet.');
    return menu;
  };
  return {
    log,
    images,
    tray,
    menu,
    /** What the menu shows at its top level, a check mark included. */
    lines: () =>
      menu()
        .items.filter(({ type }) => type !== 'separator')
        .map(lineOf),
    electron: {
      Tray: StandInTray as unknown as typeof Tray,
      Menu: {
        buildFromTemplate: (items: MenuItemConstructorOptions[]) => new StandInMenu(items) as unknown as Menu,
      },
      nativeImage: {
        createFromPath: (path: string) => new StandInImage(path) as unknown as NativeImage,
      },
    },
  };
}

export function lineOf({ type, checked, label, role }: MenuItemConstructorOptions): string {
  const words = label ?? role ?? '';
  return type === 'checkbox' ? `[${checked ? 'x' : ' '}] ${words}` : words;
}

/** The items of a submenu, found by the labels that lead there. */
export function submenuOf(
  items: readonly MenuItemConstructorOptions[],
  ...labels: string[]
): MenuItemConstructorOptions[] {
  let found = [...items];
  for (const label of labels) {
    const { submenu } = itemOf(found, label);
    if (!Array.isArray(submenu)) throw new Error(`"${label}" has no submenu.`);
    found = submenu;
  }
  return found;
}

export function itemOf(
  items: readonly MenuItemConstructorOptions[],
  label: string,
): MenuItemConstructorOptions {
  const found = items.find((item) => (item.label ?? item.role) === label);
  if (!found) throw new Error(`There is no "${label}" among ${items.map(lineOf).join(', ')}`);
  return found;
}

/** Clicks it as the system does: nothing where it is disabled, and a check mark flips before the click arrives. */
export function clickItem(items: readonly MenuItemConstructorOptions[], label: string): void {
  const item = itemOf(items, label);
  if (item.enabled === false) return;
  if (item.type === 'checkbox') item.checked = !item.checked;
  const click = item.click as (() => void) | undefined;
  if (!click) throw new Error(`A click on "${label}" does nothing.`);
  click();
}
