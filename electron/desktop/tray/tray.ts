/**
 * The icon in the tray: its picture, its words and its menu follow the backends. Invariant: nothing is handed to the system
 * that it shows already, and nothing while its menu is open, for either makes it flicker.
 */
import { join } from 'node:path';
import type { Menu, NativeImage, nativeImage, Tray } from 'electron';
import type { Clock } from '../../core/clock.ts';
import type { DesktopActions } from '../actions/desktop-actions.ts';
import type { TypeNames } from '../backends/backend-display.ts';
import type { DesktopState } from '../backends/desktop-state.ts';
import { trayMenu } from './tray-menu.ts';
import { type TrayState, trayTip, worstState } from './tray-state.ts';

/** Milliseconds between two updates; of several changes between, the last wins. */
const INTERVAL = 250;
/** Milliseconds after which an open menu counts as closed: not every system tells of the end. */
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
  typeNames?: TypeNames;
}

export interface TrayIcon {
  /** Takes it away; the program ends. */
  close(): void;
}

export function createTray(options: TrayOptions): TrayIcon {
  const { electron, platform, clock, desktopState, preferences, actions, typeNames } = options;
  const images = new Map<TrayState, NativeImage>();
  const image = (state: TrayState): NativeImage => {
    const known = images.get(state);
    if (known) return known;
    const made = electron.nativeImage.createFromPath(join(options.iconsDir, iconFile(state, platform)));
    if (platform === 'darwin') made.setTemplateImage(true);
    images.set(state, made);
    return made;
  };

  let shownState: TrayState = worstState(desktopState.backends());
  let shownTip = '';
  /** The menu that is set, as text. Empty: it has to be set again whatever it shows. */
  let shownMenu = '';
  let openedAt: number | null = null;
  let lastUpdate = Number.NEGATIVE_INFINITY;
  let cancelTimer: (() => void) | null = null;
  const tray = new electron.Tray(image(shownState));

  const schedule = () => {
    cancelTimer ??= clock.setTimer(Math.max(0, lastUpdate + INTERVAL - clock.now()), update);
  };

  const update = () => {
    cancelTimer = null;
    lastUpdate = clock.now();
    const backends = desktopState.backends();
    const state = worstState(backends);
    if (state !== shownState) tray.setImage(image(state));
    shownState = state;
    const tip = trayTip(backends);
    if (tip !== shownTip) tray.setToolTip(tip);
    shownTip = tip;
    if (openedAt !== null && lastUpdate - openedAt < MAX_MENU_OPEN) schedule();
    else setMenu();
  };

  const setMenu = () => {
    const template = trayMenu({
      backends: desktopState.backends(),
      locked: desktopState.host().locked,
      startAtLogin: preferences.values().StartAtLogin,
      typeNames,
      actions,
      setStartAtLogin: (on) =>
        actions.attempt(() =>
          actions.client.EditPreferences({ settings: { StartAtLogin: on } }).finally(setAnew),
        ),
      onFlipped: setAnew,
    });
    // Whatever a click does depends on nothing that is not in these words.
    const words = JSON.stringify(template);
    if (words === shownMenu) return;
    shownMenu = words;
    openedAt = null;
    const menu = electron.Menu.buildFromTemplate(template);
    menu.on('menu-will-show', () => {
      openedAt = clock.now();
    });
    menu.on('menu-will-close', () => {
      openedAt = null;
    });
    // Always a new menu: AppIndicator shows a copy, and would not see the items of an old one change.
    tray.setContextMenu(menu);
  };

  const setAnew = () => {
    shownMenu = '';
    // A click has closed the menu.
    openedAt = null;
    schedule();
  };

  update();
  const ends = [desktopState.onChange(schedule), preferences.onChange(schedule)];
  // On macOS a click opens the menu, as people expect there.
  if (platform !== 'darwin') tray.on('click', () => actions.show());

  return {
    close() {
      for (const end of ends) end();
      cancelTimer?.();
      // A call that a click had set going may still end.
      cancelTimer = () => undefined;
      tray.destroy();
    },
  };
}

/** The variant for screens of high density (`@2x`) is found by Electron beside it; an .ico holds all sizes. */
export function iconFile(state: TrayState, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return `tray-${state}Template.png`;
  return platform === 'win32' ? `tray-${state}.ico` : `tray-${state}.png`;
}
