import { expect, type Locator, type Page } from '@playwright/test';

/** One backend's card. */
export class BackendCard {
  readonly page: Page;
  readonly root: Locator;

  constructor(page: Page, root: Locator) {
    this.page = page;
    this.root = root;
  }

  get toggle(): Locator {
    return this.root.getByRole('switch', { name: 'Enabled' });
  }

  button(name: string): Locator {
    return this.root.getByRole('button', { name, exact: true });
  }

  /** The switch itself is drawn by its label, which is what a person presses. */
  async switchOnOrOff(): Promise<void> {
    await this.toggle.click({ force: true });
  }

  async choose(item: string): Promise<void> {
    await this.button('More actions').click();
    await this.page.getByRole('menuitem', { name: item, exact: true }).click();
  }

  /** Waits until the card shows the status. */
  async reaches(status: string): Promise<void> {
    await this.page
      .locator(`article[data-backend-id="${await this.id()}"][data-status="${status}"]`)
      .waitFor({ timeout: 60_000 });
  }

  /** Waits until it is ready again, as another process than the one it was. */
  async runsAnew(oldPid: number): Promise<void> {
    await expect
      .poll(
        async () =>
          (await this.root.getAttribute('data-status')) === 'running' && (await this.pid()) !== oldPid,
      )
      .toBe(true);
  }

  async id(): Promise<string> {
    return (await this.root.getAttribute('data-backend-id')) ?? '';
  }

  /** The address on the card. */
  async address(): Promise<string> {
    return (await this.root.getByRole('link').first().getAttribute('href')) ?? '';
  }

  /** The PID that the card shows. */
  async pid(): Promise<number> {
    const words = await this.root.getByText(/PID \d+/).textContent();
    return Number(/PID (\d+)/.exec(words ?? '')?.[1]);
  }
}
