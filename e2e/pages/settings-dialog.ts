import type { Locator } from '@playwright/test';

/** A form of settings: of a backend in the add dialog and in the settings panel, of the program in Preferences. */
export class SettingsDialog {
  readonly root: Locator;

  constructor(root: Locator) {
    this.root = root;
  }

  field(label: string): Locator {
    return this.root.getByLabel(label, { exact: true });
  }

  button(name: string): Locator {
    return this.root.getByRole('button', { name, exact: true });
  }

  async fill(label: string, value: string): Promise<void> {
    await this.field(label).fill(value);
  }

  /** The switch itself is drawn by its label, which is what a person presses. */
  async flip(label: string): Promise<void> {
    await this.field(label).click({ force: true });
  }

  async add(): Promise<void> {
    await this.button('Add').click();
    await this.root.waitFor({ state: 'hidden' });
  }

  async save(): Promise<void> {
    await this.button('Save').click();
    await this.root.waitFor({ state: 'hidden' });
  }
}
