import type { Locator } from '@playwright/test';

/** A form: of a new backend, of the settings of a backend, or of the preferences. */
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

  /** Forced, because the label of the switch covers it. */
  async clickSwitch(label: string): Promise<void> {
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
