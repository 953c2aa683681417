/**
 * Stands in for Chromium's network below Electron: the program answers the requests of its windows for its own schemes, and
 * decides where they navigate. A page that was opened by another one gets an empty page; the program only learns its
 * address.
 */
import type { BrowserContext, Page, Route } from '@playwright/test';
import type { ProgramHandlers, WindowFacts } from '../messages.ts';
import type { Remote } from '../rpc.ts';
import { originOf, toProgramUrl } from './address-mapping.ts';

/** A window that is shown as a page. */
export interface ShownWindow {
  id: number;
  facts: WindowFacts;
  page: Page;
  isCrashed: boolean;
  /** The address that the program itself loads; it is not asked whether it allows that. */
  expectedUrl: string | null;
  /** True between the request for a document and its arrival: the next navigation is not one within the old document. */
  isLoading: boolean;
}

const BLANK = 'about:blank';

export class PageRequests {
  readonly #context: BrowserContext;
  readonly #program: Remote<ProgramHandlers>;
  readonly #isWindow: (page: Page) => boolean;
  /** The address of the page that another page is opening. */
  #popupUrl = BLANK;

  constructor(context: BrowserContext, program: Remote<ProgramHandlers>, isWindow: (page: Page) => boolean) {
    this.#context = context;
    this.#program = program;
    this.#isWindow = isWindow;
  }

  /** For the requests of every page. To be called before there is any. */
  async start(): Promise<void> {
    await this.#context.route('**/*', (route) => this.#interceptPopup(route).catch(() => undefined));
  }

  /** For the requests of one window. */
  async answerFor(window: ShownWindow): Promise<void> {
    // The program may end while it answers; then no page is left to miss the answer.
    await window.page.route('**/*', (route) => this.#answer(window, route).catch(() => undefined));
  }

  /** The address that the latest opened page was to show. */
  takePopupUrl(): string {
    const url = this.#popupUrl;
    this.#popupUrl = BLANK;
    return url;
  }

  async #answer(window: ShownWindow, route: Route): Promise<void> {
    const request = route.request();
    const url = toProgramUrl(request.url());
    if (request.isNavigationRequest() && !(await this.#startNavigation(window, route, url))) {
      await route.abort('aborted');
      return;
    }
    const response = await this.#program.handleRequest({
      url,
      method: request.method(),
      headers: request.headers(),
      body: request.postDataBuffer(),
    });
    if (!response) {
      // Not one of the program's schemes: the network answers, or a test.
      await route.fallback();
      return;
    }
    const { status, headers, body } = response;
    await route.fulfill({ status, headers: Object.fromEntries(headers), body: Buffer.from(body) });
  }

  /** @returns whether the program allows it */
  async #startNavigation(window: ShownWindow, route: Route, url: string): Promise<boolean> {
    const isMainFrame = route.request().frame() === window.page.mainFrame();
    const isExpected = isMainFrame && window.expectedUrl === url;
    if (isMainFrame) window.expectedUrl = null;
    if (!isExpected && !(await this.#program.allowsNavigation(window.id, url, isMainFrame))) return false;
    if (isMainFrame) {
      window.isLoading = true;
      await this.#grantPermissions(window.id, url);
    }
    return true;
  }

  /** Permissions are set when a page is loaded; Chromium refuses all others by itself. */
  async #grantPermissions(id: number, url: string): Promise<void> {
    const permissions = await this.#program.grantedPermissions(id, originOf(url));
    await this.#context.grantPermissions(permissions);
  }

  async #interceptPopup(route: Route): Promise<void> {
    const request = route.request();
    if (request.isNavigationRequest() && !this.#isOfWindow(route)) {
      this.#popupUrl = toProgramUrl(request.url());
      // Answered, because the browser reports a page whose request fails only when it is closed.
      await route.fulfill({ contentType: 'text/html', body: '' });
    } else await route.continue();
  }

  #isOfWindow(route: Route): boolean {
    try {
      return this.#isWindow(route.request().frame().page());
    } catch {
      // A page that is just being opened has no frame yet.
      return false;
    }
  }
}
