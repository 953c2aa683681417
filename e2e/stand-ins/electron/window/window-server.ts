/**
 * Stands in for Chromium below Electron: shows each window of a program as a page of a test's browser, with the preload and
 * the schemes of the program, which decides on navigation, popups and permissions. It cannot show real processes and their
 * sandboxes. A page that calls `window.open` gets an object instead of null; the program learns of it, and the new page is
 * closed.
 */
import type { BrowserContext, Dialog, Frame, Page } from '@playwright/test';
import type { ColorScheme, FrameFacts, ProgramHandlers, WindowFacts, WindowHandlers } from '../messages.ts';
import type { Remote } from '../rpc.ts';
import { originOf, toBrowserUrl, toProgramUrl } from './address-mapping.ts';
import { PageRequests, type ShownWindow } from './page-requests.ts';
import { BINDING, pageScript, RECEIVER } from './page-script.ts';

export class WindowServer {
  readonly #context: BrowserContext;
  readonly #program: Remote<ProgramHandlers>;
  readonly #requests: PageRequests;
  readonly #windows = new Map<number, ShownWindow>();
  readonly #changeListeners = new Set<() => void>();
  /** Ends with the latest call of the program: calls are handled one after another. */
  #queue: Promise<unknown> = Promise.resolve();
  /** By id of a window that is closing: called when its page stays. */
  readonly #onStay = new Map<number, () => void>();
  /** Messages of the errors in all pages. */
  readonly faults: string[] = [];
  readonly handlers: WindowHandlers;

  constructor(context: BrowserContext, program: Remote<ProgramHandlers>) {
    this.#context = context;
    this.#program = program;
    this.#requests = new PageRequests(context, program, (page) =>
      [...this.#windows.values()].some((window) => window.page === page),
    );
    this.handlers = {
      openWindow: (id, facts) => this.#sequentially(() => this.#open(id, facts)),
      loadPage: (id, url) => this.#sequentially(() => this.#load(id, url)),
      reloadPage: (id) => this.#sequentially(() => this.#reload(id)),
      sendToPage: (id, channel, args) => this.#sequentially(() => this.#send(id, channel, args)),
      resizePage: (id, width, height) => this.#sequentially(() => this.#resize(id, width, height)),
      showColorScheme: (scheme) => this.#sequentially(() => this.#showScheme(scheme)),
      closePage: (id, isForced) => this.#sequentially(() => this.#close(id, isForced)),
      crashPage: (id) => this.#crash(id),
    };
  }

  /** Pages of the windows that are open now. */
  get pages(): Page[] {
    return [...this.#windows.values()].filter(({ isCrashed }) => !isCrashed).map(({ page }) => page);
  }

  /** Called whenever a window is opened or closed, or has loaded. @returns a function that unsubscribes */
  onChange(listener: () => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  /** To be called before the program calls any handler. */
  start(): Promise<void> {
    return this.#sequentially(() => this.#requests.start());
  }

  /** Closes all windows, when the program has ended. */
  async close(): Promise<void> {
    this.#windows.clear();
    await this.#context.close();
    this.#notifyChange();
  }

  #sequentially<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  #notifyChange(): void {
    for (const listener of this.#changeListeners) listener();
  }

  #windowOf(id: number): ShownWindow {
    const window = this.#windows.get(id);
    if (!window) throw new Error(`The window ${id} is closed.`);
    return window;
  }

  async #open(id: number, facts: WindowFacts): Promise<void> {
    const window: ShownWindow = {
      id,
      facts,
      page: await this.#context.newPage(),
      isCrashed: false,
      expectedUrl: null,
      isLoading: false,
    };
    this.#windows.set(id, window);
    await this.#prepare(window);
    this.#notifyChange();
  }

  async #prepare(window: ShownWindow): Promise<void> {
    const { id, facts, page } = window;
    const { width, height } = facts;
    this.#reportEvents(window);
    await page.exposeBinding(BINDING, ({ frame }, message: { channel: string; args: unknown[] }) =>
      this.#program.handleInvoke(id, factsOf(frame), message.channel, message.args),
    );
    await page.addInitScript({ content: pageScript(facts.preload ?? '') });
    await this.#requests.answerFor(window);
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: facts.colorScheme });
  }

  #reportEvents(window: ShownWindow): void {
    const { id, page } = window;
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('popup', (popup) => inBackground(this.#closePopup(window, popup)));
    page.on('crash', () => {
      window.isCrashed = true;
      this.#notifyChange();
      inBackground(this.#program.onCrash(id));
    });
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame()) return;
      inBackground(this.#program.onNavigated(id, toProgramUrl(frame.url()), !window.isLoading));
      window.isLoading = false;
    });
    page.on('load', async () => {
      inBackground(page.title().then((title) => this.#program.onTitle(id, title)));
      await this.#program.onLoaded(id).catch(() => undefined);
      this.#notifyChange();
    });
    page.on('dialog', (dialog) => inBackground(this.#answerDialog(id, dialog)));
  }

  async #answerDialog(id: number, dialog: Dialog): Promise<void> {
    if (dialog.type() !== 'beforeunload') await dialog.dismiss();
    else if (await this.#program.forcesUnload(id)) await dialog.accept();
    else {
      await dialog.dismiss();
      this.#onStay.get(id)?.();
    }
  }

  async #closePopup(window: ShownWindow, popup: Page): Promise<void> {
    const url = this.#requests.takePopupUrl();
    inBackground(this.#program.onPopup(window.id, url, popup.mainFrame().name()));
    await popup.close();
  }

  async #load(id: number, url: string): Promise<void> {
    const window = await this.#usableWindow(id);
    window.expectedUrl = url;
    await window.page.goto(toBrowserUrl(url));
  }

  async #reload(id: number): Promise<void> {
    await this.#load(id, toProgramUrl(this.#windowOf(id).page.url()));
  }

  /** A crashed page cannot be used again, so the window gets a new one. */
  async #usableWindow(id: number): Promise<ShownWindow> {
    const window = this.#windowOf(id);
    if (!window.isCrashed) return window;
    await window.page.close();
    window.page = await this.#context.newPage();
    window.isCrashed = false;
    await this.#prepare(window);
    return window;
  }

  async #send(id: number, channel: string, args: unknown[]): Promise<void> {
    const window = this.#windows.get(id);
    if (!window || window.isCrashed) return;
    try {
      await window.page.evaluate(
        ([receiver, to, values]) => {
          const page = globalThis as unknown as Record<symbol, (to: string, values: unknown[]) => void>;
          page[Symbol.for(receiver)]?.(to, values);
        },
        [RECEIVER, channel, args] as const,
      );
    } catch {
      // The page was closed or has navigated meanwhile; a message of Electron to its renderer is lost then, too.
    }
  }

  async #resize(id: number, width: number, height: number): Promise<void> {
    const window = this.#windowOf(id);
    Object.assign(window.facts, { width, height });
    await window.page.setViewportSize({ width, height });
  }

  async #showScheme(colorScheme: ColorScheme): Promise<void> {
    for (const { facts, page } of this.#windows.values()) {
      facts.colorScheme = colorScheme;
      await page.emulateMedia({ colorScheme });
    }
  }

  async #close(id: number, isForced: boolean): Promise<boolean> {
    const window = this.#windows.get(id);
    if (!window) return true;
    const isClosed = await this.#closePage(window, isForced || window.isCrashed);
    if (isClosed) {
      this.#windows.delete(id);
      this.#notifyChange();
    }
    return isClosed;
  }

  /** @returns false where the page stays */
  async #closePage({ id, page }: ShownWindow, isForced: boolean): Promise<boolean> {
    if (isForced) {
      await page.close();
      return true;
    }
    const stays = new Promise<boolean>((resolve) => this.#onStay.set(id, () => resolve(false)));
    const closes = new Promise<boolean>((resolve) => page.once('close', () => resolve(true)));
    await page.close({ runBeforeUnload: true });
    const isClosed = await Promise.race([stays, closes]);
    this.#onStay.delete(id);
    return isClosed;
  }

  async #crash(id: number): Promise<void> {
    const { page } = this.#windowOf(id);
    const session = await this.#context.newCDPSession(page);
    const crashed = new Promise((resolve) => page.once('crash', resolve));
    session.send('Page.crash').catch(() => undefined);
    await crashed;
  }
}

/** For a call whose end nobody waits for. It may fail where the program has ended by then. */
const inBackground = (call: Promise<unknown>): void => void call.catch(() => undefined);

/** A frame as the program is told about it. */
function factsOf(frame: Frame): FrameFacts {
  const parent = frame.parentFrame();
  const url = toProgramUrl(frame.url());
  return {
    url,
    origin: originOf(url),
    name: frame.name(),
    isMainFrame: parent === null,
    parent: parent && factsOf(parent),
  };
}
