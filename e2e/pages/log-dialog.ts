import type { Locator } from '@playwright/test';

/** The log of one backend. */
export class LogDialog {
  readonly root: Locator;

  constructor(root: Locator) {
    this.root = root;
  }

  get lines(): Locator {
    return this.root.getByRole('log', { name: 'Log lines' });
  }

  get search(): Locator {
    return this.root.getByRole('searchbox', { name: 'Search the log' });
  }

  button(name: string): Locator {
    return this.root.getByRole('button', { name, exact: true });
  }
}
