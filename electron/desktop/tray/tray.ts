/**
 * The icon in the tray, whose image, tooltip and menu show the state of the backends. Invariant: the system gets nothing
 * that it shows already, and no new menu while the old one is open, for both make the tray flicker.
 */
import { join } from 'node:path';
import type { Menu, NativeImage, nativeImage, Tray } from 'electron';
import type { Resources } from '../../../shared/resources.ts';
import { subscribeToLanguage } from '../../../shared/words/words.ts';
import type { Clock } from '../../core/clock.ts';
import type { DesktopActions } from '../actions/desktop-actions.ts';
import type { TypeNames } from '../backends/backend-display.ts';
import type { DesktopState } from '../backends/desktop-state.ts';
import { buildTrayMenu } from './tray-menu.ts';
import { formatTooltip, type TrayState, worstState } from './tray-state.ts';

/** Milliseconds between two updates; of several changes in between, the last one is shown. */
const UPDATE_INTERVAL = 250;
/** Milliseconds after which an open menu counts as closed, because not every system reports that it was closed. */
const MAX_MENU_OPEN = 10_000;

export interface TrayOptions {
  electron: {
    Tray: typeof Tray;
    Menu: Pick<typeof Menu, 'buildFromTemplate'>;
    nativeImage: Pick<typeof nativeImage, 'createFromPath'>;
  };
  /** Folder with `tray-<state>.png`, `.ico` for Windows and `Template.png` for macOS. */
  iconsDir: string;
  platform: NodeJS.Platform;
  clock: Clock;
  desktopState: Pick<DesktopState, 'backends' | 'host' | 'onChange'>;
  preferences: {
    values(): { readonly StartAtLogin: boolean };
    onChange(listener: () => void): () => void;
  };
  actions: DesktopActions;
  /** The last measurement of the graphics cards; the tray does not start any. Without it, the menu lists no cards. */
  resources?: {
    latest(): Resources | null;
    onSample(listener: () => void): () => void;
  };
  typeNames?: TypeNames;
}

export class TrayIcon {
  readonly #options: TrayOptions;
  readonly #tray: Tray;
  readonly #images = new Map<TrayState, NativeImage>();
  readonly #unsubscribe: (() => void)[];
  #shownState: TrayState;
  #shownTooltip = '';
  /** The menu that is set, as JSON. Empty: it has to be set again, whatever it shows. */
  #shownMenu = '';
  /** Time of the clock; null while the menu is closed. */
  #menuOpenedAt: number | null = null;
  #lastUpdate = Number.NEGATIVE_INFINITY;
  #cancelUpdate: (() => void) | null = null;
  #isClosed = false;

  /** Shows the icon at once. */
  constructor(options: TrayOptions) {
    const { electron, platform, desktopState, preferences, actions } = options;
    this.#options = options;
    this.#shownState = worstState(desktopState.backends());
    this.#tray = new electron.Tray(this.#imageOf(this.#shownState));
    this.#update();
    const schedule = () => this.#scheduleUpdate();
    this.#unsubscribe = [
      desktopState.onChange(schedule),
      preferences.onChange(schedule),
      subscribeToLanguage(schedule),
      ...(options.resources ? [options.resources.onSample(schedule)] : []),
    ];
    // On macOS a click opens the menu, as people expect there.
    if (platform !== 'darwin') this.#tray.on('click', () => actions.show());
  }

  /** Removes the icon. */
  close(): void {
    // A call that a click started may end later; it must not schedule an update any more.
    this.#isClosed = true;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#cancelUpdate?.();
    this.#tray.destroy();
  }

  #scheduleUpdate(): void {
    if (this.#isClosed) return;
    const { clock } = this.#options;
    this.#cancelUpdate ??= clock.setTimer(Math.max(0, this.#lastUpdate + UPDATE_INTERVAL - clock.now()), () =>
      this.#update(),
    );
  }

  #update(): void {
    this.#cancelUpdate = null;
    this.#lastUpdate = this.#options.clock.now();
    const backends = this.#options.desktopState.backends();
    const state = worstState(backends);
    if (state !== this.#shownState) this.#tray.setImage(this.#imageOf(state));
    this.#shownState = state;
    const tooltip = formatTooltip(backends);
    if (tooltip !== this.#shownTooltip) this.#tray.setToolTip(tooltip);
    this.#shownTooltip = tooltip;
    const isMenuOpen = this.#menuOpenedAt !== null && this.#lastUpdate - this.#menuOpenedAt < MAX_MENU_OPEN;
    if (isMenuOpen) this.#scheduleUpdate();
    else this.#setMenu();
  }

  #setMenu(): void {
    const { electron, clock, desktopState, preferences, actions, typeNames } = this.#options;
    const refresh = () => this.#refreshMenu();
    const template = buildTrayMenu({
      backends: desktopState.backends(),
      locked: desktopState.host().locked,
      gateway: desktopState.host().gateway,
      startAtLogin: preferences.values().StartAtLogin,
      gpus: this.#options.resources?.latest()?.gpus,
      typeNames,
      actions,
      setStartAtLogin: (on) =>
        actions.attempt(() =>
          actions.client.EditPreferences({ settings: { StartAtLogin: on } }).finally(refresh),
        ),
      refresh,
    });
    // The effect of each click depends only on values that the JSON contains.
    const json = JSON.stringify(template);
    if (json === this.#shownMenu) return;
    this.#shownMenu = json;
    this.#menuOpenedAt = null;
    const menu = electron.Menu.buildFromTemplate(template);
    menu.on('menu-will-show', () => {
      this.#menuOpenedAt = clock.now();
    });
    menu.on('menu-will-close', () => {
      this.#menuOpenedAt = null;
    });
    // Always a new menu: AppIndicator shows a copy, and does not see the items of an old one change.
    this.#tray.setContextMenu(menu);
  }

  /** After a click, which has closed the menu and may have changed a check mark. */
  #refreshMenu(): void {
    this.#shownMenu = '';
    this.#menuOpenedAt = null;
    this.#scheduleUpdate();
  }

  #imageOf(state: TrayState): NativeImage {
    const known = this.#images.get(state);
    if (known) return known;
    const { electron, iconsDir, platform } = this.#options;
    const image = electron.nativeImage.createFromPath(join(iconsDir, iconFile(state, platform)));
    if (platform === 'darwin') image.setTemplateImage(true);
    this.#images.set(state, image);
    return image;
  }
}

/** Electron finds the variant for screens of high density (`@2x`) next to the file; an .ico holds all sizes. */
function iconFile(state: TrayState, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return `tray-${state}Template.png`;
  return platform === 'win32' ? `tray-${state}.ico` : `tray-${state}.png`;
}
