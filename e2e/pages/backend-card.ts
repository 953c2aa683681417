import { expect, type Locator, type Page } from '@playwright/test';

/** The card of one backend. */
export class BackendCard {
  readonly page: Page;
  readonly root: Locator;

  constructor(page: Page, root: Locator) {
    this.page = page;
    this.root = root;
  }

  /** What switches it off: a switch with two positions, or the first of three. */
  get toggle(): Locator {
    return this.root.getByRole('switch', { name: 'Enabled' }).or(this.position('Off'));
  }

  /** A position of its switch, where that has three. */
  position(name: 'Off' | 'On demand' | 'On'): Locator {
    return this.root
      .getByRole('radiogroup', { name: 'Switch', exact: true })
      .getByRole('radio', { name, exact: true });
  }

  button(name: string): Locator {
    return this.root.getByRole('button', { name, exact: true });
  }

  /** Switches it on where it is off, and off where it is on. */
  async clickToggle(): Promise<void> {
    await this.toggle.waitFor({ state: 'attached' });
    const hasPositions = (await this.position('Off').count()) > 0;
    const isOff = hasPositions && (await this.position('Off').isChecked());
    // Forced, because the label of a switch with two positions covers it.
    await (isOff ? this.position('On') : this.toggle).click({ force: true });
  }

  async chooseFromMenu(item: string): Promise<void> {
    await this.button('More actions').click();
    await this.page.getByRole('menuitem', { name: item, exact: true }).click();
  }

  /** Waits until the card has the status. */
  async waitForStatus(status: string): Promise<void> {
    await this.page
      .locator(`article[data-backend-id="${await this.id()}"][data-status="${status}"]`)
      .waitFor({ timeout: 60_000 });
  }

  /** Waits until the backend is running again with another process. */
  async waitForRestart(oldPid: number): Promise<void> {
    await expect
      .poll(
        async () =>
          // In this order: a status that is read before the PID may be that of the old process.
          (await this.pid()) !== oldPid && (await this.root.getAttribute('data-status')) === 'running',
      )
      .toBe(true);
  }

  async id(): Promise<string> {
    return (await this.root.getAttribute('data-backend-id')) ?? '';
  }

  /** The address on the card. */
  async address(): Promise<string> {
    return (await this.root.locator('.sy-address').textContent()) ?? '';
  }

  /** The PID that the card shows. */
  async pid(): Promise<number> {
    const text = await this.root.getByText(/PID \d+/).textContent();
    return Number(/PID (\d+)/.exec(text ?? '')?.[1]);
  }
}
