/** The menu of the tray icon, by the texts that a user sees. */
import { expect } from '@playwright/test';
import type { TestDesktop } from '../launch/desktop/start-desktop.ts';
import type { MenuItemView } from '../stand-ins/electron/system/menu-items.ts';

export class TrayMenu {
  readonly #desktop: TestDesktop;

  constructor(desktop: TestDesktop) {
    this.#desktop = desktop;
  }

  async items(): Promise<MenuItemView[]> {
    return (await this.#desktop.controls.tray())?.menu ?? [];
  }

  /** The check items. `✓` precedes the checked ones. */
  async backends(): Promise<string[]> {
    return (await this.items())
      .filter(({ type, label }) => type === 'checkbox' && label !== 'Start at login')
      .map(({ label, checked }) => `${checked ? '✓ ' : ''}${label}`);
  }

  /** Waits until the menu has exactly these check items. */
  async waitForBackends(...backends: string[]): Promise<void> {
    await expect.poll(() => this.backends()).toEqual(backends);
  }

  choose(...path: string[]): Promise<void> {
    return this.#desktop.controls.chooseInTray(...path);
  }

  /** The name of the icon, such as `tray-error`. */
  async iconName(): Promise<string> {
    const tray = await this.#desktop.controls.tray();
    return /tray-\w+(?=\.\w+$)/.exec(tray?.image ?? '')?.[0] ?? '';
  }
}
