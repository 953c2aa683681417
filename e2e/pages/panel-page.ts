/** The panel, by the texts and roles that a user sees. */
import type { Locator, Page } from '@playwright/test';
import { BackendCard } from './backend-card.ts';
import { LogDialog } from './log-dialog.ts';
import { SettingsDialog } from './settings-dialog.ts';

export class PanelPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  card(id: number): BackendCard {
    return new BackendCard(
      this.page,
      this.page.getByRole('article', { name: new RegExp(`^Backend ${id}: `) }),
    );
  }

  get cards(): Locator {
    return this.page.getByRole('article');
  }

  get sampleButton(): Locator {
    return this.page.getByRole('button', { name: 'Try the built-in sample model' });
  }

  get connectionLostMessage(): Locator {
    return this.page.getByText('Connection to Switchyard lost');
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Opens the form for a new backend of a type. */
  async chooseType(name: string, { advanced = false } = {}): Promise<SettingsDialog> {
    await this.button('Add backend').click();
    const dialog = this.page.getByRole('dialog');
    if (advanced) await dialog.getByRole('switch', { name: 'Show advanced types' }).click();
    await dialog.getByRole('button', { name }).click();
    return new SettingsDialog(dialog);
  }

  /** The topmost dialog. */
  get dialog(): Locator {
    return this.page.getByRole('dialog').last();
  }

  get settings(): SettingsDialog {
    return new SettingsDialog(this.page.getByRole('dialog').first());
  }

  /** Opens the preferences. */
  async openPreferences(): Promise<SettingsDialog> {
    await this.button('Preferences…').click();
    const dialog = new SettingsDialog(this.page.getByRole('dialog', { name: 'Preferences' }));
    await dialog.button('Save').waitFor();
    return dialog;
  }

  /** Chooses an item of the menu "More" in the header. */
  async chooseFromMoreMenu(item: string): Promise<void> {
    await this.button('More').click();
    await this.page.getByRole('menuitem', { name: item, exact: true }).click();
  }

  get log(): LogDialog {
    return new LogDialog(this.page.getByRole('dialog'));
  }
}
